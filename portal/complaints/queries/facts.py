"""All that the page of one complaint shows, in a fixed number of reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role, names_of, people_around
from portal.complaints.models import (
    Complaint,
    ComplaintEvent,
    ComplaintFinding,
    ComplaintLetter,
    ComplaintPart,
    ComplaintPoint,
    Remedy,
)
from portal.complaints.queries import one as queries
from portal.complaints.queries.apart import concerned_by, free_of
from portal.complaints.rules import Part
from portal.complaints.rules.handling import ROLES, STAGES
from portal.deadlines.models import Deadline
from portal.deadlines.queries import day_for
from portal.people import queries as people
from portal.policy.roles import Role

_MAY_BE_MEANT = (
    Role.SOCIAL_WORKER,
    Role.PERSONAL_ADVISER,
    Role.IRO,
    Role.MANAGER,
    Role.PARTICIPATION_WORKER,
    Role.FOSTER_CARER,
    Role.PARTNER,
    Role.COMPLAINTS_MANAGER,
)


@dataclass(frozen=True)
class Facts:
    """One complaint and what belongs to it."""

    row: Complaint
    name: str
    child: str  # the young person it is about, where somebody else complains
    events: list[ComplaintEvent]
    parts: list[ComplaintPart]
    points: list[ComplaintPoint]
    findings: list[ComplaintFinding]
    letters: list[ComplaintLetter]
    remedies: list[Remedy]
    clocks: list[Deadline]
    concerned: set[UUID]
    names: dict[UUID, str]

    def finding_of(self, point: ComplaintPoint) -> ComplaintFinding | None:
        """What was found of a point at the stage it is at."""
        mine = [one for one in self.findings if one.point_id == point.id]
        return next((one for one in mine if one.stage is self.row.stage), None)

    @property
    def letter(self) -> ComplaintLetter | None:
        return next((one for one in self.letters if one.stage is self.row.stage), None)


def facts_of(row: Complaint) -> Facts:
    """Everything of one complaint."""
    parts, events = queries.parts_of(row.id, ended_too=True), queries.events_of(row.id)
    remedies, letters = queries.remedies_of(row.id), queries.letters_of(row.id)
    concerned = concerned_by(row.id)
    who = {one.account_id for one in parts} | {one.by_id for one in events} | {one.other_id for one in events}
    who |= {one.owner_id for one in remedies} | {one.by_id for one in letters} | concerned
    who |= {row.recorded_by_id, row.account_id}
    young = people.several(one for one in (row.young_person_id, row.child_id) if one)
    mine = young.get(row.young_person_id) if row.young_person_id else None
    child = young.get(row.child_id) if row.child_id else None
    return Facts(
        row=row,
        name=mine.name if mine else row.name,
        child=child.name if child else "",
        events=events,
        parts=parts,
        points=queries.points_of(row.id),
        findings=queries.findings_of(row.id),
        letters=letters,
        remedies=remedies,
        clocks=queries.clocks_of(row.id),
        concerned=concerned,
        names=names_of({one for one in who if one}),
    )


def who_can(row: Complaint, on: date) -> dict[Part, list[tuple[UUID, str]]]:
    """For each part that belongs to the stage it is at: who may have it."""
    found = {part: free_of(row, on, ROLES[part]) for part in Part if row.stage in STAGES[part]}
    names = names_of({one for ids in found.values() for one in ids})
    return {
        part: sorted(((one, names[one]) for one in ids), key=lambda one: one[1])
        for part, ids in found.items()
    }


def who_owns(row: Complaint, on: date) -> list[tuple[UUID, str]]:
    """Who may be given something to put right."""
    roles = (Role.MANAGER, Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER, Role.IRO, Role.PARTICIPATION_WORKER)
    ids = free_of(row, on, *roles)
    return sorted(names_of(ids).items(), key=lambda one: one[1])


def who_is_meant(row: Complaint, on: date) -> list[tuple[UUID, str]]:
    """Whom a complaint can be about: those around the young person first, then the others."""
    child_id = row.young_person_id or row.child_id
    around = [one.account_id for one in people_around(child_id, on)] if child_id else []
    others = db.session.scalars(sa.select(Account.id).where(has_role(on, *_MAY_BE_MEANT))).all()
    ids = dict.fromkeys([*concerned_by(row.id), *around])
    names = names_of([*ids, *others])
    rest = sorted((one for one in others if one not in ids), key=lambda one: names[one])
    return [(one, names[one]) for one in [*ids, *rest] if one in names]


def is_older(row: Complaint) -> bool:
    """Whether what it is about is older than the twelve months of reg 9."""
    return row.happened_on is not None and day_for("complaint_limit", row.happened_on) < row.received_on
