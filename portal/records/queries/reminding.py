"""What waits for a reminder, and who was told of it when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.records.models import RecordsRequest
from portal.records.rules import State

_RUNS = RecordsRequest.state.in_((State.OPEN, State.UNPROVEN))


def with_dates_until(due_until: date, notice_on: date) -> Sequence[RecordsRequest]:
    """Requests whose clock runs, that are due by a day or whose notice of more time has to go by another."""
    return db.session.scalars(
        sa.select(RecordsRequest)
        .where(
            _RUNS,
            RecordsRequest.due_on.is_not(None),
            RecordsRequest.stands_still_since.is_(None),
            sa.or_(RecordsRequest.due_on <= due_until, RecordsRequest.notice_by_on <= notice_on),
        )
        .order_by(RecordsRequest.due_on, RecordsRequest.id)
    ).all()


def unproven_until(day: date) -> Sequence[RecordsRequest]:
    """From the public page, received by that day, and nobody knows yet whether they can be reached."""
    return db.session.scalars(
        sa.select(RecordsRequest)
        .where(RecordsRequest.state == State.UNPROVEN, RecordsRequest.received_on <= day)
        .order_by(RecordsRequest.received_on, RecordsRequest.id)
    ).all()


def told(about_ids: Collection[UUID], kind: NoticeKind) -> dict[tuple[UUID, UUID], datetime]:
    """By thing and account: when they were last told of it."""
    found: dict[tuple[UUID, UUID], datetime] = {}
    ids = sorted(about_ids)
    for start in range(0, len(ids), 500):
        rows = db.session.execute(
            sa.select(Notice.about_id, Notice.account_id, sa.func.max(Notice.made_at))
            .where(Notice.about_id.in_(ids[start : start + 500]), Notice.kind == kind)
            .group_by(Notice.about_id, Notice.account_id)
        )
        found |= {(about_id, account_id): at for about_id, account_id, at in rows if about_id}
    return found
