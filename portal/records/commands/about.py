"""Putting right what is known of whoever asked: their names, how to reach them, who is beside them."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.records.commands.clock import settle
from portal.records.commands.happenings import correct, lock
from portal.records.commands.new_email import forget_new_email
from portal.records.models import RecordsRequest
from portal.records.queries.apart import supporters
from portal.records.queries.history import events_of
from portal.records.queries.requests import KIND, halves_of
from portal.records.queries.theirs import hides_from_them
from portal.records.rules import Asker, Came, EventKind, Format
from portal.records.rules.life import WhyNot


def put_right(
    request: RecordsRequest,
    *,
    by: UUID,
    now: datetime,
    today: date,
    born_on: date | None,
    formats: list[Format],
    wants_company: bool | None,
    support_id: UUID | None,
    **texts: str,
) -> None:
    """All that the form held, emptied too. `texts`: name, other_names, asker_name, email, phone, post,
    anything. Raises Refused for a named person who may not be beside them."""
    lock(request)
    if support_id is not None and support_id not in supporters(request, today):
        raise Refused(WhyNot.NOT_AN_OFFICER)
    request.born_on_text = born_on.isoformat() if born_on else ""
    request.formats = [one.value for one in formats]
    request.wants_company, request.support_id = wants_company, support_id
    if texts.get("email", "").strip() != request.email:
        forget_new_email(request, now=now)  # whoever put it right knows better
    for name, text in texts.items():
        setattr(request, name, text.strip())
    db.session.flush()
    audit.record(
        "records: put right who asked",
        by=by,
        young_person_id=request.young_person_id,
        safety=hides_from_them(request),
        subject=(KIND, request.id),
    )


def say_who_asks(
    request: RecordsRequest, asker: Asker | None, *, send_once: UUID, by: UUID, now: datetime, today: date
) -> None:
    """Somebody else asks than was thought: what was decided about them is decided anew, and stays in the
    history. None leaves it. Raises Refused once something was given, or while it is merged."""
    lock(request)
    if asker in (None, request.asker) or request.came is Came.OWN_PAGE:
        return
    if request.merged_into_id or halves_of(request.id):
        raise Refused(WhyNot.NOT_THE_SAME_PERSON)
    why = f"{request.asker} → {asker}"
    for event in events_of(request.id):
        if event.kind is EventKind.WHO_DECIDED:
            again = uuid.uuid5(send_once, str(event.id))
            correct(
                request, event, on=event.on, words="", reason=event.reason, why=why,
                send_once=again, by=by, now=now, today=today, is_void=True,
            )  # fmt: skip
    request.asker = asker
    settle(request, by=by, why="who asks")
    audit.record(
        "records: somebody else asks",
        by=by,
        young_person_id=request.young_person_id,
        safety=hides_from_them(request),
        subject=(KIND, request.id),
    )


def set_wishes(request: RecordsRequest, *, notes: bool, ring_after: bool) -> None:
    """A note in front of hard parts, and a ring two weeks later."""
    request.wants_trigger_notes, request.wants_ring_after = notes, ring_after
    db.session.flush()
