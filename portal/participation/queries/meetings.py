"""A group's meetings, who comes to one, and how a viewer stands to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.participation.models import Group, GroupMeeting, MeetingComing, Membership
from portal.participation.queries import groups
from portal.participation.rules.groups import Place
from portal.participation.rules.meetings import MeetingState
from portal.people import queries as people
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.vault import keys
from portal.voice.models import Statement
from portal.voice.queries.apart import shut_to

_SHOWN_AT_ONCE = 50


def meeting(group_meeting_id: UUID, *, lock: bool = False) -> GroupMeeting | None:
    """The meeting, or None; `lock`: until the commit nobody else changes it."""
    return db.session.get(GroupMeeting, group_meeting_id, with_for_update=lock or None)


def meetings_of(group_ids: Iterable[UUID]) -> Sequence[GroupMeeting]:
    """The meetings of these groups, the newest first."""
    wanted = list(group_ids)
    if not wanted:
        return []
    return db.session.scalars(
        sa.select(GroupMeeting)
        .where(GroupMeeting.group_id.in_(wanted))
        .order_by(GroupMeeting.starts_at.desc(), GroupMeeting.id)
        .limit(_SHOWN_AT_ONCE)
    ).all()


def next_of(group_ids: Iterable[UUID], now: datetime) -> GroupMeeting | None:
    """The next one that is not called off."""
    wanted = list(group_ids)
    if not wanted:
        return None
    return db.session.scalars(
        sa.select(GroupMeeting)
        .where(
            GroupMeeting.group_id.in_(wanted),
            GroupMeeting.state == MeetingState.PLANNED,
            GroupMeeting.starts_at > now,
        )
        .order_by(GroupMeeting.starts_at, GroupMeeting.id)
        .limit(1)
    ).one_or_none()


def how_many_ask(young_person_id: UUID, now: datetime) -> int:
    """To how many meetings of their groups they have not said yet whether they come."""
    said = sa.select(MeetingComing.id).where(
        MeetingComing.meeting_id == GroupMeeting.id,
        MeetingComing.young_person_id == young_person_id,
        MeetingComing.coming.is_not(None),
    )
    wanted = (
        sa.select(sa.func.count(GroupMeeting.id))
        .join(Membership, Membership.group_id == GroupMeeting.group_id)
        .where(
            Membership.young_person_id == young_person_id,
            Membership.place == Place.MEMBER,
            GroupMeeting.state == MeetingState.PLANNED,
            GroupMeeting.starts_at > now,
            ~said.exists(),
        )
    )
    return db.session.scalar(wanted) or 0


def with_minutes(group_ids: Iterable[UUID]) -> GroupMeeting | None:
    """The newest meeting whose minutes members may read."""
    wanted = list(group_ids)
    if not wanted:
        return None
    return db.session.scalars(
        sa.select(GroupMeeting)
        .where(GroupMeeting.group_id.in_(wanted), GroupMeeting.minutes_at.is_not(None))
        .order_by(GroupMeeting.starts_at.desc(), GroupMeeting.id)
        .limit(1)
    ).one_or_none()


def every_meeting(*, after: datetime | None = None, before: datetime | None = None) -> list[GroupMeeting]:
    """All groups' meetings, for those who keep them: what comes the next first, what was the newest first."""
    wanted = sa.select(GroupMeeting).limit(_SHOWN_AT_ONCE)
    if after is not None:
        wanted = wanted.where(GroupMeeting.starts_at > after).order_by(GroupMeeting.starts_at)
    if before is not None:
        wanted = wanted.where(GroupMeeting.starts_at <= before).order_by(GroupMeeting.starts_at.desc())
    return list(db.session.scalars(wanted.order_by(GroupMeeting.id)))


def group_names(meetings: Iterable[GroupMeeting]) -> dict[UUID, str]:
    """The names of the groups they belong to."""
    ids = {one.group_id for one in meetings}
    if not ids:
        return {}
    return {row.id: row.name for row in db.session.scalars(sa.select(Group).where(Group.id.in_(ids)))}


def coming_of(group_meeting_id: UUID, young_person_id: UUID) -> MeetingComing | None:
    """What one member said about coming."""
    return db.session.scalars(
        sa.select(MeetingComing).where(
            MeetingComing.meeting_id == group_meeting_id, MeetingComing.young_person_id == young_person_id
        )
    ).one_or_none()


