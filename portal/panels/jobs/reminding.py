"""Reminding of challenges: the officer shortly before something is due; when it is late, support as well.

What was reminded of stands in the challenge's history: looking twice, or with two workers, reminds once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.clocks.bank_holidays import previous_working_day
from portal.deadlines.queries import proclaimed
from portal.kit import logs
from portal.notices.commands import drop
from portal.notices.rules import NoticeKind
from portal.panels.commands.challenge_steps import REMINDERS, note, tell
from portal.panels.models import Challenge
from portal.panels.queries.challenges import load
from portal.panels.rules import OPEN, ChallengeState, StepKind
from portal.panels.rules.challenges import STOPPED, WARN_WORKING_DAYS, pack, reminder, what_is_due


def remind(now: datetime, zone: ZoneInfo) -> int:
    """Remind of every open challenge for which a reminder belongs to today; returns of how many.

    One that fails is undone and logged; the others are done."""
    today = now.astimezone(zone).date()
    reminded = 0
    for challenge_id in _owed():
        try:
            with db.session.begin_nested():
                reminded += _remind(challenge_id, today, now)
        except Exception as fault:
            logs.fault("remind of challenges", fault)
    db.session.flush()
    return reminded


def _owed() -> Sequence[UUID]:
    answered = sa.and_(Challenge.state == ChallengeState.ANSWERED, Challenge.progress.not_in(STOPPED))
    return db.session.scalars(
        sa.select(Challenge.id)
        .where(Challenge.state.in_(OPEN), sa.or_(Challenge.state == ChallengeState.TO_ANSWER, answered))
        .order_by(Challenge.asked_at, Challenge.id)
    ).all()


def _remind(challenge_id: UUID, today: date, now: datetime) -> int:
    row = sa.select(Challenge.id).where(Challenge.id == challenge_id).with_for_update(skip_locked=True)
    if db.session.scalar(row) is None or (challenge := load(challenge_id, lock=True)) is None:
        return 0
    due = what_is_due(challenge.state, challenge.progress, challenge.answer_by_on, challenge.due_on)
    which = reminder(due, _warn_from(due), today) if due else None
    if due is None or which is None:
        return 0
    # The officer counts too: whoever took it over was not reminded yet.
    record = pack(challenge.state.value, due, which, challenge.officer_id)
    if any(step.kind is StepKind.REMINDED and step.words == record for step in challenge.steps):
        return 0
    note(challenge, StepKind.REMINDED, record, by=None, now=now)
    _tell(challenge, today, is_late=which != "due")
    return 1


def _tell(challenge: Challenge, today: date, *, is_late: bool) -> None:
    """Where the officer has left, panel support hears of it before it is late: they hand it over."""
    here = {account_id for account_id, _name in staffing.officers(today)}
    officer = [challenge.officer_id] if challenge.officer_id in here else []
    support = staffing.support(today) if is_late or not officer else []
    drop(challenge.id, *REMINDERS)
    kind = NoticeKind.CHALLENGE_OVERDUE if is_late else NoticeKind.CHALLENGE_DUE
    tell([one for one in (*officer, *support) if one], kind, challenge)


def _warn_from(due: date) -> date:
    day = due
    for _step in range(WARN_WORKING_DAYS):
        day = previous_working_day(day, proclaimed())
    return day
