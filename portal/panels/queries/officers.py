"""Whose a challenge is to answer."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.panels.models import Challenge


def is_officer_of(account_id: UUID, challenge_id: UUID) -> bool:
    """Was the challenge handed to this account?"""
    theirs = sa.select(Challenge.id).where(Challenge.id == challenge_id, Challenge.officer_id == account_id)
    return db.session.scalar(sa.select(theirs.exists())) or False
