"""Asking somebody to judge a sample, giving it to another, judging it, and saying what was done about it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.kit.errors import Refused
from portal.listening.commands.judges import judges_of
from portal.listening.models import SampleAsked, Sampled
from portal.listening.queries.deciding import deciders
from portal.listening.rules.samples import (
    FINDING,
    JUDGES,
    JUDGING,
    TRY_AGAIN,
    GivesBack,
    Scores,
    WhyNot,
    why_not_act,
    why_not_judge,
)
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.voice.queries.apart import kept_from


def offer(row: Sampled, *, on: date, working_days: int) -> UUID | None:
    """Ask somebody to judge it; who was asked, or None where nobody may."""
    row.tried_at = clock.now()
    judge = next(iter(judges_of(row, on)), None)
    if judge is None:
        return None
    row.auditor_id = judge
    db.session.add(SampleAsked(sampled_id=row.id, account_id=judge, at=clock.now()))
    _start(row, judge, on, working_days)
    return judge


def _start(row: Sampled, judge: UUID, on: date, working_days: int) -> None:
    deadlines.start_clock(
        "judging",
        row.id,
        on,
        kind=JUDGING,
        count=working_days,
        young_person_id=row.young_person_id,
        owner_id=judge,
        round=_next_round(row.id),
    )
    notices.notify(judge, NoticeKind.SAMPLE_TO_JUDGE, row.id)
    db.session.flush()
    audit.record("asked to judge a sample", by=None, subject=("sampled", row.id))


def pass_on_late(row: Sampled, *, on: date, working_days: int) -> None:
    """It was not judged in time: somebody else is asked; where nobody else may, whoever has it once more."""
    if row.auditor_id is None or judges_of(row, on):
        give_back(row, GivesBack.LATE, by=None, on=on, working_days=working_days)
        return
    deadlines.drop(JUDGING, row.id, by=None, why=GivesBack.LATE.value)
    asked = sa.update(SampleAsked).where(
        SampleAsked.sampled_id == row.id, SampleAsked.account_id == row.auditor_id
    )
    db.session.execute(asked.values(reminded_at=None))
    _start(row, row.auditor_id, on, working_days)


def try_again(row: Sampled, now: datetime, *, on: date, working_days: int) -> UUID | None:
    """Look once more for somebody who may judge it, at most once an hour."""
    if row.tried_at and row.tried_at > now - TRY_AGAIN:
        return None
    return offer(row, on=on, working_days=working_days)


def give_back(
    row: Sampled, why: GivesBack | None, *, by: UUID | None, on: date, working_days: int
) -> UUID | None:
    """It goes to somebody else; to whom, or None where nobody else may judge it. Given back twice it is once.

    Raises Refused without a reason, and when it was judged."""
    if row.judged_at is not None:
        raise Refused(WhyNot.JUDGED_ALREADY)
    if why is None:
        raise Refused(WhyNot.NO_WHY)
    if row.auditor_id is None or by not in (None, row.auditor_id):
        return row.auditor_id
    asked = sa.select(SampleAsked).where(
        SampleAsked.sampled_id == row.id, SampleAsked.account_id == row.auditor_id
    )
    theirs = db.session.scalars(asked).one()
    theirs.ended_at, theirs.why = clock.now(), why.value
    row.auditor_id = None
    deadlines.drop(JUDGING, row.id, by=by, why=why.value)
    notices.drop(row.id, NoticeKind.SAMPLE_TO_JUDGE)
    db.session.flush()
    audit.record("gave back a sample", by=by, subject=("sampled", row.id))
    return offer(row, on=on, working_days=working_days)


def remind(row: Sampled, now: datetime) -> None:
    """Whoever judges it is told once more."""
    if row.auditor_id is not None:
        notices.notify(row.auditor_id, NoticeKind.SAMPLE_TO_JUDGE, row.id)
        asked = sa.update(SampleAsked).where(
            SampleAsked.sampled_id == row.id, SampleAsked.account_id == row.auditor_id
        )
        db.session.execute(asked.values(reminded_at=now))


def judge(
    row: Sampled,
    send_once: UUID,
    scores: Scores,
    found: str,
    should: str,
    *,
    by: UUID,
    on: date,
    working_days: int,
) -> None:
    """Say how it was listened to. Where more should have been done the manager of whoever answered is told,
    and a clock runs. Sent twice it is one. Raises Refused."""
    if row.send_once == send_once:
        return
    if why := why_not_judge(scores, found, should, is_judged=row.judged_at is not None):
        raise Refused(why)
    if row.auditor_id != by:
        raise Refused(WhyNot.NOT_THEIRS)
    row.send_once, row.judged_at = send_once, clock.now()
    row.kept, row.answered, row.acted, row.agree = scores.all
    row.found, row.should = found, should
    deadlines.finish(JUDGING, row.id, by=by)
    notices.see(by, row.id)
    if scores.asks_for_more or should.strip():
        _hand_to_manager(row, by, on, working_days)
    db.session.flush()
    audit.record("judged a sample", by=by, subject=("sampled", row.id))


def _hand_to_manager(row: Sampled, by: UUID, on: date, working_days: int) -> None:
    decide = who_acts(row, on)
    clock_of_it = deadlines.start_clock(
        "finding",
        row.id,
        on,
        kind=FINDING,
        count=working_days,
        young_person_id=row.young_person_id,
        owner_id=decide[0] if decide else None,
        by=by,
    )
    row.act_by_on = clock_of_it.due_on
    for one in decide:
        notices.notify(one, NoticeKind.FINDING_TO_ACT, row.id)


@deadlines.follows(FINDING)
def _follow(moved: Deadline) -> None:
    """The day on the finding moves with its clock."""
    if row := db.session.get(Sampled, moved.about_id):
        row.act_by_on = moved.due_on


def who_acts(row: Sampled, on: date) -> list[UUID]:
    """The manager of whoever answered, or safety leads; nobody who judged it or must not see it."""
    part = [row.auditor_id] if row.auditor_id else []
    return deciders(row.to_id, on, part=part, apart=kept_from(row.statement_id, on), roles=JUDGES)


def act(row: Sampled, send_once: UUID, done: str, *, by: UUID, on: date) -> None:
    """Say what was done about what was found, or why nothing. Whoever judged is told. Sent twice it is one.
    Raises Refused."""
    if row.acted_once == send_once:
        return
    if why := why_not_act(done, is_done=row.done_at is not None):
        raise Refused(why)
    row.acted_once, row.done = send_once, done
    row.done_by_id, row.done_at = by, clock.now()
    deadlines.finish(FINDING, row.id, by=by)
    notices.drop(row.id, NoticeKind.FINDING_TO_ACT)
    if row.auditor_id and row.auditor_id not in kept_from(row.statement_id, on):
        notices.notify(row.auditor_id, NoticeKind.FINDING_DONE, row.id)
    db.session.flush()
    audit.record("acted on a finding", by=by, subject=("sampled", row.id))


def let_go(row: Sampled, why: str) -> None:
    """Nobody judges it any more and nobody acts on it: it was taken back."""
    row.dropped_at = clock.now()
    for kind in (JUDGING, FINDING):
        deadlines.drop(kind, row.id, by=None, why=why)
    notices.drop(row.id, NoticeKind.SAMPLE_TO_JUDGE, NoticeKind.FINDING_TO_ACT, NoticeKind.FINDING_DONE)
    db.session.flush()
    audit.record("let go of a sample", by=None, subject=("sampled", row.id))


def _next_round(sampled_id: UUID) -> int:
    last = sa.select(sa.func.max(Deadline.round)).where(
        Deadline.kind == JUDGING, Deadline.about_id == sampled_id
    )
    return (db.session.scalar(last) or 0) + 1
