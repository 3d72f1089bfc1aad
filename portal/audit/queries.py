"""Reading events: somebody's history, and whether the chain is whole."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit.models import ChainHead, Event
from portal.audit.rules import FIRST, SEALED_FIELDS, text_to_seal
from portal.kit.pages import Page
from portal.vault import keys

_AT_ONCE = 5000


@dataclass(frozen=True)
class Verification:
    """How many events are sealed, how many wait; `first_broken`: the first place not as sealed, or None."""

    sealed: int
    unsealed: int
    first_broken: int | None

    @property
    def whole(self) -> bool:
        return self.first_broken is None


def seal_of(seq: int, before: bytes, values: tuple[object, ...]) -> bytes:
    """The seal of one event: a keyed hash over the seal before it and all it says."""
    return keys.blind("audit event", text_to_seal(seq, before, values))


def mark_of(seq: int, seal: bytes) -> bytes:
    """The keyed mark on the chain's head, so that cutting off its end shows."""
    return keys.blind("audit head", f"{seq}|{seal.hex()}")


def is_noted(
    event: tuple[str, UUID | None, UUID | None], young_person_id: UUID | None, since: datetime
) -> bool:
    """Whether the same (action, who, about what) was written down since then."""
    action, by, about_id = event
    found = sa.select(Event.id).where(
        Event.young_person_id == young_person_id,
        Event.at >= since,
        Event.actor_id == by,
        Event.action == action,
        Event.subject_id == about_id,
    )
    return db.session.scalar(found.limit(1)) is not None


def verify() -> Verification:
    """Walk the whole chain. Finds an event changed, deleted, added, moved, and an end cut off.

    What waits unsealed is counted: it is not protected yet, and a count that grows says the worker is down.
    Nobody with the database and the master key can be held off by a chain: print the last seal elsewhere."""
    columns = [getattr(Event, name) for name in SEALED_FIELDS]
    chain = (
        sa.select(Event.seq, Event.seal, *columns)
        .where(Event.seq.is_not(None))
        .order_by(Event.seq)
        .execution_options(yield_per=_AT_ONCE)
    )
    seq, before, broken = 0, FIRST, None
    with db.session.execute(chain) as rows:
        for row in rows:
            seq += 1
            right = seal_of(seq, before, tuple(row[2:]))
            if row.seq != seq or not hmac.compare_digest(right, row.seal or b""):
                broken = seq
                break
            before = right
    if broken is None and not _head_is(seq, before):
        broken = seq + 1
    return Verification(_count(Event.seq.is_not(None)), _count(Event.seq.is_(None)), broken)


def _head_is(seq: int, seal: bytes) -> bool:
    head = db.session.scalars(sa.select(ChainHead)).one_or_none()
    if head is None:
        return seq == 0
    whole = hmac.compare_digest(head.mark, mark_of(head.seq, head.seal))
    return whole and head.seq == seq and hmac.compare_digest(head.seal, seal)


def _count(condition: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Event).where(condition)) or 0


def events_about(
    young_person_id: UUID,
    *,
    number: int = 1,
    size: int = 25,
    with_safety: bool = False,
    not_by: UUID | None = None,
    since: datetime | None = None,
    only: tuple[Collection[str], Collection[UUID]] | None = None,
    without: Collection[UUID] = (),
) -> Page[Event]:
    """Who did what with a young person's record, newest first; by somebody else than `not_by`. `only`: about
    things of these kinds, or with these ids. `without`: about none of these.

    Safety entries are among them only with `with_safety` or when the safety lead has said it is safe."""
    conditions = [Event.young_person_id == young_person_id]
    if not_by:
        conditions.append(Event.actor_id.is_distinct_from(not_by))
    if since:
        conditions.append(Event.at >= since)
    if only is not None:
        conditions.append(sa.or_(Event.subject_kind.in_(only[0]), Event.subject_id.in_(only[1])))
    if without:
        conditions.append(sa.or_(Event.subject_id.is_(None), Event.subject_id.not_in(without)))
    if not with_safety:
        conditions.append(sa.or_(Event.safety.is_(False), Event.shown_at.is_not(None)))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Event).where(*conditions)) or 0
    rows = db.session.scalars(
        sa.select(Event)
        .where(*conditions)
        .order_by(Event.at.desc(), Event.id)
        .limit(size)
        .offset((number - 1) * size)
    ).all()
    return Page(rows, number, total, size)
