"""Words on their way to the panel, for those who work on them and for whoever said them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.apart import statements_shut_to
from portal.accounts.queries.around import names_of, too_close_to
from portal.coding.models import Quote
from portal.coding.rules import ENDED, EndedWhy, QuoteState, Recognised
from portal.coding.rules.quotes import why_not_approve, why_not_show
from portal.kit.pages import Page
from portal.people import queries as people
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.vault import keys

PAGE_SIZE = 25

_STATEMENTS = sa.table("statements", sa.column("id", sa.Uuid()), sa.column("safe_to_show_at"))
"""Of the statements, which belong to a package above, only whether what the desk did may be shown yet."""
_AT_DESK = frozenset({Role.READER, Role.SAFETY_LEAD})


class Tab(StrEnum):
    """The parts of the staff's list."""

    TO_PREPARE = "to_prepare"
    WITH_THEM = "with_them"
    TO_APPROVE = "to_approve"
    APPROVED = "approved"
    ENDED = "ended"


_STATES: Mapping[Tab, frozenset[QuoteState]] = {
    Tab.TO_PREPARE: frozenset({QuoteState.SUGGESTED}),
    Tab.WITH_THEM: frozenset({QuoteState.ASKED}),
    Tab.TO_APPROVE: frozenset({QuoteState.AGREED}),
    Tab.APPROVED: frozenset({QuoteState.APPROVED}),
    Tab.ENDED: ENDED,
}


@dataclass(frozen=True)
class Row:
    """A line of the staff's list: whose words, about what, and since when they wait here."""

    id: UUID
    name: str
    theme: str
    said_on: date
    since: datetime
    state: QuoteState
    prepared_by_me: bool


@dataclass(frozen=True)
class Found:
    """One quote, as those who work on it see it. `mark` changes with the words; what was taken back has no
    words here any more."""

    id: UUID
    young_person_id: UUID
    name: str
    theme: str
    said_on: date
    may_change: bool
    original: str
    words: str
    mark: str
    state: QuoteState
    people: Mapping[str, str]
    asked_at: datetime | None
    agreed_at: datetime | None
    approved_at: datetime | None
    ended_at: datetime | None
    ended_why: EndedWhy | None
    prepared_by_id: UUID | None
    recognised: Recognised | None = None

    @property
    def tab(self) -> Tab:
        """The part of the list it stands in."""
        return next(tab for tab, states in _STATES.items() if self.state in states)

    @property
    def can_be_shown(self) -> bool:
        return why_not_show(self.state) is None

    def can_be_approved_by(self, account_id: UUID) -> bool:
        return why_not_approve(self.state, self.prepared_by_id, account_id) is None


@dataclass(frozen=True)
class Own:
    """One quote, as the young person whose words they are sees it."""

    id: UUID
    words: str
    mark: str
    said_on: date
    state: QuoteState
    asked_at: datetime | None
    ended_why: EndedWhy | None


