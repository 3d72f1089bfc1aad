"""Answers without names leave the intake in batches; what is left of a closed wave is destroyed; named
answers are counted as seldom as the others."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.kit import logs
from portal.surveys.commands.batching import batch, destroy_rest, forget_drafts, forget_old_drafts
from portal.surveys.commands.counting import count_anew
from portal.surveys.commands.inviting import forget_addresses
from portal.surveys.commands.tidying import tidy
from portal.surveys.models import (
    Invitation,
    SurveyDraft,
    SurveyIntake,
    SurveyIntakeUsed,
    SurveyNamedAnswer,
    Wave,
    WaveCounts,
)
from portal.surveys.queries.waves import waiting_and_there
from portal.surveys.rules.batches import (
    AFTER_CLOSING,
    KEEP,
    is_last,
    is_over,
    is_time,
    is_time_to_count,
)
from portal.surveys.rules.kinds import Privacy, WaveState

_tidied_on: list[object] = []
"""The day on which this process last left the database's files tidy; empty while they are not."""


def make_batches(now: datetime, zone: ZoneInfo) -> int:
    """Every batch that is large enough. The log hears of batches only, never how many answers they had."""
    done = sum(_made(wave_id, now) for wave_id in _with_answers_waiting())
    if done:
        _tidied_on.clear()
    _keep_tidy(now.astimezone(zone).date())
    return done


def _with_answers_waiting() -> list[UUID]:
    with db.transaction(writes=False) as session:
        waiting = sa.select(SurveyIntake.wave_id).distinct().order_by(SurveyIntake.wave_id)
        return list(session.scalars(waiting))


def _made(wave_id: UUID, now: datetime) -> bool:
    with db.transaction(writes=False) as session:
        wave = session.get_one(Wave, wave_id)
        is_closing, least = is_last(wave.closed_at, now), wave.least
        waiting, there = waiting_and_there(wave_id)
    if not is_time(waiting, there, least, is_closing=is_closing):
        return False
    try:
        with db.transaction():
            return batch(wave_id, now=now, is_closing=is_closing) > 0
    except sa.exc.OperationalError as fault:  # somebody was sending all the time
        logs.fault("batch survey answers", fault)
        return False


def _keep_tidy(today: object) -> None:
    """After each batch, at the start of a process, and once a day: what was typed and not sent goes too."""
    if _tidied_on == [today]:
        return
    try:
        _tidied_on[:] = [today] if tidy() else []
    except sa.exc.OperationalError as fault:  # somebody held a table all the time: the next minute will do
        logs.fault("tidy after batches", fault)


def count_named(now: datetime) -> int:
    """Confidential answers are counted anew when as many have come as a batch has, and once it has closed."""
    done = 0
    for wave_id, there, counted, least, closed_at in _named():
        if is_time_to_count(there, counted, least, is_closing=is_last(closed_at, now)):
            with db.transaction():
                count_anew(wave_id)
                done += 1
    return done


def _named() -> list[tuple[UUID, int, int, int, datetime | None]]:
    there = sa.select(sa.func.count()).where(SurveyNamedAnswer.wave_id == Wave.id).scalar_subquery()
    with db.transaction(writes=False) as session:
        rows = session.execute(
            sa.select(Wave.id, there, sa.func.coalesce(WaveCounts.answers, 0), Wave.least, Wave.closed_at)
            .join(WaveCounts, WaveCounts.id == Wave.id, isouter=True)
            .where(Wave.privacy == Privacy.CONFIDENTIAL, Wave.state != WaveState.DRAFT)
        ).all()
    return [(wave_id, here, counted, least, at) for wave_id, here, counted, least, at in rows]


def destroy_what_is_left(now: datetime, zone: ZoneInfo) -> int:
    """Of waves that closed long ago: answers that were too few, codes that were used with them, and what
    nobody sent; of waves that closed: addresses of people who have no account here."""
    with db.transaction():
        done = forget_old_drafts(now.astimezone(zone).date() - KEEP)
    for wave_id, closed_at in _closed_with_something_left(now):
        with db.transaction():
            forget_drafts(wave_id)
            forget_addresses(wave_id)
            if is_over(closed_at, now):
                destroy_rest(wave_id)
            done += 1
    if done:
        _tidied_on.clear()
    return done


def _closed_with_something_left(now: datetime) -> list[tuple[UUID, datetime]]:
    def is_in(table: type[SurveyDraft] | type[SurveyIntake] | type[SurveyIntakeUsed]) -> sa.Exists:
        return sa.exists().where(table.wave_id == Wave.id)

    address = sa.exists().where(Invitation.wave_id == Wave.id, Invitation.address_sealed.is_not(None))
    long_ago = (Wave.closed_at <= now - KEEP) & (is_in(SurveyIntake) | is_in(SurveyIntakeUsed))
    with db.transaction(writes=False) as session:
        rows = session.execute(
            sa.select(Wave.id, Wave.closed_at).where(
                Wave.state == WaveState.CLOSED,
                Wave.closed_at <= now - AFTER_CLOSING,
                long_ago | is_in(SurveyDraft) | address,
            )
        ).all()
    return [(wave_id, closed_at) for wave_id, closed_at in rows if closed_at is not None]
