"""The list of complaints: for a complaints manager all that may reach them, for others what is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.complaints.models import Complaint, ComplaintPart, Remedy
from portal.complaints.queries.apart import shut_to
from portal.complaints.rules import Part, State
from portal.complaints.rules.desk import PER_PAGE, SOON_DAYS, Light, Wanted
from portal.complaints.rules.handling import is_over_for
from portal.people import queries as people
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.vault import keys

MOST_FOUND = 500
_ONLY_WHILE_OPEN = [part for part in Part if is_over_for(part, State.ANSWERED)]


@dataclass(frozen=True)
class Line:
    """One complaint of the list."""

    row: Complaint
    name: str
    having: list[str]  # who works on it now

    def is_late(self, today: date) -> bool:
        return self.row.due_on is not None and self.row.due_on < today


@dataclass(frozen=True)
class RemedyLine:
    row: Remedy
    reference: str


def listed(viewer: Viewer, wanted: Wanted, on: date, number: int) -> tuple[list[Line], int]:
    """One page of it, what is late on top, then by its day; and how many there are."""
    ids = _theirs(viewer, on)
    where = [Complaint.id.in_(ids), *_conditions(wanted, on)]
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Complaint).where(*where)) or 0
    rows = db.session.scalars(
        sa.select(Complaint).where(*where).order_by(*_ORDER).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    ).all()
    return _lines(list(rows)), total


def everything(viewer: Viewer, wanted: Wanted, on: date) -> list[Line]:
    """The whole list, for a file."""
    where = [Complaint.id.in_(_theirs(viewer, on)), *_conditions(wanted, on)]
    return _lines(list(db.session.scalars(sa.select(Complaint).where(*where).order_by(*_ORDER))))


def found(viewer: Viewer, asked: str, on: date) -> list[Line]:
    """Complaints with this reference, or with each of these words in a name."""
    ids = _theirs(viewer, on)
    wanted = sa.select(Complaint).where(Complaint.id.in_(ids)).order_by(Complaint.received_at.desc())
    lines = _lines(list(db.session.scalars(wanted.limit(MOST_FOUND))))
    words = asked.casefold().split()
    return [one for one in lines if words and all(word in _searched(one) for word in words)]


def counts(viewer: Viewer, on: date) -> dict[Light, int]:
    """How many open ones are late, soon due, not acknowledged, nobody's."""
    ids = _theirs(viewer, on)
    return {
        light: db.session.scalar(
            sa.select(sa.func.count())
            .select_from(Complaint)
            .where(Complaint.id.in_(ids), *_conditions(Wanted(light=light), on))
        )
        or 0
        for light in Light
    }


def remedies_for(viewer: Viewer, on: date) -> list[RemedyLine]:
    """What they still have to do to put something right; not of a complaint that must not reach them."""
    mine = {viewer.account_id, *viewer.stands_in_for}
    rows = db.session.execute(
        sa.select(Remedy, Complaint.reference)
        .join(Complaint, Complaint.id == Remedy.complaint_id)
        .where(Remedy.owner_id.in_(mine), Remedy.done_on.is_(None))
        .order_by(Remedy.due_on)
    ).all()
    shut = shut_to(viewer.account_id, {row.complaint_id for row, _ in rows}, on)
    return [RemedyLine(row, reference) for row, reference in rows if row.complaint_id not in shut]


def _searched(line: Line) -> str:
    row = line.row
    return f"{line.name} {row.child_name} {row.reference} {row.reference.replace('-', '')}".casefold()


def _theirs(viewer: Viewer, on: date) -> set[UUID]:
    if Role.COMPLAINTS_MANAGER in viewer.roles:
        ids = set(db.session.scalars(sa.select(Complaint.id)))
    else:
        mine = {viewer.account_id, *viewer.stands_in_for}
        ids = set(
            db.session.scalars(
                sa.select(ComplaintPart.complaint_id)
                .join(Complaint, Complaint.id == ComplaintPart.complaint_id)
                .where(
                    ComplaintPart.account_id.in_(mine),
                    ComplaintPart.ended_at.is_(None),
                    sa.or_(Complaint.state == State.OPEN, ComplaintPart.part.not_in(_ONLY_WHILE_OPEN)),
                )
            )
        )
    return ids - shut_to(viewer.account_id, ids, on)


_ORDER = (
    Complaint.due_on.is_(None),
    Complaint.due_on,
    Complaint.received_at.desc(),
    Complaint.id,
)


def _conditions(wanted: Wanted, on: date) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.state is not None:
        found.append(Complaint.state == wanted.state)
    if wanted.stage is not None:
        found.append(Complaint.stage == wanted.stage)
    if wanted.track is not None:
        found.append(Complaint.track == wanted.track)
    if wanted.light is not None:
        found.append(_of_light(wanted.light, on))
    return found


def _of_light(light: Light, on: date) -> sa.ColumnElement[bool]:
    if light is Light.LATE:
        return Complaint.due_on < on
    if light is Light.SOON:
        return Complaint.due_on.between(on, on + timedelta(days=SOON_DAYS))
    if light is Light.UNSEEN:
        return sa.and_(Complaint.acknowledged_on.is_(None), Complaint.state == State.OPEN)
    having = sa.select(ComplaintPart.id).where(
        ComplaintPart.complaint_id == Complaint.id,
        ComplaintPart.ended_at.is_(None),
        ComplaintPart.done_at.is_(None),
    )
    return sa.and_(Complaint.state == State.OPEN, ~having.correlate(Complaint).exists())


def _lines(rows: list[Complaint]) -> list[Line]:
    young = people.several(one.young_person_id for one in rows if one.young_person_id)
    keys.preload([one.id for one in rows])
    having: dict[UUID, list[UUID]] = {}
    for complaint_id, account_id in db.session.execute(
        sa.select(ComplaintPart.complaint_id, ComplaintPart.account_id)
        .where(ComplaintPart.complaint_id.in_([one.id for one in rows]), ComplaintPart.ended_at.is_(None))
        .order_by(ComplaintPart.at)
    ):
        having.setdefault(complaint_id, []).append(account_id)
    names = names_of({one for ids in having.values() for one in ids})
    return [
        Line(
            row,
            young[row.young_person_id].name if row.young_person_id else row.name,
            [names[one] for one in dict.fromkeys(having.get(row.id, [])) if one in names],
        )
        for row in rows
    ]