def staff_list(viewer: Viewer, tab: Tab, number: int, on: date) -> Page[Row]:
    """One part of the list, the longest waiting first (what is settled: the newest first). Nobody who is kept
    apart from the statement that a quote is of, or has become too close to somebody it concerns, sees it."""
    since = sa.func.coalesce(
        Quote.ended_at, Quote.approved_at, Quote.agreed_at, Quote.asked_at, Quote.suggested_at
    )
    open_to = (Quote.state.in_(_STATES[tab]), _is_open_to(viewer, on))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Quote).where(*open_to)) or 0
    settled = tab in (Tab.APPROVED, Tab.ENDED)
    rows = db.session.scalars(
        sa.select(Quote)
        .where(*open_to)
        .order_by(since.desc() if settled else since, Quote.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    named = {one: person.name for one, person in people.several(row.young_person_id for row in rows).items()}
    return Page([_row(row, named, viewer) for row in rows], number, total, PAGE_SIZE)


def counts(viewer: Viewer, on: date) -> dict[Tab, int]:
    """How many wait in each part of the list that is work: to prepare, with the young person, to approve."""
    rows = db.session.execute(
        sa.select(Quote.state, sa.func.count())
        .where(Quote.state.not_in(ENDED), _is_open_to(viewer, on))
        .group_by(Quote.state)
    )
    by_state = {row[0]: row[1] for row in rows}
    return {tab: sum(by_state.get(state, 0) for state in states) for tab, states in _STATES.items()}


def quote_subject(viewer: Viewer, quote_id: UUID) -> Subject | None:
    """One quote for those who work on it, and how they stand to the statement it is of: what else the young
    person said changes nothing here, or it would tell whom that concerns. None: there is none."""
    row = _get(quote_id)
    if row is None:
        return None
    is_apart = viewer.account_id in apart_from(row.statement_id, people.today())
    relations = frozenset({Relation.CONFLICTED}) if is_apart else frozenset[Relation]()
    # Whoever reads at the desk stays out of sight until the safety lead says so, here as there.
    safety = bool(viewer.roles & _AT_DESK) and not _is_safe_to_show(row.statement_id)
    return Subject(_found(row), row.young_person_id, relations, "quote", row.id, safety=safety)


def own_quote(viewer: Viewer, quote_id: UUID) -> Subject | None:
    """One of their own, once they were asked. None for anybody else's, and while their past is shut."""
    row = _get(quote_id)
    own = row is not None and viewer.young_person_id == row.young_person_id
    if row is None or not own or viewer.past_is_shut or row.asked_at is None:
        return None
    return Subject(_own(row), row.young_person_id, frozenset({Relation.OWN}), "quote", row.id)


def own_quotes(viewer: Viewer) -> list[Own]:
    """All they were ever asked about, what waits for them first, then the newest; none while their past is
    shut."""
    if viewer.young_person_id is None or viewer.past_is_shut:
        return []
    rows = db.session.scalars(
        sa.select(Quote)
        .where(Quote.young_person_id == viewer.young_person_id, Quote.asked_at.is_not(None))
        .order_by(Quote.asked_at.desc(), Quote.id)
        .execution_options(populate_existing=True)
    )
    return sorted((_own(row) for row in rows), key=lambda one: one.state is not QuoteState.ASKED)


def waiting_for(viewer: Viewer) -> int:
    """How many quotes wait for the young person's yes or no: for their start page."""
    if viewer.young_person_id is None or viewer.past_is_shut:
        return 0
    theirs = (Quote.young_person_id == viewer.young_person_id, Quote.state == QuoteState.ASKED)
    return db.session.scalar(sa.select(sa.func.count()).select_from(Quote).where(*theirs)) or 0


def apart_from(statement_id: UUID, on: date) -> set[UUID]:
    """Who must not meet what was said: those written down as kept apart, and those who are too close that day
    to somebody it concerns."""
    written = people.kept_apart_from(statement_id)
    concerned = {account_id for account_id, why in written.items() if why == "concerned"}
    return written.keys() | too_close_to(concerned, on).keys()


def mark_of(row: Quote) -> str:
    """A mark of the words as they are: a yes is to these and no others."""
    return keys.blind("quote words", f"{row.id}|{row.words}").hex()[:32]


def _is_open_to(viewer: Viewer, on: date) -> sa.ColumnElement[bool]:
    """For a query of quotes: nothing keeps the viewer from the statement that it is of."""
    shut = statements_shut_to(viewer.account_id, on, sa.select(Quote.statement_id))
    return Quote.statement_id.not_in(shut)


def _is_safe_to_show(statement_id: UUID) -> bool:
    shown = (_STATEMENTS.c.id == statement_id, _STATEMENTS.c.safe_to_show_at.is_not(None))
    return db.session.scalar(sa.select(_STATEMENTS.c.id).where(*shown)) is not None


def _get(quote_id: UUID) -> Quote | None:
    found = sa.select(Quote).where(Quote.id == quote_id).execution_options(populate_existing=True)
    return db.session.scalars(found).one_or_none()


def _row(row: Quote, named: Mapping[UUID, str], viewer: Viewer) -> Row:
    since = row.ended_at or row.approved_at or row.agreed_at or row.asked_at or row.suggested_at
    mine = row.prepared_by_id == viewer.account_id
    return Row(row.id, named.get(row.young_person_id, ""), row.theme, row.said_on, since, row.state, mine)


def _found(row: Quote) -> Found:
    ids = {"suggested": row.suggested_by_id, "prepared": row.prepared_by_id, "approved": row.approved_by_id}
    names = names_of(one for one in ids.values() if one)
    person = people.get(row.young_person_id)
    is_taken_back = row.state is QuoteState.WITHDRAWN
    return Found(
        row.id,
        row.young_person_id,
        person.name if person else "",
        row.theme,
        row.said_on,
        row.may_change,
        "" if is_taken_back else row.original,
        "" if is_taken_back else row.words,
        mark_of(row),
        row.state,
        {what: names.get(one, "") for what, one in ids.items() if one},
        row.asked_at,
        row.agreed_at,
        row.approved_at,
        row.ended_at,
        row.ended_why,
        row.prepared_by_id,
        row.recognised,
    )


def _own(row: Quote) -> Own:
    return Own(row.id, row.words, mark_of(row), row.said_on, row.state, row.asked_at, row.ended_why)
