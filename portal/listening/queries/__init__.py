"""Quarters that were counted, as they may be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.staffing import names
from portal.disclosure.shown import Published
from portal.listening.models import ListeningQuarter
from portal.listening.rules import Team
from portal.outcomes.queries.papers import from_json


@dataclass(frozen=True)
class Quarter:
    """One counted quarter. `led_by`: the name of each team's manager by team key."""

    first: date
    last: date
    counted_at: datetime
    heard: Published
    silent: Published
    teams: Mapping[str, Team]
    led_by: Mapping[str, str]
    days: Mapping[str, int]
    through: tuple[str, ...]
    challenged: tuple[str, ...]
    spoken: Published
    """For whom a practitioner spoke up. Quarters counted before there was one have it in `heard`."""


def quarters() -> list[date]:
    """First days of the quarters that were counted, newest first."""
    newest_first = sa.select(ListeningQuarter.first_on).order_by(ListeningQuarter.first_on.desc())
    return list(db.session.scalars(newest_first))


def quarter(first_on: date | None) -> Quarter | None:
    """The counted quarter that begins that day; the newest one without a day."""
    wanted = sa.select(ListeningQuarter).order_by(ListeningQuarter.first_on.desc()).limit(1)
    if first_on is not None:
        wanted = wanted.where(ListeningQuarter.first_on == first_on)
    row = db.session.scalars(wanted).one_or_none()
    return _opened(row) if row else None


def _opened(row: ListeningQuarter) -> Quarter:
    kept = row.numbers
    teams = {key: Team(*one) for key, one in kept["teams"].items()}
    managers = {key: UUID(team.manager) for key, team in teams.items() if team.manager}
    called = names(managers.values())
    return Quarter(
        row.first_on,
        row.last_on,
        row.counted_at,
        from_json(kept["heard"]),
        from_json(kept["silent"]),
        teams,
        {key: called.get(one, "") for key, one in managers.items()},
        kept["days"],
        tuple(kept["through"]),
        tuple(kept.get("challenged", ())),
        from_json(kept.get("spoken", kept["heard"])),
    )
