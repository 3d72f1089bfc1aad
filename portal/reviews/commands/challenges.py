"""An IRO's challenge: opened, answered, moved on, referred to Cafcass, closed by the IRO."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.reviews.models import IroChallenge, IroStep
from portal.reviews.queries import challenges as queries
from portal.reviews.rules import About, ChallengeOutcome
from portal.reviews.rules import challenges as rules
from portal.reviews.rules.challenges import INFORMAL, STAGE, WHOLE, WhyNot
from portal.voice.commands.drafts import one_at_a_time


@dataclass(frozen=True)
class Times:
    """The council's settings: working days for an informal note, and for each formal stage."""

    informal: int
    formal: tuple[int, ...]


def open_(
    young_person_id: UUID,
    send_once: UUID,
    about: About | None,
    words: str,
    to_id: UUID | None,
    *,
    stage: int,
    child_says: str = "",
    child_not_asked: str = "",
    review_id: UUID | None = None,
    action_id: UUID | None = None,
    by: UUID,
    today: date,
    times: Times,
) -> IroChallenge:
    """Put it on the record and tell whom it is to; sent twice it is one. `stage` 0 is an informal note.

    Raises Refused."""
    one_at_a_time(young_person_id)
    if before := queries.sent_before(send_once, by):
        return before
    why = rules.why_not_open(about, words, to_oneself=to_id == by, has_to=to_id is not None)
    if not why and not 0 <= stage <= len(times.formal):
        why = WhyNot.NO_SUCH_STAGE
    if not why and not (child_says or child_not_asked):
        why = WhyNot.VIEW_OR_REASON
    if why or about is None or to_id is None:
        raise Refused(why or WhyNot.NO_ABOUT)
    row = IroChallenge(
        young_person_id=young_person_id,
        review_id=review_id,
        action_id=action_id,
        send_once=send_once,
        by_id=by,
        about=about,
        team_id=queries.team_of(to_id, today),
        child_not_asked="" if child_says else child_not_asked,
        opened_on=today,
        made_at=clock.now(),
        changed_at=clock.now(),
    )
    row.words, row.child_says = words, child_says
    db.session.add(row)
    db.session.flush()
    _begin(row, send_once, stage, words, to_id, by=by, today=today, times=times)
    _note(row, "opened IRO challenge", by)
    return row


def move_on(
    row: IroChallenge,
    send_once: UUID,
    stage: int,
    words: str,
    to_id: UUID | None,
    *,
    by: UUID,
    today: date,
    times: Times,
) -> IroStep:
    """To a later stage, one or several on. What waited at the stage before waits no more."""
    one_at_a_time(row.young_person_id)
    if before := queries.step_sent_before(row.id, send_once):
        return before
    why = rules.why_not_move_on(
        row.stage, stage, len(times.formal), is_closed=row.closed_on is not None, has_to=to_id is not None
    )
    if not why and to_id == by:
        why = WhyNot.NOT_ONESELF
    if why or to_id is None:
        raise Refused(why or WhyNot.NOBODY)
    for step in queries.steps_of(row.id):
        if step.answered_at is None:
            deadlines.drop(STAGE, step.id, by=by, why="moved on")
    step = _begin(row, send_once, stage, words, to_id, by=by, today=today, times=times)
    _note(row, "moved IRO challenge on", by)
    return step


def _begin(
    row: IroChallenge,
    send_once: UUID,
    stage: int,
    words: str,
    to_id: UUID,
    *,
    by: UUID,
    today: date,
    times: Times,
) -> IroStep:
    if stage > INFORMAL and row.due_on is None:
        row.due_on = deadlines.start_clock(
            "dispute",
            row.id,
            today,
            kind=WHOLE,
            young_person_id=row.young_person_id,
            owner_id=row.by_id,
            by=by,
        ).due_on
    row.stage, row.changed_at = stage, clock.now()
    step = IroStep(
        challenge_id=row.id,
        young_person_id=row.young_person_id,
        send_once=send_once,
        stage=stage,
        to_id=to_id,
        from_on=today,
        by_id=by,
        at=clock.now(),
    )
    step.words = words
    db.session.add(step)
    db.session.flush()
    days = rules.days_of(stage, times.informal, times.formal)
    started = deadlines.start_clock(
        STAGE,
        step.id,
        today,
        count=days,
        young_person_id=row.young_person_id,
        owner_id=to_id,
        by=by,
    )
    step.due_on = rules.due_of(started.due_on, row.due_on)
    notices.notify(to_id, NoticeKind.IRO_CHALLENGE, row.id)
    return step


