"""Making a group, changing what is said of it, closing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands.meetings import call_off
from portal.participation.models import Group
from portal.participation.queries.meetings_planned import planned
from portal.participation.rules.groups import GroupKind, Joining, why_not_make


@dataclass(frozen=True)
class GroupWords:
    """What a group is, as its worker wrote it."""

    kind: GroupKind
    joining: Joining
    name: str
    about: str
    youngest: int | None = None
    oldest: int | None = None
    ends_on: date | None = None


def make(said: GroupWords, send_once: UUID, *, by: UUID, today: date) -> Group:
    """A new group; sent twice it is one. Raises Refused."""
    there = db.session.scalar(sa.select(Group).where(Group.send_once == send_once))
    if there is not None:
        return there
    _check(said, today)
    group = Group(send_once=send_once, made_by=by, made_at=clock.now(), kind=said.kind, joining=said.joining)
    _write(group, said)
    db.session.add(group)
    db.session.flush()
    audit.record("make group", by=by, subject=("participation_group", group.id))
    return group


def change(group: Group, said: GroupWords, *, by: UUID, today: date) -> None:
    """What is said of it from now on. Whoever is in it stays, whatever ages it is for now. Raises Refused."""
    had_its_day = said.ends_on is not None and said.ends_on == group.ends_on
    _check(said, min(today, said.ends_on) if had_its_day and said.ends_on else today)
    _write(group, said)
    db.session.flush()
    audit.record("change group", by=by, subject=("participation_group", group.id))


def close(group: Group, why: str = "", *, by: UUID, today: date) -> None:
    """It has ended: nobody comes in any more, and what it did stays. What it had planned is called off, with
    `why`, and its members are told of that."""
    if group.closed_on is None:
        for meeting in planned(group.id, clock.now()):
            call_off(meeting.id, why, by=by, now=clock.now(), today=today)
        group.closed_on = today
        db.session.flush()
        audit.record("close group", by=by, subject=("participation_group", group.id))


def open_again(group: Group, *, by: UUID) -> None:
    """It goes on, with everybody who was in it."""
    if group.closed_on is not None:
        group.closed_on = None
        db.session.flush()
        audit.record("open group again", by=by, subject=("participation_group", group.id))


def _check(said: GroupWords, today: date) -> None:
    if why := why_not_make(said.kind, said.youngest, said.oldest, said.ends_on, today):
        raise Refused(why)


def _write(group: Group, said: GroupWords) -> None:
    group.kind, group.joining = said.kind, said.joining
    group.name, group.about = said.name, said.about
    group.youngest, group.oldest, group.ends_on = said.youngest, said.oldest, said.ends_on
