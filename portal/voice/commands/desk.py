"""What a reader does at the desk: open, take, mark read, write down what was done and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.audit.models import Event
from portal.coding.queries import quote_made
from portal.kit.errors import Refused
from portal.notices.commands import drop, see
from portal.notices.rules import NoticeKind
from portal.voice.commands import calls, delivery, desk_proved, files_desk
from portal.voice.models import Concern, Handling, Statement
from portal.voice.queries.picked import first_answerer
from portal.voice.rules import Outcome
from portal.voice.rules import desk as rules


@dataclass(frozen=True)
class Done:
    """One thing a reader did about a statement."""

    outcome: Outcome
    happened_at: datetime
    passed_to_id: UUID | None = None
    reference: str = ""
    note: str = ""


@dataclass(frozen=True)
class About:
    """Whom a statement concerns, as a reader marks it."""

    accounts: frozenset[UUID] = frozenset()
    names: Sequence[str] = ()


def note_opened(statement: Statement, *, by: UUID, now: datetime) -> None:
    """The first opening is kept with the statement; every opening is an event of the guard's."""
    if statement.first_opened_at is None:
        statement.first_opened_at = now
    see(by, statement.id)
    db.session.flush()


def take(statement: Statement, *, by: UUID, now: datetime) -> UUID:
    """Take it, so that nobody else is called; gives who has it, which is somebody else if they were first."""
    why = rules.why_not_take(taken_by=statement.taken_by_id, by=by, read_at=statement.read_at)
    if why is rules.WhyNot.TAKEN and statement.taken_by_id:
        return statement.taken_by_id
    if why:
        raise Refused(why)
    if statement.taken_by_id is None:
        statement.taken_by_id, statement.taken_at = by, now
        calls.stop_calling(statement.id)
    db.session.flush()
    return by


def release(statement: Statement, *, by: UUID, now: datetime, zone: ZoneInfo) -> int:
    """Give it back. What cannot wait calls the next in line at once; returns how many were called."""
    if why := rules.why_not_release(taken_by=statement.taken_by_id, by=by):
        raise Refused(why)
    statement.taken_by_id = statement.taken_at = None
    db.session.flush()
    if statement.pages_duty and statement.read_at is None:
        return calls.call_next(statement, now=now, zone=zone)
    return 0


def decline(statement: Statement, *, by: UUID, now: datetime, zone: ZoneInfo) -> int:
    """Whoever was called, or has it, can't: what cannot wait calls the next in line at once. Said twice it is
    the same. Returns how many were called."""
    call = calls.call_to(statement.id, by)
    why = rules.why_not_decline(
        was_called=call is not None, taken_by=statement.taken_by_id, by=by, read_at=statement.read_at
    )
    if why:
        raise Refused(why)
    had_it = statement.taken_by_id == by
    statement.taken_by_id = statement.taken_at = None
    is_new = calls.decline(call, now=now) if call else False
    db.session.flush()
    if statement.pages_duty and (is_new or had_it):
        return calls.call_next(statement, now=now, zone=zone)
    return 0


def mark_read(
    statement: Statement,
    done: Sequence[Done],
    about: About,
    *,
    answerer_id: UUID | None,
    by: UUID,
    now: datetime,
    on: date,
) -> None:
    """A trained person has read it: what was done and whom it concerns are written down, and it goes to
    those who were picked and may have it. Raises Refused when it was read meanwhile, or nobody can answer."""
    if why := rules.why_not_mark_read(statement.read_at):
        raise Refused(why)
    statement.read_at, statement.read_by_id = now, by
    drop(statement.id, NoticeKind.TO_READ, NoticeKind.CALLED, NoticeKind.ARRANGE)
    _mark(statement, about, now)
    apart = delivery.keep_apart(statement, about.accounts, on)
    _write_down(statement, done, apart, by, now)
    delivery.deliver(statement, apart, by=by, now=now, on=on)
    if not statement.taken_back_at:
        answers = answerer_id or first_answerer(statement, apart, on)
        _hand_to(statement, answers, apart, by)
    files_desk.after_reading(statement, now)
    desk_proved.note_firings(statement)
    db.session.flush()


