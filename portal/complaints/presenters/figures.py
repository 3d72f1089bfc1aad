"""The figures of a quarter or a year in words, and the yearly report as one thing for page and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.complaints.figures import Change
from portal.complaints.forms import words
from portal.complaints.presenters.complaint import theme_labels
from portal.complaints.rules.figures import ETHNIC_GROUPS, NOT_KNOWN, OUTCOMES
from portal.disclosure.quarters import HIDDEN, Value
from portal.documents.report import Heading, Items, Para, Part, Report
from portal.documents.report import Table as FileTable
from portal.documents.sheets import sheet_of
from portal.kit.dates import day

BANDS: dict[str, Any] = {
    "under_12": _l("Under 12"),
    "12_15": _l("12 to 15"),
    "16_17": _l("16 and 17"),
    "18_over": _l("18 and over"),
    NOT_KNOWN: _l("Not known"),
}
SEXES: dict[str, Any] = {"male": _l("Male"), "female": _l("Female"), NOT_KNOWN: _l("Not known")}
ETHNIC: dict[str, Any] = dict(
    zip(
        ETHNIC_GROUPS,
        (_l("White"), _l("Mixed"), _l("Asian"), _l("Black"), _l("Other"), _l("Not known")),
        strict=True,
    )
)


@dataclass(frozen=True)
class Table:
    """A small table: its title, its heads, its lines."""

    title: str
    heads: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Shown:
    """A period as it is printed."""

    span: str
    sentence: str
    tables: list[Table]
    changes: Sequence[tuple[str, str]] = ()


def shown(printed: Mapping[str, Any], first: date, last: date, changes: Sequence[Change] = ()) -> Shown:
    """Every table of a period."""
    return Shown(
        span=_("%(first)s to %(last)s", first=_written(first), last=_written(last)),
        sentence=_in_time(printed.get("in_time")),
        tables=[
            _table(_("What came"), _came(printed)),
            _table(_("Who complained"), _lines(printed, "complainers", words.COMPLAINERS)),
            _table(_("How it was handled"), _lines(printed, "tracks", words.TRACKS)),
            _table(_("What was found, by letter"), _outcomes(printed)),
            _table(_("How it ended"), _lines(printed, "endings", words.ENDINGS)),
            _table(_("Put right"), _lines(printed, "remedies", words.REMEDIES)),
            _table(_("Whether the answer helped"), _lines(printed, "helped", words.HELPED)),
            _table(_("Young people who complained, by age"), _lines(printed, "bands", BANDS)),
            _table(_("Young people who complained, by gender"), _lines(printed, "sexes", SEXES)),
            _table(_("Young people who complained, by ethnicity"), _lines(printed, "ethnic", ETHNIC)),
            _table(_("What it was about"), _lines(printed, "themes", theme_labels())),
        ],
        changes=[_change(one) for one in changes],
    )


def report(
    printed: Mapping[str, Any], first: date, last: date, changes: Sequence[Change], **about: str
) -> Report:
    """The yearly report: one source for every file. `about`: council, language."""
    one = shown(printed, first, last, changes)
    parts: list[Part] = [
        Heading(_("In short"), level=2),
        Para(one.sentence),
        Para(note()),
    ]
    for table in one.tables:
        parts.append(Heading(table.title, level=2))
        if table.rows:
            parts.append(FileTable(table.heads, table.rows, caption=table.title))
        else:
            parts.append(Para(too_few()))
    parts.append(Heading(_("What we changed because of complaints"), level=2))
    said = [f"{what} {how}" for what, how in one.changes]
    parts.append(Items(said) if said else Para(_("Nothing was written down.")))
    return Report(
        title=title(), language=about["language"], parts=parts, head=about["council"], foot=one.span
    )


def title() -> str:
    return str(_("Complaints and thank-yous: the yearly report"))


def note() -> str:
    return str(
        _(
            "Counted once, a week after the period ends, and then it stands. Numbers are rounded to 5. Fewer "
            "than 5 may mean nobody. A number that would give a small one away is not shown."
        )
    )


def too_few() -> str:
    return str(_("Too few people are in this to say it without giving somebody away."))


def choices(days: Sequence[date]) -> list[tuple[str, str]]:
    """The quarters one can choose."""
    return [(one.isoformat(), str(format_date(one, "QQQ y"))) for one in days]


def year_name(year: int) -> str:
    return str(_("%(first)s to %(last)s", first=year, last=year + 1))


def as_csv(one: Shown) -> str:
    """The same numbers for a spreadsheet."""
    lines: list[list[str]] = [[one.span], [one.sentence]]
    for table in one.tables:
        lines += [[], [table.title], table.heads, *table.rows]
    return sheet_of(lines)


def number(value: Value) -> str:
    """A rounded number, or that there are too few, or that it would give another number away."""
    if value == HIDDEN:
        return str(_("not shown"))
    return str(_("fewer than 5")) if value is None else str(_("about %(count)s", count=f"{value:,}"))


def _table(name: str, rows: list[list[str]]) -> Table:
    return Table(str(name), [str(_("What")), str(_("How many"))], rows)


def _came(one: Mapping[str, Any]) -> list[list[str]]:
    rows = [
        [_("Complaints that came"), number(one.get("received"))],
        [_("Second stage asked for"), number(one.get("second"))],
        [_("Panel asked for"), number(one.get("third"))],
        [_("Thank-yous that came"), number(one.get("compliments"))],
        [_("Things changed because of complaints"), one.get("changes", 0)],
        [_("Of these, checked after three months"), one.get("changes_checked", 0)],
        [_("Of these, still holding"), one.get("changes_hold", 0)],
    ]
    return [[str(label), str(value)] for label, value in rows]


def _outcomes(one: Mapping[str, Any]) -> list[list[str]]:
    names = {key: words.FINDINGS[key] for key in OUTCOMES}
    return _lines(one, "outcomes", names)


def _lines(one: Mapping[str, Any], name: str, labels: Mapping[Any, Any]) -> list[list[str]]:
    counts = one.get(name) or {}
    return [[str(label), number(counts.get(key))] for key, label in labels.items() if key in counts]


def _in_time(share: int | str | None) -> str:
    if share is None:
        return str(_("Too few letters went to say how many were in time."))
    if share == "most":
        return str(_("Nearly all letters went in time: fewer than 5 were late."))
    if share == "few":
        return str(_("Fewer than 5 letters went in time."))
    return str(_("About %(share)s%% of the letters went in time.", share=share))


def _change(one: Change) -> tuple[str, str]:
    said = _("Changed by %(owner)s on %(day)s.", owner=one.owner, day=day(one.changed_on))
    if one.holds:
        return one.words, f"{said} {words.HOLDS[one.holds]}."
    return one.words, str(said)


def _written(one: date) -> str:
    return str(format_date(one, "d MMMM y"))
