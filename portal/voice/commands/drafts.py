"""Keeping what is being written, page by page, so that a dead line or a quiet hour loses nothing."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.voice.models import Draft, Statement
from portal.voice.queries.drafts import Typed, contents, is_shut, row_of


def one_at_a_time(young_person_id: UUID) -> None:
    """Whatever one young person sends at the same moment goes one after the other, until the commit.

    SQLite has one writer anyway; on PostgreSQL this locks their row, and nobody else's."""
    db.session.execute(
        sa.select(YoungPerson.id).where(YoungPerson.id == young_person_id).with_for_update(key_share=True)
    )


def keep(
    young_person_id: UUID,
    typed: Typed,
    *,
    send_once: UUID,
    past_shut_at: datetime | None = None,
    anew: bool = False,
) -> None:
    """Keep one page's fields; fields of the other pages stay.

    What was sent already is not kept again, unless `anew`: somebody went back to a page that was sent and
    goes on from there. A draft from before a lost way in is laid aside unseen and comes back when this one is
    sent."""
    one_at_a_time(young_person_id)
    if _was_sent(young_person_id, send_once):
        if not anew:
            return
        send_once = uuid.uuid4()
    draft = row_of(young_person_id)
    if draft is None:
        draft = Draft(young_person_id=young_person_id, send_once=send_once, changed_at=clock.now())
        db.session.add(draft)
        held: dict[str, Any] = {"typed": {}}
    elif is_shut(draft, past_shut_at):
        held = {"typed": {}, "shut": _laid_aside(draft)}
        draft.send_once = send_once
    else:
        held = contents(draft)
    held["typed"] = {**held["typed"], **typed}
    draft.content = json.dumps(held)
    draft.changed_at = clock.now()
    db.session.flush()


def let_go(young_person_id: UUID, *, past_shut_at: datetime | None = None) -> None:
    """It was sent, or its young person threw it away. One that waits behind a lost way in stays."""
    draft = row_of(young_person_id)
    if draft is None or is_shut(draft, past_shut_at):
        return
    aside = contents(draft).get("shut")
    if aside:
        draft.content = json.dumps({"typed": aside["typed"]})
        draft.send_once = uuid.UUID(aside["send_once"])
        draft.changed_at = datetime.fromisoformat(aside["changed_at"])
    else:
        db.session.delete(draft)
    db.session.flush()


def _laid_aside(draft: Draft) -> dict[str, Any]:
    return {
        "typed": contents(draft)["typed"],
        "send_once": str(draft.send_once),
        "changed_at": draft.changed_at.isoformat(),
    }


def _was_sent(young_person_id: UUID, send_once: UUID) -> bool:
    return bool(
        db.session.scalar(
            sa.select(sa.literal(True))
            .where(Statement.young_person_id == young_person_id, Statement.send_once == send_once)
            .limit(1)
        )
    )
