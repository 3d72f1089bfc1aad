"""Who could answer instead, and who was asked to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import PersonAround, names_of, people_around
from portal.people.models import KeptApart
from portal.voice.models import AskedToAnswer, Statement
from portal.voice.queries.apart import kept_from
from portal.voice.rules.saying import CAN_BE_PICKED

_AT_THE_SAME_TIME = timedelta(minutes=1)
"""Keeping somebody apart and withholding it from them are one act, noted a moment apart."""


@dataclass(frozen=True)
class Asked:
    """One asking, as the page of the statement shows it."""

    by: str
    to: str
    at: datetime
    note: str
    given_back_at: datetime | None
    why_back: str


def can_be_asked(statement: Statement, on: date) -> list[PersonAround]:
    """Workers around them now, but for who answers now and those the young person took off. Those kept apart
    are among them: leaving them out would say whom it is about."""
    no_more = {statement.answerer_id, *_taken_off(statement, on)}
    return [
        person
        for person in people_around(statement.young_person_id, on)
        if person.kind in CAN_BE_PICKED and person.account_id not in no_more
    ]


def _taken_off(statement: Statement, on: date) -> set[UUID]:
    """Whom the young person took off: not those it was withheld from when they were kept apart from it."""
    apart = kept_from(statement.id, on)
    written = sa.select(KeptApart.account_id, KeptApart.at).where(KeptApart.statement_id == statement.id)
    since = {row.account_id: row.at for row in db.session.execute(written)}

    def by_them(account_id: UUID, at: datetime) -> bool:
        return account_id not in apart or at < since.get(account_id, at) - _AT_THE_SAME_TIME

    return {
        r.account_id for r in statement.recipients if r.removed_at and by_them(r.account_id, r.removed_at)
    }


def standing_request(statement: Statement, account_id: UUID) -> AskedToAnswer | None:
    """The asking by which it is theirs to answer now, not given back."""
    if statement.answerer_id != account_id:
        return None
    latest = db.session.scalars(
        sa.select(AskedToAnswer)
        .where(AskedToAnswer.statement_id == statement.id)
        .order_by(AskedToAnswer.at.desc(), AskedToAnswer.id)
        .limit(1)
    ).one_or_none()
    return latest if latest and latest.to_id == account_id and latest.given_back_at is None else None


def askings(statement_id: UUID) -> list[Asked]:
    """Every asking of a statement, oldest first."""
    rows = db.session.scalars(
        sa.select(AskedToAnswer)
        .where(AskedToAnswer.statement_id == statement_id)
        .order_by(AskedToAnswer.at, AskedToAnswer.id)
    ).all()
    names = names_of({one for row in rows for one in (row.by_id, row.to_id)})
    return [
        Asked(
            names.get(row.by_id, ""),
            names.get(row.to_id, ""),
            row.at,
            row.note,
            row.given_back_at,
            row.why_back,
        )
        for row in rows
    ]
