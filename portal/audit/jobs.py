"""Sealing events into the chain. The worker does it each minute, so that the chain holds up no commit."""

from __future__ import annotations

import sqlalchemy as sa

from portal import db
from portal.audit.models import ChainHead, Event
from portal.audit.queries import mark_of, seal_of
from portal.audit.rules import FIRST, SEALED_FIELDS

_THE_ONE = 1


def seal_events(limit: int = 5000) -> int:
    """Give up to `limit` waiting events their place and seal, in the caller's transaction; returns how many.

    One sealer at a time: the head's row is locked until the transaction ends (SQLite has one writer)."""
    head = db.session.get(ChainHead, _THE_ONE, with_for_update=True, populate_existing=True)
    if head is None:
        head = ChainHead(id=_THE_ONE, seq=0, seal=FIRST, mark=mark_of(0, FIRST))
        db.session.add(head)
        db.session.flush()  # a second sealer that makes the first head too fails here, and comes again
    waiting = db.session.execute(
        sa.select(*(getattr(Event, name) for name in SEALED_FIELDS))
        .where(Event.seq.is_(None))
        .order_by(Event.at, Event.id)
        .limit(limit)
    ).all()
    sealed = []
    for values in waiting:
        head.seq += 1
        head.seal = seal_of(head.seq, head.seal, tuple(values))
        sealed.append({"id": values.id, "seq": head.seq, "seal": head.seal})
    if sealed:
        db.session.execute(sa.update(Event), sealed)
        head.mark = mark_of(head.seq, head.seal)
        db.session.flush()
    return len(sealed)
