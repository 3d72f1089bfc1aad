"""What groups said: the list, one of them, and who may see which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.figures import could_be_known, marks_in
from portal.accounts.queries.around import names_of
from portal.disclosure.marks import Kind, Mark
from portal.kit.pages import Page
from portal.nameless.models import GroupPoint, GroupSaying
from portal.nameless.queries.apart import apart_from, called_to, shut_to, today
from portal.nameless.queries.desk import Done, concerns_about, done_about, relations_to
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer

PAGE_SIZE = 25
_READ_FIRST = frozenset({Role.READER, Role.SAFETY_LEAD})
_SEE_READ = frozenset({Role.PARTICIPATION_WORKER, Role.MANAGER})
"""They see all that the desk has read: before that nobody knows whom it is about, and it could be them."""
_BEFORE_IT_IS_READ = frozenset({Relation.WROTE_DOWN, Relation.ANSWERER, Relation.PAGED})
_MAY_LOOK_UP = frozenset({Role.READER, Role.SAFETY_LEAD, Role.PARTICIPATION_WORKER})
"""Who may learn that a name they typed is known here: they work with every young person's words anyway."""


@dataclass(frozen=True)
class GroupHere:
    """One entry with all its page needs."""

    saying: GroupSaying
    points: Sequence[GroupPoint]
    written_by: str
    answered_by: str
    answerer: str
    done: Sequence[Done]
    concerns: Sequence[str]
    apart: dict[UUID, str]


def group_here(viewer: Viewer, saying_id: UUID) -> Subject | None:
    """One entry as the guard's subject; its `thing` is a `GroupHere`."""
    saying = db.session.get(GroupSaying, saying_id)
    if saying is None:
        return None
    apart = apart_from(saying_id, today())
    relations = relations_to(viewer, saying_id, saying.answerer_id, apart)
    if saying.written_by_id == viewer.account_id:
        relations |= {Relation.WROTE_DOWN}
    if saying.read_at is None and not (viewer.roles & _READ_FIRST or relations & _BEFORE_IT_IS_READ):
        return None
    return Subject(_here(saying, apart), None, relations, "group", saying_id)


def _here(saying: GroupSaying, apart: dict[UUID, str]) -> GroupHere:
    ids = {saying.written_by_id, saying.answered_by_id, saying.answerer_id}
    names = names_of(one for one in ids if one)
    return GroupHere(
        saying=saying,
        points=points_of([saying.id])[saying.id],
        written_by=names.get(saying.written_by_id, ""),
        answered_by=names.get(saying.answered_by_id, "") if saying.answered_by_id else "",
        answerer=names.get(saying.answerer_id, "") if saying.answerer_id else "",
        done=done_about(saying.id),
        concerns=concerns_about(saying.id),
        apart=apart,
    )


def points_of(ids: Sequence[UUID]) -> dict[UUID, list[GroupPoint]]:
    """What was said in each, in order."""
    found: dict[UUID, list[GroupPoint]] = {one: [] for one in ids}
    rows = sa.select(GroupPoint).where(GroupPoint.saying_id.in_(ids)).order_by(GroupPoint.place)
    for point in db.session.scalars(rows):
        found[point.saying_id].append(point)
    return found


def _may_see(viewer: Viewer) -> sa.ColumnElement[bool]:
    clear = GroupSaying.id.not_in(shut_to(viewer.account_id, today()))
    if viewer.roles & _READ_FIRST:
        return clear
    theirs = sa.or_(
        GroupSaying.written_by_id == viewer.account_id,
        GroupSaying.answerer_id == viewer.account_id,
        GroupSaying.id.in_(called_to(viewer.account_id)),
    )
    if viewer.roles & _SEE_READ:
        theirs = sa.or_(theirs, GroupSaying.read_at.is_not(None))
    return sa.and_(clear, theirs)


def groups(viewer: Viewer, *, page: int, size: int = PAGE_SIZE) -> Page[GroupSaying]:
    """The entries the viewer may see, the newest first."""
    may = _may_see(viewer)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(GroupSaying).where(may)) or 0
    rows = db.session.scalars(
        sa.select(GroupSaying)
        .where(may)
        .order_by(GroupSaying.held_on.desc(), GroupSaying.id)
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    return Page(rows, page, total, size)


def every_group(viewer: Viewer) -> list[tuple[GroupSaying, list[GroupPoint]]]:
    """All entries the viewer may see with what was said, for a file."""
    rows = db.session.scalars(
        sa.select(GroupSaying).where(_may_see(viewer)).order_by(GroupSaying.held_on, GroupSaying.id)
    ).all()
    points = points_of([row.id for row in rows])
    return [(row, points[row.id]) for row in rows]


def names_in(viewer: Viewer, text: str) -> list[str]:
    """What could be a name in it. Only those who work with everybody's words learn that one is known here;
    for the others nothing is looked up, and whatever could be a name is pointed at."""
    marks: Sequence[Mark] = marks_in(text) if viewer.roles & _MAY_LOOK_UP else could_be_known(text)
    wanted = (Kind.KNOWN_NAME, Kind.EMAIL, Kind.PHONE)
    return list(dict.fromkeys(text[mark.start : mark.end] for mark in marks if mark.kind in wanted))
