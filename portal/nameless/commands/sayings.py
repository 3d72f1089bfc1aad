"""What a child wrote in a survey that has no names: the words reach the desk at once, and nothing else does.

Kept with it: the day. Whoever is called to it is told with the day, not the minute.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.clocks.reading import local_day, read_by
from portal.nameless.commands.calls import call_next, stop_calling
from portal.nameless.commands.reading import Done, mark_concerns, write_down
from portal.nameless.commands.talking import Moment
from portal.nameless.models import (
    NamelessCall,
    NamelessConcern,
    NamelessHandling,
    SurveySaying,
)
from portal.nameless.rules import Outcome, order_for
from portal.notices.commands import drop, see
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind


def say(question: str, words: str, moment: Moment) -> None:
    """Put what was written under one question onto the desk."""
    order = order_for(words)
    saying = SurveySaying(
        on=local_day(moment.now, moment.hours.zone),
        level=order.level,
        read_by_at=read_by(moment.hours, moment.now),
        pages_duty=order.pages,
    )
    saying.question, saying.words = question, words
    db.session.add(saying)
    db.session.flush()
    if order.pages:
        call_next(saying, now=moment.now, zone=ZoneInfo(moment.hours.zone))


def note_opened(sayings: Sequence[SurveySaying], *, by: UUID, now: datetime) -> None:
    """Somebody is reading them: the calling stops."""
    for saying in sayings:
        if saying.pages_duty or saying.called_at:
            stop_calling(saying, now)
        see(by, saying.id)
        audit.record("read_survey_words", by=by, role="staff", subject=("survey_saying", saying.id))
    db.session.flush()


def mark_read(saying: SurveySaying, done: Done, *, by: UUID, now: datetime, on: date) -> None:
    """One was read, and this was done about it."""
    saying.read_at, saying.read_by_id = saying.read_at or now, saying.read_by_id or by
    write_down(saying.id, done, by=by, now=now)
    mark_concerns(saying.id, done.concerns, by=by, on=on)
    drop(saying.id, NoticeKind.NAMELESS_CALLED, NoticeKind.NAMELESS_TO_READ)
    audit.record("mark_survey_words_read", by=by, role="staff", subject=("survey_saying", saying.id))
    db.session.flush()


def mark_all_read(sayings: Sequence[SurveySaying], *, by: UUID, now: datetime, on: date) -> None:
    """All of these were read, and nothing more is needed."""
    nothing = Done(Outcome.NOTHING_NEEDED, "", "", (), None, 0)
    for saying in sayings:
        mark_read(saying, nothing, by=by, now=now, on=on)


def shuffle() -> None:
    """Write all of them anew in another order: where a row lies says nothing about when it came."""
    db.session.flush()
    _hold_everybody_off()
    rows = [dict(row) for row in db.session.execute(sa.select(SurveySaying.__table__)).mappings()]
    if not rows:
        return
    db.session.execute(sa.delete(SurveySaying))
    random.SystemRandom().shuffle(rows)
    db.session.execute(sa.insert(SurveySaying), rows)
    db.session.expire_all()


def _hold_everybody_off() -> None:
    """What a child sends, and what a reader marks, at this moment comes after: it must be neither deleted
    unread nor lost. SQLite has one writer in any case. It gives way where somebody is writing just now."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(sa.text("SET LOCAL lock_timeout = '400ms'"))
        db.session.execute(sa.text(f"LOCK TABLE {SurveySaying.__tablename__} IN EXCLUSIVE MODE"))


def erase(saying: SurveySaying) -> None:
    """The words and who handled them: all of it."""
    db.session.execute(sa.delete(Notice).where(Notice.about_id == saying.id))
    for table in (NamelessCall, NamelessConcern, NamelessHandling):
        db.session.execute(sa.delete(table).where(table.about_id == saying.id))
    db.session.delete(saying)
    db.session.flush()
