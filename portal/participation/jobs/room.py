"""Chairs who have not said what changed, quarters to count, rounds of the pledge that are over."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from portal import db
from portal.accounts.queries.around import with_role
from portal.disclosure.counts import Period
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.outcomes.commands.quarters import count_closed
from portal.participation.commands import pledge
from portal.participation.figures import influence
from portal.participation.models import InfluenceQuarter
from portal.participation.queries import offers
from portal.participation.queries import pledge as pledge_queries
from portal.policy.roles import Role


def remind_chairs(now: datetime, zone: ZoneInfo) -> int:
    """Ask once more when the day has passed, and tell whoever made the offer."""
    today = now.astimezone(zone).date()
    late = offers.late_on(today)
    for offer in late:
        offer.reminded_on = today
        for account_id in {offer.chair_id, offer.made_by_id}:
            if account_id:
                notices.notify(account_id, NoticeKind.ROOM_CHANGE, offer.id)
    return len(late)


def count_pledge(now: datetime, zone: ZoneInfo) -> int:
    """Count each round whose last day has passed."""
    today = now.astimezone(zone).date()
    over = [one for one in map(pledge_queries.get_round, pledge_queries.to_count(today)) if one]
    return sum(pledge.count(one, now=now, today=today) for one in over)


def remind_panel(now: datetime, zone: ZoneInfo) -> int:
    """Panel support, once, where the panel's answers are late."""
    today = now.astimezone(zone).date()
    many = 0
    for round_ in pledge_queries.late_to_answer(today):
        round_.reminded_on = today
        if pledge_queries.unanswered(round_):
            many += 1
            for account_id in with_role(Role.PANEL_SUPPORT, today):
                notices.notify(account_id, NoticeKind.PLEDGE_TO_ANSWER, round_.id)
    return many


def count_influence(now: datetime, zone: ZoneInfo) -> int:
    """Count the closed quarters that were not counted yet. Opens transactions of its own. Of two workers at
    it, one writes and the other leaves it."""
    with db.transaction():
        first, known = influence.first_offer(), influence.counted_quarters()

    def counted(period: Period) -> InfluenceQuarter:
        with db.transaction():
            printed, words = influence.count(period, zone)
        row = InfluenceQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=printed)
        row.words = json.dumps(words)
        return row

    return count_closed(first, known, now.astimezone(zone).date(), counted)
