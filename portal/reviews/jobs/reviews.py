"""The next review of everybody in care is there and its day is right; whoever leads it hears in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from portal import db
from portal.clocks.answer import CannotCount
from portal.clocks.bank_holidays import Days, working_days_between
from portal.deadlines.queries import proclaimed
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.reviews.commands.reviews_given import agree_by_silence, ask_managers
from portal.reviews.commands.reviews_held import held_elsewhere
from portal.reviews.commands.reviews_next import keep_right
from portal.reviews.commands.reviews_planned import follow
from portal.reviews.commands.reviews_protection import put_right
from portal.reviews.queries import reviews_next as queries
from portal.reviews.queries import reviews_planned as planned
from portal.reviews.queries import reviews_protection as protection
from portal.reviews.queries.reviews_next import Due, Facts
from portal.reviews.rules import ReviewState
from portal.reviews.rules.reviews import Next, next_review
from portal.voice.jobs.one_by_one import each

_seen: list[tuple[object, ...]] = []
"""What everything looked like when all of it was last right; of this process."""


def keep_reviews_right(now: datetime, zone: ZoneInfo, *, letter_days: int | None = None) -> int:
    """Make and put right what has changed; nothing is looked at while nothing has. Returns how many."""
    today = now.astimezone(zone).date()
    with db.transaction():
        before = queries.fingerprint(today)
    changed = 0
    if before not in _seen:
        changed = look_at_all(now, today, letter_days=letter_days)
        with db.transaction():
            _seen[:] = [queries.fingerprint(today)] if not changed else []
    return changed + follow_case_system(now, today)


def follow_case_system(now: datetime, today: date) -> int:
    """Plan, move and call off what the case system has: a batch a minute, that nobody waits long. Returns how
    many changed."""
    with db.transaction():
        some = planned.news(queries.AT_ONCE)
        return each("follow the case system", some, lambda one: follow(*one, now=now, today=today))


def look_at_all(now: datetime, today: date, *, letter_days: int | None = None) -> int:
    """Everybody in care, and every review that waits: a transaction a batch, so that nobody waits long."""
    with db.transaction():
        batches = list(queries.whom_to_look_at(today))
    changed = 0
    for some in batches:
        with db.transaction():
            changed += _look_at(some, now, today, letter_days)
    return changed + _look_at_plans(now, today)


def _look_at_plans(now: datetime, today: date) -> int:
    """Child protection reviews, which have clocks of their own."""
    with db.transaction():
        batches = list(protection.whom_to_look_at(today))
    changed = 0
    for some in batches:
        with db.transaction():
            facts = protection.facts_of(some)
            changed += sum(put_right(person_id, one, today, now) for person_id, one in facts.items())
    return changed


def _look_at(some: list[UUID], now: datetime, today: date, letter_days: int | None) -> int:
    facts, extra = queries.facts_of(some), proclaimed()
    changed = 0
    for person_id, one in facts.items():
        if _was_held_elsewhere(one, now, letter_days):
            one.review = one.clock = None
            changed += 1
        try:
            found = next_review(one.stays, one.held, today, extra=extra)
        except CannotCount:  # a date of care from before the calendar begins: a slip in what was imported
            continue
        if not _is_right(one, found):
            changed += keep_right(person_id, one.review, found, now=now)
    return changed


def _is_right(one: Facts, found: Next | None) -> bool:
    if found is None:
        return one.review is None
    clock = one.clock
    return clock is not None and (clock.clock, clock.start_on) == (found.clock, found.start_on)


def _was_held_elsewhere(one: Facts, now: datetime, letter_days: int | None) -> bool:
    """The case system says that the planned meeting was held: it is completed, not made anew."""
    review = one.review
    if review is None or review.state is ReviewState.HELD or review.planned_on not in one.held:
        return False
    return held_elsewhere(review, now=now, letter_days=letter_days)


def warn(now: datetime, zone: ZoneInfo, *, warn_days: int, manager_after: int) -> int:
    """Tell who leads a review that its last day is near and no meeting is planned, and that it is late; their
    manager when it stays late. Once each."""
    today, extra = now.astimezone(zone).date(), proclaimed()
    rows = queries.due_until(today + timedelta(days=warn_days), today)
    soon = [row for row in rows if row.due_on >= today and not _is_planned_in_time(row)]
    late = [row for row in rows if row.due_on < today]
    count = _tell(soon, NoticeKind.REVIEW_SOON, zone, since=lambda row: row.aim_by_on - timedelta(warn_days))
    return count + _tell_late([*late, *queries.late_afterwards(today)], today, zone, manager_after, extra)


def _is_planned_in_time(row: Due) -> bool:
    return row.planned_on is not None and row.planned_on <= row.due_on


def _tell_late(rows: list[Due], today: date, zone: ZoneInfo, manager_after: int, extra: Days) -> int:
    kind = NoticeKind.REVIEW_LATE
    count = _tell(rows, kind, zone, since=lambda row: row.due_on)
    long = [row for row in rows if working_days_between(row.due_on, today, extra) >= manager_after]
    return count + _tell(long, kind, zone, since=lambda row: row.due_on, managers=True)


def _tell(
    rows: Iterable[Due],
    kind: NoticeKind,
    zone: ZoneInfo,
    *,
    since: Callable[[Due], date],
    managers: bool = False,
) -> int:
    rows, count = list(rows), 0
    known = queries.told([row.review_id for row in rows], kind)
    for row in rows:
        who = row.manager_id if managers else row.iro_id
        last = known.get((row.review_id, who)) if who else None
        if who and (last is None or last.astimezone(zone).date() < since(row)):
            notice = notices.notify(who, kind, row.review_id)
            known[row.review_id, who] = notice.made_at
            count += 1
    return count


def agree_where_nobody_answered(now: datetime, zone: ZoneInfo) -> int:
    """Five working days without a word of the manager's: the decisions stand. Where nobody could be asked,
    whoever has come since is."""
    today = now.astimezone(zone).date()
    for review in queries.unasked():
        ask_managers(review, by=None, today=today)
    return sum(agree_by_silence(review, now=now) is not None for review in queries.silent_since(today))
