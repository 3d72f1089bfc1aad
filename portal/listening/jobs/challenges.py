"""Late challenges go up the line; those about what was taken back since are owed by nobody."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.deadlines import queries as due
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.listening.commands.challenges import tell
from portal.listening.models import PracticeChallenge
from portal.listening.queries.challenges import locked
from portal.listening.rules import KIND
from portal.notices import commands as notices
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.models import Statement


def remind_of_challenges(zone: ZoneInfo) -> int:
    """A late challenge goes up the line: safety leads are told, once, and may decide it. Returns how many
    notices or clocks were touched."""
    today = local_day(clock.now(), zone.key)
    dropped = let_go_of_taken_back()
    return dropped + sum(_remind(late, today) for late in due.late(KIND, today))


def let_go_of_taken_back() -> int:
    """The clock of a challenge about what was taken back stops at once, late or not; returns how many."""
    running = sa.and_(
        Deadline.about_id == PracticeChallenge.id,
        Deadline.kind == KIND,
        Deadline.done_at.is_(None),
        Deadline.dropped_at.is_(None),
    )
    taken_back = (
        sa.select(PracticeChallenge.id)
        .join(Deadline, running)
        .join(Statement, Statement.id == PracticeChallenge.statement_id)
        .where(Statement.taken_back_at.is_not(None))
    )
    found = list(db.session.scalars(taken_back))
    for spoken_id in found:
        deadlines.drop(KIND, spoken_id, by=None, why="taken back")
        notices.drop(spoken_id, NoticeKind.PRACTICE_CHALLENGE)
    return len(found)


def _remind(late: Deadline, today: date) -> int:
    row = locked(late.about_id)
    if row is None:
        return 0
    told = set(
        db.session.scalars(
            sa.select(Notice.account_id).where(
                Notice.about_id == row.id, Notice.kind == NoticeKind.PRACTICE_CHALLENGE
            )
        )
    )
    leads = [
        one
        for one in with_role(Role.SAFETY_LEAD, today)
        if one not in told and one not in (row.by_id, row.to_id)
    ]
    return tell(leads, row, today)
