"""The annual report as it is read: on the screen, as a PDF, in a word processor. One source for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from flask_babel import gettext as _

from portal.documents.word import Block, Heading, Para, document
from portal.documents.word import Table as WordTable
from portal.kit.dates import day
from portal.reviews.forms.annual import HEADINGS
from portal.reviews.presenters import figures
from portal.reviews.presenters.figures import Table
from portal.reviews.rules import annual as rules
from portal.reviews.rules.annual import Part, WhyNot
from portal.reviews.rules.figures import year_of


@dataclass(frozen=True)
class ShownPart:
    """A part of the report: its heading, its tables, what was written."""

    key: str
    heading: str
    tables: Sequence[Table]
    paragraphs: Sequence[str]


@dataclass(frozen=True)
class Report:
    """The whole."""

    title: str
    span: str
    parts: Sequence[ShownPart]
    is_finished: bool
    counted_on: str
    note: str


def year_name(year: int) -> str:
    """2025 to 2026."""
    return str(_("%(first)s to %(last)s", first=year, last=year + 1))


def report(row: Any, council: str, teams: Mapping[str, str], *, leaves_out_empty: bool = True) -> Report:
    """What is written and counted of a year."""
    period = year_of(row.year)
    tables = figures.tables(row.figures, teams) if row.figures_at else {}
    parts = rules.parts_from(row.parts)
    shown = [
        ShownPart(
            part.value,
            str(HEADINGS[part]),
            [table for table in tables.get(part, []) if table.rows],
            [line for line in parts[part].split("\n") if line.strip()],
        )
        for part in Part
    ]
    return Report(
        title=_("%(council)s: annual report of the Independent Reviewing Officers", council=council),
        span=figures.span(period.first, period.last),
        parts=[one for one in shown if one.paragraphs or one.tables or not leaves_out_empty],
        is_finished=row.finished_at is not None,
        counted_on=day(row.figures_at) if row.figures_at else "",
        note=_("Numbers are rounded to 5. “Fewer than 5” may mean nobody. No child is named."),
    )


def as_word(shown: Report) -> bytes:
    """A document for a word processor, to go on editing."""
    blocks: list[Block] = [Para(shown.span), Para(shown.note)]
    for part in shown.parts:
        blocks.append(Heading(part.heading, level=1))
        blocks += [Para(text) for text in part.paragraphs]
        for table in part.tables:
            blocks.append(WordTable(table.heads, table.rows, caption=table.title))
    return document(shown.title, blocks)


def why_words(why: Enum) -> str:
    """A reason of the rules in words that say what to do."""
    words: dict[Enum, Any] = {
        WhyNot.NOT_OVER: _("This year has not closed yet. Its numbers come a week after 31 March."),
        WhyNot.NOT_COUNTED: _("The numbers are being worked out. Try again in a few minutes."),
        WhyNot.FINISHED: _("This report is finished. Open it again to change it."),
        WhyNot.NOT_FINISHED: _("This report is not finished."),
        WhyNot.CHANGED_SINCE: _(
            "Somebody else changed the report while you wrote. Your words are still here: open the report in "
            "another window, compare, and save again."
        ),
        WhyNot.TOO_LONG: _("A part is too long. Shorten it."),
    }
    return str(words[why])
