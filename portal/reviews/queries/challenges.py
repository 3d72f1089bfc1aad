"""Challenges by Independent Reviewing Officers: the list of who made them or has to answer, and one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role, manager_of, names_of, people_around
from portal.accounts.queries.staff import managers_above
from portal.people import queries as people
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.people.rules import WORKER_KINDS, LinkKind
from portal.policy.roles import COUNCIL, Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.reviews.models import IroChallenge, IroStep

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A challenge in a list: whose child, who made it, who has it now, and by when."""

    row: IroChallenge
    name: str
    by: str
    to: str
    due_on: date | None
    waits: bool
    """The stage it is at has no answer yet."""

    def is_late(self, today: date) -> bool:
        return self.row.closed_on is None and self.waits and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class Step:
    """A stage with its names."""

    row: IroStep
    to: str
    by: str
    answered_by: str


@dataclass(frozen=True)
class Shown:
    """One challenge as the viewer may see it. What the child thinks of it is for the IRO, and for nobody whom
    something they said concerns."""

    row: IroChallenge
    name: str
    by: str
    steps: Sequence[Step]
    leads: bool
    open_step: IroStep | None
    """The stage that waits for the viewer's answer."""
    sees_child: bool


@dataclass(frozen=True)
class Choice:
    """Somebody a challenge may go to, and as what."""

    account_id: UUID
    name: str
    kind: str  # a link's kind, or "manager"


def listed(viewer: Viewer, *, is_open: bool, number: int) -> tuple[list[Line], int]:
    """One page of those they made, those of young people they lead and those made to them, the soonest due
    first; and how many there are."""
    mine = {viewer.account_id, *viewer.stands_in_for}
    led = sa.select(CareLink.young_person_id).where(
        CareLink.account_id.in_(mine), CareLink.kind == LinkKind.IRO, holding(people.today())
    )
    made_to = sa.select(IroStep.challenge_id).where(IroStep.to_id.in_(mine))
    theirs: list[sa.ColumnElement[bool]] = [IroChallenge.id.in_(made_to)]
    if Role.IRO in viewer.roles:
        theirs.append(IroChallenge.young_person_id.in_(led))
    wanted = sa.select(IroChallenge).where(
        sa.or_(*theirs), IroChallenge.closed_on.is_(None) if is_open else IroChallenge.closed_on.is_not(None)
    )
    total = db.session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    order = (IroChallenge.closed_on.desc(), IroChallenge.due_on, IroChallenge.opened_on, IroChallenge.id)
    page = wanted.order_by(*order).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    return _lines(db.session.scalars(page).all()), total


def _lines(rows: Sequence[IroChallenge]) -> list[Line]:
    last: dict[UUID, IroStep] = {}
    steps = sa.select(IroStep).where(IroStep.challenge_id.in_([row.id for row in rows]))
    for step in db.session.scalars(steps.order_by(IroStep.stage, IroStep.at)):
        last[step.challenge_id] = step
    young = people.several(row.young_person_id for row in rows)
    names = names_of({row.by_id for row in rows} | {one.to_id for one in last.values() if one.to_id})
    return [
        Line(
            row,
            young[row.young_person_id].name,
            names.get(row.by_id, ""),
            names.get(last[row.id].to_id or row.by_id, "") if row.id in last else "",
            last[row.id].due_on if row.id in last else None,
            row.id in last and last[row.id].answered_at is None,
        )
        for row in rows
    ]


