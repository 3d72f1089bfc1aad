"""Where a sign-off is, and who wrote what it is of."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.panels.models import SignOff, Writer
from portal.panels.rules.packs import SignState


def row_of(about_id: UUID, *, lock: bool = False) -> SignOff | None:
    """The last asking."""
    wanted = sa.select(SignOff).where(SignOff.about_id == about_id).order_by(SignOff.asked_at.desc()).limit(1)
    return db.session.scalars(wanted.with_for_update() if lock else wanted).first()


def state_of(about_id: UUID) -> SignState | None:
    """Where its sign-off is; None where it was never asked."""
    row = row_of(about_id)
    return row.state if row else None


def writers(about_id: UUID) -> set[UUID]:
    """Who wrote at it."""
    return set(db.session.scalars(sa.select(Writer.account_id).where(Writer.about_id == about_id)))
