"""What the panel's own challenges, and what changed because children spoke, give to a pack: counts of
challenges and of changes, never of young people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.outcomes import queries as outcomes
from portal.panels.models import Challenge
from portal.panels.queries.influence import seen_by_print
from portal.panels.rules import OPEN, ChallengeState
from portal.panels.rules.challenges import CHECKED, days_late, what_is_due
from portal.panels.rules.packs import Gathering


def challenges_for_pack(of: Gathering) -> dict[str, Any] | None:
    """How many the panel asked in the period, and how all of those and of the open ones stand."""
    first, until = _moments(of)
    in_time = sa.and_(Challenge.asked_at >= first, Challenge.asked_at < until)
    rows = db.session.scalars(
        sa.select(Challenge).where(
            Challenge.state.in_(CHECKED),
            Challenge.asked_at <= of.at,
            sa.or_(in_time, Challenge.state.in_(OPEN), Challenge.closed_at.between(first, until)),
        )
    ).all()
    if not rows:
        return None
    return {
        "asked": sum(first <= row.asked_at < until for row in rows),
        "states": dict(Counter(_standing(row, of.today) for row in rows)),
    }


def changed_for_pack(of: Gathering) -> dict[str, Any] | None:
    """What was told to all since the period began, by how far it is, and how young people saw it in print."""
    first, _until = _moments(of)
    found = [one for one in outcomes.told(None, of.at) if first <= one.published_at]
    if not found:
        return None
    seen = seen_by_print(found)
    return {
        "told": dict(Counter(one.state.value for one in found)),
        "seen": dict(Counter(one.value for one in seen.values())),
        "ids": [str(one.id) for one in found],
    }


def _standing(row: Challenge, today: date) -> str:
    """The one state it is counted as: a late one is late, whatever else it is."""
    due = what_is_due(row.state, row.progress, row.answer_by_on, row.due_on)
    if days_late(due, today):
        return "late"
    if row.state is ChallengeState.CLOSED:
        return "closed"
    if row.state is ChallengeState.TO_ANSWER:
        return "reopened" if row.reopened_at else "to_answer"
    return row.progress.value


def _moments(of: Gathering) -> tuple[datetime, datetime]:
    """The first moment of the period and the first one after it, in the council's time."""
    after = of.period.last + timedelta(days=1)
    return _starts(of.period.first, of.zone), _starts(after, of.zone)


def _starts(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)


def states_of(kept: Iterable[str]) -> list[str]:
    """The states in the order in which they are told."""
    order = ["to_answer", "not_yet", "partly", "done", "cant", "not_accepted", "reopened", "late", "closed"]
    return [state for state in order if state in set(kept)]
