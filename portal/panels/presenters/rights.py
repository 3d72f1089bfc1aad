"""Complaints, advocates and papers in words: the newest quarters that were counted when a paper froze."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.disclosure.counts import Period
from portal.outcomes.presenters import number_words, share_words
from portal.panels.presenters import numbers
from portal.panels.presenters.records import how_counted
from portal.panels.rules.packs import Audience, Row, Section, Table

Kept = Mapping[str, Any]


def section(kept: Kept, audience: Audience) -> Section:
    """As it is printed. What changed is for everybody: it was written without names, for a report."""
    del audience
    tables = [*_complaints(kept["complaints"]), *_advocates(kept["advocates"]), *_papers(kept["papers"])]
    return Section(
        key="rights",
        title=str(_("Complaints, advocates and rights")),
        story=_story(kept["complaints"]["printed"]) if kept["complaints"] else "",
        tables=tuple(tables),
        points=tuple(_changes(kept["changes"])),
        how=(
            str(_("A complaint that nobody wrote down here is not counted.")),
            str(_("Numbers of young people are rounded, and small ones are not shown.")),
        ),
    )


def _how(found: Kept) -> tuple[str, ...]:
    period = Period(date.fromisoformat(found["first"]), date.fromisoformat(found["last"]))
    return how_counted(numbers.span(period))


def _complaints(found: Kept | None) -> Iterator[Table]:
    if not found:
        return
    one, how = found["printed"], _how(found)
    yield _table(str(_("Complaints and thank-yous")), _rows(one), how)
    if one.get("outcomes"):
        yield _table(str(_("What was found")), _outcomes(one), how)
    if one.get("themes"):
        yield _table(str(_("What complaints were about")), _themes(one), how)


def _advocates(found: Kept | None) -> Iterator[Table]:
    if not found:
        return
    one = found["printed"]
    rows = [
        (_("Offers of an advocate"), one["offered"]),
        (_("Said yes to an offer"), one["yes"]),
        (_("Wanted one"), one["asked"]),
        (_("Somebody was there in time"), one["in_time"]),
        (_("Said it helped"), one["helped"]),
    ]
    printed = [(str(label), number_words(value)) for label, value in rows]
    yield _table(str(_("Advocates: offered, wanted, there in time")), printed, _how(found))


def _papers(found: Kept | None) -> Iterator[Table]:
    """Of those who said what they have: who has each paper."""
    if not found:
        return
    lines = {
        "birth_certificate": _("Birth certificate"),
        "passport": _("Passport or travel papers"),
        "ni_number": _("National Insurance number"),
        "bank_account": _("Bank account"),
        "licence": _("Provisional driving licence"),
        "photo_id": _("A card that shows your age"),
    }
    bands = {"16_17": _("16 and 17"), "18_over": _("18 and over")}
    one, how = found["printed"], _how(found)
    rows = [
        Row(str(_("Said what they have")), tuple(number_words(_of(one, band, "said")) for band in bands), how)
    ]
    rows += [
        Row(str(label), tuple(share_words(_of(one, band, key)) for band in bands), how)
        for key, label in lines.items()
    ]
    head = (str(_("Paper")), *(str(label) for label in bands.values()))
    yield Table(str(_("Papers that young people have, of those who said")), head, tuple(rows))


def _of(one: Kept, band: str, key: str) -> Any:
    return (one.get(band) or {}).get(key)


def _story(one: Kept) -> str:
    share, changes = one.get("in_time"), one.get("changes", 0)
    if share is None:
        in_time = _("Too few complaints were answered to say how many were in time.")
    elif share == "most":
        in_time = _("Nearly all complaints were answered in time: fewer than 5 were late.")
    elif share == "few":
        in_time = _("Fewer than 5 complaints were answered in time.")
    else:
        in_time = _("About %(share)s%% of complaints were answered in time.", share=share)
    changed = _("Things changed because of complaints: %(count)s.", count=changes)
    return f"{in_time} {changed}"


def _rows(one: Kept) -> list[tuple[str, str]]:
    helped = one.get("helped") or {}
    rows = [
        (_("Complaints that came"), number_words(one.get("received"))),
        (_("Answered in time"), share_words(one.get("in_time"))),
        (_("Second stage asked for"), number_words(one.get("second"))),
        (_("Panel asked for"), number_words(one.get("third"))),
        (
            _("Said that the answer helped"),
            number_words(helped.get("yes")) if helped else _("too few to say"),
        ),
        (_("Thank-yous that came"), number_words(one.get("compliments"))),
        (_("Things changed because of complaints"), str(one.get("changes", 0))),
        (_("Of these, checked after three months"), str(one.get("changes_checked", 0))),
        (_("Of these, still holding"), str(one.get("changes_hold", 0))),
    ]
    return [(str(label), str(value)) for label, value in rows]


def _outcomes(one: Kept) -> list[tuple[str, str]]:
    words = {
        "upheld": _("Upheld"),
        "partly": _("Partly upheld"),
        "not_upheld": _("Not upheld"),
        "no_finding": _("No finding"),
    }
    return [(str(words.get(key, key)), number_words(value)) for key, value in one["outcomes"].items()]


def _themes(one: Kept) -> list[tuple[str, str]]:
    """The most said first; a theme of which nothing is shown is left out."""
    known = [theme.key for theme in codebook().themes]
    found = [(key, value) for key, value in one["themes"].items() if isinstance(value, int) and value]
    found.sort(key=lambda pair: (-pair[1], known.index(pair[0]) if pair[0] in known else len(known)))
    return [(numbers.theme_label(key), number_words(value)) for key, value in found]


def _changes(changes: list[tuple[str, str]]) -> list[str]:
    holds = {"yes": _("It holds"), "partly": _("It holds in part"), "no": _("It does not hold")}
    return [f"{words} ({holds[key]})" if key in holds else words for words, key in changes]


def _table(caption: str, rows: list[tuple[str, str]], how: tuple[str, ...]) -> Table:
    head = (str(_("What")), str(_("How many")))
    return Table(caption, head, tuple(Row(label, (value,), how) for label, value in rows))
