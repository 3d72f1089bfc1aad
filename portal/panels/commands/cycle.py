"""The panel's year: a rhythm agreed, a day added or called off, and reminders of what is near."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.audit import commands as audit
from portal.deadlines.queries import proclaimed
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify
from portal.notices.queries import unseen
from portal.notices.rules import NoticeKind
from portal.panels.commands.papers import note_opened
from portal.panels.models import Meeting, PlannedMeeting, Rhythm
from portal.panels.rules import Stage
from portal.panels.rules import cycle as rules
from portal.panels.rules.cycle import Unit


@dataclass(frozen=True)
class RhythmWords:
    """How often from a day on, and who agreed to it."""

    from_on: date
    every: int
    unit: Unit
    agreed_by: str


def agree(words: RhythmWords, send_once: UUID, *, by: UUID, today: date, now: datetime) -> None:
    """From this day on the panel meets so often. Days of an earlier rhythm from then on go if they have no
    paper yet; those made by hand, and those whose paper was begun, stay. Sent twice it is done once."""
    known = sa.select(Rhythm.id).where(Rhythm.made_by_id == by, Rhythm.send_once == send_once)
    if db.session.scalar(known) is not None:
        return
    if why := rules.why_not_rhythm(words.every, words.unit, words.from_on, words.agreed_by, today=today):
        raise Refused(why)
    row = Rhythm(
        send_once=send_once,
        from_on=words.from_on,
        every=words.every,
        unit=words.unit,
        made_by_id=by,
        made_at=now,
    )
    row.agreed_by = words.agreed_by.strip()
    db.session.add(row)
    _drop_days(words.from_on)
    there = set(db.session.scalars(sa.select(PlannedMeeting.meets_on)))
    for day in dict.fromkeys(rules.meetings(words.from_on, words.every, words.unit, proclaimed())):
        if day not in there:
            db.session.add(PlannedMeeting(meets_on=day, is_by_hand=False, made_by_id=by))
    db.session.flush()
    audit.record("agree how often the panel meets", by=by, subject=("rhythm", row.id))


def _drop_days(from_on: date) -> None:
    begun = sa.select(Meeting.id).where(Meeting.meets_on == PlannedMeeting.meets_on).exists()
    gone = sa.select(PlannedMeeting).where(
        PlannedMeeting.meets_on >= from_on, PlannedMeeting.is_by_hand.is_(False), ~begun
    )
    for row in db.session.scalars(gone):
        drop(row.id, NoticeKind.PANEL_DATE)
        db.session.delete(row)
    db.session.flush()


def add_day(meets_on: date, *, by: UUID, today: date) -> None:
    """One more day. Raises Refused where it has passed or is planned already."""
    taken = set(db.session.scalars(sa.select(PlannedMeeting.meets_on)))
    if why := rules.why_not_day(meets_on, today=today, taken=taken):
        raise Refused(why)
    row = PlannedMeeting(meets_on=meets_on, is_by_hand=True, made_by_id=by)
    db.session.add(row)
    db.session.flush()
    audit.record("plan a meeting of the panel", by=by, subject=("planned meeting", row.id))


def call_off(planned_id: UUID, *, by: UUID) -> None:
    """A day on which the panel does not meet after all."""
    row = db.session.get(PlannedMeeting, planned_id, with_for_update=True)
    if row is None:
        return
    drop(row.id, NoticeKind.PANEL_DATE)
    db.session.delete(row)
    audit.record("call off a meeting of the panel", by=by, subject=("planned meeting", planned_id))
    db.session.flush()


def note_dates_seen(*, by: UUID, now: datetime) -> None:
    """Somebody opened the list of meetings, so the reminders that led there are read. Written aside."""
    for about_id in {
        one.about_id for one in unseen(by) if one.kind is NoticeKind.PANEL_DATE and one.about_id
    }:
        note_opened(about_id, by=by, now=now)


def remind(today: date) -> int:
    """Tell panel support once of each date that is near, as long as the paper is not published."""
    published = sa.select(Meeting.id).where(
        Meeting.meets_on == PlannedMeeting.meets_on, Meeting.stage == Stage.PUBLISHED
    )
    wanted = sa.select(PlannedMeeting).where(
        PlannedMeeting.meets_on >= today, PlannedMeeting.meets_on <= today + rules.AHEAD, ~published.exists()
    )
    off, told = proclaimed(), 0
    for row in db.session.scalars(wanted.with_for_update(skip_locked=True)).all():
        near = rules.to_remind_of(rules.dates(row.meets_on, off), row.reminded_of_on, today, off)
        if near is None:
            continue
        row.reminded_of_on = near
        drop(row.id, NoticeKind.PANEL_DATE)
        for account_id in staffing.support(today):
            notify(account_id, NoticeKind.PANEL_DATE, row.id)
        told += 1
    db.session.flush()
    return told
