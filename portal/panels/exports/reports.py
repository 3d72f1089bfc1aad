"""A paper in words, put into the order in which it is read away from here: sections with their tables, words
of young people, questions, and at the end how each number was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from portal.documents.report import Heading, Items, Para, Part, Report, Table
from portal.panels.rules.packs import Row, Section

QUOTES_AFTER = "themes"


@dataclass(frozen=True)
class Quoted:
    """Words of a young person, and of what they are."""

    theme: str
    words: str
    used: str  # used with consent, exact words


@dataclass(frozen=True)
class Carried:
    """What of a paper is carried away. Nothing in it is looked up any more."""

    title: str
    language: str
    head: str
    foot: str
    author: str
    lead: str
    between: str
    sections: Sequence[Section]
    quotes: Sequence[Quoted] = ()
    quotes_note: str = ""  # that some were taken back, or that there are none
    questions: Sequence[str] = ()
    counted: Sequence[str] = ()  # how the numbers are counted, once for the whole paper
    bars: Mapping[str, int] = field(default_factory=dict)  # how long a theme's bar is, by its label


def report_of(carried: Carried) -> Report:
    """The paper as a report, for every kind of file."""
    return Report(
        title=carried.title,
        language=carried.language,
        parts=tuple(_parts(carried)),
        head=carried.head,
        foot=carried.foot,
        author=carried.author,
        facts=(carried.between, *carried.counted),
    )


def _parts(carried: Carried) -> Iterator[Part]:
    if carried.lead:
        yield Para(carried.lead)
    yield Para(carried.between, small=True)
    for section in carried.sections:
        yield from section_parts(section, carried.bars if section.key == QUOTES_AFTER else {})
        if section.key == QUOTES_AFTER:
            yield from _quotes(carried)
    if not any(section.key == QUOTES_AFTER for section in carried.sections):
        yield from _quotes(carried)
    if carried.questions:
        yield Heading(_("Questions you could ask"))
        yield Items(carried.questions)
    yield from _how(carried)


def section_parts(section: Section, bars: Mapping[str, int]) -> Iterator[Part]:
    """One section: its heading, what it says, its tables, and how it was made."""
    yield Heading(section.title)
    if section.story:
        yield Para(section.story)
    for table in section.tables:
        rows = [(row.label, *row.values) for row in table.rows]
        long = [bars.get(row.label, 0) for row in table.rows] if bars else ()
        yield Table(table.head, rows, caption=table.caption, bars=long)
    if section.points:
        yield Items(section.points)
    for line in section.how:
        yield Para(line, small=True)


def _quotes(carried: Carried) -> Iterator[Part]:
    if not carried.quotes and not carried.quotes_note:
        return
    yield Heading(_("In their words"))
    for quote in carried.quotes:
        yield Para(f"“{quote.words}”", quote=True)
        yield Para(f"{quote.theme}: {quote.used}", small=True)
    if carried.quotes_note:
        yield Para(carried.quotes_note, small=True)


def _how(carried: Carried) -> Iterator[Part]:
    """Last: what stands behind each number, so that it is at hand where no number can be pressed."""
    if carried.counted:
        yield Heading(_("How these numbers are counted"))
        yield from (Para(line) for line in carried.counted)
    for section in carried.sections:
        found = [row for table in section.tables for row in table.rows if row.how]
        if found:
            yield Heading(_("How each number was made: %(section)s", section=section.title), 2)
            yield Items(_hows(found))


def _hows(rows: Sequence[Row]) -> list[str]:
    """What stands behind each number. Where the same is said of several but for their name, it is said once,
    with dots for the name."""
    said: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        said.setdefault(tuple(line.replace(row.label, "…") for line in row.how), []).append(row.label)
    return [f"{'; '.join(dict.fromkeys(labels))}: {' '.join(how)}" for how, labels in said.items()]
