"""What people confirmed statements to be about: of one statement, of one young person, of one theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.coding.codebook import codebook
from portal.coding.models import CodedTheme, Coding, Quote
from portal.coding.rules import ENDED, QuoteState, Stance


@dataclass(frozen=True)
class Sorted:
    """How one statement was sorted, a merged theme as the one it is part of now. Without themes it is about
    none of them."""

    by_id: UUID
    at: datetime
    themes: frozenset[str]
    stance: Stance | None


@dataclass(frozen=True)
class QuoteMade:
    """The words of a statement as a quote: the theme it is under, and where it is on its way."""

    id: UUID
    theme: str
    state: QuoteState

    @property
    def is_only_suggested(self) -> bool:
        """Nobody has worked on it: its theme still follows the sorting."""
        return self.state is QuoteState.SUGGESTED

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED


_STATEMENTS = sa.table("statements", sa.column("id", sa.Uuid()), sa.column("is_shown_to_them", sa.Boolean()))
"""Of the statements, which belong to a package above, only whether their young person knows of them."""


def _they_know_of_it() -> sa.ColumnElement[bool]:
    """For a query of coded themes: not from what somebody passed on without the young person's knowing."""
    hidden = (
        sa.select(Coding.id)
        .join(_STATEMENTS, _STATEMENTS.c.id == Coding.statement_id)
        .where(Coding.id == CodedTheme.coding_id, _STATEMENTS.c.is_shown_to_them.is_(False))
        .correlate(CodedTheme)
    )
    return ~hidden.exists()


def sorted_by(statement_id: UUID) -> Sorted | None:
    """How a statement was sorted, or None when nobody did yet or it was set aside."""
    row = db.session.scalars(
        sa.select(Coding)
        .where(Coding.statement_id == statement_id, Coding.set_aside_at.is_(None))
        .options(selectinload(Coding.themes))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    themes = frozenset(codebook().now(one.theme) for one in row.themes)
    return Sorted(row.by_id, row.at, themes, row.stance)


def themes_of_each(statement_ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
    """What each of these was confirmed to be about, as the themes stand now."""
    found: dict[UUID, frozenset[str]] = {one: frozenset() for one in statement_ids}
    if not found:
        return found
    rows = db.session.execute(
        sa.select(Coding.statement_id, CodedTheme.theme)
        .join(CodedTheme, CodedTheme.coding_id == Coding.id)
        .where(Coding.statement_id.in_(list(statement_ids)))
    )
    for row in rows:
        found[row.statement_id] |= {codebook().now(row.theme)}
    return found


def quote_made(statement_id: UUID) -> QuoteMade | None:
    """The quote its words were suggested as, or None when nobody did. It is asked once: a no stays a no."""
    row = db.session.execute(
        sa.select(Quote.id, Quote.theme, Quote.state).where(Quote.statement_id == statement_id)
    ).one_or_none()
    return QuoteMade(row.id, row.theme, row.state) if row else None


def is_sorted(statement_id: sa.ColumnElement[Any] | Any) -> sa.ColumnElement[bool]:
    """For a query of statements: somebody has said what this one is about, or that it is about nothing."""
    return sa.select(Coding.id).where(Coding.statement_id == statement_id).exists()


def has_theme(statement_id: sa.ColumnElement[Any] | Any) -> sa.ColumnElement[bool]:
    """For a query of statements: somebody has sorted this one under a theme."""
    return (
        sa.select(CodedTheme.coding_id)
        .join(Coding, Coding.id == CodedTheme.coding_id)
        .where(Coding.statement_id == statement_id)
        .exists()
    )


def themes_spoken_of(young_person_id: UUID) -> list[tuple[str, date]]:
    """The themes a young person spoke of, as confirmed, each with the day; the newest first. For themselves:
    nothing that they do not know of."""
    rows = db.session.execute(
        sa.select(CodedTheme.theme, CodedTheme.said_on)
        .where(CodedTheme.young_person_id == young_person_id, _they_know_of_it())
        .distinct()
        .order_by(CodedTheme.said_on.desc(), CodedTheme.theme)
    )
    now = codebook().now
    return list(dict.fromkeys((now(row.theme), row.said_on) for row in rows))


def speakers(theme: str, first: date, last: date) -> Sequence[UUID]:
    """Young people who spoke of a theme on these days (both included), each once; not where they do not know
    that we heard of it. Never for the panel."""
    return list(
        db.session.scalars(
            sa.select(CodedTheme.young_person_id)
            .where(
                CodedTheme.theme.in_(codebook().keys_under(theme)),
                CodedTheme.said_on.between(first, last),
                _they_know_of_it(),
            )
            .distinct()
            .order_by(CodedTheme.young_person_id)
        )
    )
