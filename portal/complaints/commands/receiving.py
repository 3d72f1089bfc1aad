"""A complaint is taken in, however it came; a thank-you is taken in."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.accounts.queries.around import names_of, with_role
from portal.advocacy.commands import offers
from portal.audit import commands as audit
from portal.complaints.commands import clocks
from portal.complaints.commands.concerning import concern
from portal.complaints.commands.happening import happen
from portal.complaints.commands.telling import tell_if_nobody
from portal.complaints.models import Complaint, Compliment
from portal.complaints.queries.apart import free_of
from portal.complaints.rules import BY_STAFF, Came, Complainer, EventKind, Track
from portal.complaints.rules.handling import ROLES
from portal.complaints.rules.receiving import named_in, why_not_receive
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.people.queries import zone
from portal.policy.roles import Role
from portal.vault import keys

_HANDLES = frozenset({Role.COMPLAINTS_MANAGER, *ROLES.values()})


@dataclass(frozen=True)
class NewComplaint:
    """What somebody complains about. Only the words are compulsory, and not even those where a voice note or
    a drawing came with the statement.

    `statement_id`: the young person's own words, kept as a statement the duty desk reads. `concerned`:
    accounts it is about. `came_from_id`: the answer, agreed action or nameless talk it grew out of."""

    came: Came
    send_once: UUID
    words: str
    wish: str = ""
    about: str = ""
    complainer: Complainer = Complainer.YOUNG_PERSON
    young_person_id: UUID | None = None
    child_id: UUID | None = None
    account_id: UUID | None = None
    statement_id: UUID | None = None
    came_from_id: UUID | None = None
    concerned: Collection[UUID] = ()
    name: str = ""
    reach: str = ""
    child_name: str = ""
    wants_advocate: bool | None = None
    track: Track = Track.STATUTORY
    received_on: date | None = None  # None: today
    language: str = "en"


def receive(
    new: NewComplaint, *, by: UUID | None, now: datetime, today: date | None = None, outside_days: int = 20
) -> Complaint:
    """Take it in: kept, its clock begun on the day it reached anyone, acknowledged, an advocate offered,
    those who look after complaints told. Sent twice it is one; with other words it is another, also where a
    form was gone back to on a device that others use. `outside_days`: the council's promise for what
    is not under the Regulations (settings). Raises Refused."""
    if before := _sent_before(new):
        if _says_the_same(before, new):
            return before
        new = replace(new, send_once=uuid.uuid5(new.send_once, _said(new)))
        if before := _sent_before(new):
            return before
    today = today or now.astimezone(zone()).date()
    received_on = new.received_on or today
    if why := why_not_receive(new.words, received_on, today, has_more=new.statement_id is not None):
        raise Refused(why)
    try:
        with db.session.begin_nested():
            complaint = _row(new, received_on, by, now)
    except IntegrityError:  # the same form, sent twice at the same moment
        if before := _sent_before(new):
            return before
        raise
    once = complaint.send_once
    happen(complaint, EventKind.RECEIVED, received_on, send_once=once, by=by)
    concern(complaint, {*new.concerned, *_named(new, today)}, by=by)
    clocks.start_first(complaint, by=by, outside_days=outside_days)
    if new.came not in BY_STAFF:
        # Their page says the same day that it arrived and by when it is answered.
        complaint.acknowledged_on = today
        happen(complaint, EventKind.ACKNOWLEDGED, today, send_once=uuid.uuid5(once, "seen"), by=None)
    _offer_advocate(complaint, now)
    tell_those_who_look_after(complaint, today)
    db.session.flush()
    return complaint


def tell_those_who_look_after(complaint: Complaint, today: date) -> None:
    """Complaints managers it may reach; nobody of them may: an administrator arranges who does."""
    for account_id in free_of(complaint, today, Role.COMPLAINTS_MANAGER):
        notices.notify(account_id, NoticeKind.COMPLAINT_CAME, complaint.id)
    tell_if_nobody(complaint, today)


@dataclass(frozen=True)
class NewCompliment:
    """A thank-you. `about_id`: the account it thanks, where that is known."""

    came: Came
    send_once: UUID
    words: str
    complainer: Complainer
    young_person_id: UUID | None = None
    statement_id: UUID | None = None
    about_id: UUID | None = None
    about: str = ""
    name: str = ""
    received_on: date | None = None


def receive_compliment(
    new: NewCompliment, *, by: UUID | None, now: datetime, today: date | None = None
) -> Compliment:
    """Take it in. Passed on once somebody has read it. Sent twice it is one. Raises Refused."""
    found = sa.select(Compliment).where(Compliment.came == new.came, Compliment.send_once == new.send_once)
    if before := db.session.scalars(found).one_or_none():
        return before
    today = today or now.astimezone(zone()).date()
    received_on = new.received_on or today
    if why := why_not_receive(new.words, received_on, today, has_more=new.statement_id is not None):
        raise Refused(why)
    row = Compliment(
        send_once=new.send_once,
        came=new.came,
        complainer=new.complainer,
        young_person_id=new.young_person_id,
        statement_id=new.statement_id,
        about_id=new.about_id,
        received_on=received_on,
        at=now,
        recorded_by_id=by if new.came in BY_STAFF else None,
    )
    row.words, row.about, row.name = new.words, new.about, new.name
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return db.session.scalars(found).one()
    audit.record(
        "complaints: compliment", by=by, young_person_id=new.young_person_id, subject=("compliment", row.id)
    )
    return row


def _row(new: NewComplaint, received_on: date, by: UUID | None, now: datetime) -> Complaint:
    row = Complaint(
        id=uuid.uuid4(),
        send_once=new.send_once,
        reference=_new_reference(),
        came=new.came,
        complainer=new.complainer,
        track=new.track,
        young_person_id=new.young_person_id,
        child_id=new.child_id,
        account_id=new.account_id,
        statement_id=new.statement_id,
        came_from_id=new.came_from_id,
        recorded_by_id=by if new.came in BY_STAFF else None,
        received_at=now,
        received_on=received_on,
        wants_advocate=new.wants_advocate,
        language=new.language,
        changed_at=now,
    )
    keys.make_for(row.id)
    row.words, row.wish, row.about = new.words, new.wish, new.about
    row.name, row.reach, row.child_name = new.name, new.reach, new.child_name
    db.session.add(row)
    db.session.flush()
    return row


def _offer_advocate(complaint: Complaint, now: datetime) -> None:
    """Whoever complains about care has a right to an advocate (CA 1989 s26A): offered at once."""
    if complaint.young_person_id:
        offers.offer(complaint.young_person_id, "complaint", complaint.id, by=None, now=now)


def _named(new: NewComplaint, on: date) -> set[UUID]:
    """Of those who could get it to handle, whoever it names: they do not meet it until somebody else has
    looked, and taken the mark off where it is only that they helped."""
    handlers = names_of({one for role in _HANDLES for one in with_role(role, on)})
    return named_in(f"{new.words}\n{new.wish}", new.about, handlers)


def _says_the_same(before: Complaint, new: NewComplaint) -> bool:
    """What was typed on a form can be typed in again; a statement or a talk is itself whatever it says."""
    if new.came is not Came.FAMILY_PAGE and new.came not in BY_STAFF:
        return True
    return _said(before) == _said(new)


def _said(one: NewComplaint | Complaint) -> str:
    parts = (one.words, one.wish, one.about, one.name, one.reach, one.child_name)
    return "\n".join(" ".join((part or "").split()) for part in parts)


def _sent_before(new: NewComplaint) -> Complaint | None:
    same = sa.and_(Complaint.came == new.came, Complaint.send_once == new.send_once)
    if new.statement_id:
        same = sa.or_(same, Complaint.statement_id == new.statement_id)
    return db.session.scalars(sa.select(Complaint).where(same)).first()


def _new_reference() -> str:
    """Eight digits, easy to say on the phone, that say nothing of how many there are."""
    while True:
        number = secrets.randbelow(10**8)
        reference = f"C-{number // 10**4:04}-{number % 10**4:04}"
        if db.session.scalar(sa.select(Complaint.id).where(Complaint.reference == reference)) is None:
            return reference
