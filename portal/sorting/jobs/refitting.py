"""Each night a model is learned anew from what people sorted, and used if it does no worse.

Thinking is done outside any transaction. A row is written first: of two workers the second is turned away by
it, and one that is killed tries again the next night.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.coding.codebook import codebook
from portal.kit import clock, logs
from portal.sorting.commands import learning as commands
from portal.sorting.jobs import fitting
from portal.sorting.jobs.meaning import encoder_in
from portal.sorting.models import LearnedModel
from portal.sorting.queries import learning as queries
from portal.sorting.queries.material import Confirmed, confirmed, how_much
from portal.sorting.rules.learning import FEWEST_NEW, MEASURES, State, WhyNot, why_not_train, why_not_use
from portal.themes.learned.measuring import Answer
from portal.themes.learned.model import Model, from_bytes
from portal.themes.learned.sensing import Remembering
from portal.themes.learned.training import TooFew

FROM_HOUR = 1
"""Not before this hour of the council's day: at night nobody waits for the machine."""


@dataclass(frozen=True)
class _Before:
    """What serves while a new version is learned."""

    version: int
    codebook_version: int
    learned_until: datetime | None
    figures: dict[str, float]
    model: Model


def learn_at_night(
    now: datetime, zone: ZoneInfo, meaning: Path | None = None, *, folds: int = fitting.FOLDS
) -> int:
    """Learn once a night, if there is anything to learn; returns how many versions were made. Opens
    transactions of its own."""
    if clock.local(now, zone).hour < FROM_HOUR:
        return 0
    on = clock.local(now, zone).date()
    with db.transaction():
        commands.forget_who_is_gone(now)
        commands.forget_taken_back(now)
    with db.transaction(writes=False):
        if queries.begun_on(on):
            return 0
        last = queries.newest()
        same_book = last is not None and last.codebook_version == codebook().version
        comments, people, has_changed = how_much(last.learned_until if last and same_book else None)
    if why_not_train(comments=comments, people=people, has_changed=has_changed):
        return 0
    return learn(now, zone, meaning, folds=folds)


def learn(now: datetime, zone: ZoneInfo, meaning: Path | None = None, *, folds: int = fitting.FOLDS) -> int:
    """Learn now; returns 1 for a version that was made, whether it is used or not. `meaning`: the folder of
    the files by which texts are compared by meaning, if there is one."""
    try:
        with db.transaction() as session:
            commands.forget_who_is_gone(now)
            row = LearnedModel(
                version=queries.next_version(),
                begun_on=clock.local(now, zone).date(),
                codebook_version=codebook().version,
            )
            session.add(row)
            session.flush()
    except sa.exc.IntegrityError:  # another worker is at it
        return 0
    with db.transaction(writes=False):
        material, before = confirmed(), _serving()
        themes = codebook().for_suggesting()
    encoder = encoder_in(meaning)
    try:
        said, words = fitting.held_out(material, themes, folds, encoder)
        model = fitting.fitted(material, themes, encoder)
    except TooFew:
        _close(row.id, WhyNot.TOO_FEW)
        return 0
    figures = fitting.figures_of(material, said, words) | {"meaning": bool(model.meaning)}
    why = _why_not_use(material, said, words, before, encoder)
    with db.transaction():
        _keep(row.id, material, model, figures, why, now)
        commands.let_old_go(now)
    return 1


def _keep(
    row_id: UUID,
    material: Sequence[Confirmed],
    model: Model,
    figures: dict[str, object],
    why: WhyNot | None,
    now: datetime,
) -> None:
    row = queries.with_id(row_id)
    row.made_at, row.comments = now, len(material)
    row.people = len({one.young_person_id for one in material})
    row.learned_until = max((one.at for one in material), default=None)
    row.figures, row.why_not = figures, why.value if why else ""
    row.state = State.NOT_BETTER if why else State.READY
    row.model = as_text(model)
    row.knew = json.dumps(sorted({str(one.young_person_id) for one in material}))
    db.session.flush()
    # Somebody may be gone who was not when it began, or the choice be held by somebody.
    if commands.forget_who_is_gone(now) or why or queries.is_held():
        return
    commands.use(row)


def _why_not_use(
    material: Sequence[Confirmed],
    said: Sequence[Answer],
    words: Sequence[Answer],
    before: _Before | None,
    encoder: Remembering | None,
) -> WhyNot | None:
    """By what both have not seen, where enough was sorted since; else by what each did when it was made."""
    new, alone = fitting.compared(material, said), fitting.compared(material, words)
    if before is None or before.codebook_version != codebook().version:
        return why_not_use(new, alone, None)
    fresh = [at for at, one in enumerate(material) if before.learned_until and one.at > before.learned_until]
    if len(fresh) < FEWEST_NEW:
        return why_not_use(new, alone, before.figures)
    some = [material[at] for at in fresh]
    theirs = fitting.answered(before.model, some, encoder)
    if why := why_not_use(new, alone, None):
        return why
    ours = fitting.compared(some, [said[at] for at in fresh])
    return why_not_use(ours, ours, fitting.compared(some, theirs))


def _serving() -> _Before | None:
    row = queries.serving()
    if row is None:
        return None
    figures = {name: float(row.figures[name]) for name in MEASURES}
    return _Before(row.version, row.codebook_version, row.learned_until, figures, from_text(row.model))


def _close(row_id: UUID, why: WhyNot) -> None:
    with db.transaction():
        row = queries.with_id(row_id)
        row.state, row.why_not = State.LET_GO, why.value
    logs.say("nothing was learned", why=why.name)


def as_text(model: Model) -> str:
    """A model as a sealed column keeps it."""
    return base64.b64encode(model.to_bytes()).decode("ascii")


def from_text(kept: str) -> Model:
    """The same model again. Raises BadModel."""
    return from_bytes(base64.b64decode(kept))