def add_more(
    statement: Statement,
    done: Sequence[Done],
    about: About,
    *,
    answerer_id: UUID | None,
    by: UUID,
    now: datetime,
    on: date,
) -> None:
    """More was done, or it concerns somebody more: they and those close to them lose it at once, and what was
    theirs to answer goes to somebody else. Raises Refused when it was not read yet or nobody can answer."""
    if why := rules.why_not_add_to(statement.read_at):
        raise Refused(why)
    _mark(statement, about, now)
    apart = delivery.keep_apart(statement, about.accounts, on)
    delivery.withhold(statement, apart, now=now)
    _write_down(statement, done, apart, by, now)
    if not statement.taken_back_at and (statement.answerer_id is None or statement.answerer_id in apart):
        _hand_to(statement, answerer_id or first_answerer(statement, apart, on), apart, by)
    db.session.flush()


def remove_concern(statement: Statement, concern: Concern | None, *, on: date) -> None:
    """A reader marked the wrong person. What the young person said themselves stays."""
    if concern is None:
        return
    if concern.by_young_person:
        raise Refused(rules.WhyNot.SAID_BY_THEM)
    statement.concerns.remove(concern)
    db.session.delete(concern)
    db.session.flush()
    delivery.let_back(statement, concern, on)
    db.session.flush()


def show_safety_entries(statement: Statement, *, by: UUID, now: datetime) -> None:
    """The lead says that it is safe for the young person to see who opened this at the desk, or its quote."""
    quote = quote_made(statement.id)
    subjects = [statement.id, quote.id] if quote else [statement.id]
    statement.safe_to_show_at = statement.safe_to_show_at or now
    db.session.execute(
        sa.update(Event)
        .where(Event.young_person_id == statement.young_person_id)
        .where(Event.subject_id.in_(subjects), Event.safety.is_(True), Event.shown_at.is_(None))
        .values(shown_at=now)
    )
    audit.record(
        "show_safety_entries",
        by=by,
        role="safety_lead",
        young_person_id=statement.young_person_id,
        subject=("statement", statement.id),
    )
    db.session.flush()


def _mark(statement: Statement, about: About, now: datetime) -> None:
    known = {concern.account_id for concern in statement.concerns if concern.account_id}
    for account_id in sorted(about.accounts - known, key=str):
        statement.concerns.append(_concern(statement, now, account_id))
    for name in about.names:
        concern = _concern(statement, now, None)
        concern.name = name
        statement.concerns.append(concern)
    db.session.flush()


def _concern(statement: Statement, now: datetime, account_id: UUID | None) -> Concern:
    return Concern(
        statement_id=statement.id,
        young_person_id=statement.young_person_id,
        account_id=account_id,
        at=now,
    )


def _write_down(
    statement: Statement, done: Sequence[Done], apart: dict[UUID, str], by: UUID, now: datetime
) -> None:
    for one in done:
        if one.passed_to_id in apart:
            raise Refused(rules.WhyNot.TO_WHOM_IN_CONFLICT)
        handling = Handling(
            statement_id=statement.id,
            young_person_id=statement.young_person_id,
            outcome=one.outcome,
            passed_to_id=one.passed_to_id,
            happened_at=one.happened_at,
            by_id=by,
            at=now,
        )
        handling.reference, handling.note = one.reference, one.note
        statement.handlings.append(handling)
        if one.passed_to_id:
            delivery.pass_on(statement, one.passed_to_id, now=now)
    db.session.flush()


def _hand_to(statement: Statement, answerer: UUID | None, apart: Iterable[UUID], by: UUID) -> None:
    if (why := rules.why_not_answerer(answerer, set(apart))) or answerer is None:
        raise Refused(why or rules.WhyNot.NO_ANSWERER)
    delivery.hand_to(statement, answerer, by=by)
