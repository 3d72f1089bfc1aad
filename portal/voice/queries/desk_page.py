"""What the page of one statement shows beside the statement itself: names, calls, whom it goes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.audit.models import Event
from portal.people import queries as people
from portal.voice.models import Call, Recipient, Statement
from portal.voice.queries import choices
from portal.voice.queries.choices import Person
from portal.voice.queries.desk import reasons_of
from portal.voice.queries.more import More, more_of
from portal.voice.queries.sent import was_somebody_else


@dataclass(frozen=True)
class Called:
    name: str
    step: int
    at: datetime
    account_id: UUID
    declined_at: datetime | None = None


@dataclass(frozen=True)
class Picked:
    """Somebody it goes to, and how that stands."""

    name: str
    kind: str
    recipient: Recipient
    is_apart: bool


@dataclass(frozen=True)
class Facts:
    """Everything a page about one statement needs to name people and say when."""

    name: str
    called: str
    age: int | None
    names: dict[UUID, str]
    reasons: Sequence[dict[str, object]]
    calls: Sequence[Called]
    picked: Sequence[Picked]
    around: Sequence[Person]
    first_opened_by: str
    was_somebody_else: bool
    more: More


def facts_about(statement: Statement, apart: dict[UUID, str], on: date) -> Facts:
    """The names and times around one statement, with few queries."""
    young = people.get(statement.young_person_id)
    more = more_of(statement.id)
    calls = db.session.scalars(
        sa.select(Call).where(Call.statement_id == statement.id).order_by(Call.at, Call.step, Call.id)
    ).all()
    opener = _first_opener(statement)
    wanted = {
        statement.taken_by_id,
        statement.read_by_id,
        statement.answerer_id,
        statement.passed_by_id,
        opener,
        *(call.account_id for call in calls),
        *(r.account_id for r in statement.recipients),
        *(c.account_id for c in statement.concerns),
        *(h.by_id for h in statement.handlings),
        *(h.passed_to_id for h in statement.handlings),
        *(a.by_id for a in statement.answers),
        *(a.told_by_id for a in statement.answers),
        more.capture.by_id if more.capture else None,
        *(one.read_by_id for one in more.additions),
    }
    names = names_of(one for one in wanted if one)
    return Facts(
        name=young.name if young else "",
        called=(young.called or young.name) if young else "",
        age=people.age_on(young, on) if young else None,
        names=names,
        reasons=reasons_of(statement),
        calls=[
            Called(names.get(call.account_id, ""), call.step, call.at, call.account_id, call.declined_at)
            for call in calls
        ],
        picked=[
            Picked(names.get(r.account_id, ""), r.kind, r, r.account_id in apart)
            for r in statement.recipients
        ],
        around=choices.around(statement, on),
        first_opened_by=names.get(opener, "") if opener else "",
        was_somebody_else=was_somebody_else(statement),
        more=more,
    )


def _first_opener(statement: Statement) -> UUID | None:
    """Who opened it first at the desk, from the log, where every opening is."""
    return db.session.scalar(
        sa.select(Event.actor_id)
        .where(
            Event.young_person_id == statement.young_person_id,
            Event.subject_id == statement.id,
            Event.action == "read_at_desk",
        )
        .order_by(Event.at)
        .limit(1)
    )
