"""What a meeting could talk about and what it will, as members and as workers may see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.coding.codebook import codebook
from portal.disclosure.counts import Cell, What
from portal.disclosure.shown import Mark
from portal.outcomes import queries as outcomes
from portal.participation.models import AgendaPoint, AgendaVote, GroupMeeting
from portal.participation.models.ideas import Idea, Piece
from portal.participation.queries import groups
from portal.participation.queries.apart import apart_from
from portal.participation.queries.ideas_reader import pool_on
from portal.participation.queries.meetings import may_be_read, was_taken_back
from portal.participation.rules.ideas import Held, PieceKind
from portal.participation.rules.meetings import PointKind, PointState, in_order
from portal.people.queries import today
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Statement

MOST_THEMES = 6


@dataclass(frozen=True)
class Listed:
    """One point as it is listed. `is_mine`, `i_want_it`: of the young person who looks."""

    row: AgendaPoint
    is_mine: bool = False
    i_want_it: bool = False


@dataclass(frozen=True)
class Saying:
    """What young people spoke of, as it was published: a theme, and the number as it was printed."""

    key: str
    number: int


@dataclass(frozen=True)
class Published:
    """The newest paper: which days it is of, and what was spoken of most."""

    first: date
    last: date
    sayings: Sequence[Saying]


def point(agenda_point_id: UUID, *, lock: bool = False) -> AgendaPoint | None:
    return db.session.get(AgendaPoint, agenda_point_id, with_for_update=lock or None)


def _points(meeting_id: UUID, *states: PointState) -> list[AgendaPoint]:
    return list(
        db.session.scalars(
            sa.select(AgendaPoint)
            .outerjoin(Statement, Statement.id == AgendaPoint.statement_id)
            .where(
                AgendaPoint.meeting_id == meeting_id,
                AgendaPoint.state.in_(states),
                Statement.taken_back_at.is_(None),
            )
            .order_by(AgendaPoint.at, AgendaPoint.id)
        )
    )


def idea_authors(keys: Iterable[str]) -> dict[str, UUID]:
    """Of the ideas behind these points, those that are shown today, and whose each is: one that was taken
    back or reported is on no agenda meanwhile."""
    ids = [UUID(one) for one in keys if one]
    if not ids:
        return {}
    wanted = (
        sa.select(Idea.id, Idea.young_person_id)
        .join(Piece, Piece.idea_id == Idea.id)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(
            Idea.id.in_(ids),
            Idea.taken_back_at.is_(None),
            Piece.kind == PieceKind.IDEA,
            Piece.held == Held.SHOWN,
            Statement.taken_back_at.is_(None),
        )
    )
    return {str(idea_id): whose for idea_id, whose in db.session.execute(wanted)}


def _said_of_ideas(rows: Sequence[AgendaPoint]) -> dict[UUID, UUID]:
    """What was said at the desk with the ideas behind these points, by the point."""
    keys = {one.id: one.key for one in rows if one.kind is PointKind.IDEA}
    wanted = sa.select(Piece.idea_id, Piece.statement_id).where(
        Piece.idea_id.in_([UUID(key) for key in keys.values()]),
        Piece.kind == PieceKind.IDEA,
        Piece.held == Held.SHOWN,
    )
    said = {str(row[0]): row[1] for row in db.session.execute(wanted)} if keys else {}
    return {point_id: said[key] for point_id, key in keys.items() if key in said}


def _still_shown(rows: Sequence[AgendaPoint]) -> list[AgendaPoint]:
    authors = idea_authors(one.key for one in rows if one.kind is PointKind.IDEA)
    return [one for one in rows if one.kind is not PointKind.IDEA or one.key in authors]


def _of_their_pool(rows: Sequence[AgendaPoint], young_person_id: UUID) -> list[AgendaPoint]:
    """Without ideas of a pool that is not theirs: a group may hold both, an idea is read in its own pool."""
    ids = [UUID(one.key) for one in rows if one.kind is PointKind.IDEA]
    if not ids:
        return list(rows)
    wanted = sa.select(Idea.id, Idea.pool, Idea.young_person_id).where(Idea.id.in_(ids))
    theirs, pool = set[str](), pool_on(young_person_id, today())
    for idea_id, written_in, whose in db.session.execute(wanted):
        if whose == young_person_id or written_in is pool:
            theirs.add(str(idea_id))
    return [one for one in rows if one.kind is not PointKind.IDEA or one.key in theirs]


def _votes(points: Iterable[AgendaPoint]) -> list[tuple[UUID, UUID]]:
    ids = [one.id for one in points]
    if not ids:
        return []
    wanted = sa.select(AgendaVote.point_id, AgendaVote.young_person_id).where(AgendaVote.point_id.in_(ids))
    return [(point_id, whose) for point_id, whose in db.session.execute(wanted)]


def ordered(points: Sequence[AgendaPoint]) -> list[AgendaPoint]:
    """What most members want first."""
    votes = _votes(points)
    counts = {one.id: sum(1 for point_id, _ in votes if point_id == one.id) for one in points}
    by_id = {one.id: one for one in points}
    return [by_id[one] for one in in_order(list(by_id), counts)]


def agenda_for_member(meeting_id: UUID, young_person_id: UUID) -> list[Listed]:
    """What is on it, in the members' order. What somebody wrote whom they must not meet is not there, nor an
    idea that was written for the others: for children, or for grown-ups."""
    apart = apart_from(young_person_id)
    on = _still_shown(_points(meeting_id, PointState.ON))
    rows = [one for one in on if one.young_person_id not in apart]
    rows = _of_their_pool(rows, young_person_id)
    mine = {point_id for point_id, whose in _votes(rows) if whose == young_person_id}
    return [
        Listed(one, one.kind is PointKind.MEMBER and one.young_person_id == young_person_id, one.id in mine)
        for one in ordered(rows)
    ]


def own_points(meeting_id: UUID, young_person_id: UUID) -> list[AgendaPoint]:
    """What they brought themselves that is not on it: it waits to be read, or a worker said why not."""
    rows = _points(meeting_id, PointState.WAITING, PointState.NOT_ON)
    return [one for one in rows if one.young_person_id == young_person_id]


def agenda_for_staff(
    viewer: Viewer, meeting_id: UUID, on: date
) -> tuple[list[AgendaPoint], list[AgendaPoint]]:
    """What is on it in the members' order, and what members brought that waits for a worker. Of both only
    what the desk has read and what does not concern the worker."""
    rows = _still_shown(_points(meeting_id, PointState.ON, PointState.WAITING))
    said = {one.id: one.statement_id for one in rows} | _said_of_ideas(rows)
    readable = may_be_read(viewer, said.values(), on)
    rows = [one for one in rows if said[one.id] is None or said[one.id] in readable]
    shown = ordered([one for one in rows if one.state is PointState.ON])
    return shown, [one for one in rows if one.state is PointState.WAITING]


def keys_on(meeting_id: UUID) -> set[str]:
    """The ideas and themes that are on it already."""
    return {one.key for one in _points(meeting_id, PointState.ON) if one.key}


def published(most: int = MOST_THEMES) -> Published | None:
    """What young people spoke of in the newest published paper, exactly as it was printed there: closed days,
    no number of 1 to 4, and none that the paper did not print."""
    papers = outcomes.summaries()
    if not papers:
        return None
    paper = papers[-1]
    found = [
        Saying(theme.key, shown.number)
        for theme in codebook().themes
        if (shown := paper.cells.get(Cell(What.THEME, theme.key)))
        and shown.mark is Mark.NUMBER
        and shown.number
    ]
    found.sort(key=lambda one: (-one.number, one.key))
    return Published(paper.period.first, paper.period.last, found[:most])


# What the guard is asked.


def point_for_member(viewer: Viewer, agenda_point_id: UUID) -> Subject | None:
    """Something on the agenda, for a member of the group; not of somebody whom they must not meet."""
    row = point(agenda_point_id)
    meeting = db.session.get(GroupMeeting, row.meeting_id) if row else None
    subject = groups.group_for_member(viewer, meeting.group_id) if meeting else None
    if row is None or subject is None or viewer.young_person_id is None:
        return None
    if row.state is not PointState.ON and row.young_person_id != viewer.young_person_id:
        return None
    if was_taken_back(row.statement_id):
        return None
    if row.young_person_id in apart_from(viewer.young_person_id):
        return None
    if not _of_their_pool([row], viewer.young_person_id):
        return None
    return Subject(row, viewer.young_person_id, subject.relations, "agenda_point", row.id)


def point_for_staff(viewer: Viewer, agenda_point_id: UUID) -> Subject | None:
    """A point for those who keep the groups; a member's only once the desk has read it."""
    row = point(agenda_point_id)
    if row is None or viewer.is_young_person:
        return None
    if row.statement_id and not may_be_read(viewer, [row.statement_id], today()):
        return None
    return Subject(row, row.young_person_id, kind="agenda_point", id=row.id)
