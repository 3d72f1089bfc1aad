"""What a requester does on their own page, signed in or not: answers, wishes, taking back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.notices.rules import NoticeKind
from portal.records.commands.happenings import happen, why_not_now
from portal.records.commands.receiving import change_wishes
from portal.records.commands.writing import tell_officer, write_from_requester
from portal.records.models import RecordsRequest
from portal.records.rules import EventKind, Format


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


def answer(
    request: RecordsRequest, words: str, *, send_once: UUID, by: UUID | None, now: datetime, today: date
) -> None:
    """What they say to what we asked. Where that was about finding it, the days go on from today."""
    write_from_requester(request, words, send_once=send_once, by=by, now=now)
    kind = EventKind.CLARIFICATION_RECEIVED
    if why_not_now(request, kind, today, today=today, words=words) is None:
        happen(request, kind, today, send_once=send_once, by=by, now=now, today=today, words=words)


def change(request: RecordsRequest, wishes: Wishes, *, by: UUID | None, now: datetime, today: date) -> None:
    """Whoever has the request is told that something is new in it."""
    change_wishes(
        request,
        by=by,
        now=now,
        formats=wishes.formats,
        wants_company=wishes.wants_company,
        wants_trigger_notes=wishes.wants_trigger_notes,
        wants_ring_after=wishes.wants_ring_after,
        anything=wishes.anything,
        email=wishes.email,
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
