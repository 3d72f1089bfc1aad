"""What stands in a paper beside its numbers and is frozen with it: changes, and how young people see what was
done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.disclosure.changes import changes
from portal.outcomes import queries as outcomes
from portal.outcomes.figures import Seen, seen_by_young_people
from portal.panels.models import Meeting
from portal.panels.queries.challenges import open_ones
from portal.panels.queries.papers import Draft


def would_be_told(draft: Draft, *, today: date, now: datetime) -> dict[str, Any]:
    """What would be frozen with this draft now: changes by theme; outcomes told since the last paper, and
    open challenges of which something came, each with how young people see it."""
    last = db.session.scalar(sa.select(sa.func.max(Meeting.published_at)))
    told = [one.id for one in outcomes.told(last, now)]
    came_of = outcomes.of_challenges([one.id for one in open_ones(today)])
    seen = seen_by_young_people({*told, *(one.id for one in came_of.values())})
    return {
        "changes": {theme: change.value for theme, change in changes(draft.paper, draft.quarters).items()},
        "outcomes": [_pair(each, seen[each]) for each in told],
        "challenges": [_pair(challenge, seen[one.id]) for challenge, one in came_of.items()],
    }


def _pair(found: UUID, seen: Seen) -> list[str]:
    return [str(found), seen.value]
