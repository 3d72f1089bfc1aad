"""Whose records they are, two requests that are one, and the adoption file that is never mixed in."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.records.commands.clock import settle
from portal.records.commands.happenings import happen, lock
from portal.records.commands.receiving import Asked, receive
from portal.records.commands.writing import tell_officer
from portal.records.models import RecordsRequest
from portal.records.queries.apart import has_it
from portal.records.queries.requests import KIND, half_of, halves_of
from portal.records.queries.theirs import hides_from_them
from portal.records.rules import Came, EventKind, Format, Regime, Scope
from portal.records.rules.life import WhyNot
from portal.records.rules.merging import stays as which_stays
from portal.records.rules.merging import why_not_merge


def say_who(request: RecordsRequest, young_person_id: UUID, *, by: UUID, today: date | None = None) -> None:
    """A person has decided that the records are about this young person. Nothing here does so by itself."""
    person = people.get(young_person_id)
    if person is None or person.merged_into_id is not None:
        raise Refused(WhyNot.NOT_THE_SAME_PERSON)
    if request.young_person_id == young_person_id:
        return
    _refuse_merged(request)
    request.young_person_id = young_person_id
    settle(request, by=by, why="linked")
    audit.record(
        "records: linked",
        by=by,
        young_person_id=young_person_id,
        subject=(KIND, request.id),
        safety=hides_from_them(request),
    )
    if today and request.officer_id and not has_it(request, today):
        # It must not meet whoever had it: somebody else takes it.
        tell_officer(request, NoticeKind.RECORDS_ASKED, today)


def unsay_who(request: RecordsRequest, *, by: UUID) -> None:
    """It was the wrong young person."""
    was = request.young_person_id
    if was is None:
        return
    _refuse_merged(request)
    hides = hides_from_them(request)
    request.young_person_id = None
    settle(request, by=by, why="unlinked")
    audit.record("records: unlinked", by=by, young_person_id=was, subject=(KIND, request.id), safety=hides)


def _refuse_merged(request: RecordsRequest) -> None:
    """What is one is about one person: before that changes, they must come apart."""
    if request.merged_into_id or halves_of(request.id):
        raise Refused(WhyNot.NOT_THE_SAME_PERSON)


def merge(
    one: RecordsRequest, other: RecordsRequest, *, send_once: UUID, by: UUID, now: datetime, today: date
) -> RecordsRequest:
    """Two requests are one. The earlier day governs, so the later one goes into the earlier; the page of
    whoever sent that follows. Returns the one that goes on. Done twice it is the same."""
    # In one order for everybody, so that no two wait for each other. Only then is it known who was first.
    for half in sorted((one, other), key=lambda request: request.id):
        lock(half)
    if one.merged_into_id == other.id or other.merged_into_id == one.id:
        return other if one.merged_into_id else one
    if why := why_not_merge(half_of(one), half_of(other)):
        raise Refused(why)
    stays, goes = (one, other) if which_stays(half_of(one), half_of(other)).id == one.id else (other, one)
    with_other = uuid.uuid5(send_once, "took in")
    happen(
        stays,
        EventKind.TOOK_IN,
        today,
        send_once=with_other,
        by=by,
        now=now,
        today=today,
        other_id=goes.id,
    )
    goes.merged_into_id = stays.id
    happen(
        goes,
        EventKind.MERGED,
        today,
        send_once=send_once,
        by=by,
        now=now,
        today=today,
        other_id=stays.id,
    )
    return stays


def set_apart_adoption(
    request: RecordsRequest, *, send_once: UUID, by: UUID, now: datetime, today: date, words: str
) -> RecordsRequest:
    """The adoption file is asked for under rules of its own (ACA 2002 ss56-65): a request beside this one,
    without this clock. This one goes on for all other records, and keeps its clock."""
    beside = receive(
        _the_same(request), send_once=send_once, by=by, now=now, today=today, is_proven=True,
        young_person_id=request.young_person_id,
    )  # fmt: skip
    if beside.regime is not Regime.ADOPTION:
        beside.officer_id = request.officer_id
        happen(
            beside,
            EventKind.REGIME,
            max(today, request.received_on),
            send_once=uuid.uuid5(send_once, "regime"),
            by=by,
            now=now,
            today=today,
            reason=Regime.ADOPTION.value,
            words=words,
            other_id=request.id,
        )
    return beside


def _the_same(request: RecordsRequest) -> Asked:
    born = request.born_on_text
    return Asked(
        came=Came(request.came),
        received_on=request.received_on,
        asker=request.asker,
        name=request.name,
        other_names=request.other_names,
        born_on=date.fromisoformat(born) if born else None,
        asker_name=request.asker_name,
        email=request.email,
        phone=request.phone,
        post=request.post,
        words=request.words,
        anything=request.anything,
        scopes=[Scope(one) for one in request.scopes],
        years_from=request.years_from,
        years_until=request.years_until,
        formats=[Format(one) for one in request.formats],
        wants_company=request.wants_company,
        wants_trigger_notes=request.wants_trigger_notes,
        wants_ring_after=request.wants_ring_after,
        language=request.language,
        apart_from_id=request.id,
    )
