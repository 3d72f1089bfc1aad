"""Lists of agreed actions: one's own, one's team's, those of the young people whose reviews one leads. Late
first. The number of queries does not grow with the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people import queries as people
from portal.people.models import CareLink, YoungPerson
from portal.people.queries.finding import matching
from portal.people.queries.links import holding
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.reviews.models import AgreedAction
from portal.reviews.queries.actions_line import apart_from, is_outside, owner_is_there
from portal.reviews.rules import ActionKind
from portal.reviews.rules.actions import ENDED, OPEN, is_late
from portal.vault import keys

PAGE_SIZE = 50
MOST_IN_FILE = 5_000
WHOSE = ("mine", "led", "team")
STATES = ("open", "late", "chased", "ended", "all")


@dataclass(frozen=True)
class Wanted:
    """Which of them. Anything odd in an address is the ordinary list."""

    whose: str = "mine"
    kind: str = ""
    state: str = "open"


@dataclass(frozen=True)
class Listed:
    """A line of the list. `words` only of one's own: anybody else's are on their own page, which is noted."""

    id: UUID
    young_person_id: UUID
    name: str
    words: str
    who: str
    kind: ActionKind
    due_on: date
    state: str
    is_late: bool
    days_late: int
    is_chased: bool
    is_held_back: bool


def listed(
    viewer: Viewer, wanted: Wanted, on: date, number: int, asked: str = ""
) -> tuple[list[Listed], int]:
    """One page, and how many there are in all."""
    found = _wanted(viewer, wanted, on)
    if asked.strip():
        found = found.where(matching(asked))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    rows = db.session.scalars(_ordered(found).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    return _lines(viewer, wanted, rows, on), total


def every(viewer: Viewer, wanted: Wanted, on: date) -> list[Listed]:
    """All of them, for a file."""
    rows = db.session.scalars(_ordered(_wanted(viewer, wanted, on)).limit(MOST_IN_FILE)).all()
    return _lines(viewer, wanted, rows, on)


def waiting(viewer: Viewer, on: date) -> tuple[int, int]:
    """How many of one's own are to be done, and how many of these are late: for the start page."""
    mine = _wanted(viewer, Wanted(), on).subquery()
    late = sa.func.count().filter(mine.c.due_on < on)
    row = db.session.execute(sa.select(sa.func.count(), late).select_from(mine)).one()
    return row[0], row[1]


def states_for(viewer: Viewer) -> list[str]:
    """How what is listed may stand. A carer or partner does not ask who complained."""
    return [one for one in STATES if one != "chased" or not is_outside(viewer)]


def whose_for(viewer: Viewer) -> list[str]:
    """Which lists there are for this viewer, their first one first."""
    found = ["led", "mine"] if Role.IRO in viewer.roles else ["mine"]
    return [*found, "team"] if viewer.manages else found


def _wanted(viewer: Viewer, wanted: Wanted, on: date) -> sa.Select[AgreedAction]:
    found = (
        sa.select(AgreedAction)
        .join(YoungPerson, YoungPerson.id == AgreedAction.young_person_id)
        .where(YoungPerson.merged_into_id.is_(None), _whose(viewer, wanted.whose, on))
    )
    if wanted.kind in set(ActionKind):
        found = found.where(AgreedAction.kind == ActionKind(wanted.kind))
    return found.where(_in_state(wanted.state, on))


def _whose(viewer: Viewer, whose: str, on: date) -> sa.ColumnElement[bool]:
    if whose == "led":
        leads = [viewer.account_id] if Role.IRO in viewer.roles else []
        leads += list(viewer.stands_in_for) if Role.IRO in viewer.roles else []
        theirs = sa.select(CareLink.young_person_id).where(
            CareLink.account_id.in_(leads), CareLink.kind == LinkKind.IRO, holding(on)
        )
        return AgreedAction.young_person_id.in_(theirs)
    owners = viewer.manages if whose == "team" else {viewer.account_id, *viewer.stands_in_for}
    return sa.and_(AgreedAction.owner_id.in_(owners), owner_is_there(on))


def _in_state(state: str, on: date) -> sa.ColumnElement[bool]:
    if state == "late":
        return sa.and_(AgreedAction.state.in_(OPEN), AgreedAction.due_on < on)
    if state == "chased":
        return sa.and_(AgreedAction.state.in_(OPEN), AgreedAction.last_chased_at.is_not(None))
    if state == "ended":
        return AgreedAction.state.in_(ENDED)
    return sa.true() if state == "all" else AgreedAction.state.in_(OPEN)


def _ordered(found: sa.Select[AgreedAction]) -> sa.Select[AgreedAction]:
    """Open ones by their day: what is late is first by itself."""
    is_open = sa.case((AgreedAction.state.in_(OPEN), 0), else_=1)
    return found.order_by(is_open, AgreedAction.due_on, AgreedAction.id)


def _lines(viewer: Viewer, wanted: Wanted, rows: Sequence[AgreedAction], on: date) -> list[Listed]:
    young = people.several(row.young_person_id for row in rows)
    keys.preload(young)
    is_own = wanted.whose == "mine"
    apart = apart_from(viewer.account_id, young, on) if is_outside(viewer) else set()
    return [
        Listed(
            row.id,
            row.young_person_id,
            young[row.young_person_id].name,
            row.words if is_own else "",
            row.owner_name,
            row.kind,
            row.due_on,
            row.state.value,
            is_late(row.state, row.due_on, on),
            max(0, (on - row.due_on).days),
            row.last_chased_at is not None and row.state in OPEN and row.young_person_id not in apart,
            row.held_back_until is not None and row.told_at is None,
        )
        for row in rows
    ]
