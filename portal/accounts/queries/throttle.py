"""How long the next try at a door has to wait."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Attempt
from portal.accounts.rules.throttle import (
    Ceiling,
    Steps,
    tries_that_matter,
    wait_by_ceiling,
    wait_by_steps,
)
from portal.vault import keys

EVERYBODY = "everybody"


def wait_for_one(door: str, key: str, plan: Steps, now: datetime) -> timedelta:
    """The wait of one device or one account."""
    tries = db.session.scalars(_latest(door, key).limit(tries_that_matter(plan))).all()
    return wait_by_steps(tries, now, plan)


def wait_for_all(door: str, plan: Ceiling, now: datetime) -> timedelta:
    """The wait of every unknown device, when too many try at once."""
    oldest = db.session.scalars(_latest(door, EVERYBODY).offset(plan.tries - 1).limit(1)).first()
    return wait_by_ceiling(oldest, now, plan)


def attempt_key(door: str, key: str) -> bytes:
    """What stands in the table instead of a device's id or an address."""
    return keys.blind("attempt", f"{door}:{key}")


def _latest(door: str, key: str) -> sa.Select[datetime]:
    return (
        sa.select(Attempt.at)
        .where(Attempt.door == door, Attempt.key_hash == attempt_key(door, key))
        .order_by(Attempt.at.desc())
    )
