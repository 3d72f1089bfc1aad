"""Sending what waits in the outbox, by SMTP. At least once, with a Message-ID that stays the same.

A notice is claimed, sent, and then marked, each in a transaction of its own, so that no lock is held while
a mail server thinks. A worker killed in between leaves a claim that runs out; the mail goes again, and a
mail program that knows the Message-ID shows it once.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol
from uuid import UUID

import jinja2
from babel.support import NullTranslations, Translations

from portal import db
from portal.notices.models import Notice
from portal.notices.queries import next_to_send
from portal.notices.rules import NoticeKind, wait_before
from portal.settings import ROOT, Settings

CLAIM = timedelta(minutes=5)
"""How long a claim holds. Longer than a mail server may take to answer."""
AT_ONCE = 200
TIMEOUT_SECONDS = 20

TEMPLATES = {
    NoticeKind.ANSWER_READY: "something_new",
    NoticeKind.QUOTE_TO_DECIDE: "something_new",
    NoticeKind.WE_DID: "something_new",
    NoticeKind.STORY_WROTE: "something_new",
    NoticeKind.RECORDS_FELT: "something_new",
    NoticeKind.RECORDS_NEWS: "something_new",
    NoticeKind.CALLED: "sign_in_now",
    NoticeKind.NAMELESS_CALLED: "sign_in_now",
}
OTHERWISE = "something_to_do"

AddressOf = Callable[[UUID], str | None]


class Unreachable(Exception):
    """The mail server cannot be reached or has gone away: no use trying the next one now."""


class Rejected(Exception):
    """The server will never take mail for this address."""


class Sender(Protocol):
    """Sends one mail, or raises Unreachable, Rejected or another fault worth a later try."""

    mail_from: str

    def send(self, mail: EmailMessage) -> None: ...

    def close(self) -> None: ...


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


def send_due(now: datetime, sender: SmtpSender | Sender | None, address_of: AddressOf) -> int:
    """Send every notice whose time has come; returns how many went. Opens transactions of its own."""
    if sender is None:
        return 0
    sent = 0
    try:
        for _turn in range(AT_ONCE):
            claimed = _claim(now)
            if claimed is None:
                break
            sent += _deliver(claimed, now, sender, address_of)
    except Unreachable:
        return sent
    finally:
        sender.close()
    return sent


def _claim(now: datetime) -> Claimed | None:
    """Take the next notice for the length of a claim, so that nobody else sends it meanwhile."""
    with db.transaction():
        notice = next_to_send(now)
        if notice is None:
            return None
        notice.tries += 1
        notice.send_after = now + CLAIM
        return Claimed(notice.id, notice.kind, notice.account_id, notice.made_at, notice.tries)


def _deliver(claimed: Claimed, now: datetime, sender: Sender, address_of: AddressOf) -> int:
    with db.transaction():
        address = address_of(claimed.account_id)
    if not address:
        _mark(claimed.id, send_after=None, fault="no address")
        return 0
    try:
        sender.send(compose(claimed, sender.mail_from, address))
    except Rejected as fault:
        _mark(claimed.id, send_after=None, fault=str(fault)[:80])
        return 0
    except Exception as fault:
        _mark(claimed.id, send_after=now + wait_before(claimed.tries), fault=type(fault).__name__[:80])
        if isinstance(fault, Unreachable):
            raise
        return 0
    _mark(claimed.id, sent_at=now, fault="")
    return 1


def _mark(notice_id: UUID, **values: object) -> None:
    with db.transaction() as session:
        notice = session.get_one(Notice, notice_id)
        for name, value in values.items():
            setattr(notice, name, value)


def compose(notice: Claimed, mail_from: str, address: str) -> EmailMessage:
    """The mail: it names nobody, no topic and no product. Every language's words stand below each other."""
    subject, body = _words(TEMPLATES.get(notice.kind, OTHERWISE))
    mail = EmailMessage()
    mail["From"] = mail_from
    mail["To"] = address
    mail["Subject"] = subject
    mail["Date"] = format_datetime(notice.made_at)
    mail["Message-ID"] = f"<{notice.id}@{mail_from.rpartition('@')[2].strip('> ')}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body)
    return mail


def _words(name: str) -> tuple[str, str]:
    """Subject (English) and body, in English and in each language that has words of its own."""
    found: list[tuple[str, str]] = []
    for translations in (NullTranslations(), *_catalogues()):
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(ROOT / "templates" / "notices"),
            extensions=["jinja2.ext.i18n"],
            autoescape=False,  # noqa: S701  # plain text of our own, nothing is put into it
        )
        environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]  # by the extension
        subject, _, body = environment.get_template(f"{name}.txt").render().partition("\n\n")
        if (subject.strip(), body.strip()) not in found:
            found.append((subject.strip(), body.strip()))
    return found[0][0], "\n\n".join(body for _, body in found) + "\n"


def _catalogues() -> list[NullTranslations]:
    folders = sorted(path.name for path in (ROOT / "translations").glob("*") if path.is_dir())
    return [Translations.load(ROOT / "translations", [name]) for name in folders]


class SmtpSender:
    """One connection to the council's mail server, opened at the first mail and kept for the run."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.mail_from = settings.mail_from
        self.server: smtplib.SMTP | None = None

    def send(self, mail: EmailMessage) -> None:
        try:
            self._connected().send_message(mail)
        except smtplib.SMTPRecipientsRefused as fault:
            code = max((code for code, _ in fault.recipients.values()), default=0)
            self.close()
            if code >= 500:
                raise Rejected(f"refused {code}") from None
            raise
        except (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError) as fault:
            self.close()
            if isinstance(fault, smtplib.SMTPResponseException) and not _is_gone(fault):
                raise
            raise Unreachable from fault

    def _connected(self) -> smtplib.SMTP:
        if self.server is None:
            own = self.settings
            self.server = smtplib.SMTP(own.smtp_host, own.smtp_port, timeout=TIMEOUT_SECONDS)
            if own.smtp_tls:
                self.server.starttls(context=ssl.create_default_context())
            if own.smtp_user:
                self.server.login(own.smtp_user, own.smtp_password)
        return self.server

    def close(self) -> None:
        server, self.server = self.server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()


def _is_gone(fault: smtplib.SMTPResponseException) -> bool:
    return fault.smtp_code == 421 or isinstance(fault, smtplib.SMTPConnectError)
