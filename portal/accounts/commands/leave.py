"""Somebody says when they are away, and who stands in. Their manager hears of it and can change it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import db
from portal.accounts.commands.duty import end_stand_in, stand_in, why_not_stands_in
from portal.accounts.models import StandIn
from portal.accounts.queries.around import manager_of
from portal.accounts.queries.leave import could_stand_in
from portal.accounts.rules.leave import WhyNotAway
from portal.accounts.rules.staff import Reason
from portal.kit.errors import Refused
from portal.notices.commands import notify
from portal.notices.models import Notice
from portal.notices.queries import unseen
from portal.notices.rules import NoticeKind


def instead_of(account_id: UUID, chosen_id: UUID | None) -> UUID | None:
    """Who stands in: whoever was chosen, and the manager where nobody was. None without either."""
    return chosen_id or manager_of(account_id)


def why_not_away(
    account_id: UUID, chosen_id: UUID | None, from_on: date, until_on: date, *, today: date
) -> Reason | WhyNotAway | None:
    """Why they cannot be away like this, or None. Only those it is offered to can be chosen."""
    instead = instead_of(account_id, chosen_id)
    if instead is None:
        return WhyNotAway.NOBODY
    offered = {one.account_id for one in could_stand_in(account_id, today)}
    if chosen_id is not None and chosen_id not in offered:
        return WhyNotAway.NOT_OFFERED
    return why_not_stands_in(account_id, instead, from_on, until_on, by=account_id, today=today)


def go_away(
    account_id: UUID, chosen_id: UUID | None, from_on: date, until_on: date, *, today: date
) -> StandIn:
    """They are away in these days (both included). The manager and the stand-in are told. Raises Refused."""
    instead = instead_of(account_id, chosen_id)
    why = why_not_away(account_id, chosen_id, from_on, until_on, today=today)
    if why is not None or instead is None:
        raise Refused(why or WhyNotAway.NOBODY)
    row = stand_in(account_id, instead, from_on, until_on, by=account_id, today=today)
    notify(instead, NoticeKind.STANDS_IN, row.id)
    manager = manager_of(account_id)
    if manager is not None and manager != instead:
        notify(manager, NoticeKind.LEAVE_SET, row.id)
    db.session.flush()
    return row


def come_back(row: StandIn, *, today: date) -> None:
    """They are back, or do not go."""
    end_stand_in(row, by=row.account_id, today=today)


def note_told(account_id: UUID, kind: NoticeKind, *, now: datetime) -> None:
    """Somebody opened the page that shows the leave they were told of. Reading is a GET, so it is written
    aside, and only when there is something to write."""
    if any(one.kind is kind for one in unseen(account_id)):
        db.aside(lambda own: _see(own, account_id, kind, now))


def _see(own: Session, account_id: UUID, kind: NoticeKind, now: datetime) -> None:
    theirs = (Notice.account_id == account_id, Notice.kind == kind, Notice.seen_at.is_(None))
    own.execute(sa.update(Notice).where(*theirs).values(seen_at=now))
