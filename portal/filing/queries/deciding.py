"""What waits for a safety lead before it goes on a record, because it concerns somebody; what was decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.filing.models import FilingDecision
from portal.filing.rules import Decided, Verdict, verdict, why_not_file
from portal.people import queries as people
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Concern, Statement
from portal.voice.queries.apart import shut_to
from portal.voice.queries.desk import at_desk, at_desk_to_change
from portal.voice.rules import Desk

MOST_LISTED = 200


@dataclass(frozen=True)
class Waiting:
    """A line of the list: no word of what was said, and not whom it concerns."""

    id: UUID
    name: str
    sent_at: datetime


@dataclass(frozen=True)
class ToDecide:
    """One statement of which a safety lead says how it goes on the record."""

    statement: Statement
    name: str
    verdict: Verdict
    answerer_id: UUID | None


def verdicts_of(ids: Collection[UUID]) -> dict[UUID, Verdict]:
    """How each of these stands."""
    wanted = list(ids)
    concerns = {
        row[0]: row[1]
        for row in db.session.execute(
            sa.select(Concern.statement_id, sa.func.max(Concern.at))
            .where(Concern.statement_id.in_(wanted))
            .group_by(Concern.statement_id)
        )
    }
    said = {
        row.statement_id: row
        for row in db.session.scalars(
            sa.select(FilingDecision)
            .where(FilingDecision.statement_id.in_(list(concerns)))
            .order_by(FilingDecision.at, FilingDecision.id)
        )
    }
    return {
        one: verdict(
            concerns.get(one),
            Decided(said[one].decided) if one in said else None,
            said[one].at if one in said else None,
        )
        for one in wanted
    }


def verdict_of(statement_id: UUID) -> Verdict:
    return verdicts_of([statement_id])[statement_id]


def is_open(found: Verdict) -> bool:
    return why_not_file(found) is None


def last_concern() -> sa.ScalarSelect[datetime]:
    """When it was last marked to concern somebody; nothing when it concerns nobody."""
    return (
        sa.select(sa.func.max(Concern.at))
        .where(Concern.statement_id == Statement.id)
        .correlate(Statement)
        .scalar_subquery()
    )


def _decided_since() -> sa.Select[UUID]:
    """Decisions that still hold."""
    return (
        sa.select(FilingDecision.id)
        .where(FilingDecision.statement_id == Statement.id, FilingDecision.at >= last_concern())
        .correlate(Statement)
    )


def waits() -> sa.ColumnElement[bool]:
    """The condition for statements that wait for a safety lead."""
    return sa.and_(last_concern().is_not(None), ~_decided_since().exists())


def is_never() -> sa.ColumnElement[bool]:
    """The condition for those that a safety lead keeps off the record."""
    newest = (
        sa.select(FilingDecision.decided)
        .where(FilingDecision.statement_id == Statement.id, FilingDecision.at >= last_concern())
        .order_by(FilingDecision.at.desc(), FilingDecision.id.desc())
        .limit(1)
        .correlate(Statement)
        .scalar_subquery()
    )
    return sa.func.coalesce(newest, "") == Decided.NEVER.value


def waiting_statements() -> Sequence[Statement]:
    """Everything that waits for a safety lead, the oldest first."""
    return db.session.scalars(
        sa.select(Statement)
        .where(
            Statement.desk == Desk.COUNCIL,
            Statement.read_at.is_not(None),
            Statement.taken_back_at.is_(None),
            waits(),
        )
        .order_by(Statement.read_at, Statement.id)
        .limit(MOST_LISTED)
    ).all()


def to_decide(viewer: Viewer, on: date) -> list[Waiting]:
    """What waits, without what the viewer is kept from."""
    found = waiting_statements()
    shut = shut_to(viewer.account_id, [one.id for one in found], on)
    young = people.several(one.young_person_id for one in found)
    return [
        Waiting(one.id, young[one.young_person_id].name, one.sent_at) for one in found if one.id not in shut
    ]


def statement_to_decide(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """One statement for a safety lead; None when it concerns nobody, or was not read yet."""
    return _to_decide(at_desk(viewer, statement_id))


def statement_to_decide_now(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """The same with its row locked."""
    return _to_decide(at_desk_to_change(viewer, statement_id))


def _to_decide(subject: Subject | None) -> Subject | None:
    if subject is None:
        return None
    statement: Statement = subject.thing.statement
    found = verdict_of(statement.id)
    if statement.read_at is None or found is Verdict.OPEN:
        return None
    young = people.get(statement.young_person_id)
    thing = ToDecide(statement, young.name if young else "", found, statement.answerer_id)
    back = {Relation.TAKEN_BACK} if statement.taken_back_at else set()
    return replace(subject, thing=thing, relations=subject.relations | back, safety=True)
