"""Challenges between practitioners: what somebody may challenge, their own, those made to them, those that
are theirs to decide. What somebody is kept from is in none of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.kit.errors import Refused
from portal.listening.models import PracticeChallenge, SilenceChallenge
from portal.listening.queries.apart import children_shut_to, kept_from_child
from portal.listening.queries.deciding import Managers
from portal.listening.queries.silences import known_by_name, name_for
from portal.people import queries as people
from portal.people.models import KeptApart
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Answer, Statement
from portal.voice.queries.apart import kept_from, shut_to
from portal.voice.queries.delivered import delivered_subject
from portal.voice.queries.sharing import shared_subject
from portal.voice.rules import Desk

Spoken = PracticeChallenge | SilenceChallenge
_MOST = 200


@dataclass(frozen=True)
class Challengeable:
    """A statement that somebody has and may speak up about."""

    statement: Statement
    name: str
    answerer: str
    is_answered: bool


@dataclass(frozen=True)
class Shown:
    """A challenge with the names on it, and what the viewer may do. `to` is empty where whoever made it does
    not learn to whom it went."""

    row: Spoken
    name: str
    by: str
    to: str
    decides: bool
    is_own: bool
    is_late: bool
    tells_them: bool = False
    """The young person sees what it is about, and may read there what came of it."""

    @property
    def is_open(self) -> bool:
        return self.row.is_open


def challengeable(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """A statement for whoever it was delivered to or shared with, or who reads at the desk. Not for who only
    wrote it down: their page never tells what was answered, nor vanishes when it concerns them."""
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
    has_it = bool(relations & {Relation.RECIPIENT, Relation.ANSWERER, Relation.SHARED_WITH})
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
        name_for(young, known_by_name(viewer, people.today())) if young else "",
        next(iter(answers.values()), ""),
        db.session.scalar(answers_so_far) is not None,
    )
    # Who has it from the desk alone is shown to the young person when that is safe.
    safety = not has_it
    return Subject(thing, statement.young_person_id, frozenset(relations), "statement", statement_id, safety)


def has_open(statement_id: UUID, by: UUID) -> bool:
    """Whether a challenge of theirs about it still waits."""
    theirs = sa.select(PracticeChallenge.id).where(
        PracticeChallenge.statement_id == statement_id,
        PracticeChallenge.by_id == by,
        _is_open(PracticeChallenge),
    )
    return db.session.scalar(theirs) is not None


def sent_before(send_once: UUID, by: UUID) -> PracticeChallenge | None:
    """What the same form made when it was sent the first time."""
    same = (PracticeChallenge.send_once == send_once, PracticeChallenge.by_id == by)
    return db.session.scalars(sa.select(PracticeChallenge).where(*same)).one_or_none()


def _is_open(kind: Any) -> sa.ColumnElement[bool]:
    return sa.and_(kind.outcome.is_(None), kind.withdrawn_at.is_(None))


def challenges_of(viewer: Viewer, on: date) -> list[Shown]:
    """Those the viewer made, those made to them, those theirs to decide; open ones first, soonest due."""
    said = _listed(viewer, PracticeChallenge).join(Statement, Statement.id == PracticeChallenge.statement_id)
    about = list(db.session.scalars(said.where(Statement.taken_back_at.is_(None))))
    silences = list(db.session.scalars(_listed(viewer, SilenceChallenge)))
    shut = shut_to(viewer.account_id, [row.statement_id for row in about], on)
    children = children_shut_to(viewer.account_id, {row.young_person_id for row in silences}, on)
    rows: list[Spoken] = [row for row in about if row.statement_id not in shut]
    rows += [row for row in silences if _is_theirs(viewer, row) or row.young_person_id not in children]
    found = [
        one
        for one in _shown(viewer, rows, on)
        if one.decides or viewer.account_id in (one.row.by_id, one.row.to_id)
    ]
    found.sort(key=lambda one: one.row.at, reverse=True)
    return sorted(found, key=lambda one: (not one.is_open, one.row.answer_by_on))[:_MOST]


def _listed(viewer: Viewer, kind: Any) -> sa.Select[Any]:
    concern = [kind.by_id == viewer.account_id, kind.to_id == viewer.account_id]
    if viewer.manages:
        concern.append(kind.to_id.in_(list(viewer.manages)))
    if Role.SAFETY_LEAD in viewer.roles:
        concern.append(sa.true())
    order = (sa.case((_is_open(kind), 0), else_=1), kind.answer_by_on, kind.at.desc())
    return sa.select(kind).where(sa.or_(*concern)).order_by(*order).limit(_MOST)


def _is_theirs(viewer: Viewer, row: Spoken) -> bool:
    """What somebody said themselves stays theirs to see: if it vanished, that would tell them."""
    return row.by_id == viewer.account_id


def challenge_subject(viewer: Viewer, spoken_id: UUID) -> Subject | None:
    """One challenge, with its row locked, and how the viewer stands to it."""
    row = locked(spoken_id)
    if row is None:
        return None
    on, is_shown = people.today(), False
    if isinstance(row, PracticeChallenge):
        statement = db.session.get_one(Statement, row.statement_id)
        if statement.taken_back_at:
            return None  # shown to nobody any more
        is_shown = statement.is_shown_to_them
        is_shut = viewer.account_id in kept_from(row.statement_id, on)
    else:
        is_shut = not _is_theirs(viewer, row) and viewer.account_id in kept_from_child(
            row.young_person_id, on
        )
    thing = _shown(viewer, [row], on, is_shown=is_shown)[0]
    held = {
        Relation.ASKED_BY: row.by_id == viewer.account_id,
        Relation.CHALLENGED: row.to_id == viewer.account_id,
        Relation.DECIDES: thing.decides,
        Relation.CONFLICTED: is_shut,
    }
    relations = frozenset(relation for relation, holds in held.items() if holds)
    return Subject(thing, row.young_person_id, relations, "practice_challenge", row.id)


def locked(spoken_id: UUID) -> Spoken | None:
    """A challenge of either kind, its row locked."""
    said = sa.select(PracticeChallenge).where(PracticeChallenge.id == spoken_id).with_for_update()
    silent = sa.select(SilenceChallenge).where(SilenceChallenge.id == spoken_id).with_for_update()
    return db.session.scalars(said).one_or_none() or db.session.scalars(silent).one_or_none()


def _kept_apart(rows: Iterable[Spoken]) -> set[tuple[UUID, UUID]]:
    """Who was kept apart from what each is about: (statement, or the young person, and account)."""
    statements = {row.statement_id for row in rows if row.statement_id}
    children = {row.young_person_id for row in rows if row.statement_id is None}
    wanted = sa.select(KeptApart.statement_id, KeptApart.young_person_id, KeptApart.account_id).where(
        sa.or_(KeptApart.statement_id.in_(statements), KeptApart.young_person_id.in_(children))
    )
    found = db.session.execute(wanted).all()
    return {(row[0], row[2]) for row in found} | {(row[1], row[2]) for row in found if row[1] in children}


def _shown(viewer: Viewer, rows: Sequence[Spoken], on: date, *, is_shown: bool = False) -> list[Shown]:
    young = people.several(row.young_person_id for row in rows)
    names = names_of({one for row in rows for one in (row.by_id, row.to_id)})
    managers, apart = Managers.over((row.to_id for row in rows), on), _kept_apart(rows)
    known = known_by_name(viewer, on) if rows else set()
    found = []
    for row in rows:
        manager = managers.of.get(row.to_id)
        is_late = row.is_open and row.answer_by_on < on
        decides = managers.decides(
            viewer,
            row.to_id,
            part=[row.by_id],
            is_apart=manager is not None and (row.statement_id or row.young_person_id, manager) in apart,
            is_late=row.answer_by_on < on,
        )
        is_told = isinstance(row, PracticeChallenge) or decides or row.to_id == viewer.account_id
        found.append(
            Shown(
                row,
                young[row.young_person_id].name if decides else name_for(young[row.young_person_id], known),
                names.get(row.by_id, ""),
                names.get(row.to_id, "") if is_told else "",
                decides,
                row.by_id == viewer.account_id,
                is_late,
                is_shown,
            )
        )
    return found
