"""Approved words, for the panel's papers: what was said and about what, never by whom.

Everything is asked anew each time: words a young person took back are in nothing that is shown after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.coding.models import Quote
from portal.coding.rules import QuoteState
from portal.coding.rules.quotes import is_exact
from portal.disclosure.counts import Period
from portal.vault import keys


@dataclass(frozen=True)
class QuoteWords:
    """Words a member may read. `is_exact`: they are what was said to the letter."""

    id: UUID
    theme: str
    words: str
    is_exact: bool


def approved_quotes(period: Period, themes: Collection[str]) -> list[QuoteWords]:
    """Approved words said in the period about these themes, not taken back; of one young person at most one a
    theme, the newest. In the themes' order as given, then in an order that says nothing."""
    rows = _approved(Quote.said_on.between(period.first, period.last), Quote.theme.in_(list(themes)))
    newest = {(row.young_person_id, row.theme): row for row in sorted(rows, key=lambda one: one.said_on)}
    place = {theme: number for number, theme in enumerate(themes)}
    return [_words(row) for row in sorted(newest.values(), key=lambda one: (place[one.theme], one.id.hex))]


def quotes(ids: Iterable[UUID]) -> dict[UUID, QuoteWords]:
    """Those of these that are still approved."""
    wanted = list(set(ids))
    return {row.id: _words(row) for row in _approved(Quote.id.in_(wanted))} if wanted else {}


def _approved(*which: sa.ColumnElement[bool]) -> list[Quote]:
    found = sa.select(Quote).where(Quote.state == QuoteState.APPROVED, *which)
    rows = list(db.session.scalars(found.order_by(Quote.id).execution_options(populate_existing=True)))
    keys.preload(row.young_person_id for row in rows)
    return rows


def _words(row: Quote) -> QuoteWords:
    return QuoteWords(row.id, row.theme, row.words, is_exact(row.original, row.words))
