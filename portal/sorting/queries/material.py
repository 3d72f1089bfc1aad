"""What a model may learn from: statements that people sorted, and what must never teach it anything.

Left out: what was taken back or set aside, what the young person changed since, what they do not know of or
said to an advocate, what others wrote down, and all that concerns somebody known here or is kept from
somebody: the words of those are few, and of people that could be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.coding.codebook import codebook
from portal.coding.models import Coding
from portal.coding.queries.suggested import text_of
from portal.people.models import KeptApart
from portal.vault import keys
from portal.vault.models import DataKey
from portal.voice.models import Addition, Concern, Statement
from portal.voice.rules import Desk, Way, alone

MOST = 5_000
"""The newest so many are learned from: more take longer than a night should, and are of another time."""


@dataclass(frozen=True)
class Confirmed:
    """One statement as a person sorted it: whose, its text, what was asked, its themes as they stand now."""

    statement_id: UUID
    young_person_id: UUID
    text: str
    asked: str
    themes: frozenset[str]
    at: datetime


def may_teach() -> sa.ColumnElement[bool]:
    """The condition for statements that may be learned from, sorted or not."""
    about = (
        sa.select(Concern.id).where(Concern.statement_id == Statement.id).correlate(Statement),
        sa.select(KeptApart.id).where(KeptApart.statement_id == Statement.id).correlate(Statement),
        sa.select(Addition.id)
        .where(Addition.statement_id == Statement.id, Addition.replaces.is_(True))
        .correlate(Statement),
    )
    has_key = sa.select(DataKey.owner_id).where(DataKey.owner_id == Statement.young_person_id)
    return sa.and_(
        has_key.correlate(Statement).exists(),
        Statement.desk == Desk.COUNCIL,
        Statement.taken_back_at.is_(None),
        Statement.passed_by_id.is_(None),
        Statement.is_shown_to_them.is_(True),
        Statement.way.in_((Way.OWN, Way.TOGETHER)),
        Statement.asked != alone.ASKED,
        *(~one.exists() for one in about),
    )


def how_much(since: datetime | None) -> tuple[int, int, bool]:
    """How many there are to learn from, of how many people, and whether any was sorted after a moment."""
    row = db.session.execute(
        sa.select(sa.func.count(), sa.func.count(sa.distinct(Coding.young_person_id)), sa.func.max(Coding.at))
        .join(Statement, Statement.id == Coding.statement_id)
        .where(Coding.set_aside_at.is_(None), may_teach())
    ).one()
    newest = row[2]
    is_new = newest is not None and (since is None or newest > since)
    return row[0], row[1], is_new or (since is not None and was_set_aside_since(since))


def confirmed(most: int = MOST) -> list[Confirmed]:
    """The newest sorted statements that may be learned from, opened. In the same order each time."""
    found = db.session.execute(
        sa.select(Coding, Statement)
        .join(Statement, Statement.id == Coding.statement_id)
        .where(Coding.set_aside_at.is_(None), may_teach())
        .options(selectinload(Coding.themes))
        .order_by(Coding.at.desc(), Coding.id)
        .limit(most)
    ).all()
    keys.preload({coding.young_person_id for coding, _ in found})
    book = codebook()
    known = set(book.keys)
    return [
        Confirmed(
            statement.id,
            statement.young_person_id,
            text,
            statement.asked,
            frozenset(book.now(one.theme) for one in coding.themes) & known,
            coding.at,
        )
        for coding, statement in found
        if (text := text_of(statement.words, statement.wants))
    ]


def was_set_aside_since(moment: datetime) -> bool:
    """Whether anything that a version made then could have learned from counts no more."""
    gone = sa.select(Coding.id).where(Coding.at <= moment, Coding.set_aside_at > moment)
    return db.session.scalar(sa.select(gone.exists())) or False
