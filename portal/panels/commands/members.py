"""Panel support writes down who sits on the panel, who votes and what training they had; members ask for what
they need to come, and hear whether it is paid."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.accounts.queries import staffing
from portal.audit import commands as audit
from portal.clocks.bank_holidays import add_working_days
from portal.deadlines.queries import proclaimed
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify, see
from portal.notices.rules import NoticeKind
from portal.panels.models import Cost, Membership, PanelTerms, Training
from portal.panels.queries.naming import has_known_name
from portal.panels.rules import CostState, MemberKind
from portal.panels.rules.members import (
    ANSWER_WORKING_DAYS,
    PAY_WORKING_DAYS,
    WhyNot,
    why_not_answer_cost,
    why_not_member,
    why_not_training,
)


@dataclass(frozen=True)
class Seat:
    """As what somebody sits on the panel, from and to."""

    kind: MemberKind | None
    from_on: date | None
    until_on: date | None
    chairs: bool = False


def seat(account_id: UUID, seat: Seat, send_once: UUID, *, by: UUID, now: datetime, on: date) -> None:
    """Write down as what a member sits on the panel. A form sent twice is one line.

    Raises Refused for somebody who has no member's account, and when something is missing."""
    if db.session.get(Membership, send_once):
        return
    if account_id not in staffing.members(on):
        raise Refused(WhyNot.NO_MEMBER)
    if why := why_not_member(seat.kind, seat.from_on, seat.until_on):
        raise Refused(why)
    row = Membership(
        id=send_once,
        account_id=account_id,
        kind=seat.kind,
        chairs=seat.chairs and seat.kind is not MemberKind.YOUNG_MEMBER,
        from_on=seat.from_on,
        until_on=seat.until_on,
        by_id=by,
        at=now,
    )
    if _added(row):
        audit.record("say as what somebody sits on the panel", by=by, subject=("account", account_id))
    db.session.flush()


def set_terms(
    voting: Collection[MemberKind], agreed: str, send_once: UUID, *, by: UUID, now: datetime
) -> None:
    """Write down who votes, and where that was agreed. Raises Refused without words."""
    if db.session.get(PanelTerms, send_once):
        return
    if not agreed.strip():
        raise Refused(WhyNot.NO_WORDS)
    _check(agreed)
    row = PanelTerms(id=send_once, voting=sorted(kind.value for kind in voting), by_id=by, at=now)
    row.agreed = agreed
    if _added(row):
        audit.record("say who votes on the panel", by=by, subject=("panel_terms", send_once))
    db.session.flush()


@dataclass(frozen=True)
class Had:
    """Training somebody had."""

    what: str
    held_on: date | None
    again_on: date | None = None


def train(account_id: UUID, had: Had, send_once: UUID, *, by: UUID, now: datetime, on: date) -> None:
    """Write down that a member had training. Raises Refused for somebody who is none, or when the days do not
    fit."""
    if db.session.get(Training, send_once):
        return
    if account_id not in staffing.members(on):
        raise Refused(WhyNot.NO_MEMBER)
    if why := why_not_training(had.what, had.held_on, had.again_on, on):
        raise Refused(why)
    _check(had.what)
    row = Training(
        id=send_once, account_id=account_id, held_on=had.held_on, again_on=had.again_on, by_id=by, at=now
    )
    row.what = had.what
    if _added(row):
        audit.record("write down a member's training", by=by, subject=("account", account_id))
    db.session.flush()


def ask_cost(meeting_id: UUID, words: str, send_once: UUID, *, by: UUID, now: datetime, on: date) -> Cost:
    """A member says what they need to come: travel, food, time off. Panel support hears of it, and has a few
    working days to answer. Sent twice it is one. Raises Refused without words."""
    if sent := db.session.get(Cost, send_once):
        return sent
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    row = Cost(
        id=send_once,
        account_id=by,
        meeting_id=meeting_id,
        asked_at=now,
        answer_by_on=add_working_days(on, ANSWER_WORKING_DAYS, proclaimed()),
    )
    row.words = words
    if _added(row):
        for account_id in staffing.support(on):
            notify(account_id, NoticeKind.PANEL_COST, row.id)
    db.session.flush()
    return row


def answer_cost(cost: Cost, agrees: bool, words: str, *, by: UUID, now: datetime, on: date) -> None:
    """Panel support says yes, and by when it is paid, or no, and why. Raises Refused when it was answered, or
    for a no without its reason."""
    if why := why_not_answer_cost(cost.state, agrees, words):
        raise Refused(why)
    _check(words)
    cost.state = CostState.AGREED if agrees else CostState.NO
    cost.answer, cost.answered_at, cost.answered_by_id = words, now, by
    cost.pay_by_on = add_working_days(on, PAY_WORKING_DAYS, proclaimed()) if agrees else None
    drop(cost.id, NoticeKind.PANEL_COST)
    notify(cost.account_id, NoticeKind.PANEL_COST, cost.id)
    db.session.flush()


def pay_cost(cost: Cost, *, by: UUID, now: datetime) -> None:
    """It was paid. Doing it twice is doing it once. Raises Refused for what was not agreed to."""
    if cost.state is CostState.PAID:
        return
    if cost.state is not CostState.AGREED:
        raise Refused(WhyNot.NOT_AGREED)
    cost.state, cost.paid_at = CostState.PAID, now
    drop(cost.id, NoticeKind.PANEL_COST)
    notify(cost.account_id, NoticeKind.PANEL_COST, cost.id)
    audit.record("pay what a member needs to come", by=by, subject=("panel_cost", cost.id))
    db.session.flush()


def see_costs(account_id: UUID) -> None:
    """The member has seen what came of what they asked for."""
    theirs = sa.select(Cost.id).where(Cost.account_id == account_id)
    for cost_id in db.session.scalars(theirs):
        see(account_id, cost_id)
    db.session.flush()


def _check(words: str) -> None:
    if has_known_name(words):
        raise Refused(WhyNot.NAMES_SOMEBODY)


def _added(row: db.Base) -> bool:
    """Whether it is there now for the first time; twice in the same moment it is once."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True
