"""Sharing a statement, by name, with a foster carer or a partner; ending that."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.voice.models import Share, Statement
from portal.voice.queries import sharing
from portal.voice.rules.answers import WhyNot


def share(statement: Statement, account_id: UUID, *, by: UUID, now: datetime, on: date) -> Share:
    """Let one person see what was said; the young person's page says so. Doing it twice is doing it once.

    Raises Refused for anybody who is not around them now, or is kept apart; when it was taken back; when the
    young person does not know of it or said nothing of it."""
    if statement.taken_back_at:
        raise Refused(WhyNot.TAKEN_BACK)
    if why := sharing.why_not_share(statement):
        raise Refused(why)
    if account_id not in {person.account_id for person in sharing.can_be_shared_with(statement, on)}:
        raise Refused(WhyNot.NOT_AROUND_THEM)
    known = sharing.share_of(statement.id, account_id)
    if known is not None and known.ended_at is None:
        return known
    if known is None:
        known = Share(statement_id=statement.id, account_id=account_id, shared_by=by, at=now)
        db.session.add(known)
    known.shared_by, known.at, known.ended_at = by, now, None
    notify(account_id, NoticeKind.SHARED, statement.id)
    db.session.flush()
    return known


def stop_sharing(share: Share | None, *, now: datetime) -> None:
    """They no longer see it."""
    if share is None:
        return
    share.ended_at = share.ended_at or now
    drop(share.statement_id, NoticeKind.SHARED, account_id=share.account_id)
    db.session.flush()
