"""What was promised by a day: to be asked about once the day has passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.deadlines import queries as deadlines
from portal.deadlines.models import Deadline
from portal.people import queries as people
from portal.policy.viewer import Viewer
from portal.voice.models import Answer, Statement
from portal.voice.queries.apart import shut_to
from portal.voice.queries.owed import may_have
from portal.voice.rules import Says


@dataclass(frozen=True)
class Promised:
    """Something promised by a day, and nobody has said what came of it. `days_past` 0: still ahead."""

    id: UUID
    young_person_id: UUID
    name: str
    by_when: date
    days_past: int
    for_name: str


def promised(viewer: Viewer, on: date) -> list[Promised]:
    """What the viewer, or somebody they stand in for, has promised: the day that comes first on top.

    Not what the young person said is sorted: nobody has to be asked about that."""
    rows = db.session.execute(
        sa.select(Statement, Deadline.due_on)
        .join(Deadline, sa.and_(Deadline.about_id == Statement.id, Deadline.kind == "promise"))
        .where(
            may_have(viewer, on),
            Statement.answerer_id.in_([viewer.account_id, *viewer.stands_in_for]),
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
            ~is_sorted(),
        )
        .order_by(Deadline.due_on, Statement.sent_at, Statement.id)
    ).all()
    shut = shut_to(viewer.account_id, [s.id for s, _ in rows], on)
    young = people.several(s.young_person_id for s, _ in rows)
    names = names_of(s.answerer_id for s, _ in rows if s.answerer_id and s.answerer_id != viewer.account_id)
    return [
        Promised(
            s.id,
            s.young_person_id,
            young[s.young_person_id].name,
            due_on,
            max(0, (on - due_on).days),
            names.get(s.answerer_id, "") if s.answerer_id else "",
        )
        for s, due_on in rows
        if s.id not in shut
    ]


def is_sorted() -> sa.ColumnElement[bool]:
    """The condition for statements whose latest answer their young person called sorted."""
    latest = (
        sa.select(Answer.says)
        .where(Answer.statement_id == Statement.id)
        .order_by(Answer.at.desc(), Answer.id.desc())
        .limit(1)
        .correlate(Statement)
        .scalar_subquery()
    )
    return sa.func.coalesce(sa.type_coerce(latest, sa.String), "") == Says.SORTED.value


def late_ones(kind: str, on: date) -> Sequence[Deadline]:
    """What of this kind is past its day. A promise is no longer asked for when its young person called it
    sorted or took back what they said."""
    late = deadlines.late(kind, on)
    if kind != "promise" or not late:
        return late
    wanted = sa.select(Statement.id).where(
        Statement.id.in_([d.about_id for d in late]), Statement.taken_back_at.is_(None), ~is_sorted()
    )
    asked = set(db.session.scalars(wanted))
    return [d for d in late if d.about_id in asked]
