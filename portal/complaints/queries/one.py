"""One complaint: for whoever complained, and for whoever works on it; and all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.complaints.models import (
    Complaint,
    ComplaintEvent,
    ComplaintFinding,
    ComplaintLetter,
    ComplaintPart,
    ComplaintPoint,
    Remedy,
)
from portal.complaints.queries.apart import is_shut_to
from portal.complaints.rules import Part
from portal.complaints.rules.clocks import CLOCKS
from portal.complaints.rules.handling import is_over_for
from portal.deadlines.models import Deadline
from portal.people.queries import today
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer

KIND = "complaint"
_RELATIONS = {
    Part.ANSWERER: Relation.ANSWERER,
    Part.INVESTIGATOR: Relation.INVESTIGATES,
    Part.INDEPENDENT: Relation.GOES_ALONG,
    Part.DECIDER: Relation.DECIDES,
}


def get(complaint_id: UUID) -> Complaint | None:
    """The complaint, or None."""
    return db.session.get(Complaint, complaint_id)


def own_complaint(viewer: Viewer, own_complaint_id: UUID) -> Subject | None:
    """A young person's own complaint. Not while their past is shut."""
    row = get(own_complaint_id)
    if row is None or viewer.young_person_id is None or viewer.past_is_shut:
        return None
    if row.young_person_id != viewer.young_person_id:
        return None
    return Subject(row, row.young_person_id, frozenset({Relation.OWN}), KIND, row.id)


def staff_complaint(viewer: Viewer, complaint_id: UUID) -> Subject | None:
    """One for those who work on it, and how the viewer stands to it."""
    row = get(complaint_id)
    if row is None:
        return None
    child_id = row.young_person_id or row.child_id
    return Subject(row, child_id, relations_to(viewer, row), KIND, row.id)


def relations_to(viewer: Viewer, row: Complaint) -> frozenset[Relation]:
    """By the parts they have, or stand in for."""
    mine = {viewer.account_id, *viewer.stands_in_for}
    found = {
        _RELATIONS[part.part]
        for part in parts_of(row.id)
        if part.account_id in mine and not is_over_for(part.part, row.state)
    }
    if is_shut_to(viewer.account_id, row.id, today()):
        found.add(Relation.CONFLICTED)
    return frozenset(found)


def complaints_of(young_person_id: UUID) -> list[Complaint]:
    """A young person's own, the newest first."""
    return list(
        db.session.scalars(
            sa.select(Complaint)
            .where(Complaint.young_person_id == young_person_id)
            .order_by(Complaint.received_at.desc())
        )
    )


def events_of(complaint_id: UUID) -> list[ComplaintEvent]:
    """All that happened, in its order."""
    return _by_complaint(ComplaintEvent, complaint_id, ComplaintEvent.at, ComplaintEvent.id)


def their_events(complaint_id: UUID) -> list[ComplaintEvent]:
    """Of that, what whoever complained wrote, or is told."""
    return [one for one in events_of(complaint_id) if one.is_theirs]


def parts_of(complaint_id: UUID, *, ended_too: bool = False) -> list[ComplaintPart]:
    """Who does what with it now; `ended_too`: and who did."""
    found = _by_complaint(ComplaintPart, complaint_id, ComplaintPart.at, ComplaintPart.id)
    return [one for one in found if ended_too or one.ended_at is None]


def points_of(complaint_id: UUID) -> list[ComplaintPoint]:
    return _by_complaint(ComplaintPoint, complaint_id, ComplaintPoint.number)


def findings_of(complaint_id: UUID) -> list[ComplaintFinding]:
    return _by_complaint(ComplaintFinding, complaint_id, ComplaintFinding.stage, ComplaintFinding.at)


def letters_of(complaint_id: UUID, *, sent_only: bool = False) -> list[ComplaintLetter]:
    found = _by_complaint(ComplaintLetter, complaint_id, ComplaintLetter.stage)
    return [one for one in found if one.sent_at is not None or not sent_only]


def letter_of(complaint: Complaint) -> ComplaintLetter | None:
    """The letter of the stage it is at, sent or not."""
    return next((one for one in letters_of(complaint.id) if one.stage is complaint.stage), None)


def own_letter(viewer: Viewer, own_complaint_id: UUID, own_letter_id: UUID) -> Subject | None:
    """A letter that was sent to the young person who asks."""
    found = own_complaint(viewer, own_complaint_id)
    row = db.session.get(ComplaintLetter, own_letter_id)
    if found is None or row is None or row.complaint_id != own_complaint_id or row.sent_at is None:
        return None
    return Subject((found.thing, row), found.young_person_id, found.relations, KIND, own_complaint_id)


def remedies_of(complaint_id: UUID) -> list[Remedy]:
    return _by_complaint(Remedy, complaint_id, Remedy.due_on, Remedy.at)


def clocks_of(complaint_id: UUID) -> list[Deadline]:
    """Its clocks, those that ended too, in the order in which they began."""
    return list(
        db.session.scalars(
            sa.select(Deadline)
            .where(Deadline.about_id == complaint_id, Deadline.kind.in_([kind.value for kind in CLOCKS]))
            .order_by(Deadline.started_at, Deadline.kind, Deadline.round)
        )
    )


def remedy_subject(viewer: Viewer, remedy_id: UUID) -> Subject | None:
    """A remedy for whoever owns it, or looks after the complaint."""
    row = db.session.get(Remedy, remedy_id)
    complaint = get(row.complaint_id) if row else None
    if row is None or complaint is None:
        return None
    relations = set(relations_to(viewer, complaint)) & {Relation.CONFLICTED}
    if row.owner_id in {viewer.account_id, *viewer.stands_in_for}:
        relations.add(Relation.ANSWERER)
    child_id = complaint.young_person_id or complaint.child_id
    return Subject((complaint, row), child_id, frozenset(relations), KIND, complaint.id)


def _by_complaint(table: type[Any], complaint_id: UUID, *order: Any) -> list[Any]:
    rows: Sequence[Any] = db.session.scalars(
        sa.select(table).where(table.complaint_id == complaint_id).order_by(*order)
    ).all()
    return list(rows)
