"""Saying by hand why the council works with a young person, where no return and no extract says it yet."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.models import SupportSpan
from portal.people.queries.support import support_by_hand
from portal.people.rules import Support

HAND = "hand"


def set_support(young_person_id: UUID, kind: Support | None, *, today: date) -> None:
    """From today on it is this; what was said by hand before ends yesterday. None: only what records say."""
    if support_by_hand(young_person_id, today) is kind:
        return
    for span in _open(young_person_id, today):
        if span.from_on >= today:
            db.session.delete(span)
        else:
            span.until_on = today - timedelta(days=1)
    db.session.flush()
    if kind is not None:
        db.session.add(
            SupportSpan(young_person_id=young_person_id, kind=kind, from_on=today, until_on=None, source=HAND)
        )
    db.session.flush()


def _open(young_person_id: UUID, today: date) -> list[SupportSpan]:
    return list(
        db.session.scalars(
            sa.select(SupportSpan).where(
                SupportSpan.young_person_id == young_person_id,
                SupportSpan.source == HAND,
                sa.or_(SupportSpan.until_on.is_(None), SupportSpan.until_on >= today),
            )
        )
    )
