"""The worker works out what each statement may be about, so that no page has to load a model.

What is new comes first; after a night in which another version came to serve, what is not sorted yet is done
anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.coding.codebook import codebook
from portal.coding.models import SuggestedThemes
from portal.coding.queries import is_sorted
from portal.coding.queries.suggested import digest_of, text_of
from portal.sorting.jobs.meaning import encoder_in
from portal.sorting.jobs.nearest import Nearest
from portal.sorting.jobs.offering import Engine, LearnedEngine, WordsEngine
from portal.sorting.jobs.refitting import from_text
from portal.sorting.queries import learning as queries
from portal.sorting.queries.material import confirmed
from portal.themes.unexplained import LEAST_WORDS, explained
from portal.vault import keys
from portal.vault.models import DataKey
from portal.voice.models import Statement
from portal.voice.rules import Desk

BATCH = 200
NEAR = 8
"""So many that are most like it are kept: whoever reads it may not be allowed to read some of them."""
LATELY = timedelta(days=366)
"""What is older and not sorted will hardly be: the page works it out on the spot."""
NOTHING_TO_SAY = 9.0
"""Of a text with too few words: nobody needs to read it for a new theme."""


@dataclass(frozen=True)
class _Said:
    """A statement to work out."""

    id: UUID
    young_person_id: UUID
    text: str
    asked: str


@dataclass(frozen=True)
class _Found:
    """What was made of it."""

    said: _Said
    explained: float
    content: str


def suggest_themes(now: datetime, meaning: Path | None = None) -> int:
    """Work out the next statements; returns how many. `meaning`: the folder of the files for it, if any.

    It thinks between two transactions, so that nobody waits for it to write."""
    with db.transaction(writes=False):
        version = queries.serving()
        number, book = version.version if version else 0, codebook()
        waiting = _waiting(number, book.version, now)
        if not waiting:
            return 0
        keys.preload(one.young_person_id for one in waiting)
        said = [
            _Said(one.id, one.young_person_id, text_of(one.words, one.wants), one.asked) for one in waiting
        ]
        engine = _engine(number, meaning)
    found = [_work_out(one, engine) for one in said]
    with db.transaction():
        still = {one.id for one in _waiting(number, book.version, now)}
        _write([one for one in found if one.said.id in still], number, book.version, now)
    return len(found)


def _write(found: Sequence[_Found], number: int, book_version: int, now: datetime) -> None:
    wanted = SuggestedThemes.statement_id.in_([one.said.id for one in found])
    rows = {row.statement_id: row for row in db.session.scalars(sa.select(SuggestedThemes).where(wanted))}
    keys.preload(one.said.young_person_id for one in found)
    for one in found:
        row = rows.get(one.said.id) or SuggestedThemes(
            statement_id=one.said.id, young_person_id=one.said.young_person_id
        )
        row.by_model, row.codebook_version, row.at = number, book_version, now
        row.explained, row.content = one.explained, one.content
        db.session.add(row)
    db.session.flush()


def _waiting(number: int, book_version: int, now: datetime) -> Sequence[Statement]:
    """What is not sorted and has no row of this version; the newest first."""
    done = (
        sa.select(SuggestedThemes.id)
        .where(
            SuggestedThemes.statement_id == Statement.id,
            SuggestedThemes.by_model == number,
            SuggestedThemes.codebook_version == book_version,
        )
        .correlate(Statement)
    )
    has_key = sa.select(DataKey.owner_id).where(DataKey.owner_id == Statement.young_person_id)
    return db.session.scalars(
        sa.select(Statement)
        .where(
            Statement.desk == Desk.COUNCIL,
            Statement.sent_at >= now - LATELY,
            Statement.taken_back_at.is_(None),
            Statement.passed_by_id.is_(None),
            has_key.correlate(Statement).exists(),
            ~is_sorted(Statement.id),
            ~done.exists(),
        )
        .order_by(Statement.sent_at.desc(), Statement.id)
        .limit(BATCH)
    ).all()


def _work_out(said: _Said, engine: Engine) -> _Found:
    offers = engine.offers(said.text, said.asked)
    well = explained(said.text, [one.score for one in offers], engine.known)
    told = well.words >= LEAST_WORDS
    content: dict[str, Any] = {
        "digest": digest_of(said.text),
        "themes": [
            {"key": o.key, "score": o.score, "ticks": o.ticks, "spans": o.spans, "asked": o.asked}
            for o in offers
        ],
        "nearest": [str(one) for one in engine.nearest(said.text, said.id, NEAR)],
    }
    how_well = round(well.best - 0.5 * (1 - well.known), 4) if told else NOTHING_TO_SAY
    return _Found(said, how_well, json.dumps(content))


class _Loaded:
    """The engine in this worker's memory, and of which version and codebook it is."""

    of: tuple[int, int] | None = None
    engine: Engine | None = None


def _engine(number: int, meaning: Path | None) -> Engine:
    wanted = (number, codebook().version)
    if _Loaded.engine is None or _Loaded.of != wanted:
        _Loaded.of, _Loaded.engine = wanted, _make(number, meaning)
    return _Loaded.engine


def forget_engine() -> None:
    """Let go of what is in memory."""
    _Loaded.of, _Loaded.engine = None, None


def _make(number: int, meaning: Path | None) -> Engine:
    row = queries.serving() if number else None
    if row is None:
        return WordsEngine(codebook())
    model = from_text(row.model)
    encoder = encoder_in(meaning) if model.meaning else None
    return LearnedEngine(model, codebook(), Nearest.of(confirmed()), encoder)
