"""Words on their way to the panel: suggested, made safe, shown to the young person, approved; and stopped.

What staff do is written down by the guard; what the young person does themselves is written down here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.figures import marks_in
from portal.accounts.queries.around import account_of, with_role
from portal.audit import commands as audit
from portal.coding.models import Quote
from portal.coding.queries.quotes import apart_from, mark_of
from portal.coding.rules import ENDED, EndedWhy, QuoteState, Recognised
from portal.coding.rules.quotes import (
    APPROVERS,
    CAN_BE_TURNED_DOWN,
    SAID_YES,
    WhyNot,
    is_exact,
    why_not_approve,
    why_not_decide,
    why_not_recognised,
    why_not_show,
    why_not_words,
)
from portal.disclosure.marks import Kind
from portal.kit.errors import NotFound, Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind


def suggest_quote(
    statement_id: UUID,
    young_person_id: UUID,
    *,
    said_on: date,
    theme: str,
    original: str,
    may_change: bool,
    by: UUID,
    now: datetime,
) -> Quote:
    """A reader says that these words could be a quote. Suggested twice it is one quote; what has ended stays
    so, because a no is asked for once. Until somebody works on it, the theme follows the sorting.

    The caller has seen that they allow it, and holds the statement's row, so that two at once make one."""
    row = _locked(Quote.statement_id == statement_id)
    if row is None:
        row = Quote(statement_id=statement_id, young_person_id=young_person_id, said_on=said_on)
        row.theme, row.may_change, row.original = theme, may_change, original
        row.state, row.suggested_by_id, row.suggested_at = QuoteState.SUGGESTED, by, now
        db.session.add(row)
    elif row.state is QuoteState.SUGGESTED:
        row.theme = theme
    db.session.flush()
    return row


def show_to_them(
    quote_id: UUID, words: str, *, by: UUID, now: datetime, recognised: Recognised = Recognised.PERHAPS
) -> None:
    """These are the words: ask the young person. Other words than before need a new yes; the same words sent
    again ask nobody again. `recognised`: whether somebody who works with them could tell who it is, as
    whoever prepares the words thinks. Raises Refused for words the rules do not take, or when too late."""
    row = _the(quote_id)
    if why := why_not_show(row.state) or why_not_words(row.original, words, may_change=row.may_change):
        raise Refused(why)
    if row.state is not QuoteState.SUGGESTED and is_exact(row.words, words):
        return
    if why := why_not_recognised(recognised):
        raise Refused(why)
    if any(mark.kind is Kind.KNOWN_NAME for mark in marks_in(words)):
        raise Refused(WhyNot.KNOWN_NAME)
    row.words, row.state, row.prepared_by_id, row.asked_at = words, QuoteState.ASKED, by, now
    row.recognised = recognised
    row.agreed_at = row.approved_by_id = row.approved_at = None
    notices.drop(row.id, NoticeKind.QUOTE_TO_DECIDE, NoticeKind.QUOTE_TO_APPROVE)
    if account := account_of(row.young_person_id):
        notices.notify(account.id, NoticeKind.QUOTE_TO_DECIDE, row.id)
    db.session.flush()


def turn_down(quote_id: UUID, why: EndedWhy, *, now: datetime) -> None:
    """Staff decide against it; the young person reads why. Doing it twice is doing it once."""
    row = _the(quote_id)
    if row.state in CAN_BE_TURNED_DOWN:
        row.ended_why = why
        _end(row, QuoteState.TURNED_DOWN, now)


