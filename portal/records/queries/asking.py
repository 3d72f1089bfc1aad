"""What a young person has picked so far, and what is promised if they send it now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.clocks.answer import Answer
from portal.clocks.engine import work_out
from portal.deadlines import queries as due
from portal.records.models import RequestDraft
from portal.records.rules import CLOCK


@dataclass(frozen=True)
class Draft:
    """What was kept: each field as the form sends it."""

    send_once: UUID
    fields: dict[str, Any]


def draft_of(young_person_id: UUID) -> Draft | None:
    row = draft_row(young_person_id)
    return Draft(row.send_once, json.loads(row.kept or "{}")) if row else None


def draft_row(young_person_id: UUID) -> RequestDraft | None:
    return db.session.scalars(
        sa.select(RequestDraft).where(RequestDraft.young_person_id == young_person_id)
    ).one_or_none()


def if_sent(today: date) -> Answer:
    """When a request that is sent today has to be answered, and how that is worked out."""
    return work_out(CLOCK, today, [], extra=due.proclaimed())
