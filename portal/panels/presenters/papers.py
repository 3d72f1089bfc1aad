"""A paper as it is read: rows of themes with their numbers, what changed, words, answers and challenges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.coding.figures import QuoteWords
from portal.disclosure.changes import usable
from portal.disclosure.counts import ANSWERED, Cell, Period, What
from portal.disclosure.shown import Published, Reason
from portal.panels.presenters import numbers
from portal.panels.presenters.beside import AskedLast, Done, asked_about, asked_last, done_of
from portal.panels.presenters.changing import ChangeWords, change_words
from portal.panels.presenters.numbers import Number, today
from portal.panels.presenters.packs import sections_of
from portal.panels.presenters.packs_front import Front, front_of
from portal.panels.queries import papers as queries
from portal.panels.queries.papers import Printed
from portal.panels.rules.packs import Section
from portal.panels.rules.papers import is_a_quarter, themes_in_order
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer

AGE = "age"
_BARS = 20


@dataclass(frozen=True)
class Row:
    """One line of a table of numbers. `bar` is a width in steps of 5, from 5 to 100; 0 is no bar."""

    key: str
    label: str
    number: Number
    bar: int
    href: str = ""
    change: ChangeWords | None = None


@dataclass(frozen=True)
class AgeLink:
    """The same numbers for everybody, or for those of one age."""

    label: str
    href: str
    is_here: bool


@dataclass(frozen=True)
class Before:
    """What the changes compare with: so many periods between these days."""

    between: str
    count: int
    is_quarterly: bool


@dataclass(frozen=True)
class PaperPage:
    """A whole paper, or its numbers for one age. `rows` are the themes with a number, `not_numbers` the
    others; `no_numbers` says why an age has none at all."""

    printed: Printed
    between: str
    before: Before | None
    said: Number
    rows: Sequence[Row]
    not_numbers: Sequence[Row]
    no_numbers: str
    age: str
    ages: Sequence[AgeLink]
    quotes: Sequence[QuoteWords]
    quotes_taken_back: int
    answered: Number | None
    answers: Sequence[Row]
    done: Sequence[Done]
    sections: Sequence[Section]
    challenges: Sequence[AskedLast] | None
    questions: Sequence[str]
    ask_url: str
    front: Front | None = None
    promises_url: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.age


@dataclass(frozen=True)
class ThemePage:
    """One theme of a paper."""

    printed: Printed
    label: str
    between: str
    before: Before | None
    number: Number
    change: ChangeWords
    ages: Sequence[Row]
    quotes: Sequence[QuoteWords]
    done: Sequence[Done]
    challenges: Sequence[AskedLast]
    ask_url: str


def paper_page(
    printed: Printed, age: str = "", *, is_newest: bool = True, is_preview: bool = False
) -> PaperPage:
    """The paper; with an age band, the same numbers for that group. An unknown band is everybody."""
    paper = printed.paper
    ages = [cell.value for cell in paper.cells if cell.by == AGE and cell.what is What.POPULATION]
    age = age if age in ages else ""
    rows = _theme_rows(printed, age, is_preview=is_preview)
    no_numbers = _no_numbers(paper, age)
    ask = _Ask(printed.id, is_preview)
    asked = asked_last(printed, today()) if is_newest and not age else None
    return PaperPage(
        printed=printed,
        between=numbers.span(printed.period),
        before=_before(printed),
        said=replace(numbers.said(paper, *((AGE, age) if age else ())), ask_url=ask.url(What.SAID)),
        rows=[] if no_numbers else [row for row in rows if row.number.is_number],
        not_numbers=[] if no_numbers else [row for row in rows if not row.number.is_number],
        no_numbers=no_numbers,
        age=numbers.band_label(age) if age else "",
        ages=[] if is_preview else _filters(printed.id, ages, age),
        quotes=[] if age else _quotes(printed),
        quotes_taken_back=0 if age else queries.quotes_taken_back(printed),
        answered=ask.number(paper, ANSWERED) if ANSWERED in paper.cells else None,
        answers=_answers(paper, ask),
        done=[] if age else done_of(printed),
        sections=[] if age else sections_of(printed),
        challenges=asked,
        questions=[line.strip() for line in printed.questions.splitlines() if line.strip()],
        ask_url=ask.url(),
        front=None if age else front_of(printed, asked),
        promises_url="" if is_preview else flask.url_for("panels.paper_promises", meeting_id=printed.id),
    )


def theme_page(printed: Printed, theme: str) -> ThemePage:
    """One theme: its number by age, its change, words, what was done and what was asked about it."""
    cell = Cell(What.THEME, theme)
    ages = [each for each in printed.paper.cells if each.by == AGE and each.what is What.THEME]
    of_it = [(each.value, numbers.band_label(each.value), each) for each in ages if each.name == theme]
    ask = _Ask(printed.id)
    return ThemePage(
        printed=printed,
        label=numbers.theme_label(theme),
        between=numbers.span(printed.period),
        before=_before(printed),
        number=ask.number(printed.paper, cell),
        change=change_words(printed, theme),
        ages=_rows(printed.paper, of_it, ask),
        quotes=[quote for quote in _quotes(printed) if quote.theme == theme],
        done=[done for done in done_of(printed) if done.told.theme == theme],
        challenges=asked_about(printed, theme, today()),
        ask_url=ask.url(What.THEME, theme),
    )


def _quotes(printed: Printed) -> list[QuoteWords]:
    return queries.quotes_of(printed, the_viewer().account_id)


def _before(printed: Printed) -> Before | None:
    quarters = usable(printed.quarters)
    if not quarters:
        return None
    span = Period(quarters[-1].period.first, quarters[0].period.last)
    is_quarterly = all(is_a_quarter(each.period) for each in quarters)
    return Before(numbers.span(span), len(quarters), is_quarterly)


def _theme_rows(printed: Printed, age: str, *, is_preview: bool) -> list[Row]:
    order = themes_in_order(printed.paper)
    cells = [(theme, Cell(What.THEME, theme)) for theme in order]
    if age:
        cells = [(theme, cell.of(AGE, age)) for theme, cell in cells]
        cells.sort(key=lambda each: -(printed.paper.cells[each[1]].number or 0))
    rows = [(theme, numbers.theme_label(theme), cell) for theme, cell in cells]
    return [
        Row(
            row.key,
            row.label,
            row.number,
            row.bar,
            href="" if is_preview else _theme_url(printed.id, row.key),
            change=None if age else change_words(printed, row.key),
        )
        for row in _rows(printed.paper, rows, _Ask(printed.id, is_preview))
    ]


def _no_numbers(paper: Published, age: str) -> str:
    """Why nothing is said of this age; empty for all ages, and where it is printed how many spoke."""
    shown = paper.cells.get(Cell(What.SAID, "", AGE, age)) if age else None
    if shown is None or shown.number is not None:
        return ""
    if shown.reason is Reason.UNDER_THRESHOLD:
        return str(_("Too few people of this age spoke here to show numbers."))
    return str(
        _("Numbers of this age are not shown, so that a small number beside them cannot be worked out.")
    )


def _rows(paper: Published, cells: Sequence[tuple[str, str, Cell]], ask: _Ask) -> list[Row]:
    most = max((paper.cells[cell].number or 0 for _key, _label, cell in cells), default=0)
    return [
        Row(key, label, ask.number(paper, cell), _bar(paper.cells[cell].number or 0, most))
        for key, label, cell in cells
    ]


def _bar(number: int, most: int) -> int:
    return max(1, round(number * _BARS / most)) * (100 // _BARS) if number and most else 0


def _answers(paper: Published, ask: _Ask) -> list[Row]:
    verdicts = [cell for cell in paper.cells if cell.what is What.VERDICT]
    return _rows(paper, [(cell.name, numbers.verdict_label(cell.name), cell) for cell in verdicts], ask)


def _filters(meeting_id: UUID, ages: Sequence[str], chosen: str) -> list[AgeLink]:
    def url(age: str | None) -> str:
        return flask.url_for("panels.paper", meeting_id=meeting_id, age=age)

    found = [("", _("All ages"), url(None)), *((age, numbers.band_label(age), url(age)) for age in ages)]
    return [AgeLink(words, href, age == chosen) for age, words, href in found]


def _theme_url(meeting_id: UUID, theme: str) -> str:
    return flask.url_for("panels.paper_theme", meeting_id=meeting_id, theme=theme)


@dataclass(frozen=True)
class _Ask:
    """Where this paper, or a number of it, is challenged by whoever may; one age's by that of all ages."""

    meeting_id: UUID
    is_preview: bool = False

    def url(self, what: What | None = None, name: str = "") -> str:
        if self.is_preview or not may(P.ASK_CHALLENGE):
            return ""
        about = f"{what}:{name}" if what and name else what
        return flask.url_for("panels.ask", meeting_id=self.meeting_id, about=about)

    def number(self, paper: Published, cell: Cell) -> Number:
        return replace(numbers.number(paper, cell), ask_url=self.url(cell.what, cell.name))
