"""What a requester does on their own page, signed in or not: answers, wishes, taking back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.kit.errors import Refused
from portal.notices.rules import NoticeKind
from portal.records.commands.happenings import happen, why_not_now
from portal.records.commands.new_email import change_email
from portal.records.commands.noting import put_in_log
from portal.records.commands.receiving import change_wishes
from portal.records.commands.writing import tell_officer, write_from_requester
from portal.records.models import RecordsRequest
from portal.records.rules import EventKind, Format, Scope
from portal.records.rules.receiving import why_not_years


@dataclass(frozen=True)
class Wishes:
    """How they would like it, and where they can be reached."""

    formats: Sequence[Format]
    wants_company: bool | None
    wants_trigger_notes: bool
    wants_ring_after: bool
    anything: str
    email: str | None = None
    phone: str | None = None
    post: str | None = None


@dataclass(frozen=True)
class More:
    """What they would like now that they were given what they asked for."""

    scopes: Sequence[Scope]
    years_from: int | None
    years_until: int | None
    words: str


def answer(
    request: RecordsRequest, words: str, *, send_once: UUID, by: UUID | None, now: datetime, today: date
) -> None:
    """What they say to what we asked. Where that was about finding it, the days go on from today."""
    write_from_requester(request, words, send_once=send_once, by=by, now=now)
    kind = EventKind.CLARIFICATION_RECEIVED
    if why_not_now(request, kind, today, today=today, words=words) is None:
        happen(request, kind, today, send_once=send_once, by=by, now=now, today=today, words=words)


def change(request: RecordsRequest, wishes: Wishes, *, by: UUID | None, now: datetime, today: date) -> None:
    """Whoever has the request is told that something is new in it. A new e-mail waits to be proven where half
    of what opens their page goes there."""
    email = None if wishes.email is None else change_email(request, wishes.email, by=by, now=now)
    change_wishes(
        request,
        by=by,
        now=now,
        formats=wishes.formats,
        wants_company=wishes.wants_company,
        wants_trigger_notes=wishes.wants_trigger_notes,
        wants_ring_after=wishes.wants_ring_after,
        anything=wishes.anything,
        email=email,
        phone=wishes.phone,
        post=wishes.post,
    )
    tell_officer(request, NoticeKind.RECORDS_WROTE, today)


def take_back(
    request: RecordsRequest, *, send_once: UUID, by: UUID | None, now: datetime, today: date
) -> None:
    """They do not want it any more. They may start again at any time."""
    happen(
        request,
        EventKind.WITHDRAWN,
        today,
        send_once=send_once,
        by=by,
        now=now,
        today=today,
        reason="asked",
    )


def start_again(
    request: RecordsRequest, *, send_once: UUID, by: UUID | None, now: datetime, today: date
) -> None:
    """They want it after all, or more of it: the days begin anew."""
    happen(
        request,
        EventKind.REOPENED,
        today,
        send_once=send_once,
        by=by,
        now=now,
        today=today,
        reason="asked_again",
    )


def ask_for_more(
    request: RecordsRequest, more: More, *, send_once: UUID, by: UUID | None, now: datetime, today: date
) -> None:
    """They come back: the days begin anew. What they wrote at first stays; what they say now is a message."""
    if why := why_not_years(more.years_from, more.years_until):
        raise Refused(why)
    start_again(request, send_once=send_once, by=by, now=now, today=today)
    request.scopes = [one.value for one in more.scopes]
    request.years_from, request.years_until = more.years_from, more.years_until
    put_in_log("asked for more", request, by)
    if more.words.strip():
        write_from_requester(request, more.words, send_once=send_once, by=by, now=now)
