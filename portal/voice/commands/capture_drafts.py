"""Keeping what somebody writes down for a young person, so that an interrupted hour loses nothing.

Only the writer sees it. What is about the writer, or somebody close to them, is never kept."""

from __future__ import annotations

import json
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.models import CaptureDraft
from portal.voice.queries import capture_drafts as queries
from portal.voice.queries.capture_drafts import Fields
from portal.voice.rules import Way


def keep(
    account_id: UUID,
    young_person_id: UUID,
    way: Way,
    fields: Fields,
    *,
    send_once: UUID,
    now: datetime,
    on: date,
) -> bool:
    """Keep all of one form in place of what was kept before. What was sent or thrown away is not kept again
    by a page that was still open. False when it is about the writer or somebody close to them: then nothing
    stays of what was kept earlier either."""
    one_at_a_time(young_person_id)
    row = queries.row_of(account_id, young_person_id, way, lock=True)
    if row and row.content_sealed is None and row.send_once == send_once:
        return True
    if queries.is_too_close(account_id, queries.about_in(fields), on):
        let_go(account_id, young_person_id, way, send_once, now=now)
        return False
    row = row or _fresh(account_id, young_person_id, way)
    row.send_once, row.changed_at = send_once, now
    row.content = json.dumps({name: list(values) for name, values in fields.items()})
    db.session.add(row)
    db.session.flush()
    return True


def let_go(account_id: UUID, young_person_id: UUID, way: Way, send_once: UUID, *, now: datetime) -> None:
    """It was sent or thrown away. `send_once`: of the form it was, so that it is not kept again."""
    row = queries.row_of(account_id, young_person_id, way, lock=True)
    row = row or _fresh(account_id, young_person_id, way)
    row.send_once, row.changed_at, row.content_sealed = send_once, now, None
    db.session.add(row)
    db.session.flush()


def _fresh(account_id: UUID, young_person_id: UUID, way: Way) -> CaptureDraft:
    return CaptureDraft(account_id=account_id, young_person_id=young_person_id, way=way)


def forget_before(moment: datetime) -> int:
    """What was not gone on with since then is gone; gives how many."""
    old = sa.select(CaptureDraft.id).where(CaptureDraft.changed_at < moment)
    ids = db.session.scalars(old.with_for_update(skip_locked=True)).all()
    db.session.execute(sa.delete(CaptureDraft).where(CaptureDraft.id.in_(ids)))
    return len(ids)
