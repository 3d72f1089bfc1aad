"""How requests for records went, in words: the newest quarter that was counted when a paper was frozen. What
is small is not in its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.disclosure.counts import Period
from portal.panels.presenters import numbers
from portal.panels.rules.packs import Audience, Row, Section, Table


def section(kept: Mapping[str, Any], audience: Audience) -> Section:
    """Access to records, as it is printed."""
    one = kept["printed"]
    between = numbers.span(Period(date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"])))
    how = how_counted(between)
    return Section(
        key="records",
        title=str(_("Access to records")),
        story=_on_time(one.get("on_time")),
        tables=tuple(table for table in (_counts(one, how), _felt(one, how)) if table.rows),
        points=tuple(_reasons(one)),
        how=(
            *how,
            str(
                _(
                    "Who asked elsewhere, or never learned that they may ask, cannot be counted "
                    "here. A request "
                    "that was joined with another counts once."
                )
            ),
        ),
    )


def how_counted(between: str) -> tuple[str, ...]:
    """What stands behind every figure that is counted once after a quarter."""
    return (
        str(
            _(
                "Between %(between)s. Counted once after the quarter, rounded; fewer than 5 can be nobody.",
                between=between,
            )
        ),
    )


def _counts(one: Mapping[str, Any], how: tuple[str, ...]) -> Table:
    return Table(
        str(_("Requests for records")),
        (str(_("What")), str(_("How many"))),
        tuple(Row(label, (value,), how) for label, value in _rows(one)),
    )


def _felt(one: Mapping[str, Any], how: tuple[str, ...]) -> Table:
    asked = {key: one.get("felt", {}).get(key) for key in felt_words()}
    return Table(
        str(_("What they said a month later")),
        (str(_("Question")), str(_("Yes")), str(_("Partly")), str(_("No"))),
        tuple(
            Row(felt_words()[key], tuple(_number(found.get(each)) for each in ("yes", "partly", "no")), how)
            for key, found in asked.items()
            if found
        ),
    )


def _reasons(one: Mapping[str, Any]) -> list[str]:
    delays = _shared(one.get("late_reasons", {}), delay_words())
    covered = _shared(one.get("covered", {}), cover_words())
    found = []
    if delays:
        listed = "; ".join(f"{label} ({value})" for label, value in delays)
        found.append(str(_("Reasons for delay that 5 or more share: %(reasons)s.", reasons=listed)))
    if covered:
        listed = "; ".join(f"{label} ({value})" for label, value in covered)
        found.append(str(_("Reasons for covering words, in 5 or more files: %(reasons)s.", reasons=listed)))
    return found


def _shared(counts: Mapping[str, Any], words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Those that five or more share, and that give nobody away."""
    return [(label, _number(counts[key])) for key, label in words.items() if isinstance(counts.get(key), int)]


def _rows(one: Mapping[str, Any]) -> list[tuple[str, str]]:
    days = one.get("days")
    rows = [(_("People who asked"), _number(one.get("received"))), (_("Given"), _number(one.get("given")))]
    if days:
        rows.append((_("Half of them waited up to"), _days(days["median"])))
        rows += _longest(days)
    rows.append((_("Open for more than 90 days"), _number(one.get("open", {}).get("91-"))))
    if one.get("pages") is not None:
        rows.append((_("Pages given"), _number(one["pages"])))
    rows.append((_("Wanted company while reading"), _number(one.get("wanted_company"))))
    rows.append((_("Had company"), _number(one.get("had_company"))))
    return [(str(label), value) for label, value in rows]


def _longest(days: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Never one person's wait: what five or more share. Earlier quarters are silent about it."""
    most = days.get("more_than")
    return [(_("The longest"), _("5 or more waited more than %(num)s days", num=most))] if most else []


def felt_words() -> dict[str, str]:
    """What those who were given their records are asked a month later, for members."""
    words = {
        "got_it": _("Got what they asked for"),
        "kind": _("Found us kind and clear"),
        "beside": _("Had somebody beside them, if they wanted"),
    }
    return {key: str(label) for key, label in words.items()}


def cover_words() -> dict[str, str]:
    """Why words were covered, by its key, for members."""
    words = {
        "somebody_else": _("It is about somebody else"),
        "another_child": _("It is about another child"),
        "confidence": _("Somebody told it in confidence"),
        "harm": _("It would do somebody serious harm"),
        "legal_advice": _("It is advice of the council’s lawyers"),
        "crime": _("It would get in the way of the police"),
        "court": _("It is a paper of a court"),
        "adoption": _("It is from an adoption file, which has rules of its own"),
        "not_about_them": _("It is not about the person who asked"),
    }
    return {key: str(label) for key, label in words.items()}


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


def _number(value: int | str | None) -> str:
    if value == "hidden":
        return str(_("not shown"))
    return str(_("fewer than 5")) if value is None else str(_("about %(count)s", count=f"{value:,}"))


def _days(count: int) -> str:
    return str(ngettext("%(num)s day", "%(num)s days", count))
