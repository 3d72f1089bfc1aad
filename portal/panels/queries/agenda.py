"""A meeting's agenda: what was proposed, in the order that young members set, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.panels.models import Agenda, Meeting
from portal.panels.models import AgendaItem as AgendaItem  # for views
from portal.panels.queries.members import my_votes, standing, today, votes_on
from portal.panels.queries.naming import with_names_covered
from portal.panels.rules import Choice, ItemState, MemberKind
from portal.panels.rules.members import in_order, is_talked_about
from portal.policy.roles import Role
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class ItemShown:
    """One item. `tally` is there for panel support, and for everybody once it is decided."""

    id: UUID
    words: str
    who: str
    kind: MemberKind | None
    state: ItemState
    why: str
    needs_vote: bool
    tally: dict[Choice, int] | None
    mine: Choice | None
    decided: str
    is_own: bool


@dataclass(frozen=True)
class Meets:
    """A meeting, and whether its agenda is published."""

    id: UUID
    meets_on: date
    published_at: datetime | None


def meeting_subject(viewer: Viewer, meeting_id: UUID) -> Subject | None:
    """A meeting, for whoever comes to it or prepares it."""
    row = db.session.get(Meeting, meeting_id)
    if row is None:
        return None
    out = db.session.get(Agenda, meeting_id)
    found = Meets(row.id, row.meets_on, out.published_at if out else None)
    return Subject(found, relations=standing(viewer, today()), kind="meeting", id=row.id)


def item_subject(viewer: Viewer, item_id: UUID) -> Subject | None:
    """One item; its meeting's row is locked, so that two who move it do so one after the other."""
    row = db.session.get(AgendaItem, item_id)
    if row is None:
        return None
    db.session.get(Meeting, row.meeting_id, with_for_update=True)
    return Subject(row, relations=standing(viewer, today()), kind="agenda_item", id=row.id)


def meets(meeting_id: UUID) -> Meets:
    """The meeting."""
    row, out = db.session.get_one(Meeting, meeting_id), db.session.get(Agenda, meeting_id)
    return Meets(row.id, row.meets_on, out.published_at if out else None)


def rows(meeting_id: UUID) -> Sequence[AgendaItem]:
    """All of them as they came, those that were left out too."""
    return db.session.scalars(
        sa.select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(AgendaItem.at, AgendaItem.id)
    ).all()


def in_their_order(meeting_id: UUID) -> list[AgendaItem]:
    """Those that are talked about, in their order."""
    found = {row.id: row for row in rows(meeting_id) if is_talked_about(row.state)}
    order = in_order([(row.id, _whose(row), row.place) for row in found.values()])
    return [found[one] for one in order]


def _whose(row: AgendaItem) -> MemberKind | None:
    """A member of whom nobody wrote down as what they sit there comes with the other grown-up members."""
    return None if row.by_support else row.by_kind or MemberKind.COUNCILLOR


def shown(meeting_id: UUID, viewer: Viewer) -> tuple[list[ItemShown], list[ItemShown]]:
    """What is talked about, in its order; and what was left out, which support and whoever brought it see."""
    is_support = Role.PANEL_SUPPORT in viewer.roles
    on = in_their_order(meeting_id)
    out = [row for row in rows(meeting_id) if not is_talked_about(row.state)]
    out = [row for row in out if is_support or row.by_id == viewer.account_id]
    everything = [*on, *out]
    ids = [row.id for row in everything]
    votes, mine = votes_on(ids), my_votes(ids, viewer.account_id)
    names = staffing.names({row.by_id for row in everything})
    words = with_names_covered([row.words for row in everything])
    lines = [
        ItemShown(
            row.id,
            row.words if row.by_id == viewer.account_id else text,
            names.get(row.by_id, ""),
            row.by_kind,
            row.state,
            row.why,
            row.needs_vote,
            votes[row.id] if row.needs_vote and (is_support or row.decided_at) else None,
            mine.get(row.id),
            row.decided,
            row.by_id == viewer.account_id,
        )
        for row, text in zip(everything, words, strict=True)
    ]
    return lines[: len(on)], lines[len(on) :]


def coming(on: date) -> list[Meets]:
    """Meetings with an agenda somebody may look at: those to come, and the last few."""
    found = db.session.execute(
        sa.select(Meeting.id, Meeting.meets_on, Agenda.published_at)
        .outerjoin(Agenda, Agenda.meeting_id == Meeting.id)
        .order_by(Meeting.meets_on.desc())
        .limit(12)
    ).all()
    return [Meets(*row) for row in found]
