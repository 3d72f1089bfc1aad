"""Parts taken back when somebody had them already, as whoever decides about them sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import flask

from portal.clocks.engine import work_out
from portal.kit import clock
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.records.presenters.mine import settings
from portal.records.queries.breaches import open_breaches


@dataclass(frozen=True)
class BreachLine:
    """A part that was taken back and that somebody has."""

    request: Any
    row: Any
    due: datetime | None
    is_late: bool

    @property
    def href(self) -> str:
        """Where it is decided; for others, where the part is."""
        if may(P.DECIDE_BREACH):
            return flask.url_for("records.decide_breach", request_id=self.request.id, release_id=self.row.id)
        return flask.url_for("records.giving", request_id=self.request.id)


def breach_lines(account_id: UUID, on: date) -> list[BreachLine]:
    """What waits to be decided, the soonest first."""
    return [
        BreachLine(
            request=one.request,
            row=one.release,
            due=one.due_at,
            is_late=one.due_at is not None and one.due_at < clock.now(),
        )
        for one in open_breaches(account_id, on)
    ]


def breach_until(now: datetime) -> datetime | None:
    """By when the regulator must be told of something that got out, if we learned of it just now."""
    due = work_out("breach", now.astimezone(settings().time_zone), []).due
    return due if isinstance(due, datetime) else None
