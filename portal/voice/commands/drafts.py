"""Keeping what is being written, page by page, so that a dead line or a quiet hour loses nothing."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.voice.commands import files
from portal.voice.models import Draft, Statement
from portal.voice.queries.drafts import Typed, contents, is_shut, row_of

_A_MOMENT = timedelta(milliseconds=1)
_WHOSE: sa.BindParameter[UUID] = sa.bindparam("whose")
_THEIR_TURN = sa.select(YoungPerson.id).where(YoungPerson.id == _WHOSE).with_for_update(key_share=True)
_SENT = (
    sa.select(sa.literal(True))
    .where(Statement.young_person_id == _WHOSE, Statement.send_once == sa.bindparam("form"))
    .limit(1)
)


def one_at_a_time(young_person_id: UUID) -> None:
    """Whatever one young person sends at the same moment goes one after the other, until the commit.

    SQLite has one writer anyway; on PostgreSQL this locks their row, and nobody else's."""
    db.session.execute(_THEIR_TURN, {"whose": young_person_id})


def keep(
    young_person_id: UUID,
    typed: Typed,
    *,
    send_once: UUID,
    past_shut_at: datetime | None = None,
    anew: bool = False,
    by_old_way: bool = False,
) -> None:
    """Keep one page's fields; fields of the other pages stay.

    What was sent already is not kept again, unless `anew`: somebody went back to a page that was sent and
    goes on from there. A draft from before a lost way in is laid aside unseen and comes back when this one is
    sent. `by_old_way`: it was typed in a session from before, so it is laid aside too."""
    one_at_a_time(young_person_id)
    if _was_sent(young_person_id, send_once):
        if not anew:
            return
        send_once = uuid.uuid4()
    draft = row_of(young_person_id, as_it_is_now=True)
    changed_at = clock.now()
    if by_old_way and past_shut_at:
        changed_at = min(changed_at, past_shut_at - _A_MOMENT)
    held: dict[str, Any] = contents(draft) if draft else {"typed": {}}
    if draft is None:
        draft = Draft(young_person_id=young_person_id, send_once=send_once, changed_at=changed_at)
        db.session.add(draft)
    elif is_shut(draft, past_shut_at) and not by_old_way:
        held = {"typed": {}, "shut": _laid_aside(draft)}
        draft.send_once = send_once
    elif by_old_way and not is_shut(draft, past_shut_at):
        _lay_aside(draft, held, typed, send_once, changed_at)
        return
    held["typed"] = {**held["typed"], **typed}
    draft.content = json.dumps(held)
    draft.changed_at = changed_at
    db.session.flush()


def _lay_aside(
    draft: Draft, held: dict[str, Any], typed: Typed, send_once: UUID, changed_at: datetime
) -> None:
    """Behind what whoever has the new way in is writing: unseen by them, and nothing of theirs is lost."""
    aside = held.get("shut", {"typed": {}, "send_once": str(send_once)})
    aside["typed"] = {**aside["typed"], **typed}
    held["shut"] = {**aside, "changed_at": changed_at.isoformat()}
    draft.content = json.dumps(held)
    db.session.flush()


def let_go(young_person_id: UUID, *, past_shut_at: datetime | None = None) -> None:
    """It was sent or thrown away. One that waits behind a lost way in stays."""
    draft = row_of(young_person_id, as_it_is_now=True)
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


def throw_away(young_person_id: UUID, *, past_shut_at: datetime | None = None) -> None:
    """They do not want to send it: what they typed is gone, and the files they added to it."""
    draft = row_of(young_person_id, as_it_is_now=True)
    if draft is not None and not is_shut(draft, past_shut_at):
        files.throw_away(young_person_id, draft.send_once)
    let_go(young_person_id, past_shut_at=past_shut_at)


def _laid_aside(draft: Draft) -> dict[str, Any]:
    return {
        "typed": contents(draft)["typed"],
        "send_once": str(draft.send_once),
        "changed_at": draft.changed_at.isoformat(),
    }


def _was_sent(young_person_id: UUID, send_once: UUID) -> bool:
    return bool(db.session.scalar(_SENT, {"whose": young_person_id, "form": send_once}))
