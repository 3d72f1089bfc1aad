"""A meeting's minutes, what was agreed with a group and how far it is, and what a session gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.figures import marks_in
from portal.accounts.queries.around import names_of
from portal.disclosure.marks import Kind
from portal.participation.models import (
    Group,
    GroupAction,
    GroupActionStep,
    GroupMeeting,
    MeetingComing,
    Membership,
    MinutePoint,
    SessionPick,
    SessionQuote,
)
from portal.participation.queries.apart import apart_from
from portal.participation.queries.meetings import names_of as young_names
from portal.participation.rules.groups import Place
from portal.participation.rules.meetings import OPEN, is_late
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer

_MOST = 100


@dataclass(frozen=True)
class ShownAction:
    """Something that was agreed, as it is listed."""

    row: GroupAction
    owner: str
    words: str
    """What was last said of it: what was done, or the true reason."""
    is_late: bool
    group: str = ""

    @property
    def is_open(self) -> bool:
        return self.row.state in OPEN


def lines_of(meeting_id: UUID) -> Sequence[MinutePoint]:
    """The lines of the minutes."""
    return db.session.scalars(
        sa.select(MinutePoint).where(MinutePoint.meeting_id == meeting_id).order_by(MinutePoint.place)
    ).all()


def named_in(meeting_id: UUID, reader: UUID) -> list[str]:
    """Members who were there and said that the minutes may name them, as one member reads it: nobody whom
    that one must not meet, and nobody who has left the group since."""
    ids = db.session.scalars(
        sa.select(MeetingComing.young_person_id)
        .join(GroupMeeting, GroupMeeting.id == MeetingComing.meeting_id)
        .join(
            Membership,
            sa.and_(
                Membership.group_id == GroupMeeting.group_id,
                Membership.young_person_id == MeetingComing.young_person_id,
            ),
        )
        .where(
            Membership.place == Place.MEMBER,
            MeetingComing.meeting_id == meeting_id,
            MeetingComing.was_there.is_(True),
            MeetingComing.may_name.is_(True),
        )
    ).all()
    return sorted(young_names(set(ids) - apart_from(reader)).values())


def names_in(text: str) -> list[str]:
    """What could give somebody away, for workers who know every young person's words anyway."""
    wanted = (Kind.KNOWN_NAME, Kind.EMAIL, Kind.PHONE, Kind.HANDLE, Kind.LINK, Kind.POSTCODE)
    return list(dict.fromkeys(text[one.start : one.end] for one in marks_in(text) if one.kind in wanted))


def picks_of(meeting_id: UUID) -> dict[str, int]:
    """How many picked each picture. For the worker alone."""
    wanted = sa.select(SessionPick).where(SessionPick.meeting_id == meeting_id)
    return {row.picture: row.count for row in db.session.scalars(wanted)}


def quotes_of(meeting_id: UUID, *, agreed: bool = False) -> Sequence[SessionQuote]:
    """What was said; `agreed`: only what others may read."""
    wanted = sa.select(SessionQuote).where(SessionQuote.meeting_id == meeting_id).order_by(SessionQuote.place)
    if agreed:
        wanted = wanted.where(SessionQuote.said_yes.is_(True))
    return db.session.scalars(wanted).all()


def action(group_action_id: UUID, *, lock: bool = False) -> GroupAction | None:
    return db.session.get(GroupAction, group_action_id, with_for_update=lock or None)


def steps_of(action_ids: Iterable[UUID]) -> dict[UUID, list[GroupActionStep]]:
    """What was said of each, in the order in which it was."""
    ids = list(action_ids)
    found: dict[UUID, list[GroupActionStep]] = {one: [] for one in ids}
    if ids:
        wanted = sa.select(GroupActionStep).where(GroupActionStep.action_id.in_(ids))
        for row in db.session.scalars(wanted.order_by(GroupActionStep.at, GroupActionStep.id)):
            found[row.action_id].append(row)
    return found


def actions_of_groups(group_ids: Iterable[UUID], today: date) -> list[ShownAction]:
    """What was agreed with these groups: what is open first, by its day."""
    ids = list(group_ids)
    return _shown(sa.select(GroupAction).where(GroupAction.group_id.in_(ids)), today) if ids else []


def actions_of_meeting(meeting_id: UUID, today: date) -> list[ShownAction]:
    return _shown(sa.select(GroupAction).where(GroupAction.meeting_id == meeting_id), today)


def actions_of_owner(account_id: UUID, today: date) -> list[ShownAction]:
    """What somebody of the staff said they will do."""
    return _shown(sa.select(GroupAction).where(GroupAction.owner_id == account_id), today)


def all_actions(today: date) -> list[ShownAction]:
    """All of it, for those who keep the groups."""
    return _shown(sa.select(GroupAction), today)


def shown_action(row: GroupAction, today: date) -> ShownAction:
    return _as_shown([row], today)[0]


def _shown(wanted: sa.Select[GroupAction], today: date) -> list[ShownAction]:
    rows = db.session.scalars(wanted.order_by(GroupAction.due_on, GroupAction.id).limit(_MOST)).all()
    shown = _as_shown(rows, today)
    return sorted(shown, key=lambda one: not one.is_open)


def _as_shown(rows: Sequence[GroupAction], today: date) -> list[ShownAction]:
    steps, owners = steps_of(one.id for one in rows), names_of(one.owner_id for one in rows)
    wanted = sa.select(Group).where(Group.id.in_({one.group_id for one in rows}))
    groups = {one.id: one.name for one in db.session.scalars(wanted)} if rows else {}
    return [
        ShownAction(
            one,
            owners.get(one.owner_id, ""),
            next((step.words for step in reversed(steps[one.id]) if step.words), ""),
            is_late(one.state, one.due_on, today),
            groups.get(one.group_id, ""),
        )
        for one in rows
    ]


def late_actions(today: date) -> Sequence[GroupAction]:
    """Those whose owner was not reminded yet that the day is past."""
    return db.session.scalars(
        sa.select(GroupAction).where(
            GroupAction.state.in_(OPEN),
            GroupAction.due_on < today,
            sa.or_(GroupAction.reminded_of.is_(None), GroupAction.reminded_of != GroupAction.due_on),
        )
    ).all()


def action_for_staff(viewer: Viewer, group_action_id: UUID) -> Subject | None:
    """An action for its owner, and for those who keep the groups: it is nobody's record."""
    row = action(group_action_id)
    if row is None or viewer.is_young_person:
        return None
    owns = frozenset({Relation.ANSWERER} if row.owner_id == viewer.account_id else ())
    return Subject(row, None, owns, "group_action", row.id)


def meeting_of(row: GroupAction) -> GroupMeeting | None:
    return db.session.get(GroupMeeting, row.meeting_id)
