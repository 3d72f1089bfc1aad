"""Versions of what is learned: which serves, which are left, what was found of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.policy.viewer import Subject, Viewer
from portal.sorting.models import LearnedModel
from portal.sorting.rules.learning import State


def versions() -> Sequence[LearnedModel]:
    """Every version that came to an end, the newest first. Their words stay closed."""
    return db.session.scalars(
        sa.select(LearnedModel).where(LearnedModel.state != State.BEGUN).order_by(LearnedModel.version.desc())
    ).all()


def serving() -> LearnedModel | None:
    """The version that serves; None where only the codebook's words do."""
    return db.session.scalars(sa.select(LearnedModel).where(LearnedModel.serves.is_(True))).one_or_none()


def newest() -> LearnedModel | None:
    """The newest version that came to an end."""
    return next(iter(versions()), None)


def is_held() -> bool:
    """Whether somebody chose what serves, so that newer versions wait."""
    held = sa.select(LearnedModel.id).where(LearnedModel.held_by_id.is_not(None))
    return bool(db.session.scalar(sa.select(held.exists())))


def begun_on(day: date) -> bool:
    """Whether learning was begun on that day already."""
    begun = sa.select(LearnedModel.id).where(LearnedModel.begun_on == day)
    return bool(db.session.scalar(sa.select(begun.exists())))


def next_version() -> int:
    """The number of the version to come."""
    return (db.session.scalar(sa.select(sa.func.max(LearnedModel.version))) or 0) + 1


@dataclass(frozen=True)
class Chosen:
    """A version somebody chose; `row` is None for the codebook's words alone."""

    version: int
    row: LearnedModel | None


def version_to_choose(viewer: Viewer, learned_version: int) -> Subject | None:
    """One version, its row locked; 0 is the codebook's words. None where it is not there."""
    if learned_version == 0:
        return Subject(Chosen(0, None), kind="learned model")
    row = db.session.scalars(
        sa.select(LearnedModel)
        .where(LearnedModel.version == learned_version, LearnedModel.state != State.BEGUN)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    return Subject(Chosen(learned_version, row), kind="learned model", id=row.id) if row else None


def with_id(model_id: UUID) -> LearnedModel:
    """One version by its id."""
    return db.session.get_one(LearnedModel, model_id)
