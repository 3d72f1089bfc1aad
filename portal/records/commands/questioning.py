"""Questioning what was given: taken in with its clocks, acknowledged, decided by somebody else."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from portal import db
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.records.commands.writing import tell_requester
from portal.records.models import Questioning, RecordsRequest
from portal.records.queries.questioning import decided_before, sent_already, who_can_decide
from portal.records.queries.theirs import hides_from_them
from portal.records.rules.questioning import (
    ACKNOWLEDGE,
    ANSWER,
    QuestionKind,
    QuestionOutcome,
    WhyNot,
    clock_of,
    outcomes_of,
    why_not_decide,
    why_not_on,
)


def question(
    request: RecordsRequest,
    kind: QuestionKind,
    words: str,
    *,
    send_once: UUID,
    by: UUID | None,
    now: datetime,
    today: date,
    answer_days: int,
) -> Questioning:
    """They question it: its clocks start today. Sent twice is once."""
    if found := sent_already(request.id, send_once):
        return found
    row = Questioning(request_id=request.id, send_once=send_once, kind=kind, received_on=today, at=now)
    row.words = words
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        found = sent_already(request.id, send_once)
        if found is None:
            raise
        return found
    _start_clocks(row, request, today, answer_days)
    _record("question_records", row, request, by, "requester")
    _tell_deciders(row, request, today)
    db.session.flush()
    return row


def acknowledge(
    row: Questioning, request: RecordsRequest, on: date, *, by: UUID, now: datetime, today: date
) -> None:
    """We told them that we have it. Once is enough."""
    if row.acknowledged_on is not None:
        return
    _may_decide(row, request, by, today)
    if why := why_not_on(on, received_on=row.received_on, today=today):
        raise Refused(why)
    row.acknowledged_on, row.officer_id = on, by
    deadlines.finish(ACKNOWLEDGE, row.id, by=by)
    _record("acknowledge_question", row, request, by, "staff")
    tell_requester(request, now=now)
    db.session.flush()


def decide(
    row: Questioning,
    request: RecordsRequest,
    outcome: QuestionOutcome,
    words: str,
    *,
    by: UUID,
    now: datetime,
    today: date,
) -> None:
    """What came of it, in words for them. The same twice is once."""
    db.session.refresh(row, with_for_update=True)
    if row.answered_on is not None and (row.outcome, row.answer, row.officer_id) == (outcome, words, by):
        return
    _may_decide(row, request, by, today)
    if outcome not in outcomes_of(row.kind):
        raise Refused(WhyNot.NOT_FOR_THIS_KIND)
    row.outcome, row.answer, row.answered_on, row.officer_id = outcome, words, today, by
    row.acknowledged_on = row.acknowledged_on or today
    deadlines.finish(ACKNOWLEDGE, row.id, by=by)
    deadlines.finish(ANSWER, row.id, by=by)
    drop(row.id, NoticeKind.RECORDS_QUESTION)
    _record("answer_question", row, request, by, "staff")
    tell_requester(request, now=now)
    db.session.flush()


def _may_decide(row: Questioning, request: RecordsRequest, by: UUID, today: date) -> None:
    why = why_not_decide(
        by,
        decided_before=decided_before(request),
        answered_on=row.answered_on,
        has_other=bool(who_can_decide(request, today)),
    )
    if why:
        raise Refused(why)


def _start_clocks(row: Questioning, request: RecordsRequest, today: date, answer_days: int) -> None:
    person = request.young_person_id
    if row.kind is QuestionKind.COMPLAINT:
        deadlines.start_clock("dp_complaint", row.id, today, kind=ACKNOWLEDGE, young_person_id=person)
    law = clock_of(row.kind)
    if law:
        deadlines.start_clock(law, row.id, today, kind=ANSWER, young_person_id=person)
    else:
        deadlines.start_clock("answer", row.id, today, kind=ANSWER, count=answer_days, young_person_id=person)


def _tell_deciders(row: Questioning, request: RecordsRequest, today: date) -> None:
    for account_id in who_can_decide(request, today):
        notify(account_id, NoticeKind.RECORDS_QUESTION, row.id)


def _record(action: str, row: Questioning, request: RecordsRequest, by: UUID | None, role: str) -> None:
    audit.record(
        action,
        by=by,
        role=role,
        young_person_id=request.young_person_id,
        safety=hides_from_them(request),
        subject=("records_question", row.id),
    )
