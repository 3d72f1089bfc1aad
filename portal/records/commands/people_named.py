"""The list of people named in a file, how each was weighed, and the question about serious harm."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.errors import Refused
from portal.records.commands.happenings import lock
from portal.records.commands.noting import put_in_log
from portal.records.models import HarmQuestion, Leaf, PersonNamed, RecordsRequest
from portal.records.rules import ENDED, Balance, HarmAnswer, Who
from portal.records.rules.reading import WhyNot


def name_person(
    request: RecordsRequest,
    *,
    name: str,
    other_names: str,
    who: Who,
    by: UUID,
    now: datetime,
    send_once: UUID | None = None,
) -> PersonNamed:
    """Put somebody on the list; every page is looked through for them again. Sent twice it is one, and
    whoever was taken off is back on. Raises Refused."""
    lock(request)
    _check_open(request)
    if not name.strip():
        raise Refused(WhyNot.NO_NAME)
    row_id = uuid.uuid5(request.id, str(send_once or uuid.uuid4()))
    if before := db.session.get(PersonNamed, row_id):
        before.off_at = None
        look_through_again(request)
        return before
    row = PersonNamed(id=row_id, request_id=request.id, who=who, by_id=by, at=now)
    row.name, row.other_names = name.strip(), other_names.strip()
    db.session.add(row)
    look_through_again(request)
    put_in_log("named somebody", request, by)
    return row


def weigh(
    request: RecordsRequest,
    row: PersonNamed,
    *,
    name: str,
    other_names: str,
    who: Who,
    balance: Balance | None,
    asked_on: date | None,
    why: str,
    by: UUID,
) -> None:
    """Say who they are and how their interests were weighed, with the reason. Raises Refused."""
    _check_open(request)
    if not name.strip():
        raise Refused(WhyNot.NO_NAME)
    if balance is not None and not why.strip():
        raise Refused(WhyNot.NO_REASON)
    row.name, row.other_names, row.who = name.strip(), other_names.strip(), who
    row.balance, row.asked_on, row.why = balance, asked_on, why.strip()
    look_through_again(request)
    put_in_log("weighed somebody named", request, by)


def take_off_list(request: RecordsRequest, row: PersonNamed, *, by: UUID, now: datetime) -> None:
    """They are not in this file after all. Boxes that stand for them stay. Raises Refused."""
    _check_open(request)
    row.off_at = now
    look_through_again(request)
    put_in_log("took somebody off the list", request, by)


def look_through_again(request: RecordsRequest) -> None:
    """Names changed: the worker finds anew where they stand."""
    db.session.flush()
    db.session.execute(sa.update(Leaf).where(Leaf.request_id == request.id).values(find_again=True))


def ask_about_harm(
    request: RecordsRequest,
    *,
    part: str,
    is_health: bool,
    whose: str,
    asked_on: date,
    by: UUID,
    now: datetime,
    send_once: UUID | None = None,
) -> HarmQuestion:
    """Ask for the opinion that the law wants before a part is held back because of harm. Sent twice it is
    one. Raises Refused."""
    lock(request)
    _check_open(request)
    row_id = uuid.uuid5(request.id, str(send_once or uuid.uuid4()))
    if before := db.session.get(HarmQuestion, row_id):
        return before
    if not part.strip() or not whose.strip():
        raise Refused(WhyNot.NO_OPINION)
    row = HarmQuestion(
        id=row_id, request_id=request.id, is_health=is_health, asked_on=asked_on, by_id=by, at=now
    )
    row.part, row.whose = part.strip(), whose.strip()
    db.session.add(row)
    db.session.flush()
    put_in_log("asked about harm", request, by)
    return row


def answer_about_harm(
    request: RecordsRequest, row: HarmQuestion, *, answer: HarmAnswer, opinion: str, on: date, by: UUID
) -> None:
    """Write the opinion down. Raises Refused without one."""
    _check_open(request)
    if answer is HarmAnswer.ASKED or not opinion.strip():
        raise Refused(WhyNot.NO_OPINION)
    row.answer, row.opinion, row.answered_on = answer, opinion.strip(), on
    db.session.flush()
    put_in_log("answered about harm", request, by)


def _check_open(request: RecordsRequest) -> None:
    if request.state in ENDED:
        raise Refused(WhyNot.ENDED)
