"""A group with members and a meeting, made by the product's own commands."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.participation.commands import meetings
from portal.participation.models import Group, GroupMeeting, Membership
from portal.participation.rules.groups import GroupKind, Joining, Place
from portal.participation.rules.meetings import MeetingKind, Plan
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Statement
from tests.support.factories import Make
from tests.support.rows import keep


@dataclass
class Met:
    """Who is there: a worker who keeps the group, a member, another one, somebody outside it."""

    group: Group
    worker: Account
    member: Account
    another: Account
    outside: Account
    young: YoungPerson


def group_of(worker: Account, young: list[YoungPerson], name: str = "Care4Us") -> Group:
    """A group with these members."""
    now = clock.now()
    with db.transaction() as session:
        row = Group(
            send_once=uuid.uuid4(),
            kind=GroupKind.CARE4US,
            joining=Joining.ASKING,
            made_by=worker.id,
            made_at=now,
        )
        row.name, row.about = name, "We meet and change things."
        keep(session, row)
        for one in young:
            place = Membership(
                group_id=row.id,
                young_person_id=one.id,
                place=Place.MEMBER,
                is_live=True,
                since=now,
                joined_on=now.date(),
                tells=[],
            )
            session.add(place)
    return row


def met(make: Make) -> Met:
    """The small group."""
    worker = make.staff(Role.PARTICIPATION_WORKER, name="Noor Akhtar")
    people = [make.young_person(name=name) for name in ("Sam Vale", "Kit Marsh", "Ash Dell")]
    accounts = [make.account_for(one) for one in people]
    group = group_of(worker, people[:2])
    return Met(group, worker, *accounts, people[0])


def meeting(
    worker: Account,
    group: Group,
    *,
    hours: int = 48,
    kind: MeetingKind = MeetingKind.MEETING,
    place: str = "The Hub, Mill Street",
) -> GroupMeeting:
    """Planned; with hours below nought it was, and is written down as if planned before."""
    now = clock.now()
    starts_at = now + timedelta(hours=hours)
    planned_at = min(now, starts_at - timedelta(days=3))
    with db.transaction() as session:
        row = meetings.plan(
            group.id,
            Plan(kind, starts_at, place, "Bus 7 stops outside. We pay."),
            send_once=uuid.uuid4(),
            by=worker.id,
            now=planned_at,
            today=planned_at.date(),
        )
        return keep(session, row)


def parts(day: date, name: str = "on") -> dict[str, str]:
    """A day as the three boxes of a form."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def desk_read(statement_id: UUID | None, by: Account, at: datetime | None = None) -> None:
    """The desk has read what was said."""
    with db.transaction() as session:
        row = session.get_one(Statement, statement_id)
        row.read_at, row.read_by_id = at or clock.now(), by.id


def fresh(kind: Any, row_id: UUID) -> Any:
    """The row as it stands now."""
    db.session.expire_all()
    return db.session.get_one(kind, row_id)
