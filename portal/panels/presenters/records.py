"""How requests for records went, in a paper: the newest quarter that was counted when it was printed. Numbers
are as they were frozen; what is small is not in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.disclosure.counts import Period
from portal.kit import clock
from portal.panels.presenters import numbers
from portal.panels.queries.papers import Printed
from portal.records.figures import Quarter, as_it_stood


@dataclass(frozen=True)
class RecordsShown:
    """Access to records, as a member reads it."""

    between: str
    sentence: str
    rows: Sequence[tuple[str, str]]
    delays: Sequence[tuple[str, str]]


def records_of(printed: Printed) -> RecordsShown | None:
    """None where nothing was counted by then."""
    found = as_it_stood(printed.period.last, printed.published_at or clock.now())
    return _shown(found) if found else None


def _shown(found: Quarter) -> RecordsShown:
    one = found.printed
    return RecordsShown(
        between=numbers.span(Period(found.first, found.last)),
        sentence=_on_time(one.get("on_time")),
        rows=_rows(one),
        delays=[
            (words, _number(one["late_reasons"][key]))
            for key, words in delay_words().items()
            if one.get("late_reasons", {}).get(key) is not None
        ],
    )


def _rows(one: Mapping[str, Any]) -> list[tuple[str, str]]:
    days, kind = one.get("days"), one.get("felt", {}).get("kind", {})
    rows = [(_("People who asked"), _number(one.get("received"))), (_("Given"), _number(one.get("given")))]
    if days:
        rows.append((_("Half of them waited up to"), _days(days["median"])))
        rows.append((_("The longest wait was about"), _days(days["longest"])))
    rows.append((_("Open for more than 90 days"), _number(one.get("open", {}).get("91-"))))
    if one.get("pages") is not None:
        rows.append((_("Pages given"), _number(one["pages"])))
    rows.append((_("Wanted company while reading"), _number(one.get("wanted_company"))))
    rows.append((_("Had company"), _number(one.get("had_company"))))
    if kind:
        rows.append((_("Said a month later: kind and clear"), _number(kind.get("yes"))))
        rows.append((_("Said a month later: not kind and clear"), _number(kind.get("no"))))
    return [(str(label), value) for label, value in rows]


def delay_words() -> dict[str, str]:
    """The true reasons for delay, by their key, for members."""
    words = {
        "reached_us_late": _("It lay elsewhere in the council"),
        "too_few_people": _("Too few people work on requests"),
        "large_file": _("The file is large"),
        "archive": _("An archive was slow"),
        "other_body": _("Health, a school or another council was slow"),
        "consents": _("Somebody named in the file was asked"),
        "opinion": _("An opinion about harm was needed"),
        "checking": _("The second check took long"),
        "system": _("A system failed"),
        "our_mistake": _("The council made a mistake"),
    }
    return {key: str(label) for key, label in words.items()}


def _on_time(share: int | str | None) -> str:
    if share is None:
        return str(_("Too few requests for records were closed to say how many were on time."))
    if share == "most":
        return str(_("Nearly all who asked for their records had them on time: fewer than 5 were late."))
    if share == "few":
        return str(_("Fewer than 5 who asked for their records had them on time."))
    return str(_("About %(share)s%% of those who asked for their records had them on time.", share=share))


def _number(value: int | None) -> str:
    return str(_("fewer than 5")) if value is None else str(_("about %(count)s", count=f"{value:,}"))


def _days(count: int) -> str:
    return str(ngettext("%(num)s day", "%(num)s days", count))
