"""A counted quarter as it was printed, for the panel's papers: nothing in it is a true count or a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.listening.models import ListeningQuarter


@dataclass(frozen=True)
class Kept:
    """Who was heard and who was not, all teams together, as `outcomes.queries.papers.to_json` keeps it."""

    first: date
    last: date
    heard: dict[str, Any]
    silent: dict[str, Any]


def as_it_stood(last_on: date, at: datetime) -> Kept | None:
    """The newest quarter that had ended by a day and was counted by a moment: what a paper could say."""
    wanted = (
        sa.select(ListeningQuarter)
        .where(ListeningQuarter.last_on <= last_on, ListeningQuarter.counted_at <= at)
        .order_by(ListeningQuarter.first_on.desc())
        .limit(1)
    )
    row = db.session.scalars(wanted).one_or_none()
    if row is None:
        return None
    heard = {**row.numbers["heard"], "cells": [cell for cell in row.numbers["heard"]["cells"] if not cell[2]]}
    return Kept(row.first_on, row.last_on, heard, row.numbers["silent"])


def all_heard() -> list[dict[str, Any]]:
    """Who was heard, of all teams together, in every quarter that was counted, the oldest first."""
    rows = db.session.scalars(sa.select(ListeningQuarter.numbers).order_by(ListeningQuarter.first_on))
    return [
        {**one["heard"], "cells": [cell for cell in one["heard"]["cells"] if not cell[2]]} for one in rows
    ]


def when_printed() -> list[tuple[Period, datetime]]:
    """Which quarters were counted and printed, and when."""
    wanted = sa.select(ListeningQuarter.first_on, ListeningQuarter.last_on, ListeningQuarter.counted_at)
    return [(Period(first, last), at) for first, last, at in db.session.execute(wanted)]
