"""Entering a paper in the register. What stands there is never changed and never removed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.disclosure.shown import Published
from portal.outcomes.models import PublishedPaper
from portal.outcomes.queries.papers import to_json
from portal.outcomes.rules import PaperKind


class NeverChanged(Exception):
    """Something tried to change or remove a published paper: a fault of ours."""


def enter(published: Published, kind: PaperKind, *, by: UUID, now: datetime) -> PublishedPaper:
    """Write down what is printed, for good. The caller has checked that it may be printed."""
    row = PublishedPaper(
        kind=kind,
        first_on=published.period.first,
        last_on=published.period.last,
        cells=to_json(published)["cells"],
        threshold=published.rules.threshold,
        base=published.rules.base,
        lasting=sorted(published.lasting),
        everyone_has_a_theme=published.everyone_has_a_theme,
        at=now,
        by_id=by,
    )
    db.session.add(row)
    db.session.flush()
    return row


@sa.event.listens_for(PublishedPaper, "before_update")
@sa.event.listens_for(PublishedPaper, "before_delete")
def _refuse(_mapper: Any, _connection: Any, row: PublishedPaper) -> None:
    raise NeverChanged(row.id)
