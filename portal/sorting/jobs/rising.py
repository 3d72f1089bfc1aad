"""Once a day: which words are on the rise in what no theme explains well. Counted by young people, and told
only where five of them use a word, so that a rare one names nobody."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.coding.models import SuggestedThemes
from portal.coding.queries.coded import has_theme
from portal.coding.queries.suggested import text_of
from portal.kit import clock
from portal.sorting.models import Unexplained
from portal.sorting.queries.material import may_teach
from portal.sorting.queries.unexplained import POORLY
from portal.themes.unexplained import rising_words
from portal.vault import keys
from portal.voice.models import Statement

NOW = timedelta(days=91)
BEFORE = timedelta(days=364)
MOST = 2_000


def look_for_rising_words(now: datetime, zone: ZoneInfo) -> int:
    """Look once a day; returns whether it did. Opens transactions of its own."""
    on = clock.local(now, zone).date()
    with db.transaction(writes=False):
        if db.session.scalar(sa.select(Unexplained.id).where(Unexplained.looked_on == on)):
            return 0
        lately = _said(now - NOW, now)
        earlier = _said(now - BEFORE, now - NOW)
    rising = rising_words(lately, earlier)
    found = [{"word": one.word, "now": one.now, "before": one.before} for one in rising]
    return _keep(on, now, json.dumps(found))


def _keep(on: date, now: datetime, words: str) -> int:
    try:
        with db.transaction() as session:
            session.execute(sa.delete(Unexplained).where(Unexplained.looked_on < on))
            row = Unexplained(looked_on=on, at=now)
            row.words = words
            session.add(row)
    except sa.exc.IntegrityError:  # another worker was first
        return 0
    return 1


def _said(since: datetime, until: datetime) -> list[tuple[UUID, str]]:
    """What no theme explains well of these days, with whose it is."""
    found = db.session.scalars(
        sa.select(Statement)
        .join(SuggestedThemes, SuggestedThemes.statement_id == Statement.id)
        .where(
            may_teach(),
            Statement.sent_at >= since,
            Statement.sent_at < until,
            SuggestedThemes.explained < POORLY,
            ~has_theme(Statement.id),
        )
        .order_by(Statement.sent_at.desc(), Statement.id)
        .limit(MOST)
    ).all()
    keys.preload(one.young_person_id for one in found)
    return [(one.young_person_id, text_of(one.words, one.wants)) for one in found]
