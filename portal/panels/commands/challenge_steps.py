"""What every change of a challenge does: a line in its history, once a form, and who is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.clocks.bank_holidays import working_days_between
from portal.deadlines import commands as deadlines
from portal.deadlines import queries as due
from portal.deadlines.models import Deadline
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.panels.models import Challenge, ChallengeStep
from portal.panels.queries.naming import has_known_name
from portal.panels.rules import StepKind
from portal.panels.rules.challenges import WhyNot

ANSWER_CLOCK, ACTION_CLOCK = "challenge", "challenge_action"
ALL_NOTICES = tuple(kind for kind in NoticeKind if kind.value.startswith("challenge_"))
STANDS = (
    NoticeKind.CHALLENGE_TO_CHECK,
    NoticeKind.CHALLENGE_SENT_BACK,
    NoticeKind.CHALLENGE_TO_ANSWER,
)
"""Notices that stand until something is done; seeing them is not enough."""
REMINDERS = (NoticeKind.CHALLENGE_DUE, NoticeKind.CHALLENGE_OVERDUE)


def is_done_already(challenge: Challenge, send_once: UUID) -> bool:
    """Whether this form was sent before: a step carries the id of the form that made it."""
    return any(step.id == send_once for step in challenge.steps)


def note(
    challenge: Challenge,
    kind: StepKind,
    words: str = "",
    *,
    by: UUID | None,
    now: datetime,
    send_once: UUID | None = None,
) -> ChallengeStep:
    """Add a line to the history. A form's id that stands at another challenge is not used again."""
    taken = send_once is None or db.session.get(ChallengeStep, send_once) is not None
    step = ChallengeStep(
        id=uuid4() if taken else send_once, challenge_id=challenge.id, kind=kind, by_id=by, at=now
    )
    step.words = words
    challenge.steps.append(step)
    db.session.flush()
    return step


def check_words(*texts: str) -> None:
    """Words of support or an officer, which others read. Raises Refused when a name known here is in them."""
    if any(has_known_name(text) for text in texts):
        raise Refused(WhyNot.NAMES_SOMEBODY)


def check_officer(officer_id: UUID, on: date) -> None:
    """Raises Refused when they cannot answer a challenge that day."""
    if officer_id not in {account_id for account_id, _name in staffing.officers(on)}:
        raise Refused(WhyNot.NO_OFFICER)


def tell(people: Iterable[UUID], kind: NoticeKind, challenge: Challenge) -> None:
    """A neutral notice to each; one of the same kind that stands already is replaced."""
    for account_id in dict.fromkeys(people):
        drop(challenge.id, kind, account_id=account_id)
        notify(account_id, kind, challenge.id)


def start_clock(challenge: Challenge, due_on: date, *, by: UUID, why: str = "started") -> None:
    """What the officer said they will do is due on the day they chose."""
    deadlines.start(
        ACTION_CLOCK,
        challenge.id,
        due_on=due_on,
        owner_id=challenge.officer_id,
        round=_round(ACTION_CLOCK, challenge),
        by=by,
        why=why,
    )


def start_answer_clock(challenge: Challenge, on: date, *, by: UUID) -> None:
    """The officer's answer is due: as many working days as there are from `on` to the day they were given."""
    assert challenge.answer_by_on is not None
    deadlines.start_clock(
        "panel_challenge",
        challenge.id,
        on,
        kind=ANSWER_CLOCK,
        count=working_days_between(on, challenge.answer_by_on, due.proclaimed()),
        owner_id=challenge.officer_id,
        round=_round(ANSWER_CLOCK, challenge),
        by=by,
    )


@deadlines.follows(ANSWER_CLOCK)
def _follow(clock: Deadline) -> None:
    """The day on the challenge moves with its clock."""
    if challenge := db.session.get(Challenge, clock.about_id):
        challenge.answer_by_on = clock.due_on


def _round(kind: str, challenge: Challenge) -> int:
    """The rounds of one challenge are counted."""
    before = sa.select(sa.func.count()).where(Deadline.kind == kind, Deadline.about_id == challenge.id)
    return (db.session.scalar(before) or 0) + 1
