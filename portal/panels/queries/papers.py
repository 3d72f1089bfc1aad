"""Meetings and their papers, as plain values: what is being prepared, and what was published.

What a member reads comes from frozen cells only. Nothing here can reach what a young person said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from portal import db
from portal.coding import figures as coding
from portal.coding.codebook import codebook
from portal.disclosure.changes import Change
from portal.disclosure.counts import Cell, Period, What
from portal.disclosure.shown import Published
from portal.outcomes import queries as outcomes
from portal.outcomes.rules import Seen
from portal.panels.models import Meeting
from portal.panels.queries.packs_states import state_of
from portal.panels.rules import Hidden, Stage
from portal.panels.rules import papers as rules
from portal.panels.rules.packs import SignState
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class Listed:
    """A meeting as a list shows it."""

    id: UUID
    meets_on: date
    period: Period
    stage: Stage
    published_at: datetime | None


@dataclass(frozen=True)
class Draft:
    """What would be printed. `why` says, to staff only, why a cell is no plain number, as far as anybody is
    told; `reckons_with` is how many published papers the count knew."""

    quarters: tuple[Published, ...]  # before it, newest first
    paper: Published
    why: Mapping[Cell, Hidden]
    reckons_with: int


@dataclass(frozen=True)
class Prepared:
    """A meeting as those who prepare it see it."""

    id: UUID
    meets_on: date
    period: Period
    stage: Stage
    lead: str
    questions: str
    asked_at: datetime | None  # when somebody last asked for its numbers
    counted_at: datetime | None
    fault: str
    draft: Draft | None
    quote_ids: tuple[UUID, ...]
    published_at: datetime | None


@dataclass(frozen=True)
class Printed:
    """A published paper, as it was frozen."""

    id: UUID
    meets_on: date
    period: Period
    published_at: datetime | None  # None: it is not published yet, this is how it would read
    lead: str
    questions: str
    paper: Published
    quarters: tuple[Published, ...]
    changes: Mapping[str, Change]
    outcomes: Mapping[UUID, Seen]
    challenges: Mapping[UUID, Seen]
    quote_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class Asked:
    """A count that was asked for."""

    meeting_id: UUID
    period: Period
    at: datetime


def published() -> list[Listed]:
    """The papers a member may read, newest first."""
    return listed(sa.select(Meeting).where(Meeting.stage == Stage.PUBLISHED).order_by(_newest()))


def in_the_making() -> list[Listed]:
    """The meetings whose paper is not published yet, the next one first."""
    return listed(sa.select(Meeting).where(Meeting.stage != Stage.PUBLISHED).order_by(Meeting.meets_on))


def others(but: UUID | None = None) -> list[Listed]:
    """Every meeting but this one: what its day and its period have to keep clear of."""
    return [one for one in listed(sa.select(Meeting)) if one.id != but]


def newest_published() -> UUID | None:
    """The meeting whose paper is the latest."""
    return db.session.scalar(
        sa.select(Meeting.id).where(Meeting.stage == Stage.PUBLISHED).order_by(_newest()).limit(1)
    )


def meeting_to_prepare(viewer: Viewer, meeting_id: UUID) -> Subject | None:
    """A meeting, for those who prepare its paper."""
    row = _row(meeting_id)
    return Subject(prepared(row), kind="meeting", id=row.id) if row else None


def paper_to_read(viewer: Viewer, meeting_id: UUID, theme: str | None = None) -> Subject | None:
    """A published paper; with a theme, only if the paper has it. Nothing unpublished is found."""
    row = _row(meeting_id)
    if row is None or row.stage is not Stage.PUBLISHED:
        return None
    found = printed(row)
    if theme is not None and Cell(What.THEME, theme) not in found.paper.cells:
        return None
    return Subject((found, theme) if theme is not None else found, kind="meeting", id=row.id)


def waiting_for_numbers() -> list[Asked]:
    """The counts that were asked for and not made yet, oldest first."""
    rows = db.session.scalars(
        sa.select(Meeting).where(Meeting.stage == Stage.COUNTING).order_by(Meeting.count_asked_at)
    )
    return [
        Asked(row.id, Period(row.first_on, row.last_on), row.count_asked_at)
        for row in rows
        if row.count_asked_at
    ]


def register_size() -> int:
    """How many papers were ever published, comparisons too."""
    return len(outcomes.register())


def why_not_publish(meeting: Prepared) -> rules.WhyNot | None:
    """What stands in the way of publishing its paper now."""
    return rules.why_not_publish(
        meeting.stage,
        lead=meeting.lead,
        reckons_with=meeting.draft.reckons_with if meeting.draft else -1,
        register=register_size(),
        was_taken_back=_was_taken_back(meeting),
        is_signed_off=state_of(meeting.id) is SignState.GIVEN,
    )


def _was_taken_back(meeting: Prepared) -> bool:
    """Since the numbers were asked for, which is before anything was read for them. What was printed of a
    quarter before stands as it was printed."""
    if meeting.draft is None or meeting.asked_at is None:
        return False
    printed = outcomes.printed_periods()
    quarters = [each.period for each in meeting.draft.quarters if each.period not in printed]
    return any(coding.has_changed_since(each, meeting.asked_at) for each in (meeting.period, *quarters))


def quotes_to_choose(meeting: Prepared) -> list[coding.QuoteWords]:
    """Approved words said in the period, of themes of which a number would be printed."""
    themes = rules.themes_with_a_number(meeting.draft.paper) if meeting.draft else []
    return coding.approved_quotes(meeting.period, themes) if themes else []


def quotes_of(printed: Printed, reader: UUID) -> list[coding.QuoteWords]:
    """The paper's quotes in order: those that are still approved, of themes whose number it prints, and none
    of what concerns the account that reads it or somebody close to it."""
    words = coding.quotes(printed.quote_ids, not_for=reader)
    themes = set(rules.themes_with_a_number(printed.paper))
    book, last = codebook(), printed.paper.period.last
    found = [words[each] for each in printed.quote_ids if each in words]
    carried = [replace(quote, theme=book.on(quote.theme, last)) for quote in found]
    return [quote for quote in carried if quote.theme in themes]


def quotes_taken_back(printed: Printed) -> int:
    """How many quotes stood in this published paper and were taken back since: the same for every reader."""
    return coding.taken_back(printed.quote_ids) if printed.published_at and printed.quote_ids else 0


def prepared(row: Meeting) -> Prepared:
    """The meeting as plain values; its quotes must be loaded."""
    return Prepared(
        id=row.id,
        meets_on=row.meets_on,
        period=Period(row.first_on, row.last_on),
        stage=row.stage,
        lead=row.lead,
        questions=row.questions,
        asked_at=row.count_asked_at,
        counted_at=row.counted_at,
        fault=row.fault,
        draft=draft_from(row.draft) if row.draft else None,
        quote_ids=tuple(one.quote_id for one in row.quotes),
        published_at=row.published_at,
    )


def as_printed(meeting: Prepared, draft: Draft, told: Mapping[str, Any]) -> Printed:
    """What a member would read if this draft were published now."""
    return _with_told(meeting, draft.paper, draft.quarters, told)


def printed(row: Meeting) -> Printed:
    """The published paper as plain values. Raises LookupError if the register does not hold it."""
    paper = outcomes.paper(row.paper_id) if row.paper_id else None
    if paper is None:
        raise LookupError(f"the register has no paper of meeting {row.id}")
    told = row.told or {}
    quarters = tuple(outcomes.papers([UUID(each) for each in told.get("quarters", [])]))
    return _with_told(prepared(row), paper, quarters, told)


def _with_told(
    meeting: Prepared, paper: Published, quarters: tuple[Published, ...], told: Mapping[str, Any]
) -> Printed:
    return Printed(
        id=meeting.id,
        meets_on=meeting.meets_on,
        period=paper.period,
        published_at=meeting.published_at,
        lead=meeting.lead,
        questions=meeting.questions,
        paper=paper,
        quarters=quarters,
        changes={theme: Change(change) for theme, change in told.get("changes", {}).items()},
        outcomes=_seen(told.get("outcomes", [])),
        challenges=_seen(told.get("challenges", [])),
        quote_ids=meeting.quote_ids,
    )


def draft_from(value: Mapping[str, Any]) -> Draft:
    """What the worker wrote down."""
    return Draft(
        quarters=tuple(outcomes.from_json(each) for each in value["quarters"]),
        paper=outcomes.from_json(value["paper"]),
        why={
            Cell(What(what), name, by, each): Hidden(why)
            for what, name, by, each, why in value.get("why", [])
        },
        reckons_with=value["register"],
    )


def _seen(pairs: Sequence[Sequence[str]]) -> dict[UUID, Seen]:
    return {UUID(found): Seen(seen) for found, seen in pairs}


def _row(meeting_id: UUID) -> Meeting | None:
    return db.session.get(Meeting, meeting_id, options=with_quotes())


def with_quotes() -> list[ORMOption]:
    """What to load with a meeting whose paper is read."""
    return [selectinload(Meeting.quotes)]


def _newest() -> sa.UnaryExpression[date]:
    return Meeting.meets_on.desc()


def listed(rows: sa.Select[Meeting]) -> list[Listed]:
    """These meetings as lists show them."""
    return [
        Listed(row.id, row.meets_on, Period(row.first_on, row.last_on), row.stage, row.published_at)
        for row in db.session.scalars(rows)
    ]
