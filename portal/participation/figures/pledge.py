"""How young people marked the pledge: counted once when a round closes, small numbers never in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.participation.models import PledgeAnswer, PledgeRound, PromiseVersion


@dataclass(frozen=True)
class Marked:
    """One promise of a round: `row` is Mark → a rounded number, None (fewer than 5) or "hidden"; empty where
    too few marked it. `answer`: the panel's, "" while there is none."""

    title: str
    row: dict[str, Any]
    answer: str


@dataclass(frozen=True)
class Round:
    year: int
    first: date
    last: date
    marked: int | None
    promises: list[Marked]


def as_it_stood(last_on: date, at: datetime) -> Round | None:
    """The newest round that had ended by a day and was counted by a moment: what a paper could say. Of the
    answers those that were there by then."""
    row = db.session.scalars(
        sa.select(PledgeRound)
        .where(PledgeRound.closes_on <= last_on, PledgeRound.counted_at <= at)
        .order_by(PledgeRound.year.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    printed, titles, answers = row.printed or {}, _titles(row), _answers(row, at)
    promises = [
        Marked(
            titles[version_id],
            dict(printed.get("rows", {}).get(promise_id, {})),
            answers.get(UUID(promise_id), ""),
        )
        for promise_id, version_id in (row.asked or {}).items()
    ]
    return Round(row.year, row.opens_on, row.closes_on, printed.get("marked"), promises)


def _titles(round_: PledgeRound) -> dict[str, str]:
    """What each promise was called when it was marked, by its version's id."""
    ids = [UUID(one) for one in (round_.asked or {}).values()]
    rows = db.session.scalars(sa.select(PromiseVersion).where(PromiseVersion.id.in_(ids)))
    return {str(row.id): row.title for row in rows}


def _answers(round_: PledgeRound, at: datetime) -> dict[UUID, str]:
    """The answers that were there by then: the newest of each promise."""
    rows = db.session.scalars(
        sa.select(PledgeAnswer)
        .where(PledgeAnswer.round_id == round_.id, PledgeAnswer.at <= at)
        .order_by(PledgeAnswer.at, PledgeAnswer.id)
    )
    return {row.promise_id: row.words for row in rows}
