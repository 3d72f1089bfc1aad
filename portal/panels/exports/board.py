"""A report to the Improvement Board, put into the order in which it is read away from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.documents.report import Heading, Items, Para, Part, Report, Table


@dataclass(frozen=True)
class CarriedMeasure:
    """A measure as its reader reads it: sentences, a table of values, one of targets, why one was missed."""

    name: str
    lines: Sequence[str]
    values: Table | None
    targets: Table | None
    misses: Sequence[str]


@dataclass(frozen=True)
class CarriedReport:
    """What of a report is carried away. `words`: headings with what was written under each."""

    title: str
    language: str
    head: str
    foot: str
    lines: Sequence[str]
    first: tuple[str, str]
    measures: Sequence[CarriedMeasure]
    counted: Sequence[str]
    actions: Table | None
    words: Sequence[tuple[str, str]]


def report_of(carried: CarriedReport) -> Report:
    """The report, for every kind of file."""
    return Report(
        title=carried.title,
        language=carried.language,
        parts=tuple(_parts(carried)),
        head=carried.head,
        foot=carried.foot,
        author=str(_("Improvement Board")),
        facts=carried.lines,
    )


def _parts(carried: CarriedReport) -> Iterator[Part]:
    yield from (Para(line, small=True) for line in carried.lines)
    yield from _written(*carried.first)
    yield Heading(_("Measures and targets"))
    if not carried.measures:
        yield Para(_("No measure was in the register."))
    for one in carried.measures:
        yield from _measure(one)
    yield Heading(_("The plan"))
    yield Items(carried.counted) if carried.counted else Para(_("No action was sent."))
    if carried.actions:
        yield carried.actions
    for heading, text in carried.words:
        yield from _written(heading, text)


def _written(heading: str, text: str) -> Iterator[Part]:
    yield Heading(heading)
    yield Para(text or _("Nothing is written yet."))


def _measure(one: CarriedMeasure) -> Iterator[Part]:
    yield Heading(one.name, 2)
    yield from (Para(line) for line in one.lines if line)
    yield from (table for table in (one.values, one.targets) if table)
    if one.misses:
        yield Heading(_("Why a target was missed"), 3)
        yield from (Para(line) for line in one.misses)
