"""Answers that a member of staff owes: to a talk without a name, and to a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.nameless.models import GroupSaying, NamelessMessage, NamelessTalk
from portal.nameless.queries.apart import shut_to
from portal.policy.viewer import Viewer


@dataclass(frozen=True)
class OwedHere:
    """One answer owed. `name` is the meeting's; a talk has none, only the hour somebody last wrote."""

    id: UUID
    is_group: bool
    name: str
    at: datetime
    due_on: date
    days_late: int


def owed_by(viewer: Viewer, on: date) -> list[OwedHere]:
    """What was handed to the viewer and is not answered, what is due first on top. Nothing shut to them."""
    rows = [*_talks(viewer.account_id, on), *_groups(viewer.account_id, on)]
    shut = shut_to(viewer.account_id, on) if rows else set()
    return sorted((row for row in rows if row.id not in shut), key=lambda row: (row.due_on, str(row.id)))


def _talks(account_id: UUID, on: date) -> Sequence[OwedHere]:
    last_said = (
        sa.select(sa.func.max(NamelessMessage.at))
        .where(NamelessMessage.talk_id == NamelessTalk.id, NamelessMessage.is_ours.is_(False))
        .scalar_subquery()
    )
    found = db.session.execute(
        sa.select(NamelessTalk, last_said).where(
            NamelessTalk.answerer_id == account_id, NamelessTalk.answer_by_on.is_not(None)
        )
    )
    return [
        OwedHere(talk.id, False, "", at, talk.answer_by_on, _late(talk.answer_by_on, on))
        for talk, at in found
        if talk.answer_by_on and at
    ]


def _groups(account_id: UUID, on: date) -> Sequence[OwedHere]:
    found = db.session.scalars(
        sa.select(GroupSaying).where(
            GroupSaying.answerer_id == account_id, GroupSaying.answer_by_on.is_not(None)
        )
    )
    return [
        OwedHere(one.id, True, one.name, one.written_at, one.answer_by_on, _late(one.answer_by_on, on))
        for one in found
        if one.answer_by_on
    ]


def _late(due_on: date, on: date) -> int:
    return max(0, (on - due_on).days)
