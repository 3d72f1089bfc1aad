"""The desk's part of a talk: opened, marked read, answered, closed. Each event names staff only."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.nameless.commands import owing
from portal.nameless.commands.calls import stop_calling, tell
from portal.nameless.models import (
    NamelessConcern,
    NamelessHandling,
    NamelessMessage,
    NamelessTalk,
)
from portal.nameless.queries.apart import apart_from
from portal.nameless.queries.talk import message_with
from portal.nameless.rules import Outcome, WhyNot, why_not_write
from portal.notices.commands import drop, see
from portal.notices.rules import NoticeKind

KINDS = (
    NoticeKind.NAMELESS_CALLED,
    NoticeKind.NAMELESS_TO_READ,
    NoticeKind.NAMELESS_TO_ANSWER,
    NoticeKind.GROUP_TO_ANSWER,
    NoticeKind.ARRANGE,
)


@dataclass(frozen=True)
class Done:
    """What a reader did, whom it concerns, and who answers (None: nobody needs to)."""

    outcome: Outcome
    reference: str
    note: str
    concerns: Collection[UUID]
    answerer_id: UUID | None
    answer_days: int
    complaint_days: int = 20  # working days until a complaint without a name is answered


HandsOn = Callable[[NamelessTalk, str, Done, datetime], None]
_hands_on: list[HandsOn] = []


def hands_on(what: HandsOn) -> HandsOn:
    """Mark what takes a talk that is a complaint, once it was read: called with all that was read of it."""
    _hands_on.append(what)
    return what


def note_opened(talk: NamelessTalk, *, by: UUID, now: datetime) -> None:
    """Somebody is reading it: the calling stops."""
    if talk.pages_duty or talk.called_at:
        stop_calling(talk, now)
    see(by, talk.id, but=(NoticeKind.NAMELESS_TO_ANSWER,))
    audit.record("read_nameless", by=by, role="staff", subject=("nameless", talk.id))
    db.session.flush()


def mark_read(talk: NamelessTalk, upto: int, done: Done, *, by: UUID, now: datetime, on: date) -> None:
    """Mark what was on the page as read: what came meanwhile stays unread."""
    db.session.execute(
        sa.update(NamelessMessage)
        .where(
            NamelessMessage.talk_id == talk.id,
            NamelessMessage.is_ours.is_(False),
            NamelessMessage.read_at.is_(None),
            NamelessMessage.number <= upto,
        )
        .values(read_at=now, read_by_id=by)
        .execution_options(synchronize_session=False)
    )
    write_down(talk.id, done, by=by, now=now)
    apart = mark_concerns(talk.id, done.concerns, by=by, on=on)
    if _is_answered_since(talk.id, upto):
        done = replace(done, answerer_id=None)  # nothing more is owed for what was read
    hand_to(talk, done, apart, by=by, on=on, kind=NoticeKind.NAMELESS_TO_ANSWER)
    drop(talk.id, NoticeKind.NAMELESS_CALLED, NoticeKind.NAMELESS_TO_READ)
    audit.record("mark_nameless_read", by=by, role="staff", subject=("nameless", talk.id))
    db.session.flush()
    if talk.is_complaint:
        for what in _hands_on:
            what(talk, _all_read(talk.id), done, now)


def _all_read(talk_id: UUID) -> str:
    """What they wrote and somebody has read."""
    rows = db.session.scalars(
        sa.select(NamelessMessage)
        .where(
            NamelessMessage.talk_id == talk_id,
            NamelessMessage.is_ours.is_(False),
            NamelessMessage.read_at.is_not(None),
        )
        .order_by(NamelessMessage.number)
        .execution_options(populate_existing=True)
    )
    return "\n\n".join(row.words for row in rows if row.words)


def _is_answered_since(talk_id: UUID, upto: int) -> bool:
    """Whether we wrote back after the newest of theirs that was read."""
    in_talk = NamelessMessage.talk_id == talk_id
    newest_read = sa.select(sa.func.max(NamelessMessage.number)).where(
        in_talk, NamelessMessage.is_ours.is_(False), NamelessMessage.number <= upto
    )
    ours = sa.select(sa.func.max(NamelessMessage.number)).where(in_talk, NamelessMessage.is_ours.is_(True))
    return (db.session.scalar(ours) or 0) > (db.session.scalar(newest_read) or 0)


def write_down(about_id: UUID, done: Done, *, by: UUID, now: datetime) -> None:
    row = NamelessHandling(about_id=about_id, done_by_id=by, at=now, outcome=done.outcome)
    row.reference, row.note = done.reference, done.note
    db.session.add(row)


def mark_concerns(about_id: UUID, account_ids: Collection[UUID], *, by: UUID, on: date) -> dict[UUID, str]:
    """It is about these: they and theirs lose it at once. Gives everybody who is kept from it."""
    known = set(
        db.session.scalars(sa.select(NamelessConcern.account_id).where(NamelessConcern.about_id == about_id))
    )
    for account_id in sorted(set(account_ids) - known):
        db.session.add(NamelessConcern(about_id=about_id, account_id=account_id, marked_by_id=by))
    db.session.flush()
    apart = apart_from(about_id, on)
    for account_id in apart:
        drop(about_id, *KINDS, account_id=account_id)
    return apart


def hand_to(
    talk: NamelessTalk, done: Done, apart: dict[UUID, str], *, by: UUID, on: date, kind: NoticeKind
) -> None:
    """Hand the answer to somebody by a day; nobody it concerns keeps it."""
    if talk.answerer_id in apart:
        owing.no_more(talk, by=by, why="it concerns them")
        talk.answerer_id = None
    if done.answerer_id is None or done.answerer_id in apart:
        return
    if talk.answerer_id and talk.answerer_id != done.answerer_id:
        drop(talk.id, kind, account_id=talk.answerer_id)
    owing.owes(talk, done.answerer_id, done.answer_days, by=by, on=on)
    if done.answerer_id != by:
        tell(done.answerer_id, kind, talk.id)


def answer(talk: NamelessTalk, send_once: UUID, words: str, *, by: UUID, now: datetime) -> None:
    """Write back. Sent twice is once."""
    if message_with(send_once):
        return
    db.session.refresh(talk, with_for_update=True)
    if why := why_not_write(talk.closed_on):
        raise Refused(why)
    last = sa.select(sa.func.max(NamelessMessage.number)).where(NamelessMessage.talk_id == talk.id)
    message = NamelessMessage(
        talk_id=talk.id,
        number=(db.session.scalar(last) or 0) + 1,
        send_once=send_once,
        is_ours=True,
        at=now,
        answered_by_id=by,
    )
    message.words = words
    db.session.add(message)
    owing.answered(talk, by=by)
    drop(talk.id, NoticeKind.NAMELESS_TO_ANSWER)
    audit.record("answer_nameless", by=by, role="staff", subject=("nameless", talk.id))
    db.session.flush()


def close(talk: NamelessTalk, *, by: UUID, on: date) -> None:
    """Close it from our side. Not while something in it is unread."""
    unread = sa.exists().where(
        NamelessMessage.talk_id == talk.id,
        NamelessMessage.is_ours.is_(False),
        NamelessMessage.read_at.is_(None),
    )
    if db.session.scalar(sa.select(unread)):
        raise Refused(WhyNot.NOT_READ_YET)
    if talk.closed_on is None:
        talk.closed_on = on
        owing.no_more(talk, by=by, why="closed")
        drop(talk.id, NoticeKind.NAMELESS_TO_ANSWER)
        audit.record("close_nameless", by=by, role="staff", subject=("nameless", talk.id))
    db.session.flush()
