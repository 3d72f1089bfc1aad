"""The figures of a quarter in words: rounded, small numbers never."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.disclosure.quarters import HIDDEN, Value
from portal.documents.sheets import sheet_of
from portal.records.figures import Quarter
from portal.records.presenters import words
from portal.records.presenters.reading_words import WHY
from portal.records.rules.feelings import Felt, FeltQuestion
from portal.records.rules.figures import TOOK
from portal.records.rules.reading import Why
from portal.records.rules.reasons import LateReason

OPEN: dict[str, Any] = {
    "0-30": _l("Up to 30 days"),
    "31-60": _l("31 to 60 days"),
    "61-90": _l("61 to 90 days"),
    "91-": _l("More than 90 days"),
}
FELT_QUESTION: words.Words = {
    FeltQuestion.GOT_IT: _l("They got what they asked for"),
    FeltQuestion.KIND: _l("We were kind and clear"),
    FeltQuestion.BESIDE: _l("Somebody stood by them, if they wanted"),
}
FELT: words.Words = {Felt.YES: _l("Yes"), Felt.PARTLY: _l("Partly"), Felt.NO: _l("No")}


@dataclass(frozen=True)
class Table:
    """A small table: its title, its lines."""

    title: str
    heads: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class FiguresPage:
    """A quarter as it is printed."""

    span: str
    sentence: str
    tables: list[Table]


def figures_page(found: Quarter) -> FiguresPage:
    """Every table of a quarter."""
    one = found.printed
    return FiguresPage(
        span=quarter_name(found.first, found.last),
        sentence=on_time_words(one.get("on_time")),
        tables=[
            Table(_("What came and went"), _heads(), _went(one)),
            Table(_("Open on the last day, by age"), _heads(), _lines(one.get("open", {}), OPEN)),
            Table(
                _("True reasons for delay"),
                _heads(),
                _lines(_known(one, "late_reasons", LateReason), words.LATE),
            ),
            Table(
                _("Reasons for covering, by request"), _heads(), _lines(_known(one, "covered", Why), _why())
            ),
            Table(
                _("How it felt, a month later"),
                [_("Question"), *(str(FELT[felt]) for felt in Felt)],
                _felt(one),
            ),
        ],
    )


def quarter_name(first: date, last: date) -> str:
    """A quarter by its months."""
    return str(
        _(
            "%(first)s to %(last)s",
            first=format_date(first, "d MMMM y"),
            last=format_date(last, "d MMMM y"),
        )
    )


def choices(days: Sequence[date]) -> list[tuple[str, str]]:
    """The quarters one can choose."""
    return [(day.isoformat(), str(format_date(day, "QQQ y"))) for day in days]


def as_csv(found: Quarter) -> str:
    """The same numbers for a spreadsheet."""
    shown = figures_page(found)
    lines: list[list[str]] = [[shown.span], [shown.sentence]]
    for table in shown.tables:
        lines += [[], [table.title], table.heads, *table.rows]
    return sheet_of(lines)


def on_time_words(share: int | str | None) -> str:
    """How many were on time, in one sentence."""
    if share is None:
        return str(_("Too few were closed to say how many were on time."))
    if share == "most":
        return str(_("Nearly all were on time: fewer than 5 were late."))
    if share == "few":
        return str(_("Fewer than 5 were on time."))
    return str(_("About %(share)s%% were on time.", share=share))


def number(value: int | str | None) -> str:
    """A rounded number, or that there are too few, or that it would give another number away."""
    if value == HIDDEN:
        return str(_("not shown"))
    return str(_("fewer than 5")) if value is None else str(_("about %(count)s", count=f"{value:,}"))


def _heads() -> list[str]:
    return [str(_("What")), str(_("How many"))]


def _went(one: Mapping[str, Any]) -> list[list[str]]:
    days, pages = one.get("days"), one.get("pages")
    none = str(_("too few to say"))
    rows = [
        [_("Received"), number(one.get("received"))],
        [_("Given"), number(one.get("given"))],
        [_("Refused"), number(one.get("refused"))],
        [_("Withdrawn"), number(one.get("withdrawn"))],
        [_("Half of them took up to"), _day_count(days["median"]) if days else none],
        [_("The longest"), longest_words(days) if days else none],
        [_("Pages given"), number(pages) if pages is not None else none],
        [_("Wanted company while reading"), number(one.get("wanted_company"))],
        [_("Had company"), number(one.get("had_company"))],
    ]
    return [[str(label), str(value)] for label, value in rows]


def longest_words(days: Mapping[str, int | None]) -> str:
    """What at least five share. A quarter counted before that was said so is silent about it."""
    if "more_than" not in days:
        return str(_("too few to say"))
    most = days["more_than"]
    if most is None:
        return str(_("fewer than 5 took more than %(num)s days", num=TOOK[0]))
    return str(_("5 or more took more than %(num)s days", num=most))


def _day_count(count: int) -> str:
    return str(ngettext("%(num)s day", "%(num)s days", count))


def _lines(counts: Mapping[Any, Value], labels: Mapping[Any, Any]) -> list[list[str]]:
    return [[str(label), number(counts.get(key))] for key, label in labels.items() if key in counts]


def _known(one: Mapping[str, Any], name: str, kind: type[Any]) -> dict[Any, Value]:
    """Of each of a kind, also of those that nobody gave: a line left out would say "nobody"."""
    counts = one.get(name, {})
    return {member: counts.get(member.value) for member in kind} if counts else {}


def _why() -> dict[Any, Any]:
    return {why: reason.label for why, reason in WHY.items()}


def _felt(one: Mapping[str, Any]) -> list[list[str]]:
    felt = {question: answers for question, answers in one.get("felt", {}).items() if answers}
    return [
        [str(label), *(number(felt.get(question.value, {}).get(answer.value)) for answer in Felt)]
        for question, label in FELT_QUESTION.items()
        if question.value in felt
    ]
