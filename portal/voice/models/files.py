"""Voice notes, drawings and photos that came with what was said."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.vault.sealed import HasSealed, Sealed
from portal.voice.models.said import enum
from portal.voice.rules import FileKind


class Attachment(WithId, HasSealed, Base):
    """One file of one sending. Until that is sent it belongs to the draft with the same `send_once`.

    `shown_id` is what anybody may ever see: re-encoded, without place and device. `original_id` is what came,
    untouched; it goes when the desk has read the statement, unless it is sealed. What is sealed as indecent
    is shown to nobody: it waits, encrypted, for the police. Of what is sealed for harm the original waits."""

    __tablename__ = "attachments"
    __table_args__ = (sa.Index(None, "young_person_id", "send_once"),)
    sealed_by = "young_person_id"

    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statements.id"), index=True)
    kind: Mapped[FileKind] = mapped_column(enum(FileKind))
    place: Mapped[int]
    made_at: Mapped[datetime]
    shown_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    original_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    width: Mapped[int | None]
    height: Mapped[int | None]
    seconds: Mapped[int | None]  # of a voice note
    says_sealed: Mapped[bytes | None]
    says = Sealed("says_sealed")  # what the young person wrote about it
    first_opened_at: Mapped[datetime | None]  # on purpose, at the desk
    sealed_at: Mapped[datetime | None]  # for the police: looked at by nobody else from then on
    sealed_by_young_person: Mapped[bool] = mapped_column(default=False)
    sealed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    seal_why: Mapped[str] = mapped_column(sa.String(20), default="")  # indecent | harm
