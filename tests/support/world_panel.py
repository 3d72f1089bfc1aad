"""The panel's part of the small council: quotes, papers, challenges and outcomes in every state."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.coding.rules import QuoteState
from portal.kit import clock
from portal.outcomes.rules import Did
from portal.panels.commands import agenda, cycle, members, packs
from portal.panels.commands.members import Had
from portal.panels.queries.cycle import coming
from portal.panels.queries.papers import published as published_papers
from portal.panels.rules import MemberKind
from portal.panels.rules.cycle import Unit
from portal.policy.roles import Role
from tests.support import challenged, papers, seated
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
    _papers_on_their_way(panel, world)
    stored = papers.row(meeting_id)
    asked = challenged.Panel(make, member, support, world[Role.MANAGER], stored)
    asked.asked()
    asked.sent_back()
    asked.handed_on()
    challenge_id = asked.answered()
    proof = asked.showed(challenge_id)
    asked.closed(words="was it done?")
    _members(world, asked)
    officer, now = world[Role.MANAGER], clock.now()
    outcome(officer)
    told = outcome(officer, published_at=now - timedelta(days=1), all_from_on=now.date())
    outcome(officer, published_at=now - timedelta(days=2), state=Did.CANT, why="There is no money for it.")
    world.ids |= {
        "quote_id": states[QuoteState.ASKED].id,
        "meeting_id": meeting_id,
        "challenge_id": challenge_id,
        "evidence_id": proof,
        "outcome_id": told.id,
        "theme": "family_time",
        "key": "themes",
    }


def _papers_on_their_way(panel: papers.Panel, world: World) -> None:
    """One that is signed off, one whose sign-off was asked; a public one; days on which the panel meets."""
    support, officer, now = panel.support.id, world[Role.MANAGER].id, clock.now()
    last = papers.last_quarter().first
    spans = [
        papers.Period(last - timedelta(days=each), last - timedelta(days=each - 59)) for each in (60, 120)
    ]
    signed, asked = (panel.ready(panel.meeting(span)) for span in spans)
    panel.signed(signed)
    with db.transaction():
        packs.ask_for_sign_off(asked, officer, by=support, today=papers.today(), now=now)
        published = next(one.id for one in published_papers())
        packs.open_to_all(published, by=support, now=now)
        words = cycle.RhythmWords(papers.today() + timedelta(days=40), 6, Unit.MONTHS, "the panel, in June")
        cycle.agree(words, uuid.uuid4(), by=support, today=papers.today(), now=now)
    with db.transaction():
        world.ids["planned_id"] = coming(papers.today())[0].id


def _members(world: World, asked: challenged.Panel) -> None:
    """A member's seat and training, what they need to come, and a meeting's agenda."""
    member, support, now = asked.member, asked.support, clock.now()
    seated.seat(member, support, MemberKind.CO_OPTEE)
    seated.terms(support, MemberKind.CO_OPTEE)
    held = asked.met_today()
    with db.transaction():
        had = Had("being a corporate parent", now.date())
        members.train(member.id, had, uuid.uuid4(), by=support.id, now=now, on=now.date())
        cost = members.ask_cost(held.id, "the bus.", uuid.uuid4(), by=member.id, now=now, on=now.date())
        kind = MemberKind.CO_OPTEE
        item = agenda.propose(
            held.id, "phones at night", uuid.uuid4(), kind=kind, needs_vote=True, by=member.id, now=now
        )
        world.ids |= {"member_id": member.id, "cost_id": cost.id, "item_id": item.id}


def _coming() -> tuple[papers.Period]:
    """The days between the published paper's period and today."""
    return (
        papers.Period(papers.last_quarter().last + timedelta(days=1), papers.today() - timedelta(days=1)),
    )
