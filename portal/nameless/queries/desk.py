"""Talks and what groups said, as the duty desk sees them: what is unread, one of them, everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.kit import clock
from portal.kit.pages import Page
from portal.nameless.models import (
    GroupSaying,
    NamelessConcern,
    NamelessHandling,
    NamelessMessage,
    NamelessTalk,
)
from portal.nameless.queries.apart import apart_from, called_to, is_called, shut_to, today
from portal.nameless.queries.sayings_unread import Unread, unread
from portal.nameless.queries.talk import Turn, conversation, messages_of
from portal.nameless.rules import order_for
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.themes.order import Level, Reason

PAGE_SIZE = 25
_PLACE = {Level.NOW: 0, Level.SOON: 1, Level.REST: 2}
_READERS = frozenset({Role.READER, Role.SAFETY_LEAD})


@dataclass(frozen=True)
class Row:
    """One that is unread. `at`: the hour of the oldest unread turn, or when a group's was written down."""

    id: UUID
    level: Level
    at: datetime
    read_by_at: datetime
    is_past: bool
    not_safe: bool = False
    name: str = ""  # of a group's meeting


@dataclass(frozen=True)
class ToRead:
    """What is unread, in the order to read it: what cannot wait first, then the oldest."""

    talks: Sequence[Row]
    groups: Sequence[Row]
    surveys: Unread

    @property
    def count(self) -> int:
        return len(self.talks) + len(self.groups) + self.surveys.count

    @property
    def now_count(self) -> int:
        return sum(row.level is Level.NOW for row in [*self.talks, *self.groups]) + self.surveys.now


def to_read(viewer: Viewer, now: datetime) -> ToRead:
    """Everything unread that the viewer may open; of those who are only called, what they were called to."""
    shut = shut_to(viewer.account_id, today())
    only = None if viewer.roles & _READERS else called_to(viewer.account_id)
    return ToRead(_talks(shut, only, now), _groups(shut, only, now), unread(shut, only, now))


def _talks(shut: set[UUID], only: set[UUID] | None, now: datetime) -> list[Row]:
    unread = sa.select(NamelessMessage).where(
        NamelessMessage.is_ours.is_(False), NamelessMessage.read_at.is_(None)
    )
    by_talk: dict[UUID, list[NamelessMessage]] = {}
    for message in db.session.scalars(unread.order_by(NamelessMessage.at, NamelessMessage.number)):
        by_talk.setdefault(message.talk_id, []).append(message)
    rows = [_talk_row(talk_id, said, now) for talk_id, said in by_talk.items() if _may(talk_id, shut, only)]
    return _in_order(rows)


def _talk_row(talk_id: UUID, said: Sequence[NamelessMessage], now: datetime) -> Row:
    read_by = min(message.read_by_at or message.at for message in said)
    level = min((message.level for message in said), key=_PLACE.__getitem__)
    not_safe = any(message.not_safe for message in said)
    return Row(talk_id, level, said[0].at, read_by, read_by < now, not_safe)


def _groups(shut: set[UUID], only: set[UUID] | None, now: datetime) -> list[Row]:
    unread = db.session.scalars(sa.select(GroupSaying).where(GroupSaying.read_at.is_(None)))
    return _in_order(
        Row(one.id, one.level, one.written_at, one.read_by_at, one.read_by_at < now, name=one.name)
        for one in unread
        if _may(one.id, shut, only)
    )


def _may(about_id: UUID, shut: set[UUID], only: set[UUID] | None) -> bool:
    return about_id not in shut and (only is None or about_id in only)


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (_PLACE[row.level], row.at, str(row.id)))


@dataclass(frozen=True)
class Done:
    """What a reader did."""

    outcome: str
    reference: str
    note: str
    who: str
    at: datetime


@dataclass(frozen=True)
class TalkAtDesk:
    """A talk with all its page needs."""

    talk: NamelessTalk
    turns: Sequence[Turn]
    upto: int
    unread: int
    why: Sequence[Reason]
    done: Sequence[Done]
    concerns: Sequence[str]
    answerer: str
    apart: dict[UUID, str]


