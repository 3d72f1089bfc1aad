"""Putting a notice in the outbox, seeing it, dropping it. Sending is `jobs.py`'s."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind


def notify(account_id: UUID, kind: NoticeKind, about_id: UUID | None = None, *, mail: bool = True) -> Notice:
    """Tell somebody, neutrally. With `mail` it is also sent to their address, if they gave one."""
    now = clock.now()
    notice = Notice(
        account_id=account_id, kind=kind, about_id=about_id, made_at=now, send_after=now if mail else None
    )
    db.session.add(notice)
    return notice


def see(account_id: UUID, about_id: UUID, *, but: tuple[NoticeKind, ...] = ()) -> None:
    """The person has opened what the notices are about. `but`: kinds that stand until something is done."""
    _touch(
        Notice.account_id == account_id,
        Notice.about_id == about_id,
        Notice.kind.not_in(but),
        seen_at=clock.now(),
    )


def drop(
    about_id: UUID, *kinds: NoticeKind, account_id: UUID | None = None, but_for: Collection[UUID] = ()
) -> None:
    """What the notices were about is no longer wanted: unsent ones are not sent, unseen ones not shown."""
    conditions = [Notice.about_id == about_id, Notice.kind.in_(kinds)]
    if account_id:
        conditions.append(Notice.account_id == account_id)
    if but_for:
        conditions.append(Notice.account_id.not_in(but_for))
    _touch(*conditions, dropped_at=clock.now())


def _touch(*conditions: sa.ColumnElement[bool], **values: object) -> None:
    waiting = (Notice.seen_at.is_(None), Notice.dropped_at.is_(None))
    db.session.execute(sa.update(Notice).where(*conditions, *waiting).values(**values))
