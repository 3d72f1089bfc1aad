"""Handing somebody the next statement, giving one back, and saying that one is not sure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.policy.viewer import Viewer
from portal.sorting.models import Taking, Unsure
from portal.sorting.queries.waiting import held_by, in_turn, still_waits
from portal.sorting.rules.taking import HOLD
from portal.voice.models import Statement

_TRIES = 20
"""So many were taken by others between looking and taking: then nothing is handed out this time."""


def take_next(viewer: Viewer, now: datetime) -> UUID | None:
    """What they have before them, or else the next one, held for them for a while. None: nothing waits."""
    mine = held_by(viewer.account_id)
    if mine and still_waits(viewer, mine):
        hold_on(mine, now)
        return mine.statement_id
    let_go(viewer.account_id)
    for tried, (statement_id, is_second) in enumerate(in_turn(viewer, now)):
        if _claim(statement_id, viewer.account_id, is_second=is_second, now=now):
            return statement_id
        if tried == _TRIES:
            break
    return None


def hold_on(mine: Taking, now: datetime) -> None:
    """They are still there: it is held for them anew."""
    mine.until = now + HOLD
    db.session.flush()


def take(statement_id: UUID, account_id: UUID, *, now: datetime, is_second: bool = False) -> bool:
    """This one instead of what they have; False where somebody else has it."""
    let_go(account_id)
    return _claim(statement_id, account_id, is_second=is_second, now=now)


def let_go(account_id: UUID) -> None:
    """Whatever they have before them is free again."""
    db.session.execute(sa.delete(Taking).where(Taking.account_id == account_id))
    db.session.expire_all()


def _claim(statement_id: UUID, account_id: UUID, *, is_second: bool, now: datetime) -> bool:
    """Of two who try at the same moment the database turns one away."""
    lapsed = sa.delete(Taking).where(Taking.statement_id == statement_id, Taking.until <= now)
    db.session.execute(lapsed)
    taking = Taking(
        statement_id=statement_id, account_id=account_id, taken_at=now, until=now + HOLD, is_second=is_second
    )
    try:
        with db.session.begin_nested():
            db.session.add(taking)
            db.session.flush()
    except IntegrityError:
        return False
    return True


def is_unsure(statement: Statement, note: str, *, by: UUID, now: datetime) -> None:
    """Not sure what it is about: somebody else looks. Said again, it replaces the note."""
    same = sa.select(Unsure).where(Unsure.statement_id == statement.id, Unsure.by_id == by)
    row = db.session.scalars(same).one_or_none()
    if row is None:
        row = Unsure(statement_id=statement.id, young_person_id=statement.young_person_id, by_id=by, at=now)
        db.session.add(row)
    row.at, row.note = now, note
    let_go_of(statement.id, by)


def let_go_of(statement_id: UUID, account_id: UUID) -> None:
    """They have this one before them no more."""
    db.session.flush()
    theirs = (Taking.statement_id == statement_id, Taking.account_id == account_id)
    db.session.execute(sa.delete(Taking).where(*theirs))
