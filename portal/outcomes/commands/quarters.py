"""Closed quarters are counted once: what was printed first stands, whichever worker counted it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.disclosure.quarters import closed_quarters


def count_closed(
    first_on: date | None, known: Collection[date], today: date, counted: Callable[[Period], db.Base]
) -> int:
    """Keep a row of each quarter closed since `first_on` (None: nothing happened yet) whose first day is not
    `known`, the oldest first; returns how many. `counted` makes the row. Opens transactions of its own: never
    call it in one."""
    if first_on is None:
        return 0
    wanted = [one for one in closed_quarters(first_on, today) if one.first not in known]
    return sum(keep_first(counted(one)) for one in wanted)


def keep_first(row: db.Base) -> bool:
    """Keep a row that another worker may have kept already: then that one stands."""
    try:
        with db.transaction() as session:
            session.add(row)
    except sa.exc.IntegrityError:
        return False
    return True
