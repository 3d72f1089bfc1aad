"""Whether something that was counted does not count any more."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from portal import db
from portal.coding.models import Coding
from portal.disclosure.counts import Period


def has_changed_since(period: Period, moment: datetime) -> bool:
    """Was anything that was said in the period taken back after this moment? Yes or no, never how much.

    What is only sorted later, or sorted anew, is no such change: it counts when the numbers are next worked
    out."""
    taken_back = sa.select(Coding.id).where(
        Coding.said_on.between(period.first, period.last), Coding.set_aside_at > moment
    )
    return db.session.scalar(sa.select(taken_back.exists())) or False
