"""Waves open and close by their days; everybody who was asked is reminded once."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.kit import logs
from portal.kit.errors import Refused
from portal.surveys.commands.inviting import remind
from portal.surveys.commands.waves import close, open_wave
from portal.surveys.models import Wave
from portal.surveys.rules.kinds import WaveState


def open_by_date(now: datetime, zone: ZoneInfo) -> int:
    """Those that were set to open by themselves. One that cannot is left a draft."""
    today = now.astimezone(zone).date()
    due = _due(Wave.state == WaveState.DRAFT, Wave.ready_at.is_not(None), Wave.opens_on <= today)
    return sum(_opened(wave_id, now, today) for wave_id in due)


def _opened(wave_id: UUID, now: datetime, today: date) -> bool:
    with db.transaction():
        try:
            open_wave(wave_id, by=None, now=now, today=today)
        except Refused as refused:
            db.session.get_one(Wave, wave_id).ready_at = None
            logs.say("open survey waves", refused=str(refused.reason.value))
            return False
    return True


def close_by_date(now: datetime, zone: ZoneInfo) -> int:
    """Their last day is over."""
    today, done = now.astimezone(zone).date(), 0
    for wave_id in _due(Wave.state == WaveState.OPEN, Wave.closes_on < today):
        with db.transaction():
            close(wave_id, by=None, now=now)
            done += 1
    return done


def remind_by_date(now: datetime, zone: ZoneInfo) -> int:
    """Once, on the day its owner chose or the first after it."""
    today, done = now.astimezone(zone).date(), 0
    due = _due(Wave.state == WaveState.OPEN, Wave.reminded_at.is_(None), Wave.remind_on <= today)
    for wave_id in due:
        with db.transaction():
            done += bool(remind(wave_id, now=now))
    return done


def _due(*which: sa.ColumnElement[bool]) -> list[UUID]:
    with db.transaction(writes=False) as session:
        return list(session.scalars(sa.select(Wave.id).where(*which).order_by(Wave.id)))
