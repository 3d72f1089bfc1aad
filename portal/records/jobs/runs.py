"""One time that a part was asked for: whoever has it, whether it still counts, how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.records.commands import parts
from portal.records.models import Release
from portal.records.queries import giving as queries
from portal.records.rules import ReleaseState

BUSY_FOR = timedelta(minutes=15)
MOST_TRIES = 3


class Changed(Exception):
    """A page, or what stands in front, is not as it was when this part was asked for."""


class Superseded(Exception):
    """It was thrown away or asked for anew meanwhile: what this worker has in hand counts for nothing."""


@dataclass(frozen=True)
class Run:
    """One time that a part was asked for."""

    release_id: UUID
    run: UUID | None


def take() -> Run | None:
    """The next part that nobody makes just now."""
    now = clock.now()
    free = sa.or_(Release.busy_until.is_(None), Release.busy_until < now)
    with db.transaction():
        row = db.session.scalars(
            sa.select(Release)
            .where(Release.state == ReleaseState.MAKING, free)
            .order_by(Release.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if row is None:
            return None
        row.busy_until = now + BUSY_FOR
        return Run(UUID(str(row.id)), row.run)


def this_run(run: Run) -> Release | None:
    """The part, locked, if it is still being made for the same asking."""
    row = db.session.get(Release, run.release_id, with_for_update=True)
    return row if row is not None and row.state is ReleaseState.MAKING and row.run == run.run else None


def give_back(run: Run) -> None:
    """Somebody else may go on with it at once."""
    with db.transaction():
        if row := this_run(run):
            row.busy_until = None


def try_again(run: Run) -> None:
    """In a minute; after some times a person has to look."""
    with db.transaction():
        if row := this_run(run):
            row.tries += 1
            row.busy_until = clock.now() + BUSY_FOR / 15
            if row.tries >= MOST_TRIES:
                _failed(row, "Broke")


def fail(run: Run, fault: str) -> None:
    """It cannot be made as it is."""
    with db.transaction():
        if row := this_run(run):
            _failed(row, fault)


def _failed(row: Release, fault: str) -> None:
    """Nothing that was made of it is kept."""
    parts.throw_away(row)
    row.state, row.fault, row.busy_until = ReleaseState.FAILED, fault[:40], None


def as_asked(run: Run) -> Release:
    """The part, as it was when this run began. Raises Superseded, Changed."""
    row = this_run(run)
    if row is None:
        raise Superseded
    if queries.fingerprint_of(row) != row.made_of:
        raise Changed
    return row


def finish(run: Run) -> None:
    """All of it is there."""
    with db.transaction():
        row = as_asked(run)
        row.state, row.made_at, row.busy_until = ReleaseState.MADE, clock.now(), None
        row.pages_done = row.pages
