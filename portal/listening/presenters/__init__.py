"""Printed numbers in words: rows of teams and agencies, plain sentences, a sheet. Nothing is worked out here
but from numbers that are printed already."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import flask
from flask_babel import format_date
from flask_babel import gettext as _

from portal.disclosure.counts import POPULATION, SAID, Cell, What
from portal.disclosure.shown import Published
from portal.listening.presenters.cells import NOT_SHOWN, words_of
from portal.listening.presenters.missing import Group, missing, missing_columns, value_name
from portal.listening.queries import Quarter
from portal.listening.rules import GOOD, POOR, SHARES, Measure, Share

__all__ = [
    "NOT_SHOWN",
    "Group",
    "Overview",
    "Row",
    "as_csv",
    "choices",
    "council",
    "missing",
    "missing_columns",
    "overview",
    "quarter_name",
    "shares",
    "value_name",
    "words_of",
]

_TEAM = "team"


@dataclass(frozen=True)
class Row:
    """A line of the table: whose, how deep, and its printed cells."""

    name: str
    cells: tuple[str, ...]
    is_agency: bool = False


@dataclass(frozen=True)
class Overview:
    """A quarter on the page."""

    span: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    good: tuple[str, ...]
    to_look_at: tuple[str, ...]
    through: tuple[tuple[str, str], ...]
    challenged: tuple[tuple[str, str], ...]


def choices(firsts: Iterable[date]) -> list[tuple[str, str]]:
    """Every counted quarter: what stands in the address, and what it is called."""
    return [(one.isoformat(), quarter_name(one)) for one in firsts]


def quarter_name(first: date) -> str:
    """`July to September 2026`."""
    last = first.replace(month=first.month + 2)
    return str(_("%(first)s to %(last)s", first=format_date(first, "LLLL"), last=format_date(last, "LLLL y")))


def measure_name(measure: str) -> str:
    """What a column counts."""
    names = {
        "population": _("Young people"),
        "said": _("Heard at all"),
        Measure.OWN: _("In their own words"),
        Measure.TOGETHER: _("Said together"),
        Measure.OBSERVED: _("Observed"),
        Measure.PASSED_ON: _("Passed on"),
        Measure.READ_SAME_DAY: _("All read the same day"),
        Measure.DUE: _("Were owed an answer"),
        Measure.IN_TIME: _("All answered in time"),
        Measure.SORTED: _("Said: sorted"),
        Measure.PARTLY: _("Said: partly"),
        Measure.NOT_SORTED: _("Said: not sorted"),
        Measure.TOLD_NO: _("Were told no"),
        Measure.TOLD_WHY: _("Told no with the reason"),
        "days": _("Days to an answer (middle)"),
    }
    return str(names[measure])


COLUMNS = ("population", "said", *(measure.value for measure in Measure))


def cell_of(column: str, team: str = "") -> Cell:
    """Where a column's number stands in the paper; of all without a team."""
    fixed = {"population": POPULATION, "said": SAID}
    cell = fixed.get(column) or Cell(What.THEME, column)
    return cell.of(_TEAM, team) if team else cell


def overview(found: Quarter) -> Overview:
    """The quarter's table and sentences."""
    return Overview(
        quarter_name(found.first),
        tuple(measure_name(one) for one in (*COLUMNS, "days")),
        tuple(_rows(found)),
        tuple(_sentences(found, good=True)),
        tuple(_sentences(found, good=False)),
        _by_agency(found.heard, "through", found.through),
        _by_agency(found.spoken, "challenged", found.challenged),
    )


def _by_agency(paper: Published, what: str, agencies: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (agency or council(), words_of(paper.cells.get(Cell(What.THEME, f"{what}:{place}"))))
        for place, agency in enumerate(agencies)
    )


def council() -> str:
    return str(flask.current_app.extensions["heard.settings"].council_name)


