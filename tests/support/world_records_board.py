"""The officer's side in the small council: a search log, a calendar address, a quarter that was counted."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from portal import db
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.policy.roles import Role
from portal.records.commands import finding
from portal.records.commands.calendar import make_address
from portal.records.models import RecordsQuarter, RecordsRequest
from portal.records.rules import Found, SearchPlace
from portal.records.rules.feelings import Felt, FeltQuestion
from portal.records.rules.figures import Counted, printed
from portal.records.rules.finding import Looked
from tests.support.world_records import LONDON

if TYPE_CHECKING:
    from tests.support.world import World

LOST = "It was last seen in 2004 in box 12. We looked in the boxes beside it."
COUNTED = Counted(
    received=31,
    given=24,
    refused=1,
    on_time=18,
    late=7,
    days=[12, 20, 25, 30, 30, 31, 94],
    open_ages=[3, 8, 9, 20, 22, 30, 41],
    late_reasons={"archive": 6, "our_mistake": 1},
    covered={"somebody_else": 9},
    pages=12_345,
    wanted_company=8,
    had_company=6,
    felt={question.value: {felt.value: 6 for felt in Felt} for question in FeltQuestion},
)


def build(world: World) -> None:
    """After `world_records.build`: one search that waits and was chased, one that found nothing but a gap."""
    now, today, officer = clock.now(), clock.today(LONDON), world[Role.RECORDS_OFFICER]
    with db.transaction() as session:
        request = session.get_one(RecordsRequest, world.ids["request_id"])
        by = {"by": officer.id, "now": now, "today": today}
        waits = Looked(SearchPlace.ARCHIVE, today, where="County archive", asked="Ms Box", years_from=2010)
        lost = Looked(SearchPlace.PAPER_STORE, today, Found.MISSING, statement=LOST, years_until=2009)
        search = finding.log_search(request, waits, send_once=uuid.uuid4(), **by)
        finding.chase(request, search, seen=0, **by)
        finding.log_search(request, lost, send_once=uuid.uuid4(), **by)
        world.ids |= {"search_id": search.id, "token": make_address(officer.id, now=now)}
        session.add(
            RecordsQuarter(
                first_on=date(2026, 1, 1),
                last_on=date(2026, 3, 31),
                counted_at=now,
                printed=printed(COUNTED, Period(date(2026, 1, 1), date(2026, 3, 31))),
            )
        )