@deadlines.follows(WHOLE)
def _follow_whole(moved: Deadline) -> None:
    """The day on the challenge moves with its clock."""
    row = db.session.get(IroChallenge, moved.about_id)
    if row:
        row.due_on = moved.due_on


@deadlines.follows(STAGE)
def _follow_stage(moved: Deadline) -> None:
    step = db.session.get(IroStep, moved.about_id)
    row = step and db.session.get(IroChallenge, step.challenge_id)
    if step and row:
        step.due_on = rules.due_of(moved.due_on, row.due_on)


def answer(row: IroChallenge, step: IroStep, words: str, *, by: UUID) -> None:
    """Whoever has the stage answers it; the IRO is told, and alone closes it."""
    why = rules.why_not_answer(
        words, is_closed=row.closed_on is not None, is_answered=step.answered_at is not None
    )
    if why:
        raise Refused(why)
    step.answer, step.answered_at, step.answered_by_id = words, clock.now(), by
    deadlines.finish(STAGE, step.id, by=by)
    notices.drop(row.id, NoticeKind.IRO_CHALLENGE)
    notices.drop(row.id, NoticeKind.IRO_CHALLENGE_LATE)
    notices.notify(row.by_id, NoticeKind.IRO_CHALLENGE, row.id)
    _note(row, "answered IRO challenge", by)


def refer(row: IroChallenge, on: date | None, why: str, *, by: UUID, today: date) -> None:
    """The child's matter was referred to Cafcass. It ends no stage, and no stage is needed for it."""
    refused = rules.why_not_refer(
        why, on, opened_on=row.opened_on, today=today, is_referred=row.cafcass_on is not None
    )
    if refused:
        raise Refused(refused)
    row.cafcass_on, row.cafcass_why, row.changed_at = on, why, clock.now()
    _note(row, "referred to Cafcass", by)


def child_says(row: IroChallenge, words: str, why_not: str, *, by: UUID) -> None:
    """What the child thinks of it, or why they were not asked; the newest holds."""
    if not (words or why_not):
        raise Refused(WhyNot.VIEW_OR_REASON)
    row.child_says, row.child_not_asked = words, "" if words else why_not
    row.changed_at = clock.now()
    _note(row, "wrote down the child's view", by)


def close(
    row: IroChallenge, outcome: ChallengeOutcome | None, changed: str, *, by: UUID, today: date
) -> None:
    """The IRO says what came of it. Its clocks end. Raises Refused, where the words name somebody too."""
    why = rules.why_not_close(
        outcome,
        changed,
        is_closed=row.closed_on is not None,
        names=rules.names_somebody(changed, queries.names_about(row.young_person_id, today)),
    )
    if why:
        raise Refused(why)
    row.outcome, row.changed = outcome, changed
    row.closed_on, row.closed_by_id, row.changed_at = today, by, clock.now()
    told = set()
    for step in queries.steps_of(row.id):
        deadlines.drop(STAGE, step.id, by=by, why="closed")
        told |= {step.to_id} if step.to_id else set()
    deadlines.finish(WHOLE, row.id, by=by)
    notices.drop(row.id, NoticeKind.IRO_CHALLENGE)
    notices.drop(row.id, NoticeKind.IRO_CHALLENGE_LATE)
    for one in told - {by}:
        notices.notify(one, NoticeKind.IRO_CHALLENGE, row.id)
    _note(row, "closed IRO challenge", by)


def _note(row: IroChallenge, action: str, by: UUID) -> None:
    db.session.flush()
    audit.record(action, by=by, young_person_id=row.young_person_id, subject=("iro_challenge", row.id))
