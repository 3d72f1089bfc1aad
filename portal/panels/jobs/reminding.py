"""Reminding of challenges: the officer shortly before something is due; when it is late, support as well, and
when it stays late the officer's manager, then those who chair the panel. Whoever asked is told when young
people were told what came of it.

What was reminded of stands in the challenge's history: looking twice, or with two workers, reminds once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.clocks.bank_holidays import previous_working_day, working_days_between
from portal.deadlines.queries import proclaimed
from portal.kit import logs
from portal.notices.commands import drop
from portal.notices.rules import NoticeKind
from portal.outcomes import queries as outcomes
from portal.panels.commands.challenge_steps import REMINDERS, note, tell
from portal.panels.models import Challenge
from portal.panels.queries.challenges import load
from portal.panels.queries.members import chairs
from portal.panels.rules import OPEN, ChallengeState, StepKind
from portal.panels.rules.challenges import (
    STOPPED,
    WARN_WORKING_DAYS,
    above,
    days_late,
    pack,
    reminder,
    what_is_due,
)


def remind(now: datetime, zone: ZoneInfo) -> int:
    """Remind of every open challenge for which a reminder belongs to today; returns of how many.

    One that fails is undone and logged; the others are done."""
    today = now.astimezone(zone).date()
    reminded = 0
    for challenge_id in _owed():
        reminded += _apart(_remind, challenge_id, today, now)
        _apart(_tell_above, challenge_id, today, now)
    for challenge_id, outcome_id in _told_of():
        _apart(_say_told, challenge_id, outcome_id, now)
    db.session.flush()
    return reminded


def _apart(do: Callable[..., int], *what: Any) -> int:
    """One that fails is undone and logged."""
    try:
        with db.session.begin_nested():
            return do(*what)
    except Exception as fault:
        logs.fault("remind of challenges", fault)
        return 0


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


def _tell_above(challenge_id: UUID, today: date, now: datetime) -> int:
    """What stays late goes up, once a step: it stands in the history who was told."""
    challenge = load(challenge_id, lock=True)
    if challenge is None:
        return 0
    due = what_is_due(challenge.state, challenge.progress, challenge.answer_by_on, challenge.due_on)
    late = working_days_between(due, today, proclaimed()) if due and days_late(due, today) else 0
    who = above(late)
    record = pack(challenge.state.value, due, who)
    told = [step.words for step in challenge.steps if step.kind is StepKind.ESCALATED]
    if not who or record in told:
        return 0
    # Those who chair only hear of it together with, or after, whoever manages the officer.
    manager = staffing.manager_of(challenge.officer_id) if challenge.officer_id else None
    people = [one for one in (manager, *(chairs(today) if who == "chair" else [])) if one]
    if not people:
        return 0
    note(challenge, StepKind.ESCALATED, record, by=None, now=now)
    tell(people, NoticeKind.CHALLENGE_OVERDUE, challenge)
    return 1


def _told_of() -> list[tuple[UUID, UUID]]:
    """Challenges of which something came that young people are told now, and what it is."""
    rows = db.session.scalars(sa.select(Challenge.id).where(Challenge.answered_at.is_not(None))).all()
    return [(challenge_id, one.id) for challenge_id, one in outcomes.of_challenges(rows).items()]


def _say_told(challenge_id: UUID, outcome_id: UUID, now: datetime) -> int:
    """Whoever asked reads, once, that young people were told what came of it."""
    challenge = load(challenge_id, lock=True)
    if challenge is None or any(
        step.kind is StepKind.TOLD and step.words == str(outcome_id) for step in challenge.steps
    ):
        return 0
    note(challenge, StepKind.TOLD, str(outcome_id), by=None, now=now)
    tell([challenge.asked_by_id], NoticeKind.CHALLENGE_ANSWERED, challenge)
    return 1


def _warn_from(due: date) -> date:
    day = due
    for _step in range(WARN_WORKING_DAYS):
        day = previous_working_day(day, proclaimed())
    return day
