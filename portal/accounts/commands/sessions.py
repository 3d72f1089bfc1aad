"""What the database remembers of sessions: that one ended, when somebody was last here, how they read."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import db
from portal.accounts.models import Account, EndedSession
from portal.accounts.rules.sessions import LONGEST, TYPED_IS_KEPT
from portal.kit import clock

SEEN_EVERY = timedelta(minutes=1)


def note_seen(account_id: UUID, last_seen_at: datetime | None) -> None:
    """Remember that somebody is here, at most once a minute, whatever becomes of the request."""
    now = clock.now()
    if last_seen_at is None or now - last_seen_at >= SEEN_EVERY:
        db.aside(lambda own: _set(own, account_id, last_seen_at=now))


def end_session(session_id: str) -> None:
    """From now on no copy of this session's cookie is good for anything. Ending it twice is once."""
    db.aside(lambda own: _end(own, session_id))


def choose_language(account_id: UUID, language: str) -> None:
    """The language this person's pages come in, wherever they sign in."""
    _set(db.session(), account_id, language=language)


def choose_easy_read(account_id: UUID, wanted: bool) -> None:
    """Whether this person's pages come with pictures and short lines, wherever they sign in."""
    _set(db.session(), account_id, easy_read=wanted)


def forget_ended_sessions(now: datetime) -> int:
    """Drop what is remembered of sessions that would be over by themselves. For the worker, once a day."""
    gone = EndedSession.ended_at < now - max(LONGEST, TYPED_IS_KEPT) - LONGEST
    return int(db.session.execute(sa.delete(EndedSession).where(gone)).rowcount)  # type: ignore[attr-defined]  # a CursorResult


def _set(session: Session, account_id: UUID, **values: object) -> None:
    session.execute(sa.update(Account).where(Account.id == account_id).values(**values))


def _end(session: Session, session_id: str) -> None:
    with suppress(IntegrityError), session.begin_nested():  # two tabs may end it at the same moment
        session.add(EndedSession(session_id=session_id, ended_at=clock.now()))
