"""Mail that waits is sent: each is claimed, sent, and marked, so that no lock is held while a mail server
thinks. At least once, with a Message-ID that stays the same.

A worker killed in between leaves a claim that runs out; the mail goes again, and a mail program that knows
the Message-ID shows it once. Whoever has mail waiting says how one is claimed, written and marked."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from enum import Enum, auto
from typing import Protocol, TypeVar

import jinja2
from babel.support import NullTranslations, Translations

from portal.settings import ROOT, Settings

CLAIM = timedelta(minutes=5)
"""How long a claim holds. Longer than a mail server may take to answer."""
AT_ONCE = 200
TIMEOUT_SECONDS = 20
NO_ADDRESS = "no address"

Claimed = TypeVar("Claimed")


class Unreachable(Exception):
    """The mail server cannot be reached or has gone away: no use trying the next one now."""


class Rejected(Exception):
    """The server will never take mail for this address."""


class Sender(Protocol):
    """Sends one mail, or raises Unreachable, Rejected or another fault worth a later try."""

    mail_from: str

    def send(self, mail: EmailMessage) -> None: ...

    def close(self) -> None: ...


class Outcome(Enum):
    """How a try to send ended."""

    SENT = auto()
    NEVER = auto()  # no address, or one that the server will never take
    LATER = auto()


def send_each(
    sender: Sender,
    claim: Callable[[], Claimed | None],
    compose: Callable[[Claimed], EmailMessage | None],
    mark: Callable[[Claimed, Outcome, str], None],
) -> int:
    """Send what waits until nothing does; returns how many went. `compose` gives nothing where there is no
    address; `mark` hears how it ended and what was wrong. Neither may be in a transaction of ours."""
    sent = 0
    try:
        for _turn in range(AT_ONCE):
            claimed = claim()
            if claimed is None:
                break
            sent += _send(sender, claimed, compose, mark)
    except Unreachable:
        return sent
    finally:
        sender.close()
    return sent


def _send(
    sender: Sender,
    claimed: Claimed,
    compose: Callable[[Claimed], EmailMessage | None],
    mark: Callable[[Claimed, Outcome, str], None],
) -> int:
    mail = compose(claimed)
    if mail is None:
        mark(claimed, Outcome.NEVER, NO_ADDRESS)
        return 0
    try:
        sender.send(mail)
    except Rejected as fault:
        mark(claimed, Outcome.NEVER, str(fault))
        return 0
    except Exception as fault:
        mark(claimed, Outcome.LATER, type(fault).__name__)
        if isinstance(fault, Unreachable):
            raise
        return 0
    mark(claimed, Outcome.SENT, "")
    return 1


def neutral(
    template: str, *, mail_from: str, address: str, name: str, on: datetime, **values: str
) -> EmailMessage:
    """A mail that names nobody, no topic and no product. Every language's words stand below each other.
    `name` is what tells it from all others."""
    subject, body = _words(template, **values)
    mail = EmailMessage()
    mail["From"] = mail_from
    mail["To"] = address
    mail["Subject"] = subject
    mail["Date"] = format_datetime(on)
    mail["Message-ID"] = f"<{name}@{mail_from.rpartition('@')[2].strip('> ')}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body)
    return mail


def _words(name: str, **values: str) -> tuple[str, str]:
    """Subject (English) and body, in English and in each language that has words of its own."""
    found: list[tuple[str, str]] = []
    for translations in (NullTranslations(), *_catalogues()):
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(ROOT / "templates" / "notices"),
            extensions=["jinja2.ext.i18n"],
            autoescape=False,  # noqa: S701  # plain text of our own, nothing but digits is put into it
        )
        environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]  # by the extension
        subject, _, body = environment.get_template(f"{name}.txt").render(**values).partition("\n\n")
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
