"""The pledge as it is, its rounds, marks and answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.participation.models import PledgeAnswer, PledgeRound, PledgeSheet, Promise, PromiseVersion
from portal.participation.rules.pledge import RoundState, state_of
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class PromiseNow:
    """A promise with what its newest version says."""

    id: UUID
    version_id: UUID
    number: int
    title: str
    easy: str
    means: str
    who: str
    picture: str
    evidence: str
    at: datetime
    ended_on: date | None = None


@dataclass(frozen=True)
class Answered:
    words: str
    at: datetime


def _now(promise: Promise, version: PromiseVersion) -> PromiseNow:
    return PromiseNow(
        promise.id,
        version.id,
        version.number,
        version.title,
        version.easy,
        version.means,
        version.who,
        version.picture,
        version.evidence,
        version.at,
        promise.ended_on,
    )


def promises(*, ended: bool = False) -> list[PromiseNow]:
    """The pledge, in its order; with `ended` also what is no part of it any more."""
    wanted = (
        sa.select(Promise, PromiseVersion)
        .join(
            PromiseVersion,
            sa.and_(PromiseVersion.promise_id == Promise.id, PromiseVersion.number == Promise.newest),
        )
        .order_by(Promise.place, Promise.id)
    )
    if not ended:
        wanted = wanted.where(Promise.ended_on.is_(None))
    return [_now(promise, version) for promise, version in db.session.execute(wanted)]


def versions(promise_id: UUID) -> Sequence[PromiseVersion]:
    """All that it ever said, the newest first."""
    return db.session.scalars(
        sa.select(PromiseVersion)
        .where(PromiseVersion.promise_id == promise_id)
        .order_by(PromiseVersion.number.desc())
    ).all()


def asked_in(rounds: Sequence[PledgeRound]) -> dict[str, PromiseVersion]:
    """The versions that were marked in these rounds, by their id."""
    ids = {UUID(one) for round_ in rounds for one in (round_.asked or {}).values()}
    rows = db.session.scalars(sa.select(PromiseVersion).where(PromiseVersion.id.in_(ids)))
    return {str(row.id): row for row in rows}


def state(round_: PledgeRound, today: date) -> RoundState:
    return state_of(round_.opens_on, round_.closes_on, is_counted=bool(round_.counted_at), today=today)


def rounds() -> Sequence[PledgeRound]:
    """All of them, the newest year first."""
    return db.session.scalars(sa.select(PledgeRound).order_by(PledgeRound.year.desc())).all()


def open_round(today: date) -> PledgeRound | None:
    """The one that can be marked today."""
    return db.session.scalars(
        sa.select(PledgeRound)
        .where(
            PledgeRound.opens_on <= today,
            PledgeRound.closes_on >= today,
            PledgeRound.counted_at.is_(None),
        )
        .order_by(PledgeRound.year.desc())
        .limit(1)
    ).first()


def is_being_marked(today: date) -> bool:
    """Whether a round has begun that is not counted: what is marked in it stays as it is."""
    begun = sa.select(PledgeRound.id).where(PledgeRound.opens_on <= today, PledgeRound.counted_at.is_(None))
    return db.session.scalar(begun.limit(1)) is not None


def to_count(today: date) -> Sequence[UUID]:
    """Rounds that are over and not counted."""
    return db.session.scalars(
        sa.select(PledgeRound.id).where(PledgeRound.closes_on < today, PledgeRound.counted_at.is_(None))
    ).all()


def late_to_answer(today: date) -> Sequence[PledgeRound]:
    """Rounds whose answers are due and nobody was reminded."""
    return db.session.scalars(
        sa.select(PledgeRound).where(
            PledgeRound.counted_at.is_not(None),
            PledgeRound.answer_by_on < today,
            PledgeRound.reminded_on.is_(None),
        )
    ).all()


def sheet_of(round_id: UUID, young_person_id: UUID) -> PledgeSheet | None:
    return db.session.scalar(
        sa.select(PledgeSheet).where(
            PledgeSheet.round_id == round_id, PledgeSheet.young_person_id == young_person_id
        )
    )


def marks_of(round_id: UUID, young_person_id: UUID) -> dict[str, Any] | None:
    """How they marked it so far; None: they have not."""
    row = sheet_of(round_id, young_person_id)
    return None if row is None else dict(json.loads(row.marks or "{}"))


def answers_to(round_ids: Sequence[UUID]) -> dict[tuple[UUID, UUID], Answered]:
    """The answers that stand: by round and promise."""
    rows = db.session.scalars(
        sa.select(PledgeAnswer)
        .where(PledgeAnswer.round_id.in_(round_ids))
        .order_by(PledgeAnswer.at, PledgeAnswer.id)
    )
    return {(row.round_id, row.promise_id): Answered(row.words, row.at) for row in rows}


def unanswered(round_: PledgeRound) -> list[str]:
    """Ids of promises whose marks have no answer."""
    there = {str(promise_id) for _round, promise_id in answers_to([round_.id])}
    return [one for one in (round_.asked or {}) if one not in there]


def promise_subject(viewer: Viewer, promise_id: UUID) -> Subject | None:
    row = db.session.get(Promise, promise_id)
    if row is None or viewer.is_young_person:
        return None
    return Subject(row, kind="promise", id=promise_id)


def round_subject(viewer: Viewer, round_id: UUID) -> Subject | None:
    row = db.session.get(PledgeRound, round_id)
    if row is None or viewer.is_young_person:
        return None
    return Subject(row, kind="pledge_round", id=round_id)


def marked_subject(viewer: Viewer, round_id: UUID, promise_id: UUID) -> Subject | None:
    """A round that was counted and one promise that was marked in it, for whoever answers for the panel."""
    row = db.session.get(PledgeRound, round_id)
    if row is None or viewer.is_young_person or str(promise_id) not in (row.asked or {}):
        return None
    return Subject((row, promise_id), kind="pledge_round", id=round_id)


def get_round(round_id: UUID) -> PledgeRound | None:
    return db.session.get(PledgeRound, round_id)
