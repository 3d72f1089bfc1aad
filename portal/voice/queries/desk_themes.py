"""What was read at the desk and waits to be sorted by theme, and how one statement was sorted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.coding.queries import is_sorted
from portal.people import queries as people
from portal.policy.viewer import Viewer
from portal.voice.models import Statement
from portal.voice.queries.after import changed_to
from portal.voice.queries.apart import concerned_by
from portal.voice.queries.desk import PAGE_SIZE, Found, Row, as_rows, listed_for, shut_to_viewer
from portal.voice.rules import Level, QuoteConsent, SafeNow
from portal.voice.rules.capture import may_be_quoted


def to_sort(viewer: Viewer, now: datetime, *, page: int, size: int = PAGE_SIZE) -> Found:
    """What was read, was not taken back, and nobody has sorted yet: the oldest first, a page of it."""
    waiting = _waiting(viewer)
    total = left_to_sort(viewer)
    statements = db.session.scalars(_in_order(waiting).limit(size).offset((page - 1) * size)).all()
    return Found(as_rows(viewer, statements, now), total)


def left_to_sort(viewer: Viewer) -> int:
    """How many wait to be sorted."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(_waiting(viewer).subquery())) or 0


def next_to_sort(viewer: Viewer, after: Statement) -> UUID | None:
    """The next one to sort after this one; behind the last, the first that was passed over."""
    later = sa.tuple_(Statement.sent_at, Statement.id) > sa.tuple_(
        sa.literal(after.sent_at, Statement.sent_at.type), sa.literal(after.id, Statement.id.type)
    )
    waiting = _waiting(viewer).where(Statement.id != after.id)
    return _first_open(viewer, waiting.where(later)) or _first_open(viewer, waiting)


def most_like(viewer: Viewer, statement_ids: Sequence[UUID], now: datetime, *, most: int = 2) -> list[Row]:
    """Of these, likest first, the first few that are sorted and that this person may open."""
    if not statement_ids:
        return []
    place = {one: at for at, one in enumerate(statement_ids)}
    found = db.session.scalars(
        listed_for(viewer).where(
            Statement.id.in_(list(statement_ids)),
            Statement.read_at.is_not(None),
            Statement.taken_back_at.is_(None),
            is_sorted(Statement.id),
        )
    ).all()
    in_order = sorted(found, key=lambda one: place[one.id])
    return as_rows(viewer, in_order, now)[:most]


def may_be_in_danger(statement: Statement) -> bool:
    """Whether they said they are not safe, or it stood first in the desk's list."""
    return statement.level is Level.NOW or statement.not_safe_button or statement.safe_now is SafeNow.NO


def quotable(statement: Statement) -> str:
    """What they said and what they want to happen, to the letter, if they let us use their words; else "".

    Never where somebody may be getting hurt: those words are for whoever keeps them safe."""
    no_consent = statement.quote_consent is QuoteConsent.NO or not may_be_quoted(statement.way)
    if no_consent or may_be_in_danger(statement):
        return ""
    if changed := changed_to(statement.id):  # what they changed is not said any more
        return changed.words if changed.read_at else ""
    return "\n".join(text for text in (statement.words, statement.wants) if text)


def concerns_somebody(statement_id: UUID) -> bool:
    """Whether it concerns anybody with an account here, or somebody was kept apart from it for that."""
    return bool(concerned_by(statement_id) or people.kept_apart_from(statement_id))


def _waiting(viewer: Viewer) -> sa.Select[Statement]:
    # What an advocate passed on was not said to the council: it counts nowhere, so nobody sorts it.
    return listed_for(viewer).where(
        Statement.read_at.is_not(None),
        Statement.taken_back_at.is_(None),
        Statement.passed_by_id.is_(None),
        ~is_sorted(Statement.id),
    )


def _in_order(waiting: sa.Select[Statement]) -> sa.Select[Statement]:
    return waiting.order_by(Statement.sent_at, Statement.id)


def _first_open(viewer: Viewer, waiting: sa.Select[Statement]) -> UUID | None:
    """The first of them that the viewer may open."""
    place = 0
    while some := db.session.scalars(_in_order(waiting).limit(PAGE_SIZE).offset(place)).all():
        shut = shut_to_viewer(viewer, some)
        left: list[UUID] = [one.id for one in some if one.id not in shut]
        if left:
            return left[0]
        place += PAGE_SIZE
    return None
