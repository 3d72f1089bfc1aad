"""Minutes: written down, looked at, published to the members, then given to the panel without names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.participation.commands.meetings import tell_members
from portal.participation.models import GroupMeeting, MeetingComing, MinutePoint
from portal.participation.queries import meetings as queries
from portal.participation.queries.minutes import lines_of
from portal.participation.rules.meetings import LINES, MinuteLine, WhyNot, why_not_minutes


def keep(
    meeting_id: UUID,
    lines: Sequence[MinuteLine],
    came: Collection[UUID],
    others: int,
    *,
    by: UUID,
    now: datetime,
) -> GroupMeeting:
    """Keep what was written so far. `came`: members who were there; `others`: how many more."""
    row = _held(meeting_id)
    if row.minutes_at is not None:
        raise Refused(WhyNot.SENT_ALREADY)  # what members read changes by publishing anew alone
    _write(row, lines, came, others, now)
    _note("kept minutes", row.id, by)
    db.session.flush()
    return row


def publish(
    meeting_id: UUID,
    lines: Sequence[MinuteLine],
    came: Collection[UUID],
    others: int,
    *,
    by: UUID,
    now: datetime,
    today: date,
) -> GroupMeeting:
    """Members read it from now on, and are told. Published again, the newer words stand. Raises Refused."""
    row = _held(meeting_id)
    if why := why_not_minutes(row.state, row.starts_at, lines, now):
        raise Refused(why)
    before = [(one.picture, one.words) for one in lines_of(row.id)]
    _write(row, lines, came, others, now)
    same = row.minutes_at is not None and before == [(one.picture, one.words) for one in lines]
    row.minutes_at, row.minutes_by_id = row.minutes_at or now, by
    _note("published minutes", row.id, by)
    if not same:
        tell_members(row, today)
    db.session.flush()
    return row


def give_to_panel(meeting_id: UUID, words: str, *, by: UUID, now: datetime) -> None:
    """What the panel reads of it, without names. What was given stands: a paper may have printed it."""
    row = _held(meeting_id)
    if row.minutes_at is None:
        raise Refused(WhyNot.NOT_PUBLISHED)
    if row.panel_at is not None:
        raise Refused(WhyNot.SENT_ALREADY)
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    row.panel, row.panel_at, row.panel_by_id = words, now, by
    _note("gave minutes to the panel", row.id, by)
    db.session.flush()


def take_name_out(meeting_id: UUID, young_person_id: UUID, *, by: UUID) -> None:
    """A member is named in the minutes no more, at whatever time they say so. Said twice it is once."""
    said = queries.coming_of(meeting_id, young_person_id)
    if said is None or not said.may_name:
        return
    said.may_name = False
    audit.record(
        "took their name out of minutes",
        by=by,
        role="young_person",
        young_person_id=young_person_id,
        subject=("group_meeting", meeting_id),
    )
    db.session.flush()


def _write(
    row: GroupMeeting, lines: Sequence[MinuteLine], came: Collection[UUID], others: int, now: datetime
) -> None:
    db.session.execute(sa.delete(MinutePoint).where(MinutePoint.meeting_id == row.id))
    for place, line in enumerate(lines[:LINES], start=1):
        one = MinutePoint(meeting_id=row.id, place=place, picture=line.picture)
        one.words = line.words
        db.session.add(one)
    _mark_who_came(row.id, came, now)
    row.came = len(came) + others
    row.changed_at = now
    db.session.flush()


def _mark_who_came(meeting_id: UUID, came: Collection[UUID], now: datetime) -> None:
    known = queries.comings_of(meeting_id)
    for young_person_id, said in known.items():
        said.was_there = young_person_id in came
    for young_person_id in set(came) - set(known):
        one = MeetingComing(
            meeting_id=meeting_id, young_person_id=young_person_id, needs=[], said_at=now, was_there=True
        )
        db.session.add(one)


def _held(meeting_id: UUID) -> GroupMeeting:
    row = queries.meeting(meeting_id, lock=True)
    assert row is not None
    return row


def _note(action: str, meeting_id: UUID, by: UUID) -> None:
    audit.record(action, by=by, role="staff", subject=("group_meeting", meeting_id))
