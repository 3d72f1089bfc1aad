"""What waits to be sorted, whose turn it is, what somebody has before them, and how far they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.coding.models import Coding
from portal.coding.queries import Sorted, is_sorted, sorted_by
from portal.policy.viewer import Subject, Viewer
from portal.sorting.models import SecondSorting, Taking, Unsure
from portal.sorting.queries.second import by_whom, left_for_second, second_waiting, seconds_done
from portal.sorting.rules.second import is_drawn
from portal.sorting.rules.taking import UNDO_WITHIN
from portal.vault import keys
from portal.voice.models import Statement
from portal.voice.queries.desk import AtDesk, at_desk, at_desk_to_change, listed_for, shut_to_viewer

_AT_ONCE = 25


@dataclass(frozen=True)
class Turn:
    """A statement and how it stands to whoever is before the page. `taking`: they have it now."""

    found: AtDesk
    taking: Taking | None
    somebody_else_has_it: bool
    sorted: Sorted | None
    second_by: UUID | None

    @property
    def is_second(self) -> bool:
        return self.taking is not None and self.taking.is_second

    @property
    def can_be_read(self) -> bool:
        """Whether its words are shown: they have it, and it still waits for them."""
        gone = self.found.statement.taken_back_at is not None
        done = self.second_by is not None if self.is_second else self.sorted is not None
        return self.taking is not None and not gone and not done

    def was_done_by(self, account_id: UUID) -> bool:
        """They did it themselves: what is sent again changes nothing."""
        if self.sorted is None or self.is_second:
            return False
        return account_id in (self.sorted.by_id, self.second_by)


@dataclass(frozen=True)
class Progress:
    """How far somebody is today."""

    done: int
    left: int
    saved_at: Sequence[datetime]


@dataclass(frozen=True)
class Last:
    """What they saved last."""

    statement_id: UUID
    at: datetime
    themes: Sequence[str]
    stance: str | None


@dataclass(frozen=True)
class NotSure:
    """One that somebody was not sure about: nothing of what was said."""

    statement_id: UUID
    sent_at: datetime
    by_ids: Sequence[UUID]


def before_them(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """A statement for the sorting page. What they do not have now is shown without a word of it, so that is
    no reading of it either."""
    return _subject(viewer, at_desk(viewer, statement_id))


def before_them_to_change(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """The same with its row locked."""
    return _subject(viewer, at_desk_to_change(viewer, statement_id))


def _subject(viewer: Viewer, subject: Subject | None) -> Subject | None:
    if subject is None:
        return None
    found: AtDesk = subject.thing
    taking = _taking_of(found.statement.id)
    is_mine = taking is not None and taking.account_id == viewer.account_id
    turn = Turn(
        found,
        taking if is_mine else None,
        taking is not None and not is_mine,
        sorted_by(found.statement.id),
        by_whom(found.statement.id),
    )
    whose = subject.young_person_id if turn.can_be_read else None
    return Subject(turn, whose, subject.relations, subject.kind, subject.id)


def _taking_of(statement_id: UUID) -> Taking | None:
    return db.session.scalars(
        sa.select(Taking).where(Taking.statement_id == statement_id).execution_options(populate_existing=True)
    ).one_or_none()


def held_by(account_id: UUID) -> Taking | None:
    """What somebody has before them, whether or not the time has run out."""
    return db.session.scalars(
        sa.select(Taking).where(Taking.account_id == account_id).execution_options(populate_existing=True)
    ).one_or_none()


def still_waits(viewer: Viewer, taking: Taking) -> bool:
    """Whether what they have is still to be done, and may still be read by them."""
    if taking.is_second:
        wanted = second_waiting(viewer).where(Statement.id == taking.statement_id)
    else:
        wanted = _unsorted(viewer).where(Statement.id == taking.statement_id)
    found = db.session.scalars(wanted).all()
    return bool(found) and not shut_to_viewer(viewer, found)


def in_turn(viewer: Viewer, now: datetime) -> Iterator[tuple[UUID, bool]]:
    """What may be handed to them, the next first, and whether it is a second opinion: the oldest that nobody
    has sorted, and now and then, when nobody can tell, one that somebody has."""
    seconds = left_for_second(viewer, now)
    firsts = _open_ones(viewer, now)
    first = next(firsts, None)
    if seconds and (first is None or _is_turn_for_second(viewer, first)):
        yield from ((one, True) for one in seconds)
    if first:
        yield first, False
    yield from ((one, False) for one in firsts)


def _is_turn_for_second(viewer: Viewer, first: UUID) -> bool:
    done = seconds_done(viewer.account_id)
    return is_drawn(keys.blind("turn for a second opinion", f"{viewer.account_id}|{first}|{done}"))


def _open_ones(viewer: Viewer, now: datetime) -> Iterator[UUID]:
    asked = _waiting(viewer, now).order_by(Statement.sent_at, Statement.id)
    place = 0
    while some := db.session.scalars(asked.limit(_AT_ONCE).offset(place)).all():
        shut = shut_to_viewer(viewer, some)
        yield from (one.id for one in some if one.id not in shut)
        place += _AT_ONCE


def _unsorted(viewer: Viewer) -> sa.Select[Statement]:
    # What an advocate passed on was not said to the council: it counts nowhere, so nobody sorts it.
    return listed_for(viewer).where(
        Statement.read_at.is_not(None),
        Statement.taken_back_at.is_(None),
        Statement.passed_by_id.is_(None),
        ~is_sorted(Statement.id),
    )


def _waiting(viewer: Viewer, now: datetime) -> sa.Select[Statement]:
    """Not what somebody else has before them, nor what they themselves were not sure about."""
    has_it = sa.select(Taking.id).where(
        Taking.statement_id == Statement.id, Taking.account_id != viewer.account_id, Taking.until > now
    )
    return _unsorted(viewer).where(
        ~has_it.correlate(Statement).exists(), ~_was_unsure(viewer).correlate(Statement).exists()
    )


def _was_unsure(viewer: Viewer) -> sa.Select[UUID]:
    return sa.select(Unsure.id).where(Unsure.statement_id == Statement.id, Unsure.by_id == viewer.account_id)


def progress(viewer: Viewer, now: datetime, zone: ZoneInfo) -> Progress:
    """How many they did today, how many are left for them, and when they saved the last twenty."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    mine, seconds = Coding.by_id == viewer.account_id, SecondSorting.by_id == viewer.account_id
    times = sa.union_all(
        sa.select(Coding.at).where(mine, Coding.at >= today),
        sa.select(SecondSorting.at).where(seconds, SecondSorting.at >= today),
    ).subquery()
    done = db.session.scalar(sa.select(sa.func.count()).select_from(times)) or 0
    saved = db.session.scalars(sa.select(times.c.at).order_by(times.c.at.desc()).limit(20)).all()
    return Progress(done, left(viewer, now), saved)