def decide(quote_id: UUID, says_yes: bool, shown: str, *, by: UUID, on: date, now: datetime) -> None:
    """The young person says yes or no to the words whose mark is `shown`. Sent twice it counts once.

    A yes tells those who approve (never whoever prepared it, nor anybody kept apart); `on` is the council's
    day. Raises Refused when the words are others by now, or nothing is asked."""
    row = _the(quote_id)
    wanted = QuoteState.AGREED if says_yes else QuoteState.REFUSED
    if row.state is wanted and shown == mark_of(row):
        return
    if not says_yes and row.state in SAID_YES:  # an older page still open: a no counts, whenever it comes
        withdraw(quote_id, by=by, now=now)
        return
    if why := why_not_decide(row.state, shown, mark_of(row)):
        raise Refused(why)
    notices.see(by, row.id)
    if says_yes:
        row.state, row.agreed_at = QuoteState.AGREED, now
        _tell_approvers(row, on)
    else:
        _end(row, QuoteState.REFUSED, now)
    _note("let us use their words" if says_yes else "said no to the use of their words", row, by)


def approve(quote_id: UUID, shown: str, *, by: UUID, now: datetime) -> None:
    """A second person approves the words whose mark is `shown`: from now on members may read them. Doing it
    twice is doing it once. Raises Refused for whoever prepared them, without a yes, and for other words."""
    row = _the(quote_id)
    if row.state is QuoteState.APPROVED and row.approved_by_id == by:
        return
    if why := why_not_approve(row.state, row.prepared_by_id, by):
        raise Refused(why)
    if shown != mark_of(row):
        raise Refused(WhyNot.OTHER_WORDS)
    row.state, row.approved_by_id, row.approved_at = QuoteState.APPROVED, by, now
    notices.drop(row.id, NoticeKind.QUOTE_TO_APPROVE)
    db.session.flush()


def withdraw(quote_id: UUID, *, by: UUID, now: datetime) -> None:
    """The young person takes their yes back: the words leave every page at once. Doing it twice is doing it
    once. Raises Refused when they never said yes."""
    row = _the(quote_id)
    if row.state is QuoteState.WITHDRAWN:
        return
    if row.state not in SAID_YES:
        raise Refused(WhyNot.ENDED if row.state in ENDED else WhyNot.NOT_AGREED)
    _end(row, QuoteState.WITHDRAWN, now)
    _note("stopped the use of their words", row, by)


def withdraw_of(statement_id: UUID, *, now: datetime) -> None:
    """The young person took back what they said: no words of it are used."""
    row = _locked(Quote.statement_id == statement_id)
    if row is not None and row.state not in ENDED:
        _end(row, QuoteState.WITHDRAWN, now)


def keep_from(statement_id: UUID, account_ids: Iterable[UUID]) -> None:
    """These are kept apart from what was said by now: they are told nothing more of its quote."""
    row = _locked(Quote.statement_id == statement_id)
    if row is not None:
        for account_id in account_ids:
            notices.drop(row.id, NoticeKind.QUOTE_TO_APPROVE, account_id=account_id)


def _end(row: Quote, state: QuoteState, now: datetime) -> None:
    row.state, row.ended_at = state, now
    notices.drop(row.id, NoticeKind.QUOTE_TO_DECIDE, NoticeKind.QUOTE_TO_APPROVE)
    db.session.flush()


def _tell_approvers(row: Quote, on: date) -> None:
    """On their own page only: no mail for every yes."""
    shut = {row.prepared_by_id} | apart_from(row.statement_id, on)
    for account_id in sorted({one for role in APPROVERS for one in with_role(role, on)} - shut, key=str):
        notices.notify(account_id, NoticeKind.QUOTE_TO_APPROVE, row.id, mail=False)
    db.session.flush()


def _note(action: str, row: Quote, by: UUID) -> None:
    audit.record(
        action,
        by=by,
        role="young_person",
        young_person_id=row.young_person_id,
        subject=("quote", row.id),
    )


def _the(quote_id: UUID) -> Quote:
    row = _locked(Quote.id == quote_id)
    if row is None:
        raise NotFound
    return row


def _locked(which: sa.ColumnElement[bool]) -> Quote | None:
    found = sa.select(Quote).where(which).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(found).one_or_none()
