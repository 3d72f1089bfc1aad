"""Bank holidays proclaimed since the list we carry was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from portal import db
from portal.clocks.bank_holidays import Days
from portal.deadlines.models import ProclaimedDay

_KNOWN = "proclaimed days"
_DAYS = sa.select(ProclaimedDay.day)


def proclaimed() -> Days:
    """The days an administrator has added: what every clock and all reading hours take as `extra`. Read once
    a session, so once a request."""
    known: dict[str, Days] = db.session().info
    if _KNOWN not in known:
        known[_KNOWN] = frozenset(db.session.scalars(_DAYS))
    return known[_KNOWN]


def forget_known() -> None:
    """Read them anew: one was added or taken off."""
    db.session().info.pop(_KNOWN, None)


def proclaimed_days() -> Sequence[ProclaimedDay]:
    """The same with their names, the newest first."""
    return db.session.scalars(sa.select(ProclaimedDay).order_by(ProclaimedDay.day.desc())).all()


def proclaimed_day(day: date) -> ProclaimedDay | None:
    return db.session.scalars(sa.select(ProclaimedDay).where(ProclaimedDay.day == day)).one_or_none()
