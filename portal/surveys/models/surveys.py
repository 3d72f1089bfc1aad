"""Surveys and what they ask, version by version. All that somebody typed is sealed, as everywhere."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.surveys.models.enums import enum
from portal.surveys.rules.kinds import Audience
from portal.vault.sealed import HasSealed, Sealed


class Survey(HasSealed, WithId, Base):
    """Something that is asked, once or again and again."""

    __tablename__ = "surveys"
    __table_args__ = (sa.UniqueConstraint("owner_id", "send_once"),)

    send_once: Mapped[UUID]
    name_sealed: Mapped[bytes | None]
    name = Sealed("name_sealed")  # for staff; what those who are asked see is the title
    audience: Mapped[Audience] = mapped_column(enum(Audience))
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    made_from: Mapped[str] = mapped_column(sa.String(60), default="")  # the key of a ready-made one
    made_at: Mapped[datetime] = mapped_column(index=True)
    put_away_at: Mapped[datetime | None]


class SurveyVersion(HasSealed, WithId, Base):
    """What a survey asks. The last may be changed until a wave has asked it; then a change makes the next."""

    __tablename__ = "survey_versions"
    __table_args__ = (sa.UniqueConstraint("survey_id", "number"),)

    survey_id: Mapped[UUID] = mapped_column(sa.ForeignKey("surveys.id"))
    number: Mapped[int]
    content_sealed: Mapped[bytes | None]
    written = Sealed("content_sealed")  # JSON
    mark: Mapped[UUID]  # changes with each change: who changes what somebody else just changed is told
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    changed_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]  # since when it is never changed

    @property
    def content(self) -> dict[str, Any]:
        """As `rules.content.written` gave it."""
        found: dict[str, Any] = json.loads(self.written)
        return found

    @content.setter
    def content(self, asked: dict[str, Any]) -> None:
        self.written = json.dumps(asked, ensure_ascii=False)