def comings_of(group_meeting_id: UUID) -> dict[UUID, MeetingComing]:
    """What each member said, by who they are."""
    rows = db.session.scalars(
        sa.select(MeetingComing)
        .where(MeetingComing.meeting_id == group_meeting_id)
        .order_by(MeetingComing.said_at, MeetingComing.id)
    ).all()
    keys.preload([row.young_person_id for row in rows])
    return {row.young_person_id: row for row in rows}


def accounts_of(young_person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The accounts by which these young people come in: whom a notice goes to."""
    ids = list(young_person_ids)
    if not ids:
        return {}
    rows = db.session.execute(
        sa.select(Account.young_person_id, Account.id).where(
            Account.young_person_id.in_(ids), Account.is_open.is_(True)
        )
    )
    return {young_person_id: account_id for young_person_id, account_id in rows if young_person_id}


def may_be_read(viewer: Viewer, statement_ids: Iterable[UUID | None], on: date) -> set[UUID]:
    """Of the statements that hold a member's words, those a worker may read by now: the desk has read them,
    nobody took them back, and they do not concern the worker."""
    ids = {one for one in statement_ids if one}
    if not ids:
        return set()
    read = set(
        db.session.scalars(
            sa.select(Statement.id).where(
                Statement.id.in_(ids), Statement.read_at.is_not(None), Statement.taken_back_at.is_(None)
            )
        )
    )
    return read - shut_to(viewer.account_id, read, on)


def was_taken_back(statement_id: UUID | None) -> bool:
    """Whether a member took back, on their own page, what they had said for a meeting."""
    found = sa.select(Statement.id).where(Statement.id == statement_id, Statement.taken_back_at.is_not(None))
    return statement_id is not None and db.session.scalar(found) is not None


def language_of(statement_id: UUID | None) -> str:
    """In which language a member wrote: they are answered in it."""
    if statement_id is None:
        return "en"
    return db.session.scalar(sa.select(Statement.language).where(Statement.id == statement_id)) or "en"


def names_of(young_person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What they are called."""
    ids = list(young_person_ids)
    keys.preload(ids)
    return {one: person.name for one, person in people.several(ids).items()}


# What the guard is asked.


def meeting_for_member(viewer: Viewer, group_meeting_id: UUID) -> Subject | None:
    """A meeting as a young person stands to its group."""
    row = meeting(group_meeting_id)
    subject = groups.group_for_member(viewer, row.group_id) if row else None
    if row is None or subject is None:
        return None
    return Subject(row, viewer.young_person_id, subject.relations, "group_meeting", row.id)


def meeting_typed_for(viewer: Viewer, group_meeting_id: UUID) -> Subject | None:
    """A meeting for words that a member typed: also when they left the group meanwhile. With whether they
    are in it still."""
    subject = meeting_for_member(viewer, group_meeting_id)
    if subject is None or viewer.young_person_id is None:
        return None
    is_in = Relation.MEMBER in subject.relations
    was_in = sa.select(Membership.id).where(
        Membership.group_id == subject.thing.group_id,
        Membership.young_person_id == viewer.young_person_id,
        Membership.joined_on.is_not(None),
    )
    if not is_in and db.session.scalar(was_in.limit(1)) is None:
        return None
    relations = frozenset({Relation.MEMBER})
    return Subject((subject.thing, is_in), viewer.young_person_id, relations, "group_meeting", subject.id)


def meeting_for_staff(viewer: Viewer, group_meeting_id: UUID) -> Subject | None:
    """A meeting for those who keep the groups: it is nobody's record."""
    row = meeting(group_meeting_id)
    return Subject(row, kind="group_meeting", id=row.id) if row and not viewer.is_young_person else None


def coming_for_staff(viewer: Viewer, group_coming_id: UUID) -> Subject | None:
    """What one member needs to come, for those who arrange it."""
    row = db.session.get(MeetingComing, group_coming_id)
    if row is None or viewer.is_young_person:
        return None
    return Subject(row, row.young_person_id, frozenset(), "meeting_coming", row.id)
