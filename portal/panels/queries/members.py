"""Who sits on the panel, who votes, their training, and what coming costs them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import flask
import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.kit import clock
from portal.panels.models import Cost as Cost  # for views
from portal.panels.models import Meeting, Membership, PanelTerms, Training, Vote
from portal.panels.rules import Choice, CostState, MemberKind, Stage
from portal.panels.rules.members import Term, counted, may_vote, now_as
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer

MOST = 200


@dataclass(frozen=True)
class Member:
    """Somebody with a place on the panel, and as what they sit there today; nothing where nobody said."""

    account_id: UUID
    name: str
    term: Term | None
    votes: bool


@dataclass(frozen=True)
class TermsNow:
    """Who votes, and where that was agreed."""

    voting: Sequence[str] = ()
    agreed: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Trained:
    """Training somebody had."""

    what: str
    held_on: date
    again_on: date | None


@dataclass(frozen=True)
class CostShown:
    """What somebody asked for, to be able to come."""

    id: UUID
    name: str
    meets_on: date
    state: CostState
    words: str
    answer: str
    answer_by_on: date
    pay_by_on: date | None
    paid_at: datetime | None


def today() -> date:
    """The council's day."""
    return clock.today(zone())


def zone() -> ZoneInfo:
    """The council's time zone."""
    found: ZoneInfo = flask.current_app.extensions["heard.settings"].time_zone
    return found


def terms_now() -> TermsNow:
    """The panel's terms as they stand."""
    row = db.session.scalars(sa.select(PanelTerms).order_by(PanelTerms.at.desc()).limit(1)).first()
    return TermsNow(tuple(row.voting), row.agreed, row.at) if row else TermsNow()


def term_of(account_id: UUID, on: date) -> Term | None:
    """As what they sit on the panel that day."""
    theirs = Membership.account_id == account_id
    return now_as(_terms(theirs), on)


def chairs(on: date) -> list[UUID]:
    """Those who chair the panel that day and may still sign in as its members."""
    here = set(staffing.members(on))
    seats = [now_as(terms, on) for terms in _by_account(sa.true()).values()]
    return [seat.account_id for seat in seats if seat and seat.chairs and seat.account_id in here]


def everybody(on: date) -> list[Member]:
    """Everybody with a member's account, by name."""
    ids = staffing.members(on)
    names, voting = staffing.names(ids), terms_now().voting
    terms, found = _by_account(Membership.account_id.in_(ids)), []
    for one in ids:
        term = now_as(terms.get(one, []), on)
        found.append(Member(one, names.get(one, ""), term, may_vote(term.kind if term else None, voting)))
    return sorted(found, key=lambda member: (member.name.casefold(), str(member.account_id)))


def member_subject(viewer: Viewer, member_id: UUID) -> Subject | None:
    """A member, for panel support."""
    found = next((one for one in everybody(today()) if one.account_id == member_id), None)
    return Subject(found, kind="account", id=member_id) if found else None


def trained(account_id: UUID) -> list[Trained]:
    """The training they had, the newest first."""
    rows = db.session.scalars(
        sa.select(Training)
        .where(Training.account_id == account_id)
        .order_by(Training.held_on.desc(), Training.at.desc())
        .limit(MOST)
    )
    return [Trained(row.what, row.held_on, row.again_on) for row in rows]


def standing(viewer: Viewer, on: date) -> frozenset[Relation]:
    """How the viewer stands to the panel: whether they are a young member, and whether they vote."""
    term = term_of(viewer.account_id, on)
    found = set()
    if term and term.kind is MemberKind.YOUNG_MEMBER:
        found.add(Relation.YOUNG_MEMBER)
    if may_vote(term.kind if term else None, terms_now().voting):
        found.add(Relation.VOTES)
    return frozenset(found)


def young_members(on: date) -> set[UUID]:
    """Those who sit on the panel as young members that day."""
    seats = [now_as(terms, on) for terms in _by_account(sa.true()).values()]
    return {seat.account_id for seat in seats if seat and seat.kind is MemberKind.YOUNG_MEMBER}


