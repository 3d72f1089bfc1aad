"""The panel's part of the small council: quotes, papers, challenges and outcomes in every state."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from portal.coding.rules import QuoteState
from portal.kit import clock
from portal.outcomes.rules import Did
from portal.policy.roles import Role
from tests.support import challenged, papers
from tests.support.did import outcome
from tests.support.factories import Make
from tests.support.quoted import made_quote

if TYPE_CHECKING:
    from tests.support.world import World


def build(make: Make, world: World) -> None:
    """Add it all, and the ids by which URLs name them."""
    reader, lead = world[Role.READER], world[Role.SAFETY_LEAD]
    states = {
        state: made_quote(
            make, world.young, f"words that are {state}", state=state, by=reader, prepared_by=lead
        )
        for state in QuoteState
    }
    member, support = world[Role.PANEL_MEMBER], world[Role.PANEL_SUPPORT]
    panel = papers.Panel(make, member, support, reader, [world.young, world.other])
    meeting_id = panel.published()
    panel.ready(panel.meeting(*_coming()))
    stored = papers.row(meeting_id)
    asked = challenged.Panel(make, member, support, world[Role.MANAGER], stored)
    asked.asked()
    asked.sent_back()
    asked.handed_on()
    challenge_id = asked.answered()
    officer, now = world[Role.MANAGER], clock.now()
    outcome(officer)
    told = outcome(officer, published_at=now - timedelta(days=1), all_from_on=now.date())
    outcome(officer, published_at=now - timedelta(days=2), state=Did.CANT, why="There is no money for it.")
    world.ids |= {
        "quote_id": states[QuoteState.ASKED].id,
        "meeting_id": meeting_id,
        "challenge_id": challenge_id,
        "outcome_id": told.id,
        "theme": "family_time",
    }


def _coming() -> tuple[papers.Period]:
    """The days between the published paper's period and today."""
    return (
        papers.Period(papers.last_quarter().last + timedelta(days=1), papers.today() - timedelta(days=1)),
    )
