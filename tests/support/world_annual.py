"""Annual reports of the small council: one that everybody may read, one that is only written.

Its papers are years old: what else there is of papers does not depend on them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portal import db
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.panels.commands import annual, packs, packs_signing
from portal.panels.rules.annual import year_of
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.papers import Panel, today

if TYPE_CHECKING:
    from tests.support.world import World


def build(make: Make, world: World) -> None:
    """Before other papers are in the making: they reckon with everything that was printed."""
    support, officer = world[Role.PANEL_SUPPORT], world[Role.MANAGER]
    now, year = clock.now(), year_of(today()) - 3
    panel = Panel(make, world[Role.PANEL_MEMBER], support, world[Role.READER])
    autumns = [Period(date(each, 10, 1), date(each, 12, 20)) for each in (year, year + 1)]
    printed = [panel.published(panel.meeting(autumn)) for autumn in autumns]
    with db.transaction():
        packs.open_to_all(printed[0], by=support.id, now=now)
        reports = [annual.make(each, by=support.id, today=today(), now=now) for each in (year, year + 1)]
        for report in reports:
            annual.save_words(report, "a year of many moves.", "fewer moves.", by=support.id, now=now)
    with db.transaction():
        annual.ask_sign_off(reports[0], officer.id, by=support.id, today=today(), now=now)
        packs_signing.give(reports[0], by=officer.id, now=now, kind=annual.KIND)
    with db.transaction():
        annual.publish(reports[0], is_public=True, by=support.id, today=today(), now=now)
        world.ids |= {"annual_id": reports[0], "year": str(year), "ending": "html"}
