"""Mailing codes and neutral news to requesters without an account. They name nobody and no topic.

Like notices: each is claimed, sent and marked in transactions of its own, so that no lock is held while a
mail server thinks; a worker killed in between leaves a claim that runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

import jinja2
from babel.support import NullTranslations, Translations

from portal import db
from portal.notices.jobs import AT_ONCE, CLAIM, Rejected, Sender, Unreachable
from portal.notices.rules import wait_before
from portal.records.models import RequestKey
from portal.records.queries.outside import address_of, code_of, next_to_mail
from portal.records.rules.outside import MAIL_TRIES, Mail
from portal.settings import ROOT

_TEMPLATES = {Mail.CODE: "records_code", Mail.NEWS: "something_new"}


@dataclass(frozen=True)
class _Claimed:
    id: UUID
    mail: Mail
    code: str
    code_number: int
    address: str
    tries: int


def mail_requesters(now: datetime, sender: Sender | None) -> int:
    """Send what waits; returns how many went. Opens transactions of its own."""
    if sender is None:
        return 0
    sent = 0
    try:
        for _turn in range(AT_ONCE):
            claimed = _claim(now)
            if claimed is None:
                break
            sent += _deliver(claimed, now, sender)
    except Unreachable:
        return sent
    finally:
        sender.close()
    return sent


def _claim(now: datetime) -> _Claimed | None:
    with db.transaction():
        key = next_to_mail(now)
        if key is None:
            return None
        key.mail_tries += 1
        key.mail_after = now + CLAIM
        code = code_of(key) if key.mail == Mail.CODE else ""
        return _Claimed(key.id, Mail(key.mail), code, key.code_number, address_of(key), key.mail_tries)


def _deliver(claimed: _Claimed, now: datetime, sender: Sender) -> int:
    if not claimed.address:
        _mark(claimed, None)
        return 0
    try:
        sender.send(compose(claimed, sender.mail_from, now))
    except Rejected:
        _mark(claimed, None)
        return 0
    except Exception as fault:
        later = now + wait_before(claimed.tries) if claimed.tries < MAIL_TRIES else None
        _mark(claimed, later)
        if isinstance(fault, Unreachable):
            raise
        return 0
    _mark(claimed, None)
    return 1


def _mark(claimed: _Claimed, again_at: datetime | None) -> None:
    with db.transaction() as session:
        key = session.get_one(RequestKey, claimed.id)
        if key.code_number != claimed.code_number:
            return  # a newer code waits already
        key.mail_after = again_at
        if again_at is None:
            key.mail = Mail.NOTHING


def compose(claimed: _Claimed, mail_from: str, now: datetime) -> EmailMessage:
    """The mail, in English and in each language that has words of its own."""
    subject, body = _words(_TEMPLATES[claimed.mail], code=_spaced(claimed.code))
    mail = EmailMessage()
    mail["From"] = mail_from
    mail["To"] = claimed.address
    mail["Subject"] = subject
    mail["Date"] = format_datetime(now)
    domain = mail_from.rpartition("@")[2].strip("> ")
    mail["Message-ID"] = f"<{claimed.id}.{claimed.mail}.{claimed.code_number}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body)
    return mail


def _spaced(code: str) -> str:
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}".strip()


def _words(name: str, **values: str) -> tuple[str, str]:
    found: list[tuple[str, str]] = []
    folders = sorted(path.name for path in (ROOT / "translations").glob("*") if path.is_dir())
    for translations in (
        NullTranslations(),
        *(Translations.load(ROOT / "translations", [folder]) for folder in folders),
    ):
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
