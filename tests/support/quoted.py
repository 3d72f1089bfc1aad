"""Quotes a test needs: words on their way to the panel, at any step of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from portal import db
from portal.accounts.models import Account
from portal.coding.models import Quote
from portal.coding.rules import ENDED, QuoteState
from portal.kit import clock
from portal.people.models import YoungPerson
from tests.support.factories import Make
from tests.support.rows import keep

_WAS_ASKED = (QuoteState.ASKED, QuoteState.AGREED, QuoteState.APPROVED, *ENDED)


def made_quote(
    make: Make,
    person: YoungPerson,
    original: str = "I want to see my sister more",
    *,
    words: str = "",
    state: QuoteState = QuoteState.SUGGESTED,
    theme: str = "family_time",
    by: Account,
    prepared_by: Account | None = None,
    said_on: date | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Quote:
    """A quote of a statement of its own, in this state; its words are the original unless they are given."""
    at = at or clock.now()
    statement = make.statement(person, original, read_by=by, sent_at=at)
    with db.transaction() as session:
        row = Quote(
            statement_id=statement.id,
            young_person_id=person.id,
            theme=theme,
            said_on=said_on or at.date(),
            state=state,
            suggested_by_id=by.id,
            suggested_at=at,
            **fields,
        )
        row.original = original
        if state in _WAS_ASKED:
            row.words, row.asked_at, row.prepared_by_id = words or original, at, (prepared_by or by).id
        if state in (QuoteState.AGREED, QuoteState.APPROVED):
            row.agreed_at = at
        if state is QuoteState.APPROVED:
            row.approved_at, row.approved_by_id = at, by.id
        if state in ENDED:
            row.ended_at = at
        return keep(session, row)
