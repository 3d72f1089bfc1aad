"""What the desk has to bear, as this viewer may know it: nothing that is shut to them is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people import queries as people
from portal.policy.viewer import Viewer
from portal.voice.models import Statement
from portal.voice.queries.apart import shut_to
from portal.voice.rules import Desk
from portal.voice.rules.desk_load import LOOKED_AT, Load


def load_for(viewer: Viewer, unread: Sequence[datetime], now: datetime) -> Load:
    """The load, of what is unread: when each of it was sent."""
    since = now - LOOKED_AT
    rows = db.session.execute(
        sa.select(Statement.id, Statement.sent_at).where(
            Statement.desk == Desk.COUNCIL, Statement.read_at >= since
        )
    ).all()
    shut = shut_to(viewer.account_id, [row.id for row in rows], people.today())
    read = [row.sent_at for row in rows if row.id not in shut]
    return Load(
        unread=len(unread),
        came=sum(1 for sent_at in [*unread, *read] if sent_at >= since),
        read=len(read),
    )


def unread_for(account_ids: list[UUID], on: date) -> dict[UUID, int]:
    """How many unread things each of these people may read."""
    ids = db.session.scalars(
        sa.select(Statement.id).where(Statement.desk == Desk.COUNCIL, Statement.read_at.is_(None))
    ).all()
    return {one: len(ids) - len(shut_to(one, ids, on)) for one in account_ids}
