"""What the desk's own figures are made of. For those who see its list: what it shows them, since a count
above it would tell. For anybody else, rounded: everything that was read, since a number that moves when
something is marked to concern them tells as much as a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people import queries as people
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.voice.models import Capture, Statement
from portal.voice.queries.apart import shut_to
from portal.voice.rules import Desk
from portal.voice.rules.capture import Worry


@dataclass(frozen=True)
class Came:
    """A statement as the figures know it: when it came and when it was read."""

    id: UUID
    sent_at: datetime
    read_at: datetime | None


def reads_everything(viewer: Viewer) -> bool:
    """Readers and safety leads; anybody else sees rounded figures of what was read."""
    return bool(viewer.roles & {Role.READER, Role.SAFETY_LEAD})


def came_since(viewer: Viewer, since: datetime) -> Sequence[Came]:
    """What came to the council's desk since then."""
    rows = db.session.execute(
        sa.select(Statement.id, Statement.sent_at, Statement.read_at)
        .where(Statement.desk == Desk.COUNCIL, Statement.sent_at >= since, _counts(viewer, since))
        .order_by(Statement.sent_at, Statement.id)
    ).all()
    return [Came(row.id, row.sent_at, row.read_at) for row in rows]


def worries_since(viewer: Viewer, since: datetime) -> Sequence[tuple[str, datetime]]:
    """Worries that others wrote down or passed on: in what capacity they did, and when."""
    rows = db.session.execute(
        sa.select(Capture.by_role, Statement.sent_at)
        .join(Statement, Statement.id == Capture.statement_id)
        .where(
            Statement.desk == Desk.COUNCIL,
            Capture.worry != Worry.NO,
            Statement.sent_at >= since,
            _counts(viewer, since),
        )
    ).all()
    return [(row.by_role, row.sent_at) for row in rows]


def _counts(viewer: Viewer, since: datetime) -> sa.ColumnElement[bool]:
    """The condition for what is counted: all that was read; for whoever sees the desk's list, that."""
    if not reads_everything(viewer):
        return Statement.read_at.is_not(None)
    came = sa.select(Statement.id).where(Statement.desk == Desk.COUNCIL, Statement.sent_at >= since)
    shut = shut_to(viewer.account_id, db.session.scalars(came).all(), people.today())
    clear: sa.ColumnElement[bool] = Statement.id.not_in(shut)
    return clear
