"""Sorting a statement by theme, and setting that aside when the young person takes it back.

Only what is stored here counts anywhere. The guard's event says who sorted whose words; none is written here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.coding.codebook import codebook
from portal.coding.commands import quotes
from portal.coding.models import CodedTheme, Coding, SuggestedThemes
from portal.coding.queries.coded import quote_made
from portal.coding.rules import Stance
from portal.coding.rules.coded import why_not_confirm
from portal.kit.errors import Refused


def confirm(
    statement_id: UUID,
    young_person_id: UUID,
    *,
    said_on: date,
    themes: Collection[str],
    stance: Stance | None,
    by: UUID,
    now: datetime,
) -> Coding:
    """A person says what a statement is about; no theme at all means none of the codebook's. Said again, it
    replaces what was said before. `said_on` is the council's day on which it was sent.

    The caller holds the statement's row, so that of two who sort it at once the second replaces the first.
    Raises Refused for what the rules do not take, and when it was taken back."""
    row, quote = _stored(statement_id), quote_made(statement_id)
    why = why_not_confirm(
        themes,
        stance,
        known=codebook().keys,
        quote_theme=codebook().now(quote.theme) if quote and not quote.has_ended else None,
        is_set_aside=row is not None and row.set_aside_at is not None,
    )
    if why:
        raise Refused(why)
    if row is None:
        row = Coding(statement_id=statement_id, young_person_id=young_person_id, said_on=said_on, themes=[])
        db.session.add(row)
    row.stance, row.codebook_version, row.by_id, row.at = stance, codebook().version, by, now
    _set_themes(row, set(themes))
    db.session.flush()
    return row


def set_aside(statement_id: UUID, now: datetime) -> None:
    """The young person took it back: it counts nowhere any more, and no words of it go to the panel."""
    row = _stored(statement_id)
    if row is not None and row.set_aside_at is None:
        row.set_aside_at, row.stance = now, None
        _set_themes(row, set())
    # What the machine made of it holds their words: it goes with them.
    db.session.execute(sa.delete(SuggestedThemes).where(SuggestedThemes.statement_id == statement_id))
    quotes.withdraw_of(statement_id, now=now)
    db.session.flush()


def _stored(statement_id: UUID) -> Coding | None:
    return db.session.scalars(
        sa.select(Coding)
        .where(Coding.statement_id == statement_id)
        .options(selectinload(Coding.themes))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def _set_themes(row: Coding, themes: set[str]) -> None:
    row.themes[:] = [one for one in row.themes if one.theme in themes]
    for theme in sorted(themes - {one.theme for one in row.themes}):
        row.themes.append(CodedTheme(theme=theme, young_person_id=row.young_person_id, said_on=row.said_on))
