"""Challenging a silence or an answer, withdrawing that, and saying what came of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.deadlines import queries as due
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.kit.errors import Refused
from portal.listening.models import PracticeChallenge, SilenceChallenge
from portal.listening.queries import silences
from portal.listening.queries.apart import kept_from_child
from portal.listening.queries.challenges import Challengeable, Spoken, has_open, sent_before
from portal.listening.queries.deciding import deciders
from portal.listening.rules import (
    KIND,
    About,
    Outcome,
    WhyNot,
    why_not_challenge,
    why_not_decide,
    why_not_speak_up,
)
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
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
        answer_by_on=due.day_for("practice_challenge", today, working_days),
    )
    row.words = words
    _put_on_record(row, "challenged practice", today, working_days)
    return row


def challenge_silence(
    young_person_id: UUID,
    send_once: UUID,
    about: About | None,
    words: str,
    *,
    by: UUID,
    today: date,
    working_days: int,
) -> SilenceChallenge:
    """The same where nothing was asked, heard or done: it goes to whoever works with them most closely.

    Raises Refused for what cannot be challenged, and where nobody is there whom it could go to."""
    if before := silences.sent_before(send_once, by):
        return before
    why = why_not_speak_up(about, words, has_open=silences.has_open(young_person_id, by))
    to = None if why else silences.goes_to(young_person_id, by, today)
    if why or about is None or to is None:
        raise Refused(why or WhyNot.NOBODY_THERE)
    row = SilenceChallenge(
        send_once=send_once,
        young_person_id=young_person_id,
        about=about,
        by_id=by,
        to_id=to,
        at=clock.now(),
        answer_by_on=due.day_for("practice_challenge", today, working_days),
    )
    row.words = words
    _put_on_record(row, "challenged silence", today, working_days)
    return row


def _put_on_record(row: Spoken, action: str, today: date, working_days: int) -> None:
    """Its clock runs, and whoever answers for it and whoever decides are told."""
    db.session.add(row)
    db.session.flush()
    decide = who_decides(row, today)
    deadlines.start_clock(
        "practice_challenge",
        row.id,
        today,
        kind=KIND,
        count=working_days,
        young_person_id=row.young_person_id,
        owner_id=decide[0] if decide else None,
        by=row.by_id,
    )
    _note(row, action, row.by_id)
    tell([row.to_id, *decide], row, today)


@deadlines.follows(KIND)
def _follow(moved: Deadline) -> None:
    """The day on the challenge moves with its clock."""
    practice = db.session.get(PracticeChallenge, moved.about_id)
    silence = db.session.get(SilenceChallenge, moved.about_id)
    if practice:
        practice.answer_by_on = moved.due_on
    if silence:
        silence.answer_by_on = moved.due_on


def who_decides(row: Spoken, today: date) -> list[UUID]:
    """The manager of whoever was challenged; safety leads where they cannot decide it."""
    return deciders(row.to_id, today, part=[row.by_id], apart=_apart(row, today))


def _apart(row: Spoken, today: date) -> set[UUID]:
    if isinstance(row, PracticeChallenge):
        return set(kept_from(row.statement_id, today))
    return kept_from_child(row.young_person_id, today) - {row.by_id}


def tell(account_ids: list[UUID], row: Spoken, today: date) -> int:
    """A neutral notice to each of them who is not kept from it; returns to how many."""
    apart = _apart(row, today)
    told = [one for one in dict.fromkeys(account_ids) if one not in apart]
    for one in told:
        notices.notify(one, NoticeKind.PRACTICE_CHALLENGE, row.id)
    return len(told)


def withdraw(row: Spoken, *, by: UUID) -> None:
    """Whoever made it takes it off the table; that it was made stays. Raises Refused once it was decided."""
    if row.outcome is not None:
        raise Refused(WhyNot.DECIDED_ALREADY)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at = clock.now()
    deadlines.drop(KIND, row.id, by=by, why="withdrawn")
    notices.drop(row.id, NoticeKind.PRACTICE_CHALLENGE)
    _note(row, "withdrew challenge of practice", by)


def decide(
    row: Spoken, outcome: Outcome | None, changed: str, *, by: UUID, today: date, told: str = ""
) -> None:
    """Say what came of it. Whoever made it and whom it was made to are told; the young person reads on their
    own page what was written for them, if anything was. Raises Refused, also when it was decided before."""
    why = why_not_decide(
        outcome, changed, is_decided=row.outcome is not None, is_withdrawn=row.withdrawn_at is not None
    )
    if why:
        raise Refused(why)
    row.outcome, row.changed = outcome, changed
    row.decided_by_id, row.decided_at = by, clock.now()
    if isinstance(row, PracticeChallenge):
        row.told = told
    deadlines.finish(KIND, row.id, by=by)
    _note(row, "decided challenge of practice", by)
    notices.drop(row.id, NoticeKind.PRACTICE_CHALLENGE)
    tell([row.by_id, row.to_id], row, today)


def _note(row: Spoken, action: str, by: UUID) -> None:
    db.session.flush()
    audit.record(action, by=by, subject=("practice_challenge", row.id))
