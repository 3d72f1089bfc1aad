"""What the demo's readers tick, and the words that become quotes with the young person's yes."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.figures import marks_in
from portal.accounts.models import Account
from portal.coding.commands import quotes
from portal.coding.models import Quote
from portal.coding.queries.quotes import mark_of
from portal.coding.rules import QuoteState, Stance
from portal.demo.lines import Line
from portal.demo.staff import Team
from portal.kit import clock
from portal.policy.roles import Role
from portal.voice.commands.desk_themes import Ticked, sort_by_theme
from portal.voice.models import Statement
from portal.voice.queries.desk_themes import quotable

_NOT_SO_GOOD = [Stance.WORRY, Stance.WORRY, Stance.ASK, Stance.IDEA]
_LENGTH = range(25, 110)
_AT_ONCE = 3
"""So many quotes stay at each step on the way, so that each list has something to look at."""


def sort(
    statement: Statement, line: Line, dice: random.Random, *, by: UUID, at: datetime, zone: ZoneInfo
) -> None:
    """The themes the line was written for; every other one that may be quoted is suggested."""
    if statement.passed_by_id or statement.taken_back_at:
        return
    stance = Stance.GOING_WELL if line.is_good else dice.choice(_NOT_SO_GOOD)
    words = quotable(statement)
    is_fit = len(words) in _LENGTH and not statement.wants and not marks_in(words) and dice.random() < 0.5
    ticked = Ticked(frozenset(line.themes), stance, line.themes[0] if is_fit else "")
    with clock.at(at):
        sort_by_theme(statement, ticked, by=by, now=at, zone=zone)


def carry_on(team: Team, accounts: dict[UUID, Account], now: datetime, zone: ZoneInfo) -> None:
    """Each suggested quote goes its way: shown, agreed to, approved. The newest few stop at each step."""
    prepares, approves = team.first(Role.PARTICIPATION_WORKER).id, team.first(Role.SAFETY_LEAD).id
    with db.transaction() as session:
        waiting = session.scalars(
            sa.select(Quote).where(Quote.state == QuoteState.SUGGESTED).order_by(Quote.suggested_at.desc())
        ).all()
        for place, row in enumerate(waiting):
            steps = min(place // _AT_ONCE, 3)
            at = min(row.suggested_at + timedelta(days=1), now)
            if steps > 0:
                with clock.at(at):
                    quotes.show_to_them(row.id, row.original, by=prepares, now=at)
            if steps > 1 and row.young_person_id in accounts:
                _decide(row, accounts[row.young_person_id].id, at.date(), at)
            if steps > 2 and row.state is QuoteState.AGREED:
                with clock.at(at):
                    quotes.approve(row.id, mark_of(row), by=approves, now=at)


def _decide(row: Quote, account_id: UUID, on: date, at: datetime) -> None:
    with clock.at(at):
        quotes.decide(row.id, True, mark_of(row), by=account_id, on=on, now=at)
