"""Keeping what a young person has picked so far, until they send it."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.records.models import RequestDraft
from portal.records.queries.asking import draft_row


def keep_draft(young_person_id: UUID, fields: dict[str, Any], *, now: datetime) -> None:
    """Keep it in place of what was kept before. One each: two pages open at once write into the same."""
    row = draft_row(young_person_id)
    if row is None:
        row = _new(young_person_id, now)
    row.kept = json.dumps(fields)
    row.changed_at = now
    db.session.flush()


def forget_draft(young_person_id: UUID) -> None:
    """It was sent, or they want to begin anew."""
    db.session.execute(sa.delete(RequestDraft).where(RequestDraft.young_person_id == young_person_id))
    db.session.flush()


def _new(young_person_id: UUID, now: datetime) -> RequestDraft:
    row = RequestDraft(young_person_id=young_person_id, send_once=uuid.uuid4(), changed_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        found = draft_row(young_person_id)
        if found is None:
            raise
        return found
    return row
