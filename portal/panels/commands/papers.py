"""Preparing a meeting's paper, and publishing it: the moment from which nothing of it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from portal import db
from portal.accounts.queries import staffing
from portal.audit import commands as audit
from portal.disclosure.counts import Period
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify
from portal.notices.models import Notice
from portal.notices.queries import unseen
from portal.notices.rules import NoticeKind
from portal.outcomes import queries as outcomes
from portal.outcomes.commands import enter
from portal.outcomes.rules import PaperKind
from portal.panels.commands import packs, packs_signing
from portal.panels.models import Meeting, MeetingQuote
from portal.panels.queries import papers as queries
from portal.panels.queries.told import would_be_told
from portal.panels.rules import Stage
from portal.panels.rules import papers as rules


@dataclass(frozen=True)
class Days:
    """When the panel meets, and the closed period its paper is about."""

    meets_on: date
    period: Period


def make(days: Days, *, by: UUID, today: date, now: datetime) -> UUID:
    """A new meeting whose paper is to be prepared. Raises Refused when its days cannot be."""
    _check_days(days, None, today)
    meeting = Meeting(
        meets_on=days.meets_on,
        first_on=days.period.first,
        last_on=days.period.last,
        stage=Stage.PREPARING,
        fault="",
        made_at=now,
        made_by_id=by,
    )
    db.session.add(meeting)
    db.session.flush()
    meeting_id: UUID = meeting.id
    packs_signing.wrote(meeting_id, by)
    _record("make a meeting of the panel", by, meeting_id)
    return meeting_id


def change_days(meeting_id: UUID, days: Days, *, by: UUID | None = None, today: date) -> None:
    """Other days. Raises Refused for another period once the numbers were ever worked out."""
    meeting = packs.to_change(meeting_id)
    period = Period(meeting.first_on, meeting.last_on)
    why = rules.why_not_other_days(period, days.period, was_counted=meeting.counted_at is not None)
    if why:
        raise Refused(why)
    _check_days(days, meeting_id, today)
    meeting.meets_on = days.meets_on
    if days.period != period:
        meeting.first_on, meeting.last_on = days.period.first, days.period.last
        meeting.stage, meeting.count_asked_at, meeting.fault = Stage.PREPARING, None, ""
    packs.changed(meeting_id, by=by)
    _record("change a meeting's days", by, meeting_id)


def ask_for_numbers(meeting_id: UUID, *, by: UUID | None = None, now: datetime) -> None:
    """The worker is to work out the numbers, anew if it did before."""
    meeting = packs.to_change(meeting_id)
    meeting.stage, meeting.count_asked_at, meeting.fault = Stage.COUNTING, now, ""
    drop(meeting_id, NoticeKind.NUMBERS_READY)
    packs.changed(meeting_id, by=by)
    _record("ask for a paper's numbers", by, meeting_id)


def keep_numbers(asked: queries.Asked, draft: dict[str, Any], *, today: date, now: datetime) -> bool:
    """What the worker worked out. Dropped when it was asked anew meanwhile, or the period is another."""
    meeting = _still_asked(asked)
    if meeting is None:
        return False
    meeting.stage, meeting.draft, meeting.counted_at, meeting.fault = Stage.COUNTED, draft, now, ""
    drop(meeting.id, NoticeKind.NUMBERS_READY)
    for account_id in staffing.support(today):
        notify(account_id, NoticeKind.NUMBERS_READY, meeting.id)
    db.session.flush()
    return True


def keep_fault(asked: queries.Asked, kind: str) -> bool:
    """The numbers could not be worked out: the kind of fault, and no numbers that are not there."""
    meeting = _still_asked(asked)
    if meeting is None:
        return False
    meeting.stage, meeting.draft, meeting.fault = Stage.PREPARING, None, kind[:80]
    db.session.flush()
    return True


def note_opened(meeting_id: UUID, *, by: UUID, now: datetime) -> None:
    """Somebody opened what they were told of. Reading is a GET, so it is written aside, and only when there
    is something to write."""
    if any(one.about_id == meeting_id for one in unseen(by)):
        db.aside(lambda own: _see(own, by, meeting_id, now))


def _see(own: Session, account_id: UUID, meeting_id: UUID, now: datetime) -> None:
    own.execute(
        sa.update(Notice)
        .where(Notice.account_id == account_id, Notice.about_id == meeting_id, Notice.seen_at.is_(None))
        .values(seen_at=now)
    )


def save_words(meeting_id: UUID, lead: str, questions: str, *, by: UUID | None = None) -> None:
    """The sentences that say what matters, and questions one could ask, one a line."""
    meeting = packs.to_change(meeting_id)
    meeting.lead, meeting.questions = lead, questions
    packs.changed(meeting_id, by=by)
    _record("write a paper's words", by, meeting_id)


def choose_quotes(meeting_id: UUID, chosen: Sequence[UUID], *, by: UUID | None = None) -> None:
    """The quotes of the paper, in this order. Those that may not stand in it are left out."""
    meeting = packs.to_change(meeting_id)
    may = {quote.id for quote in queries.quotes_to_choose(queries.prepared(meeting))}
    meeting.quotes.clear()
    db.session.flush()
    fine = [quote_id for quote_id in dict.fromkeys(chosen) if quote_id in may]
    meeting.quotes.extend(MeetingQuote(quote_id=each, place=place) for place, each in enumerate(fine, 1))
    packs.changed(meeting_id, by=by)
    _record("choose a paper's quotes", by, meeting_id)


def publish(meeting_id: UUID, *, by: UUID, today: date, now: datetime) -> None:
    """Freeze the paper and tell the members. Raises Refused unless it was counted knowing every paper there
    is, nothing of it was taken back since, it has its lead and a second person signed it off. Two who publish
    at once do so one after the other."""
    db.session.scalars(sa.select(Meeting.id).order_by(Meeting.id).with_for_update()).all()
    meeting = packs.to_change(meeting_id)
    ready = queries.prepared(meeting)
    draft, why = ready.draft, queries.why_not_publish(ready)
    if why or draft is None:
        raise Refused(why or rules.WhyNot.NOT_COUNTED)
    told = would_be_told(draft, today=today, now=now)
    if not packs.is_as_signed(meeting, told):
        raise Refused(rules.WhyNot.NOT_SIGNED_OFF)
    meeting.told = {**told, "quarters": _enter_quarters(draft, by=by, now=now)}
    meeting.paper_id = enter(draft.paper, PaperKind.SUMMARY, by=by, now=now).id
    meeting.stage, meeting.published_at, meeting.published_by_id = Stage.PUBLISHED, now, by
    meeting.draft = None  # it is in the register now; why a cell is hidden nobody needs any more
    drop(meeting_id, NoticeKind.NUMBERS_READY, NoticeKind.SIGN_OFF_DECIDED)
    for member in staffing.members(today):
        notify(member, NoticeKind.PAPER_READY, meeting_id)
    _record("publish a paper", by, meeting_id)


def _enter_quarters(draft: queries.Draft, *, by: UUID, now: datetime) -> list[str]:
    """The quarters it is compared with, in the register: those never printed before enter it now."""
    printed = outcomes.printed_periods()
    for quarter in reversed(draft.quarters):
        if quarter.period not in printed:
            printed[quarter.period] = enter(quarter, PaperKind.COMPARISON, by=by, now=now).id
    return [str(printed[each.period]) for each in draft.quarters]


def _check_days(days: Days, but: UUID | None, today: date) -> None:
    others = queries.others(but)
    period = days.period
    why = rules.why_not_period(
        period.first, period.last, today=today, others=[one.period for one in others]
    ) or rules.why_not_meets_on(days.meets_on, period.last, taken={one.meets_on for one in others})
    if why:
        raise Refused(why)


def _record(action: str, by: UUID | None, meeting_id: UUID) -> None:
    audit.record(action, by=by, subject=("meeting", meeting_id))
    db.session.flush()


def _still_asked(asked: queries.Asked) -> Meeting | None:
    meeting = _locked(asked.meeting_id)
    if meeting is None or meeting.stage is not Stage.COUNTING or meeting.count_asked_at != asked.at:
        return None
    return meeting if Period(meeting.first_on, meeting.last_on) == asked.period else None


def _locked(meeting_id: UUID) -> Meeting | None:
    return db.session.get(
        Meeting,
        meeting_id,
        options=[selectinload(Meeting.quotes)],
        with_for_update=True,
        populate_existing=True,
    )
