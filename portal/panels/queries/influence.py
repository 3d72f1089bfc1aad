"""What came of what a member asked, and what changed because children spoke.

How young people see it is taken from the papers as they were printed, never worked out anew: a word that
changes with one voice would tell who spoke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.outcomes import queries as outcomes
from portal.outcomes.queries import Told
from portal.outcomes.rules import Seen, is_asked_about
from portal.panels.models import Meeting
from portal.panels.queries.challenges import OpenChallenge, of_member


@dataclass(frozen=True)
class Influence:
    """One challenge of a member: what they asked, what came of it, how young people see that."""

    asked: OpenChallenge
    told: Told | None
    seen: Seen | None


@dataclass(frozen=True)
class Printed:
    """How young people saw something in a paper, and when that was printed."""

    seen: Seen
    at: datetime


def influence_of(account_id: UUID, today: date) -> list[Influence]:
    """The log of a member's influence, the newest first."""
    asked = of_member(account_id, today)
    told = outcomes.of_challenges([one.id for one in asked])
    of_outcomes, of_challenges = _printed()
    return [
        Influence(
            one,
            told.get(one.id),
            _as_printed(told.get(one.id), [of_outcomes, of_challenges], one.id),
        )
        for one in asked
    ]


def seen_of(challenge_id: UUID) -> Seen | None:
    """How young people saw what came of a challenge when the newest paper was printed."""
    told = outcomes.of_challenges([challenge_id]).get(challenge_id)
    return _as_printed(told, list(_printed()), challenge_id)


def what_changed(today: date) -> list[tuple[Told, Seen | None]]:
    """All that may be shown to everybody today, the newest first, with the verdicts as they were printed."""
    found = [one for one in outcomes.told(None, clock.now()) if one.all_from_on <= today]
    seen = seen_by_print(found)
    return [(one, seen.get(one.id)) for one in reversed(found)]


def seen_by_print(told: Sequence[Told]) -> dict[UUID, Seen]:
    """How young people saw these, as it was printed last; those of which nothing was have no entry."""
    printed = list(_printed())
    found = {one.id: _as_printed(one, printed, one.challenge_id) for one in told}
    return {one: seen for one, seen in found.items() if seen}


def _as_printed(
    told: Told | None, printed: Sequence[Mapping[UUID, Printed]], challenge_id: UUID | None
) -> Seen | None:
    """The word that was printed last, as long as the outcome still says what they saw then."""
    if told is None or not is_asked_about(told.state):
        return None
    of_outcomes, of_challenges = printed
    found = [one for one in (of_outcomes.get(told.id), of_challenges.get(challenge_id or told.id)) if one]
    then = max(found, key=lambda one: one.at, default=None)
    return then.seen if then and told.was_told_so(then.at) else None


def _printed() -> tuple[dict[UUID, Printed], dict[UUID, Printed]]:
    """What the papers say of outcomes and of what came of challenges: the newest paper counts."""
    rows = db.session.execute(
        sa.select(Meeting.told, Meeting.published_at)
        .where(Meeting.published_at.is_not(None))
        .order_by(Meeting.published_at)
    ).all()
    found: tuple[dict[UUID, Printed], dict[UUID, Printed]] = ({}, {})
    for told, at in rows:
        for which, name in zip(found, ("outcomes", "challenges"), strict=True):
            which.update({UUID(one): Printed(Seen(seen), at) for one, seen in (told or {}).get(name, [])})
    return found
