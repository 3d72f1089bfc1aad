"""Somebody asks for records: taking it in, however it came, and knowing that whoever wrote can be reached."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.advocacy.commands import offers
from portal.advocacy.rules import Point
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.records.commands.board import write_names
from portal.records.commands.clock import settle
from portal.records.commands.happenings import happen, write_down
from portal.records.commands.writing import tell_officer
from portal.records.models import RecordsRequest
from portal.records.queries.requests import KIND
from portal.records.queries.theirs import hides_from_them
from portal.records.rules import Asker, Came, EventKind, Format, Scope, State
from portal.records.rules.reasons import UNPROVEN
from portal.records.rules.receiving import why_not_born, why_not_receive, why_not_years
from portal.vault import keys


@dataclass(frozen=True)
class Asked:
    """What somebody asks for. Only how and when it came is compulsory."""

    came: Came
    received_on: date
    asker: Asker = Asker.SELF
    name: str = ""
    other_names: str = ""
    born_on: date | None = None
    asker_name: str = ""
    email: str = ""
    phone: str = ""
    post: str = ""
    words: str = ""
    anything: str = ""
    scopes: Sequence[Scope] = ()
    years_from: int | None = None
    years_until: int | None = None
    formats: Sequence[Format] = ()
    wants_company: bool | None = None
    wants_trigger_notes: bool = False
    wants_ring_after: bool = False
    language: str = "en"
    apart_from_id: UUID | None = None


def receive(
    asked: Asked,
    *,
    send_once: UUID,
    by: UUID | None,
    now: datetime,
    today: date,
    young_person_id: UUID | None = None,
    is_proven: bool = True,
) -> RecordsRequest:
    """Take it in: its key, its first event, its clock from the day it reached anyone. Sent twice it is one.

    Raises Refused for a day that cannot be."""
    before = _sent_before(asked.came, send_once)
    if before and not _is_same(before, asked):
        # Somebody else, on the same device: their own request, however often this is sent.
        send_once = _other_form(send_once, asked)
        before = _sent_before(asked.came, send_once)
    if before:
        return before
    born_on = asked.born_on or _known_birthday(young_person_id)
    why_not = why_not_born(born_on, today) or why_not_receive(asked.received_on, born_on, today)
    if why := why_not or why_not_years(asked.years_from, asked.years_until):
        raise Refused(why)
    try:
        with db.session.begin_nested():
            request = _row(asked, send_once, by, now)
            request.young_person_id = young_person_id
            _seal(request, asked, born_on)
            db.session.add(request)
            db.session.flush()
    except IntegrityError:  # the same form, sent twice at the same moment
        if before := _sent_before(asked.came, send_once):
            return before
        raise
    write_names(request)
    reason = "" if is_proven else UNPROVEN
    write_down(
        request, EventKind.RECEIVED, asked.received_on, send_once=send_once, by=by, now=now, reason=reason
    )
    settle(request, by=by, why="received")
    audit.record(
        "records: received",
        by=by,
        young_person_id=young_person_id,
        subject=(KIND, request.id),
        safety=hides_from_them(request),
    )
    if young_person_id and not hides_from_them(request):
        offers.offer(young_person_id, Point.RECORDS, request.id, now=now)
    if is_proven:
        tell_officer(request, NoticeKind.RECORDS_ASKED, today)
    return request


def prove(request: RecordsRequest, *, send_once: UUID, by: UUID | None, now: datetime, today: date) -> None:
    """Whoever wrote can be reached there: it goes on the board. Its clock has run all the while. Done twice
    it is the same."""
    if request.state is not State.UNPROVEN:
        return
    happen(request, EventKind.PROVEN, today, send_once=send_once, by=by, now=now, today=today)
    tell_officer(request, NoticeKind.RECORDS_ASKED, today)


def change_wishes(
    request: RecordsRequest,
    *,
    by: UUID | None,
    now: datetime,
    formats: Sequence[Format] | None = None,
    wants_company: bool | None = None,
    wants_trigger_notes: bool | None = None,
    wants_ring_after: bool | None = None,
    email: str | None = None,
    phone: str | None = None,
    post: str | None = None,
    anything: str | None = None,
) -> None:
    """How they would like it, and where they can be reached. None leaves a thing as it is."""
    said = {
        "formats": None if formats is None else [one.value for one in formats],
        "wants_company": wants_company,
        "wants_trigger_notes": wants_trigger_notes,
        "wants_ring_after": wants_ring_after,
        "email": email,
        "phone": phone,
        "post": post,
        "anything": anything,
    }
    changed = {name: value for name, value in said.items() if value is not None}
    changed = {name: value for name, value in changed.items() if getattr(request, name) != value}
    for name, value in changed.items():
        setattr(request, name, value)
    if changed:
        db.session.flush()
        audit.record(
            "records: wishes changed",
            by=by,
            young_person_id=request.young_person_id,
            safety=hides_from_them(request),
            subject=(KIND, request.id),
        )


def _row(asked: Asked, send_once: UUID, by: UUID | None, now: datetime) -> RecordsRequest:
    request = RecordsRequest(
        id=uuid.uuid4(),
        send_once=send_once,
        reference=_new_reference(),
        came=asked.came,
        asker=asked.asker,
        recorded_by_id=None if asked.came in (Came.OWN_PAGE, Came.PUBLIC_PAGE) else by,
        made_at=now,
        received_on=asked.received_on,
        scopes=[one.value for one in asked.scopes],
        years_from=asked.years_from,
        years_until=asked.years_until,
        formats=[one.value for one in asked.formats],
        wants_company=asked.wants_company,
        wants_trigger_notes=asked.wants_trigger_notes,
        wants_ring_after=asked.wants_ring_after,
        language=asked.language,
        apart_from_id=asked.apart_from_id,
    )
    keys.make_for(request.id)
    return request


def _seal(request: RecordsRequest, asked: Asked, born_on: date | None) -> None:
    person = people.get(request.young_person_id) if request.young_person_id else None
    request.name = asked.name or (person.name if person else "")
    request.other_names, request.asker_name = asked.other_names, asked.asker_name
    request.born_on_text = born_on.isoformat() if born_on else ""
    request.email, request.phone, request.post = asked.email, asked.phone, asked.post
    request.words, request.anything = asked.words, asked.anything


def _known_birthday(young_person_id: UUID | None) -> date | None:
    person = people.get(young_person_id) if young_person_id else None
    return person.born_on if person else None


def _sent_before(came: Came, send_once: UUID) -> RecordsRequest | None:
    return db.session.scalars(
        sa.select(RecordsRequest).where(RecordsRequest.came == came, RecordsRequest.send_once == send_once)
    ).one_or_none()


def _is_same(before: RecordsRequest, asked: Asked) -> bool:
    """Whether a form that comes again says the same. On their own page there is only one who can send it."""
    if asked.came is Came.OWN_PAGE:
        return True
    names = ["name", "asker_name", "words"]
    if before.state is State.UNPROVEN:  # nobody can have changed how they are reached
        names += ["email", "phone", "post"]
    return all(getattr(before, name) == getattr(asked, name) for name in names)


def _other_form(send_once: UUID, asked: Asked) -> UUID:
    said = (asked.name, asked.asker_name, asked.words, asked.email, asked.phone, asked.post)
    return UUID(bytes=keys.blind("records form", f"{send_once} {said}")[:16])


def _new_reference() -> str:
    """Eight digits, easy to say on the phone, that say nothing of how many there are."""
    while True:
        number = secrets.randbelow(10**8)
        reference = f"R-{number // 10**4:04}-{number % 10**4:04}"
        taken = sa.select(RecordsRequest.id).where(RecordsRequest.reference == reference)
        if db.session.scalar(taken) is None:
            return reference
