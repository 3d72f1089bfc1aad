"""Late stages of IROs' challenges: whom they are to and the IRO are told, once; then whoever manages them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import manager_of
from portal.clocks.reading import local_day
from portal.deadlines import queries as due
from portal.kit import clock
from portal.notices import commands as notices
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.reviews.models import IroChallenge, IroStep
from portal.reviews.rules.challenges import STAGE, WHOLE


def remind_of_iro_challenges(zone: ZoneInfo) -> int:
    """Returns how many were told."""
    today = local_day(clock.now(), zone.key)
    return _stages(today) + _wholes(today)


def _stages(today: date) -> int:
    told = 0
    for late in due.late(STAGE, today):
        step = db.session.get(IroStep, late.about_id)
        row = step and db.session.get(IroChallenge, step.challenge_id)
        if step and row and row.closed_on is None and step.to_id:
            told += _tell((row.by_id, step.to_id), row.id)
    return told


def _wholes(today: date) -> int:
    """The whole is late: the IRO's own manager hears of it too."""
    told = 0
    for late in due.late(WHOLE, today):
        row = db.session.get(IroChallenge, late.about_id)
        if row and row.closed_on is None:
            above = manager_of(row.by_id)
            told += _tell((row.by_id, above) if above else (row.by_id,), row.id)
    return told


def _tell(account_ids: Iterable[UUID], challenge_id: UUID) -> int:
    known = set(
        db.session.scalars(
            sa.select(Notice.account_id).where(
                Notice.about_id == challenge_id, Notice.kind == NoticeKind.IRO_CHALLENGE_LATE
            )
        )
    )
    new = [one for one in dict.fromkeys(account_ids) if one not in known]
    for one in new:
        notices.notify(one, NoticeKind.IRO_CHALLENGE_LATE, challenge_id)
    return len(new)
