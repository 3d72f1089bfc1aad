"""What whoever reads first does with a file: open it on purpose, seal it. And handing it to the police."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.vault.files import keeping
from portal.vault.models import StoredFile
from portal.voice.commands.files import drop_if_unused
from portal.voice.models import Attachment, Statement
from portal.voice.queries import files as queries
from portal.voice.rules import Desk
from portal.voice.rules.files import SealWhy


def note_opened(attachment: Attachment, *, by: UUID, role: str, now: datetime) -> None:
    """Somebody opened it on purpose. The first time is kept; each time is an event."""
    attachment.first_opened_at = attachment.first_opened_at or now
    db.session.flush()
    _note("open_file", attachment, by, role)


def seal(attachment: Attachment, why: SealWhy, *, by: UUID, role: str, now: datetime) -> None:
    """Keep it for the police. What may be indecent is shown to nobody from now on, at neither desk; of what
    shows harm the untouched original stays. Sealing twice is sealing once; nothing is ever unsealed."""
    for one in queries.sharing_files_with(attachment):
        if one.sealed_at is None or (why is SealWhy.INDECENT and one.seal_why == SealWhy.HARM):
            one.sealed_at, one.sealed_by_id, one.seal_why = now, by, why.value
    db.session.flush()
    _note(f"seal_file_{why.value}", attachment, by, role)


def after_reading(statement: Statement, now: datetime) -> int:
    """A trained person has read it: the untouched originals go, but for those that are sealed. What is shown
    stays. Returns how many went."""
    gone = 0
    rows = db.session.scalars(
        sa.select(Attachment).where(
            Attachment.statement_id == statement.id,
            Attachment.original_id.is_not(None),
            Attachment.sealed_at.is_(None),
        )
    ).all()
    for one in rows:
        original_id, one.original_id = one.original_id, None
        db.session.flush()
        gone += drop_if_unused([original_id])
    return gone


def hand_over(attachment: Attachment) -> bytes:
    """What is sealed, for the police: the untouched original, or what is left of it. An event says so."""
    stored = db.session.get_one(StoredFile, attachment.original_id or attachment.shown_id)
    audit.record(
        "hand_over_file",
        by=None,
        role="command line",
        young_person_id=attachment.young_person_id,
        subject=("file", attachment.id),
        safety=True,
    )
    return keeping.content_of(stored)


def _note(action: str, attachment: Attachment, by: UUID, role: str) -> None:
    statement = db.session.get_one(Statement, attachment.statement_id)
    is_advocates = statement.desk is Desk.ADVOCATE
    audit.record(
        action,
        by=by,
        role=role,
        young_person_id=attachment.young_person_id,
        subject=("advocate_statement" if is_advocates else "statement", statement.id),
        safety=not is_advocates,
    )
