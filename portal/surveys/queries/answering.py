"""What is filled in and not sent, as the phone that holds its token sees it. Nothing asks who that is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.surveys.models import SurveyDraft
from portal.surveys.rules.kinds import Face
from portal.vault import keys

KEPT_DAYS = 14
"""For so long a phone can go on with what it began; the draft is kept longer than that (see jobs)."""


@dataclass(frozen=True)
class Draft:
    """What was filled in so far."""

    face: Face
    values: dict[str, Any]


def token_hash(token: str) -> bytes:
    """The keyed hash by which a draft is found."""
    return keys.blind("survey draft", token)


def draft_with(wave_id: UUID, token: str) -> Draft | None:
    row = db.session.scalars(
        sa.select(SurveyDraft).where(
            SurveyDraft.wave_id == wave_id, SurveyDraft.token_hash == token_hash(token)
        )
    ).one_or_none()
    return Draft(row.face, json.loads(row.values or "{}")) if row else None