def talk_at_desk(viewer: Viewer, talk_id: UUID) -> Subject | None:
    """A talk as the guard's subject; its `thing` is a `TalkAtDesk`."""
    talk = db.session.get(NamelessTalk, talk_id)
    if talk is None:
        return None
    apart = apart_from(talk_id, today())
    relations = relations_to(viewer, talk_id, talk.answerer_id, apart)
    return Subject(_at_desk(talk, apart), None, relations, "nameless", talk_id)


def relations_to(
    viewer: Viewer, about_id: UUID, answerer_id: UUID | None, apart: dict[UUID, str]
) -> frozenset[Relation]:
    found = set()
    if viewer.account_id in apart:
        found.add(Relation.CONFLICTED)
    if is_called(about_id, viewer.account_id):
        found.add(Relation.PAGED)
    if answerer_id == viewer.account_id:
        found.add(Relation.ANSWERER)
    return frozenset(found)


def _at_desk(talk: NamelessTalk, apart: dict[UUID, str]) -> TalkAtDesk:
    messages = messages_of(talk.id)
    unread = [one for one in messages if not one.is_ours and one.read_at is None]
    answerer = names_of([talk.answerer_id]).get(talk.answerer_id, "") if talk.answerer_id else ""
    return TalkAtDesk(
        talk=talk,
        turns=conversation(talk).turns,
        upto=max((one.number for one in messages), default=0),
        unread=len(unread),
        why=[reason for one in unread for reason in order_for(one.words, not_safe=one.not_safe).why],
        done=done_about(talk.id),
        concerns=concerns_about(talk.id),
        answerer=answerer,
        apart=apart,
    )


def done_about(about_id: UUID) -> list[Done]:
    """What was done, oldest first."""
    rows = db.session.scalars(
        sa.select(NamelessHandling)
        .where(NamelessHandling.about_id == about_id)
        .order_by(NamelessHandling.at, NamelessHandling.id)
    ).all()
    names = names_of({row.done_by_id for row in rows})
    return [
        Done(row.outcome.value, row.reference, row.note, names.get(row.done_by_id, ""), row.at)
        for row in rows
    ]


def concerns_about(about_id: UUID) -> list[str]:
    """The names of those it was marked to concern."""
    ids = db.session.scalars(
        sa.select(NamelessConcern.account_id).where(NamelessConcern.about_id == about_id)
    ).all()
    return sorted(names_of(ids).values(), key=str.casefold)


@dataclass(frozen=True)
class TalkLine:
    """One line of the list of all talks."""

    id: UUID
    at: datetime
    is_unread: bool
    answer_by_on: date | None
    closed_on: date | None
    answerer: str


def all_talks(viewer: Viewer, *, page: int, size: int = PAGE_SIZE) -> Page[TalkLine]:
    """Every talk the viewer may open, those with unread words first, then the newest."""
    theirs = sa.and_(NamelessMessage.talk_id == NamelessTalk.id, NamelessMessage.is_ours.is_(False))
    last = sa.select(sa.func.max(NamelessMessage.at)).where(theirs).scalar_subquery()
    unread = sa.exists().where(theirs, NamelessMessage.read_at.is_(None))
    wanted = sa.select(NamelessTalk, last, unread)
    wanted = wanted.where(NamelessTalk.id.not_in(shut_to(viewer.account_id, today())))
    if not viewer.roles & _READERS:
        wanted = wanted.where(NamelessTalk.id.in_(called_to(viewer.account_id)))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    rows = db.session.execute(
        wanted.order_by(unread.desc(), last.desc(), NamelessTalk.id).limit(size).offset((page - 1) * size)
    ).all()
    names = names_of({talk.answerer_id for talk, _, _ in rows if talk.answerer_id})
    lines = [
        TalkLine(
            talk.id,
            at or clock.now(),
            is_unread,
            talk.answer_by_on,
            talk.closed_on,
            names.get(talk.answerer_id, "") if talk.answerer_id else "",
        )
        for talk, at, is_unread in rows
    ]
    return Page(lines, page, total, size)