def those_who_vote(on: date) -> set[UUID]:
    """Those who have a vote that day, by the panel's terms."""
    return {one.account_id for one in everybody(on) if one.votes}


def votes_on(item_ids: Collection[UUID]) -> dict[UUID, dict[Choice, int]]:
    """How many votes each choice has, of each of these items; never whose."""
    rows = db.session.execute(sa.select(Vote.item_id, Vote.choice).where(Vote.item_id.in_(list(item_ids))))
    cast: dict[UUID, list[Choice]] = {one: [] for one in item_ids}
    for item_id, choice in rows:
        cast[item_id].append(choice)
    return {one: counted(choices) for one, choices in cast.items()}


def my_votes(item_ids: Collection[UUID], account_id: UUID) -> dict[UUID, Choice]:
    """How they themselves vote."""
    mine = (Vote.item_id.in_(list(item_ids)), Vote.account_id == account_id)
    return {
        row.item_id: row.choice
        for row in db.session.execute(sa.select(Vote.item_id, Vote.choice).where(*mine))
    }


def costs_of(account_id: UUID) -> list[CostShown]:
    """What this member asked for, the newest first."""
    return _costs(Cost.account_id == account_id)


def costs_open() -> list[CostShown]:
    """What waits for an answer or to be paid, the longest waiting first."""
    return list(reversed(_costs(Cost.state.in_([CostState.ASKED, CostState.AGREED]))))


def cost_shown(cost_id: UUID) -> CostShown:
    """One of them."""
    return _costs(Cost.id == cost_id)[0]


def cost_subject(viewer: Viewer, cost_id: UUID) -> Subject | None:
    """One of them, for panel support; its row is locked."""
    row = db.session.get(Cost, cost_id, with_for_update=True)
    return Subject(row, kind="panel_cost", id=row.id) if row else None


def newest_paper() -> tuple[UUID, date, list[str]] | None:
    """The newest published paper, and the questions it puts."""
    row = db.session.scalars(
        sa.select(Meeting)
        .where(Meeting.stage == Stage.PUBLISHED)
        .order_by(Meeting.meets_on.desc(), Meeting.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    return row.id, row.meets_on, [line.strip() for line in row.questions.splitlines() if line.strip()]


def next_meeting(today: date) -> tuple[UUID, date] | None:
    """The next meeting whose day is known."""
    row = db.session.execute(
        sa.select(Meeting.id, Meeting.meets_on)
        .where(Meeting.meets_on >= today)
        .order_by(Meeting.meets_on)
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def meetings_around(today: date, *, most: int = 6) -> list[tuple[UUID, date]]:
    """The meetings somebody may ask about coming to: the last few and all that are known to come."""
    rows = db.session.execute(
        sa.select(Meeting.id, Meeting.meets_on).order_by(Meeting.meets_on.desc()).limit(most)
    ).all()
    return [(meeting_id, meets_on) for meeting_id, meets_on in rows]


def _terms(which: sa.ColumnElement[bool]) -> list[Term]:
    rows = db.session.scalars(sa.select(Membership).where(which).order_by(Membership.at, Membership.id))
    return [Term(row.account_id, row.kind, row.chairs, row.from_on, row.until_on) for row in rows]


def _by_account(which: sa.ColumnElement[bool]) -> dict[UUID, list[Term]]:
    found: dict[UUID, list[Term]] = {}
    for term in _terms(which):
        found.setdefault(term.account_id, []).append(term)
    return found


def _costs(which: sa.ColumnElement[bool]) -> list[CostShown]:
    rows = db.session.execute(
        sa.select(Cost, Meeting.meets_on)
        .join(Meeting, Meeting.id == Cost.meeting_id)
        .where(which)
        .order_by(Cost.asked_at.desc(), Cost.id)
        .limit(MOST)
    ).all()
    names = staffing.names({row.account_id for row, _day in rows})
    return [
        CostShown(
            row.id,
            names.get(row.account_id, ""),
            meets_on,
            row.state,
            row.words,
            row.answer,
            row.answer_by_on,
            row.pay_by_on,
            row.paid_at,
        )
        for row, meets_on in rows
    ]
