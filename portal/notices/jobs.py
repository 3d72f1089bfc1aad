"""Sending what waits in the outbox. `kit.mail` sees to it that each goes, and is shown once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from uuid import UUID

from portal import db
from portal.kit.mail import CLAIM, Outcome, Sender, SmtpSender, neutral, send_each
from portal.notices.models import Notice
from portal.notices.queries import next_to_send
from portal.notices.rules import NoticeKind, wait_before
from portal.settings import Settings

TEMPLATES = {
    NoticeKind.ANSWER_READY: "something_new",
    NoticeKind.QUOTE_TO_DECIDE: "something_new",
    NoticeKind.WE_DID: "something_new",
    NoticeKind.STORY_WROTE: "something_new",
    NoticeKind.REVIEW_NEWS: "something_new",
    NoticeKind.LETTER_READY: "something_new",
    NoticeKind.ACTION_NEWS: "something_new",
    NoticeKind.RECORDS_FELT: "something_new",
    NoticeKind.RECORDS_NEWS: "something_new",
    NoticeKind.COMPLAINT_NEWS: "something_new",
    NoticeKind.GROUP_NEWS: "something_new",
    NoticeKind.IDEA_NEWS: "something_new",
    NoticeKind.MEETING_NEWS: "something_new",
    NoticeKind.SURVEY_ASKED: "something_new",
    NoticeKind.SURVEY_REMINDER: "something_new",
    NoticeKind.ROOM_OFFER: "something_new",
    NoticeKind.ROOM_NEWS: "something_new",
    NoticeKind.THANKED: "something_new",
    NoticeKind.ADVOCATE_NEWS: "something_new",
    NoticeKind.INFORMATION_NEWS: "something_new",
    NoticeKind.CERTIFICATE: "something_new",
    NoticeKind.CALLED: "sign_in_now",
    NoticeKind.NAMELESS_CALLED: "sign_in_now",
}
OTHERWISE = "something_to_do"

AddressOf = Callable[[UUID], str | None]


@dataclass(frozen=True)
class Claimed:
    """A notice this worker sends now; `tries` counts this one."""

    id: UUID
    kind: NoticeKind
    account_id: UUID
    made_at: datetime
    tries: int


def sender_for(settings: Settings) -> SmtpSender | None:
    """The council's mail server, or None where none is set: notices then stay on the page."""
    return SmtpSender(settings) if settings.smtp_host else None


def send_due(now: datetime, sender: Sender | None, address_of: AddressOf) -> int:
    """Send every notice whose time has come; returns how many went. Opens transactions of its own."""
    if sender is None:
        return 0
    write = partial(_written, mail_from=sender.mail_from, address_of=address_of)
    return send_each(sender, partial(_claim, now), write, partial(_mark, now))


def _claim(now: datetime) -> Claimed | None:
    """Take the next notice for the length of a claim, so that nobody else sends it meanwhile."""
    with db.transaction():
        notice = next_to_send(now)
        if notice is None:
            return None
        notice.tries += 1
        notice.send_after = now + CLAIM
        return Claimed(notice.id, notice.kind, notice.account_id, notice.made_at, notice.tries)


def _written(claimed: Claimed, *, mail_from: str, address_of: AddressOf) -> EmailMessage | None:
    with db.transaction():
        address = address_of(claimed.account_id)
    return compose(claimed, mail_from, address) if address else None


def _mark(now: datetime, claimed: Claimed, outcome: Outcome, fault: str) -> None:
    with db.transaction() as session:
        notice = session.get_one(Notice, claimed.id)
        notice.fault = fault[:80]
        if outcome is Outcome.SENT:
            notice.sent_at = now
        else:
            later = now + wait_before(claimed.tries)
            notice.send_after = later if outcome is Outcome.LATER else None


def compose(notice: Claimed, mail_from: str, address: str) -> EmailMessage:
    """The mail of a notice."""
    template, name = TEMPLATES.get(notice.kind, OTHERWISE), str(notice.id)
    return neutral(template, mail_from=mail_from, address=address, name=name, on=notice.made_at)
