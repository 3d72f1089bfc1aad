"""What a group said: written down once, read the same day, answered to the group."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.audit import commands as audit
from portal.clocks.reading import read_by
from portal.kit.errors import Refused
from portal.nameless.commands import owing
from portal.nameless.commands.calls import call_next, stop_calling, tell
from portal.nameless.commands.reading import Done, mark_concerns, write_down
from portal.nameless.commands.talking import Moment
from portal.nameless.models import GroupPoint, GroupSaying
from portal.nameless.rules import GroupKind, SaidBy, WhyNot, order_for
from portal.notices.commands import drop
from portal.notices.rules import NoticeKind


@dataclass(frozen=True)
class GroupSaid:
    """What was filled in."""

    kind: GroupKind
    name: str
    held_on: date
    place: str
    how_many: int
    ages: Sequence[str]
    prompts: Sequence[str]
    points: Sequence[tuple[str, SaidBy]]
    wants: str
    promised: str


def write(send_once: UUID, said: GroupSaid, *, by: UUID, moment: Moment) -> GroupSaying:
    """Keep it; it goes to the desk like everything. The same form sent twice is one entry."""
    if found := _sent(send_once, by):
        return found
    try:
        with db.session.begin_nested():
            saying = _add(send_once, said, by, moment)
    except IntegrityError:
        # Sent twice at the same moment; or it carries somebody else's id, and then it is one of its own.
        return _sent(send_once, by) or write(uuid.uuid4(), said, by=by, moment=moment)
    audit.record("write_group", by=by, role="staff", subject=("group", saying.id))
    if saying.pages_duty:
        call_next(saying, now=moment.now, zone=ZoneInfo(moment.hours.zone))
    db.session.flush()
    return saying


def mark_read(saying: GroupSaying, done: Done, *, by: UUID, now: datetime, on: date) -> None:
    """Mark it read, and hand the answer to somebody by a day."""
    if saying.read_at is None:
        saying.read_at, saying.read_by_id = now, by
    stop_calling(saying, now)
    write_down(saying.id, done, by=by, now=now)
    apart = mark_concerns(saying.id, done.concerns, by=by, on=on)
    _hand_to(saying, done, apart, by=by, on=on)
    audit.record("mark_group_read", by=by, role="staff", subject=("group", saying.id))
    db.session.flush()


def answer(saying: GroupSaying, words: str, *, by: UUID, now: datetime) -> None:
    """Answer the group; written again, the newer answer stands and has to be read out anew."""
    if saying.read_at is None:
        raise Refused(WhyNot.NOT_READ_YET)
    if saying.answer == words:
        return
    saying.answer, saying.answered_at, saying.answered_by_id = words, now, by
    owing.answered(saying, by=by)
    saying.told_on = None
    drop(saying.id, NoticeKind.GROUP_TO_ANSWER)
    audit.record("answer_group", by=by, role="staff", subject=("group", saying.id))
    db.session.flush()


def told(saying: GroupSaying, on: date, *, by: UUID) -> None:
    """The answer was read out to the group."""
    if not saying.answer:
        raise Refused(WhyNot.NOT_ANSWERED_YET)
    saying.told_on = on
    audit.record("tell_group", by=by, role="staff", subject=("group", saying.id))
    db.session.flush()


def _hand_to(saying: GroupSaying, done: Done, apart: dict[UUID, str], *, by: UUID, on: date) -> None:
    if saying.answerer_id in apart:
        owing.no_more(saying, by=by, why="it concerns them")
        saying.answerer_id = None
    if done.answerer_id is None or done.answerer_id in apart or saying.answer:
        return
    if saying.answerer_id and saying.answerer_id != done.answerer_id:
        drop(saying.id, NoticeKind.GROUP_TO_ANSWER, account_id=saying.answerer_id)
    owing.owes(saying, done.answerer_id, done.answer_days, by=by, on=on)
    if done.answerer_id != by:
        tell(done.answerer_id, NoticeKind.GROUP_TO_ANSWER, saying.id)


def _sent(send_once: UUID, by: UUID) -> GroupSaying | None:
    return db.session.scalars(
        sa.select(GroupSaying).where(GroupSaying.send_once == send_once, GroupSaying.written_by_id == by)
    ).one_or_none()


def _add(send_once: UUID, said: GroupSaid, by: UUID, moment: Moment) -> GroupSaying:
    order = order_for("\n\n".join([*(words for words, _ in said.points), said.wants]))
    saying = GroupSaying(
        send_once=send_once,
        kind=said.kind,
        held_on=said.held_on,
        how_many=said.how_many,
        ages=list(said.ages),
        prompts=list(said.prompts),
        written_by_id=by,
        written_at=moment.now,
        level=order.level,
        pages_duty=order.pages,
        read_by_at=read_by(moment.hours, moment.now),
    )
    saying.name, saying.place = said.name, said.place
    saying.wants, saying.promised = said.wants, said.promised
    db.session.add(saying)
    db.session.flush()
    for place, (words, said_by) in enumerate(said.points, start=1):
        point = GroupPoint(saying_id=saying.id, place=place, said_by=said_by)
        point.words = words
        db.session.add(point)
    db.session.flush()
    return saying
