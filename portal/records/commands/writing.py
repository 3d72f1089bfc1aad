"""What is written to a requester and by them, and who is told that something is there."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.accounts.queries.around import account_of
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.records.commands.outside import tell_of_news
from portal.records.models import RecordsRequest, RequestMessage
from portal.records.queries.apart import has_it, officers_for
from portal.records.queries.requests import KIND
from portal.records.queries.theirs import hides_from_them, is_theirs, shown_to_its_asker
from portal.records.rules.life import WhyNot


def write_to_requester(
    request: RecordsRequest,
    words: str,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
    event_id: UUID | None = None,
) -> RequestMessage:
    """Write to them; it is on their page, and they are told that there is news. Sent twice it is one.

    Raises Refused when there are no words."""
    message, is_new = _write(request, words, send_once=send_once, by=by, now=now, event_id=event_id)
    if is_new:
        audit.record(
            "wrote to requester",
            by=by,
            young_person_id=request.young_person_id,
            safety=hides_from_them(request),
            subject=_of(request),
        )
        tell_requester(request, now=now)
    return message


def write_from_requester(
    request: RecordsRequest, words: str, *, send_once: UUID, by: UUID | None, now: datetime
) -> RequestMessage:
    """They write to us; whoever has the request is told. What was merged goes on where it went."""
    request = shown_to_its_asker(request)
    message, is_new = _write(request, words, send_once=send_once, by=None, now=now)
    if is_new:
        audit.record(
            "requester wrote",
            by=by,
            young_person_id=request.young_person_id,
            safety=hides_from_them(request),
            subject=_of(request),
        )
        tell_officer(request, NoticeKind.RECORDS_WROTE, now.date())
    return message


def _write(
    request: RecordsRequest,
    words: str,
    *,
    send_once: UUID,
    by: UUID | None,
    now: datetime,
    event_id: UUID | None = None,
) -> tuple[RequestMessage, bool]:
    same = sa.select(RequestMessage).where(
        RequestMessage.request_id == request.id, RequestMessage.send_once == send_once
    )
    if before := db.session.scalars(same).one_or_none():
        return before, False
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    message = RequestMessage(request_id=request.id, send_once=send_once, at=now, by_id=by, event_id=event_id)
    message.words = words.strip()
    try:
        with db.session.begin_nested():
            db.session.add(message)
            db.session.flush()
    except IntegrityError:  # the same form, sent twice at the same moment
        if before := db.session.scalars(same).one_or_none():
            return before, False
        raise
    return message, True


def note_seen(request: RecordsRequest, *, by_requester: bool, now: datetime) -> None:
    """One side has opened the page: what the other side wrote is read."""
    of_ours = RequestMessage.by_id.is_not(None) if by_requester else RequestMessage.by_id.is_(None)
    db.session.execute(
        sa.update(RequestMessage)
        .where(RequestMessage.request_id == request.id, of_ours, RequestMessage.seen_at.is_(None))
        .values(seen_at=now)
    )


def tell_requester(request: RecordsRequest, *, now: datetime) -> None:
    """A notice that says nothing: to their account when it is theirs, and to each address that was proven."""
    account = account_of(request.young_person_id) if request.young_person_id else None
    if account is not None and is_theirs(request):
        notices.notify(account.id, NoticeKind.RECORDS_NEWS, request.id)
    tell_of_news(request, now=now)


def tell_officer(request: RecordsRequest, kind: NoticeKind, today: date) -> None:
    """A notice to whoever has it, and to their stand-in while they are away; to every records officer who
    may see it while nobody has."""
    for account_id in has_it(request, today) or officers_for(request, today):
        notices.notify(account_id, kind, request.id)


def _of(request: RecordsRequest) -> tuple[str, UUID | None]:
    return (KIND, request.id)