def of_challenge(viewer: Viewer, iro_challenge_id: UUID) -> Subject | None:
    """One challenge, its row locked, and how the viewer stands to it."""
    row = db.session.scalars(
        sa.select(IroChallenge).where(IroChallenge.id == iro_challenge_id).with_for_update()
    ).one_or_none()
    if row is None:
        return None
    person = people.young_person_subject(viewer, row.young_person_id)
    if person is None:
        return None
    mine = {viewer.account_id, *viewer.stands_in_for}
    steps, relations = steps_of(row.id), person.relations
    asked = {choice.account_id for choice in whom_to_ask(row.young_person_id, people.today(), but=None)}
    reached = [step.stage for step in steps if step.to_id in mine & asked]
    if reached:  # while they work with the child, or manage who does
        relations |= {Relation.CHALLENGED}
    leads = Role.IRO in viewer.roles and Relation.LEADS in relations
    if not leads:  # what was said of them at a later stage is not theirs to read
        steps = [step for step in steps if step.stage <= max(reached, default=-1)]
    names = names_of(
        {row.by_id} | {one for step in steps for one in (step.to_id, step.by_id, step.answered_by_id) if one}
    )
    waiting = [step for step in steps if step.to_id in mine and step.answered_at is None]
    shown = Shown(
        row,
        person.thing.name,
        names.get(row.by_id, ""),
        [
            Step(
                step,
                names.get(step.to_id, "") if step.to_id else "",
                names.get(step.by_id, ""),
                names.get(step.answered_by_id, "") if step.answered_by_id else "",
            )
            for step in steps
        ],
        leads,
        waiting[-1] if waiting and row.closed_on is None else None,
        leads and Relation.CONFLICTED not in relations,
    )
    return Subject(shown, row.young_person_id, frozenset(relations), "iro_challenge", row.id)


def steps_of(challenge_id: UUID) -> Sequence[IroStep]:
    """Its stages, in order."""
    return db.session.scalars(
        sa.select(IroStep).where(IroStep.challenge_id == challenge_id).order_by(IroStep.stage, IroStep.at)
    ).all()


def sent_before(send_once: UUID, by: UUID) -> IroChallenge | None:
    """What the same form made when it was sent the first time."""
    same = (IroChallenge.send_once == send_once, IroChallenge.by_id == by)
    return db.session.scalars(sa.select(IroChallenge).where(*same)).one_or_none()


def step_sent_before(challenge_id: UUID, send_once: UUID) -> IroStep | None:
    same = (IroStep.challenge_id == challenge_id, IroStep.send_once == send_once)
    return db.session.scalars(sa.select(IroStep).where(*same)).one_or_none()


def whom_to_ask(young_person_id: UUID, on: date, *, but: UUID | None) -> list[Choice]:
    """Who an informal note may go to: the council's workers around the child, then those who manage them."""
    around = [one for one in people_around(young_person_id, on) if one.kind in WORKER_KINDS]
    found = {one.account_id: Choice(one.account_id, one.name, one.kind.value) for one in around}
    above = [
        one
        for person in around
        if person.kind is not LinkKind.IRO
        for one in managers_above(person.account_id)
    ]
    here = _still_here(above, on)
    names = names_of(here)
    for one in above:
        if one in here:
            found.setdefault(one, Choice(one, names[one], "manager"))
    if but:
        found.pop(but, None)
    return list(found.values())


def managers_for(young_person_id: UUID, on: date, *, but: UUID) -> list[Choice]:
    """Who a formal stage may go to: the managers above the social worker, the nearest first."""
    return [one for one in whom_to_ask(young_person_id, on, but=but) if one.kind == "manager"]


def _still_here(account_ids: Sequence[UUID], on: date) -> set[UUID]:
    return set(
        db.session.scalars(sa.select(Account.id).where(Account.id.in_(account_ids), has_role(on, *COUNCIL)))
    )


def team_of(account_id: UUID, on: date) -> UUID | None:
    """The manager whose team is challenged: of whom it goes to, or themselves where they manage."""
    is_manager = db.session.scalar(
        sa.select(Account.id).where(Account.id == account_id, has_role(on, Role.MANAGER))
    )
    return account_id if is_manager else manager_of(account_id)


def names_about(young_person_id: UUID, on: date) -> list[str]:
    """Names that must not stand in a report: the child's, and of those around them."""
    person = people.get(young_person_id)
    own = [person.full_name, person.called] if person else []
    return [name for name in (*own, *(one.name for one in people_around(young_person_id, on))) if name]