def _rows(found: Quarter) -> Iterable[Row]:
    yield Row(str(_("All")), _cells(found, ""), is_agency=True)
    agencies: dict[str, list[str]] = {}
    for key, team in found.teams.items():
        if not team.is_nobody:
            agencies.setdefault(team.agency, []).append(key)
    for agency, keys in sorted(agencies.items()):
        yield Row(agency or council(), _added(found, keys), is_agency=True)
        for key in sorted(keys, key=lambda one: team_name(found, one).casefold()):
            yield Row(team_name(found, key), _cells(found, key))
    if "nobody" in found.teams:
        yield Row(str(_("Nobody works with them")), _cells(found, "nobody"), is_agency=True)


def team_name(found: Quarter, key: str) -> str:
    """A team by its own name, otherwise by who leads it."""
    if found.teams[key].unit:
        return found.teams[key].unit
    led_by = found.led_by.get(key)
    return str(_("Team of %(name)s", name=led_by) if led_by else _("No team"))


def _cells(found: Quarter, team: str) -> tuple[str, ...]:
    numbers = tuple(words_of(found.heard.cells.get(cell_of(column, team))) for column in COLUMNS)
    days = found.days.get(team)
    return (*numbers, NOT_SHOWN if days is None else str(days))


def _added(found: Quarter, keys: Sequence[str]) -> tuple[str, ...]:
    """An agency's numbers are its teams' printed ones added up, so that they tell nothing more than those."""
    if len(keys) == 1:
        return _cells(found, keys[0])
    return (*(_sum(found.heard, column, keys) for column in COLUMNS), NOT_SHOWN)


def _sum(paper: Published, column: str, keys: Sequence[str]) -> str:
    shown = [paper.cells.get(cell_of(column, key)) for key in keys]
    total = sum(one.number for one in shown if one is not None and one.number is not None)
    if all(one is not None and one.number is not None for one in shown):
        return str(total)
    return str(_("at least %(num)s", num=total)) if total else NOT_SHOWN


def shares(found: Quarter, team: str = "") -> list[Share]:
    """What may be said in percent of one team, or of all."""

    def number(column: str) -> int | None:
        shown = found.heard.cells.get(cell_of(column, team))
        return shown.number if shown else None

    listed = [(measure.value, str(of or "said")) for measure, of in SHARES]
    return [Share(one, number(one), number(of)) for one, of in (("said", "population"), *listed)]


def _sentences(found: Quarter, *, good: bool) -> Iterable[str]:
    keys = [key for key, team in found.teams.items() if not team.is_nobody]
    several = keys if len(keys) > 1 else []
    for key in ("", *several):
        who = team_name(found, key) if key else str(_("All together"))
        for share in shares(found, key):
            percent = share.percent
            if percent is None or not (percent >= GOOD if good else percent < POOR):
                continue
            yield _sentence(share, who)


def _sentence(share: Share, who: str) -> str:
    """With the rounded numbers themselves: a percentage of them would sound more exact than it is."""
    values = {"who": who, "num": share.number, "of": share.of}
    whole = {
        "said": _("%(who)s: about %(num)s of about %(of)s young people were heard.", **values),
        Measure.READ_SAME_DAY: _(
            "%(who)s: of about %(of)s heard, about %(num)s had all they said read the same day.",
            **values,
        ),
        Measure.IN_TIME: _(
            "%(who)s: of about %(of)s who were owed an answer, about %(num)s had it in time.",
            **values,
        ),
        Measure.TOLD_WHY: _(
            "%(who)s: of about %(of)s young people who were told no, about %(num)s were told why.", **values
        ),
    }
    return str(whole[share.measure])


def as_csv(found: Quarter) -> str:
    """Both tables of a quarter; no cell can begin a formula."""
    out = io.StringIO()
    write = csv.writer(out)
    shown = overview(found)
    lines: list[Sequence[str]] = [(shown.span,), (str(_("Team")), *shown.columns)]
    lines += [(row.name, *row.cells) for row in shown.rows]
    lines += [(), tuple(missing_columns())]
    for group in missing(found):
        lines += [(group.title,), *group.rows]
    for line in lines:
        write.writerow([_harmless(text) for text in line])
    return "\ufeff" + out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
