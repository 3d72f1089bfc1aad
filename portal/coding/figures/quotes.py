"""Approved words, for the panel's papers: what was said and about what, never by whom.

Everything is asked anew each time: words a young person took back are in nothing that is shown after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.apart import statements_shut_to
from portal.coding.codebook import codebook
from portal.coding.models import Coding, Quote
from portal.coding.rules import QuoteState, Stance
from portal.coding.rules.quotes import is_exact
from portal.disclosure.counts import Period
from portal.people import queries as people
from portal.people.models import KeptApart
from portal.vault import keys


@dataclass(frozen=True)
class QuoteWords:
    """Words a member may read. `is_exact`: they are what was said to the letter."""

    id: UUID
    theme: str
    words: str
    is_exact: bool
    stance: Stance | None = None


def approved_quotes(period: Period, themes: Collection[str]) -> list[QuoteWords]:
    """Approved words said in the period about these themes, not taken back; of one young person at most one a
    theme, the newest. In the themes' order as given, then in an order that says nothing.

    Nothing of what concerns anybody known here is among them, whoever asks."""
    concerns_somebody = sa.select(KeptApart.id).where(KeptApart.statement_id == Quote.statement_id).exists()
    book = codebook()
    keys_of = {key for theme in themes for key in book.keys_under(theme)}
    found = _approved(
        Quote.said_on.between(period.first, period.last), Quote.theme.in_(sorted(keys_of)), ~concerns_somebody
    )
    # A theme that was merged since counts where it went: so do the words that were said of it.
    under = {row.id: book.on(row.theme, period.last) for row in found}
    rows = [row for row in found if under[row.id] in themes]
    # In no order that says something: the strongest words do not come first, nor the latest.
    newest = {(row.young_person_id, under[row.id]): row for row in sorted(rows, key=lambda one: one.said_on)}
    place = {theme: number for number, theme in enumerate(themes)}
    chosen = sorted(newest.values(), key=lambda one: (place[under[one.id]], one.id.hex))
    stances = _stances(chosen)
    return [replace(_words(row), theme=under[row.id], stance=stances.get(row.statement_id)) for row in chosen]


def quotes(ids: Iterable[UUID], *, not_for: UUID | None) -> dict[UUID, QuoteWords]:
    """Those of these that are still approved. `not_for`: the account that will read them; left out is what
    it is kept apart from, or too close to today."""
    these = Quote.id.in_(list(set(ids)))
    rows = _approved(these)
    shut: set[UUID] = set()
    if rows and not_for:
        shut = statements_shut_to(not_for, people.today(), sa.select(Quote.statement_id).where(these))
    return {row.id: _words(row) for row in rows if row.statement_id not in shut}


def taken_back(ids: Iterable[UUID]) -> int:
    """How many of these the young people said yes to once and took back since."""
    gone = sa.select(sa.func.count()).where(
        Quote.id.in_(list(set(ids))), Quote.state == QuoteState.WITHDRAWN, Quote.agreed_at.is_not(None)
    )
    return db.session.scalar(gone) or 0


def _stances(rows: Collection[Quote]) -> dict[UUID, Stance | None]:
    """How each spoke, by the statement it is of: for choosing what goes well beside what does not."""
    of = Coding.statement_id.in_([row.statement_id for row in rows])
    return {
        row.statement_id: row.stance
        for row in db.session.execute(sa.select(Coding.statement_id, Coding.stance).where(of))
    }


def _approved(*which: sa.ColumnElement[bool]) -> list[Quote]:
    """While their past is shut nobody could stop them, so nothing of theirs is given until it is checked."""
    past_is_shut = sa.select(Account.id).where(
        Account.young_person_id == Quote.young_person_id, Account.past_shut_at.is_not(None)
    )
    found = sa.select(Quote).where(Quote.state == QuoteState.APPROVED, ~past_is_shut.exists(), *which)
    rows = list(db.session.scalars(found.order_by(Quote.id).execution_options(populate_existing=True)))
    keys.preload(row.young_person_id for row in rows)
    return rows


def _words(row: Quote) -> QuoteWords:
    return QuoteWords(row.id, row.theme, row.words, is_exact(row.original, row.words))
