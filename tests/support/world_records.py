"""Requests for records: made by the same commands as the product's, each in a transaction of its own; and in
the small council one in each state, so that every page has something to show."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.commands import happenings, merging, officers, receiving
from portal.records.commands.receiving import Asked
from portal.records.models import RecordsRequest, RequestEvent
from portal.records.queries.theirs import is_doubted
from portal.records.rules import Asker, Came, EventKind
from tests.support.rows import keep

if TYPE_CHECKING:
    from tests.support.world import World

LONDON = ZoneInfo("Europe/London")
K = EventKind


def make_request(
    *,
    person: YoungPerson | None = None,
    officer: Account | None = None,
    came: Came | None = None,
    asker: Asker = Asker.SELF,
    received_on: date | None = None,
    name: str = "Robin Hale",
    is_proven: bool = True,
    is_weighed: bool = False,
    **asked: Any,
) -> RecordsRequest:
    """Somebody asked ten days ago, unless said otherwise; with `officer`, who has it. A young person asks on
    their own page, anybody else by letter. With `is_weighed` there is no doubt who they are."""
    said = Asked(
        came=came or (Came.OWN_PAGE if person and asker is Asker.SELF else Came.LETTER),
        received_on=received_on or clock.today(LONDON) - timedelta(days=10),
        asker=asker,
        name=name,
        **asked,
    )
    with db.transaction() as session:
        request = _received(said, person, is_proven=is_proven)
        if officer:
            _taken_on(request, officer)
        if is_weighed:
            _weighed(request, None, officer.id if officer else None)
        return keep(session, request)


def make_event(
    request: RecordsRequest,
    kind: EventKind,
    on: date | None = None,
    *,
    words: str = "",
    reason: str = "",
    by: Account | None = None,
    other_id: UUID | None = None,
    is_weighed: bool = True,
) -> RequestEvent:
    """Something happened to it, today unless said otherwise. Before it is given somebody weighed who asks,
    unless it is said that nobody did."""
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, request.id)
        by_id = by.id if by else None
        if kind in (K.GIVEN, K.PART_GIVEN) and is_weighed:
            _weighed(row, on, by_id)
        return keep(
            session, _happened(row, kind, on, words=words, reason=reason, by=by_id, other_id=other_id)
        )


def read_again(request: RecordsRequest) -> RecordsRequest:
    """The request as it is now."""
    with db.transaction() as session:
        return keep(session, session.get_one(RecordsRequest, request.id))


def build(world: World) -> None:
    """One that waits for an answer, from the young person's own page, with a second one merged into it; one
    from outside that is not proven; one given late; a parent's, refused; an adoption file set apart and
    withdrawn. Few are open: a crawl opens every page of each."""
    officer, today = world[Role.RECORDS_OFFICER], clock.today(LONDON)
    with db.transaction():
        theirs = _received(_asked(Came.OWN_PAGE, today - timedelta(days=9)), world.young)
        _taken_on(theirs, officer)
        asked = {"reason": "which_time", "words": "Which years do you mean?", "by": officer.id}
        event = _happened(theirs, K.CLARIFICATION_ASKED, today - timedelta(days=2), **asked)
        world.ids |= {"request_id": theirs.id, "event_id": event.id, "kind": K.STAGE, "question": "doubt"}
        twice = _received(_asked(Came.LETTER, today - timedelta(days=4)), world.young)
        merging.merge(theirs, twice, send_once=uuid.uuid4(), by=officer.id, now=clock.now(), today=today)
        _received(_asked(Came.PUBLIC_PAGE, today - timedelta(days=6)), None, is_proven=False)
        late = _received(_asked(Came.LETTER, today - timedelta(days=60)), None)
        _happened(late, K.LATE_REASON, reason="archive", words="The archive took weeks.", by=officer.id)
        _weighed(late, None, officer.id)
        _happened(late, K.GIVEN, by=officer.id)
        parents = _received(_asked(Came.VOICE, today, asker=Asker.PARENT, asker_name="Pat Vale"), world.young)
        beside = merging.set_apart_adoption(
            parents, send_once=uuid.uuid4(), by=officer.id, now=clock.now(), today=today, words="Of 2014"
        )
        _happened(beside, K.WITHDRAWN, reason="asked", by=officer.id)
        refused = {"reason": "not_entitled", "words": "It would not be in Sam's interest."}
        _happened(parents, K.REFUSED, by=officer.id, **refused)


def _weighed(request: RecordsRequest, on: date | None, by_id: UUID | None) -> None:
    if is_doubted(request):
        _happened(request, K.WHO_DECIDED, on, reason="doubt:no", words="We know them", by=by_id)


def _asked(came: Came, on: date, **asked: Any) -> Asked:
    return Asked(came=came, received_on=on, name="Robin Hale", words="Why did I move?", **asked)


def _received(said: Asked, person: YoungPerson | None, *, is_proven: bool = True) -> RecordsRequest:
    return receiving.receive(
        said,
        send_once=uuid.uuid4(),
        by=None,
        now=clock.now(),
        today=clock.today(LONDON),
        young_person_id=person.id if person else None,
        is_proven=is_proven,
    )


def _taken_on(request: RecordsRequest, officer: Account) -> None:
    officers.hand_to(
        request,
        officer.id,
        send_once=uuid.uuid4(),
        by=officer.id,
        now=clock.now(),
        today=clock.today(LONDON),
    )


def _happened(request: RecordsRequest, kind: EventKind, on: date | None = None, **said: Any) -> RequestEvent:
    today = clock.today(LONDON)
    return happenings.happen(
        request, kind, on or today, send_once=uuid.uuid4(), now=clock.now(), today=today, **said
    )
