"""The register of measures: writing one, its values and targets, asking why a target was missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.accounts.queries import staffing
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices.commands import drop
from portal.notices.rules import NoticeKind
from portal.panels.commands.challenge_steps import check_words
from portal.panels.commands.plan_steps import tell
from portal.panels.models import Measure, MeasureMiss, MeasureTarget, MeasureValue
from portal.panels.queries.measures import load
from portal.panels.rules.measures import (
    Better,
    Unit,
    WhyNot,
    is_small,
    why_not_period,
    why_not_target,
    why_not_value,
)
from portal.panels.rules.plan import why_not_link


@dataclass(frozen=True)
class MeasureWords:
    """What is measured, and by whom."""

    name: str
    counts: str
    unit: Unit
    better: Better
    about_children: bool
    source: str
    how: str
    post: str
    owner_id: UUID
    ready_key: str = ""
    portal_key: str = ""


@dataclass(frozen=True)
class NewValue:
    """A value of some closed days. `small_is_known`: whoever typed it knows that it is about few."""

    first_on: date
    last_on: date
    number: float
    of: float | None = None
    note: str = ""
    link: str = ""
    small_is_known: bool = False


def write(words: MeasureWords, send_once: UUID, *, by: UUID, now: datetime, today: date) -> Measure:
    """Put a measure into the register. Sent twice it is one. Raises Refused."""
    if (sent := _sent_as(by, send_once)) is not None:
        return sent
    _check(words, today)
    row = Measure(
        send_once=send_once,
        ready_key=words.ready_key,
        portal_key=words.portal_key,
        mark=1,
        made_by_id=by,
        made_at=now,
        values=[],
        targets=[],
        misses=[],
    )
    _fill(row, words)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        if (sent := _sent_as(by, send_once)) is None:
            raise
        return sent
    audit.record("write a measure", by=by, subject=("measure", row.id))
    return row


def change(row: Measure, words: MeasureWords, *, mark: int, by: UUID, today: date) -> None:
    """Other words, or another owner. What its numbers are stays: other numbers are another measure.

    Raises Refused when somebody changed it meanwhile."""
    if row.mark != mark:
        raise Refused(WhyNot.CHANGED)
    _check(words, today)
    before = row.owner_id
    row.name, row.counts, row.how = words.name, words.counts, words.how
    row.source, row.post, row.owner_id = words.source, words.post, words.owner_id
    row.mark += 1
    if before != row.owner_id and any(miss.said_at is None for miss in row.misses):
        drop(row.id, NoticeKind.MISS_TO_EXPLAIN, account_id=before)
        tell([row.owner_id], NoticeKind.MISS_TO_EXPLAIN, row.id)
    audit.record("change a measure", by=by, subject=("measure", row.id))
    db.session.flush()


def put_away(row: Measure, *, by: UUID, now: datetime) -> None:
    """It is not measured any more. What was reported of it stays."""
    if row.put_away_at is None:
        row.put_away_at = now
        drop(row.id, NoticeKind.MISS_TO_EXPLAIN)
        audit.record("put a measure away", by=by, subject=("measure", row.id))
        db.session.flush()


def enter(row: Measure, value: NewValue, *, by: UUID, now: datetime, today: date) -> MeasureValue:
    """Write a value down. Of days that have one already it is a correction: the old one stays, replaced.

    Raises Refused for what cannot be, and for a small number of children that nobody said they know of."""
    stand = [one for one in row.values if one.replaced_at is None]
    _check_value(row, value, stand, today)
    same = next(
        (one for one in stand if (one.first_on, one.last_on) == (value.first_on, value.last_on)), None
    )
    if same is not None:
        if (same.number, same.of, same.note, same.link) == (value.number, value.of, value.note, value.link):
            return same
        same.replaced_at = now
    new = MeasureValue(
        id=uuid4(),
        measure_id=row.id,
        first_on=value.first_on,
        last_on=value.last_on,
        number=value.number,
        of=value.of,
        by_id=by,
        at=now,
    )
    new.note, new.link = value.note, value.link
    row.values.append(new)
    audit.record("write a value of a measure", by=by, subject=("measure", row.id))
    db.session.flush()
    return new


def aim(
    row: Measure,
    by_on: date | None,
    number: float | None,
    why: str,
    *,
    by: UUID,
    now: datetime,
    today: date,
    is_brought: bool = False,
) -> MeasureTarget:
    """A target. One of the same day to come is replaced and kept; one whose day has come stands for good.
    `is_brought`: from a file, where its day may have come.

    Raises Refused without number or day, for a day that has come, or for words with a name known here."""
    if row.put_away_at is not None:
        raise Refused(WhyNot.PUT_AWAY)
    since = by_on - timedelta(days=1) if by_on and is_brought else today
    if (refused := why_not_target(by_on, number, today=since)) or by_on is None or number is None:
        raise Refused(refused or WhyNot.NO_NUMBER)
    check_words(why)
    stand = next((one for one in row.targets if one.replaced_at is None and one.by_on == by_on), None)
    if stand is not None:
        if (stand.number, stand.why) == (number, why):
            return stand
        if by_on <= today:
            raise Refused(WhyNot.DATE_PASSED)
        stand.replaced_at = now
    target = MeasureTarget(id=uuid4(), measure_id=row.id, by_on=by_on, number=number, by_id=by, at=now)
    target.why = why
    row.targets.append(target)
    audit.record("set a target", by=by, subject=("measure", row.id))
    db.session.flush()
    return target


def ask_why(measure_id: UUID, target_id: UUID, *, answer_by_on: date, now: datetime, today: date) -> bool:
    """A target was missed: its owner is asked why, once; where they have left, panel support is told."""
    row = load(measure_id, lock=True)
    if row is None or any(miss.target_id == target_id for miss in row.misses):
        return False
    row.misses.append(
        MeasureMiss(
            id=uuid4(), measure_id=row.id, target_id=target_id, asked_at=now, answer_by_on=answer_by_on
        )
    )
    owner = [row.owner_id] if row.owner_id in staffing.owner_ids(today) else staffing.support(today)
    tell(owner, NoticeKind.MISS_TO_EXPLAIN, row.id)
    db.session.flush()
    return True


def explain(
    row: Measure, miss: MeasureMiss, why: str, then: str, by_on: date | None, *, by: UUID, now: datetime
) -> None:
    """Why it was missed, what happens now, by when. Said once: what happened since is in the next values.

    Raises Refused when something is missing, or it was said before."""
    if miss.said_at is not None:
        if (miss.why, miss.now, miss.by_on) == (why, then, by_on):
            return
        raise Refused(WhyNot.SAID_ALREADY)
    if not why.strip() or not then.strip():
        raise Refused(WhyNot.NO_WORDS)
    if by_on is None:
        raise Refused(WhyNot.NO_DATE)
    check_words(why, then)
    miss.why, miss.now, miss.by_on = why, then, by_on
    miss.said_by_id, miss.said_at = by, now
    if not any(one.said_at is None for one in row.misses):
        drop(row.id, NoticeKind.MISS_TO_EXPLAIN)
    audit.record("say why a target was missed", by=by, subject=("measure", row.id))
    db.session.flush()


def _check(words: MeasureWords, today: date) -> None:
    if not all(text.strip() for text in (words.name, words.counts, words.post)):
        raise Refused(WhyNot.NO_WORDS)
    if words.owner_id not in staffing.owner_ids(today):
        raise Refused(WhyNot.NO_OWNER)
    check_words(words.name, words.counts, words.how, words.source, words.post)


def _check_value(row: Measure, value: NewValue, stand: list[MeasureValue], today: date) -> None:
    if row.portal_key:
        raise Refused(WhyNot.FROM_THE_PORTAL)
    if row.put_away_at is not None:
        raise Refused(WhyNot.PUT_AWAY)
    about = row.about_children
    others = [(one.first_on, one.last_on) for one in stand]
    refused = why_not_value(row.unit, value.number, value.of, about_children=about) or why_not_period(
        value.first_on, value.last_on, today=today, others=others
    )
    if refused:
        raise Refused(refused)
    if not value.small_is_known and is_small(row.unit, value.number, value.of, about_children=about):
        raise Refused(WhyNot.SMALL)
    if bad := why_not_link(value.link):
        raise Refused(bad)
    check_words(value.note)


def _fill(row: Measure, words: MeasureWords) -> None:
    row.name, row.counts, row.how = words.name, words.counts, words.how
    row.source, row.post, row.owner_id = words.source, words.post, words.owner_id
    row.unit, row.better, row.about_children = words.unit, words.better, words.about_children


def _sent_as(by: UUID, send_once: UUID) -> Measure | None:
    sent = sa.select(Measure.id).where(Measure.made_by_id == by, Measure.send_once == send_once)
    found = db.session.scalar(sent)
    return load(found) if found else None