def left(viewer: Viewer, now: datetime) -> int:
    """How many wait for them."""
    waiting = sa.select(sa.func.count()).select_from(_waiting(viewer, now).subquery())
    return (db.session.scalar(waiting) or 0) + len(left_for_second(viewer, now))


def last_saved(account_id: UUID, now: datetime) -> Last | None:
    """What they saved last, while it may still be undone."""
    since = now - UNDO_WITHIN
    first = db.session.execute(
        sa.select(Coding.statement_id, Coding.at)
        .where(Coding.by_id == account_id, Coding.at >= since, Coding.set_aside_at.is_(None))
        .order_by(Coding.at.desc(), Coding.id)
        .limit(1)
    ).one_or_none()
    second = db.session.scalars(
        sa.select(SecondSorting)
        .where(SecondSorting.by_id == account_id, SecondSorting.at >= since)
        .order_by(SecondSorting.at.desc(), SecondSorting.id)
        .limit(1)
    ).one_or_none()
    if second and (first is None or second.at > first.at):
        return Last(second.statement_id, second.at, second.themes, second.stance)
    if first is None or (known := sorted_by(first.statement_id)) is None:
        return None
    return Last(first.statement_id, first.at, sorted(known.themes), known.stance)


def not_sure(viewer: Viewer, most: int = 50) -> list[NotSure]:
    """What waits because somebody was not sure, the oldest first; only what the viewer may read."""
    doubted = sa.select(Unsure.id).where(Unsure.statement_id == Statement.id).correlate(Statement).exists()
    asked = _unsorted(viewer).where(doubted).order_by(Statement.sent_at, Statement.id).limit(most)
    some = db.session.scalars(asked).all()
    shut = shut_to_viewer(viewer, some)
    by: dict[UUID, list[UUID]] = {}
    for row in doubts_of([one.id for one in some]):
        by.setdefault(row.statement_id, []).append(row.by_id)
    return [NotSure(one.id, one.sent_at, by.get(one.id, [])) for one in some if one.id not in shut]


def doubts_of(statement_ids: Sequence[UUID]) -> Sequence[Unsure]:
    """Who was not sure about these, and what they wrote."""
    asked = sa.select(Unsure).where(Unsure.statement_id.in_(list(statement_ids)))
    return db.session.scalars(asked.order_by(Unsure.at, Unsure.id)).all()
