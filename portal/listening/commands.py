"""Challenging a silence or an answer, withdrawing that, and saying what came of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal import db
from portal.accounts.queries.around import manager_of, with_role
from portal.audit import commands as audit
from portal.clocks.reading import answer_by
from portal.deadlines import commands as deadlines
from portal.kit import clock
from portal.kit.errors import Refused
from portal.listening.models import PracticeChallenge
from portal.listening.queries.challenges import Challengeable, has_open, sent_before
from portal.listening.rules import KIND, About, Outcome, WhyNot, why_not_challenge, why_not_decide
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.queries.apart import kept_from


def challenge(
    found: Challengeable,
    send_once: UUID,
    about: About | None,
    words: str,
    *,
    by: UUID,
    today: date,
    working_days: int,
) -> PracticeChallenge:
    """Put it on the record; whoever owes the answer and whoever decides are told. Sent twice it is one.

    Raises Refused for what cannot be challenged."""
    if before := sent_before(send_once, by):
        return before
    statement = found.statement
    why = why_not_challenge(
        about,
        words,
        by=by,
        answerer=statement.answerer_id,
        is_answered=found.is_answered,
        has_open=has_open(statement.id, by),
    )
    if why or about is None or statement.answerer_id is None:
        raise Refused(why or WhyNot.NO_ABOUT)
    row = PracticeChallenge(
        send_once=send_once,
        statement_id=statement.id,
        young_person_id=statement.young_person_id,
        about=about,
        by_id=by,
        to_id=statement.answerer_id,
        at=clock.now(),
        answer_by_on=answer_by(today, working_days),
    )
    row.words = words
    db.session.add(row)
    db.session.flush()
    decider = manager_of(row.to_id)
    deadlines.start(
        KIND,
        row.id,
        due_on=row.answer_by_on,
        young_person_id=row.young_person_id,
        owner_id=decider,
        by=by,
    )
    _note(row, "challenged practice", by)
    tell([row.to_id, *deciders(row, today)], row, today)
    return row


def deciders(row: PracticeChallenge, today: date) -> list[UUID]:
    """The manager of whoever was challenged; safety leads where they cannot decide it."""
    manager = manager_of(row.to_id)
    if manager and manager != row.by_id and manager not in kept_from(row.statement_id, today):
        return [manager]
    return [one for one in with_role(Role.SAFETY_LEAD, today) if one not in (row.by_id, row.to_id)]


def tell(account_ids: list[UUID], row: PracticeChallenge, today: date) -> int:
    """A neutral notice to each of them who is not kept from it; returns to how many."""
    apart = kept_from(row.statement_id, today)
    told = [one for one in dict.fromkeys(account_ids) if one not in apart]
    for one in told:
        notices.notify(one, NoticeKind.PRACTICE_CHALLENGE, row.id)
    return len(told)


def withdraw(row: PracticeChallenge, *, by: UUID) -> None:
    """Whoever made it takes it off the table; that it was made stays. Raises Refused once it was decided."""
    if row.outcome is not None:
        raise Refused(WhyNot.DECIDED_ALREADY)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at = clock.now()
    deadlines.drop(KIND, row.id, by=by, why="withdrawn")
    notices.drop(row.id, NoticeKind.PRACTICE_CHALLENGE)
    _note(row, "withdrew challenge of practice", by)


def decide(row: PracticeChallenge, outcome: Outcome | None, changed: str, *, by: UUID, today: date) -> None:
    """Say what came of it. Whoever made it and whom it was made to are told. Raises Refused, also when it was
    decided meanwhile."""
    why = why_not_decide(
        outcome, changed, is_decided=row.outcome is not None, is_withdrawn=row.withdrawn_at is not None
    )
    if why:
        raise Refused(why)
    row.outcome, row.changed = outcome, changed
    row.decided_by_id, row.decided_at = by, clock.now()
    deadlines.finish(KIND, row.id, by=by)
    _note(row, "decided challenge of practice", by)
    notices.drop(row.id, NoticeKind.PRACTICE_CHALLENGE)
    tell([row.by_id, row.to_id], row, today)


def _note(row: PracticeChallenge, action: str, by: UUID) -> None:
    db.session.flush()
    audit.record(action, by=by, subject=("practice_challenge", row.id))
