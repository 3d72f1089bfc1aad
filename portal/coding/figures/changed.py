"""Whether something that was counted does not count any more."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa

from portal import db
from portal.coding.models import Coding
from portal.disclosure.counts import Period

_STATEMENTS = sa.table(
    "statements",
    sa.column("sent_at", db.Moment()),
    sa.column("taken_back_at", db.Moment()),
)
"""Of the statements, which belong to a package above, only when one was taken back: its sorting may have been
undone after it was counted, and then nothing here knows of it any more."""
_A_DAY = timedelta(days=1)


def has_changed_since(period: Period, moment: datetime) -> bool:
    """Was anything that was said in the period taken back after this moment? Yes or no, never how much.

    What is only sorted later, or sorted anew, is no such change: it counts when the numbers are next worked
    out."""
    taken_back = sa.select(Coding.id).where(
        Coding.said_on.between(period.first, period.last), Coding.set_aside_at > moment
    )
    # A day more on either side: the council's day is not that of the clock's zone.
    first = datetime.combine(period.first - _A_DAY, time.min, UTC)
    last = datetime.combine(period.last + 2 * _A_DAY, time.min, UTC)
    unsorted = sa.select(_STATEMENTS.c.sent_at).where(
        _STATEMENTS.c.sent_at.between(first, last), _STATEMENTS.c.taken_back_at > moment
    )
    return db.session.scalar(sa.select(sa.or_(taken_back.exists(), unsorted.exists()))) or False
