"""Challenges between practitioners: what somebody may challenge, their own, those made to them, those that
are theirs to decide. What somebody is kept from is in none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import names_of
from portal.kit.errors import Refused
from portal.listening.models import PracticeChallenge
from portal.people import queries as people
from portal.people.models import KeptApart
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Answer, Statement
from portal.voice.queries.apart import kept_from, shut_to
from portal.voice.queries.delivered import delivered_subject
from portal.voice.queries.sharing import shared_subject
from portal.voice.rules import Desk


@dataclass(frozen=True)
class Challengeable:
    """A statement that somebody has and may speak up about."""

    statement: Statement
    name: str
    answerer: str
    is_answered: bool


@dataclass(frozen=True)
class Shown:
    """A challenge with the names on it, and what the viewer may do."""

    row: PracticeChallenge
    name: str
    by: str
    to: str
    decides: bool
    is_own: bool
    is_late: bool

    @property
    def is_open(self) -> bool:
        return self.row.outcome is None and self.row.withdrawn_at is None


def challengeable(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """A statement for whoever it was delivered to or shared with. Not for who only wrote it down: their page
    never tells what was answered, nor vanishes when it concerns them."""
    relations: set[Relation] = set()
    for load in (delivered_subject, shared_subject):
        try:
            subject = load(viewer, statement_id)
        except Refused:  # they had it and it was taken back
            return None
        relations |= subject.relations if subject else set()
    statement = db.session.scalars(
        sa.select(Statement).where(Statement.id == statement_id).with_for_update()
    ).one_or_none()
    if statement is None:
        return None
    if viewer.account_id in kept_from(statement_id, people.today()):
        relations.add(Relation.CONFLICTED)
    if statement.taken_back_at:
        relations.add(Relation.TAKEN_BACK)
    if statement.desk is Desk.ADVOCATE:
        relations.add(Relation.ADVOCATE_OF)
    young = people.get(statement.young_person_id)
    answers = names_of([statement.answerer_id]) if statement.answerer_id else {}
    answers_so_far = sa.select(Answer.id).where(Answer.statement_id == statement_id).limit(1)
    thing = Challengeable(
        statement,
        young.name if young else "",
        next(iter(answers.values()), ""),
        db.session.scalar(answers_so_far) is not None,
    )
    return Subject(thing, statement.young_person_id, frozenset(relations), "statement", statement_id)


def has_open(statement_id: UUID, by: UUID) -> bool:
    """Whether a challenge of theirs about it still waits."""
    theirs = sa.select(PracticeChallenge.id).where(
        PracticeChallenge.statement_id == statement_id, PracticeChallenge.by_id == by, _is_open()
    )
    return db.session.scalar(theirs) is not None


def sent_before(send_once: UUID, by: UUID) -> PracticeChallenge | None:
    """What the same form made when it was sent the first time."""
    same = (PracticeChallenge.send_once == send_once, PracticeChallenge.by_id == by)
    return db.session.scalars(sa.select(PracticeChallenge).where(*same)).one_or_none()


def _is_open() -> sa.ColumnElement[bool]:
    return sa.and_(PracticeChallenge.outcome.is_(None), PracticeChallenge.withdrawn_at.is_(None))


def challenges_of(viewer: Viewer, on: date) -> list[Shown]:
    """Those the viewer made, those made to them, those theirs to decide; open ones first, soonest due."""
    concern = [PracticeChallenge.by_id == viewer.account_id, PracticeChallenge.to_id == viewer.account_id]
    if viewer.manages:
        concern.append(PracticeChallenge.to_id.in_(list(viewer.manages)))
    if Role.SAFETY_LEAD in viewer.roles:
        concern.append(sa.true())
    found = db.session.scalars(
        sa.select(PracticeChallenge)
        .join(Statement, Statement.id == PracticeChallenge.statement_id)
        .where(sa.or_(*concern), Statement.taken_back_at.is_(None))
        .order_by(
            sa.case((_is_open(), 0), else_=1), PracticeChallenge.answer_by_on, PracticeChallenge.at.desc()
        )
        .limit(200)
    ).all()
    shut = shut_to(viewer.account_id, [row.statement_id for row in found], on)
    standing = _Standing.of(found)
    return [
        one
        for one in _shown(viewer, [row for row in found if row.statement_id not in shut], on, standing)
        if one.decides or viewer.account_id in (one.row.by_id, one.row.to_id)
    ]


def challenge_subject(viewer: Viewer, spoken_id: UUID) -> Subject | None:
    """One challenge, with its row locked, and how the viewer stands to it."""
    row = db.session.scalars(
        sa.select(PracticeChallenge).where(PracticeChallenge.id == spoken_id).with_for_update()
    ).one_or_none()
    if row is None:
        return None
    on = people.today()
    statement = db.session.get_one(Statement, row.statement_id)
    if statement.taken_back_at:
        return None  # shown to nobody any more
    relations = set()
    if row.by_id == viewer.account_id:
        relations.add(Relation.ASKED_BY)
    if row.to_id == viewer.account_id:
        relations.add(Relation.CHALLENGED)
    standing = _Standing.of([row])
    if _decides(viewer, row, on, standing):
        relations.add(Relation.DECIDES)
    if viewer.account_id in kept_from(row.statement_id, on):
        relations.add(Relation.CONFLICTED)
    thing = _shown(viewer, [row], on, standing)[0]
    return Subject(thing, row.young_person_id, frozenset(relations), "practice_challenge", row.id)


@dataclass(frozen=True)
class _Standing:
    """Who manages those who were challenged, and who was kept apart from what it is about."""

    managers: dict[UUID, UUID | None]
    apart: frozenset[tuple[UUID, UUID]]

    @classmethod
    def of(cls, rows: Sequence[PracticeChallenge]) -> _Standing:
        challenged = sa.select(Account.id, Account.manager_id).where(Account.id.in_({r.to_id for r in rows}))
        apart = sa.select(KeptApart.statement_id, KeptApart.account_id).where(
            KeptApart.statement_id.in_({row.statement_id for row in rows})
        )
        return cls(
            {row[0]: row[1] for row in db.session.execute(challenged)},
            frozenset((row[0], row[1]) for row in db.session.execute(apart)),
        )


def _decides(viewer: Viewer, row: PracticeChallenge, on: date, standing: _Standing) -> bool:
    """The manager of whoever was challenged; a safety lead where there is none, where the manager made it, or
    when it is late. Never whoever made it, nor whom it was made to."""
    if viewer.account_id in (row.by_id, row.to_id):
        return False
    if row.to_id in viewer.manages:
        return True
    if Role.SAFETY_LEAD not in viewer.roles:
        return False
    manager = standing.managers.get(row.to_id)
    if manager is None or manager == row.by_id or (row.statement_id, manager) in standing.apart:
        return True
    return row.answer_by_on < on


def _shown(viewer: Viewer, rows: Sequence[PracticeChallenge], on: date, standing: _Standing) -> list[Shown]:
    young = people.several(row.young_person_id for row in rows)
    names = names_of({one for row in rows for one in (row.by_id, row.to_id)})
    return [
        Shown(
            row,
            young[row.young_person_id].name,
            names.get(row.by_id, ""),
            names.get(row.to_id, ""),
            _decides(viewer, row, on, standing),
            row.by_id == viewer.account_id,
            row.outcome is None and row.withdrawn_at is None and row.answer_by_on < on,
        )
        for row in rows
    ]
