"""What is on somebody's page, and what waits to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.notices.models import Notice
from portal.notices.rules import MAX_TRIES


def unseen(account_id: UUID) -> Sequence[Notice]:
    """Somebody's notices they have not acted on, newest first."""
    return db.session.scalars(
        sa.select(Notice)
        .where(Notice.account_id == account_id, Notice.seen_at.is_(None), Notice.dropped_at.is_(None))
        .order_by(Notice.made_at.desc())
    ).all()


def next_to_send(now: datetime) -> Notice | None:
    """The notice that has waited longest past its time, locked so that no second worker takes it too."""
    return db.session.scalars(
        sa.select(Notice)
        .where(
            Notice.sent_at.is_(None),
            Notice.dropped_at.is_(None),
            Notice.send_after <= now,
            Notice.tries < MAX_TRIES,
        )
        .order_by(Notice.send_after, Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
