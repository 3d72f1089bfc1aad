"""Erasing talks some time after they were closed. Only counts by the quarter stay."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.nameless.commands.owing import KIND
from portal.nameless.models import (
    NamelessCall,
    NamelessConcern,
    NamelessHandling,
    NamelessMessage,
    NamelessTalk,
    NamelessTally,
)
from portal.nameless.queries.talk import messages_of
from portal.nameless.rules import quarter_of
from portal.notices.models import Notice


def erase(talk: NamelessTalk, zone: str) -> None:
    """The words, the way in, who handled it: all of it. Events of staff stay, about a thing that is gone."""
    _count(talk.id, zone)
    db.session.execute(sa.delete(Notice).where(Notice.about_id == talk.id))
    deadlines.forget(KIND, talk.id)
    for table in (NamelessCall, NamelessConcern, NamelessHandling):
        db.session.execute(sa.delete(table).where(table.about_id == talk.id))
    db.session.execute(sa.delete(NamelessMessage).where(NamelessMessage.talk_id == talk.id))
    db.session.execute(sa.delete(NamelessTalk).where(NamelessTalk.id == talk.id))


def _count(talk_id: UUID, zone: str) -> None:
    messages = messages_of(talk_id)
    if not messages:
        return
    first = messages[0]
    quarter = quarter_of(local_day(first.at, zone))
    tally = db.session.get(NamelessTally, quarter, with_for_update=True)
    if tally is None:
        tally = NamelessTally(quarter_on=quarter, talks=0, read_in_time=0, answered=0)
        db.session.add(tally)
    tally.talks += 1
    tally.read_in_time += bool(first.read_at and first.read_by_at and first.read_at <= first.read_by_at)
    tally.answered += any(message.is_ours for message in messages)
    db.session.flush()
