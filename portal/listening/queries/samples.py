"""Samples: what is somebody's to judge, one of them with what was said and answered, and what was found.

What somebody is kept from is in none of it, nor what was taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.deadlines import queries as due
from portal.listening.models import Sample, SampleAsked, Sampled
from portal.listening.queries.deciding import Managers
from portal.listening.rules.samples import JUDGES, JUDGING
from portal.people import queries as people
from portal.people.models import KeptApart
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Statement
from portal.voice.queries.apart import kept_from, shut_to
from portal.voice.queries.desk import load
from portal.voice.queries.more import More, more_of
from portal.voice.rules import Desk

_MOST = 200


@dataclass(frozen=True)
class ToJudge:
    """A line of the list: no word of what was said."""

    id: UUID
    name: str
    answers: str
    month: date
    by_on: date | None
    is_late: bool


@dataclass(frozen=True)
class Finding:
    """Something that was found, for whoever judged it or acts on it."""

    row: Sampled
    name: str
    answers: str
    judge: str
    done_by: str
    month: date
    is_late: bool
    acts: bool


@dataclass(frozen=True)
class Mine:
    """What is the viewer's: to judge, to act on, and what they judged. `nobody`: something was drawn that
    nobody here may judge, said to those who can find somebody."""

    to_judge: Sequence[ToJudge]
    to_act: Sequence[Finding]
    judged: Sequence[Finding]
    nobody: bool


@dataclass(frozen=True)
class Opened:
    """One sample, opened to be judged: the words, what came with them, and the answers."""

    row: Sampled
    statement: Statement
    called: str
    names: Mapping[UUID, str]
    more: More
    by_on: date | None


def samples_of(viewer: Viewer, on: date) -> Mine:
    """Everything of samples that is the viewer's, soonest due first."""
    rows = _not_taken_back(Sampled.auditor_id == viewer.account_id)
    leads = Role.SAFETY_LEAD in viewer.roles
    acts = (
        _not_taken_back(Sampled.act_by_on.is_not(None), Sampled.done_at.is_(None)) if _may_act(viewer) else []
    )
    lost = _not_taken_back(Sampled.auditor_id.is_(None), Sampled.judged_at.is_(None)) if leads else []
    every = [*rows, *acts, *lost]
    shut = shut_to(viewer.account_id, list({row.statement_id for row in every}), on)
    mine = [row for row in rows if row.statement_id not in shut]
    found = _findings(
        viewer, [row for row in (*mine, *acts) if row.statement_id not in shut and row.judged_at], on
    )
    return Mine(
        _to_judge([row for row in mine if row.judged_at is None], on),
        [found[row.id] for row in acts if row.id in found and found[row.id].acts],
        [found[row.id] for row in reversed(mine) if row.judged_at],
        any(row.statement_id not in shut for row in lost),
    )


def _may_act(viewer: Viewer) -> bool:
    return bool(viewer.manages) or Role.SAFETY_LEAD in viewer.roles


def _not_taken_back(*conditions: sa.ColumnElement[bool]) -> list[Sampled]:
    wanted = (
        sa.select(Sampled)
        .join(Statement, Statement.id == Sampled.statement_id)
        .where(Sampled.dropped_at.is_(None), Statement.taken_back_at.is_(None), *conditions)
        .order_by(Sampled.act_by_on, Sampled.judged_at, Sampled.id)
        .limit(_MOST)
    )
    return list(db.session.scalars(wanted))


def _months(rows: Sequence[Sampled]) -> dict[UUID, date]:
    wanted = sa.select(Sample.id, Sample.first_on).where(Sample.id.in_({row.sample_id for row in rows}))
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _to_judge(rows: Sequence[Sampled], on: date) -> list[ToJudge]:
    young = people.several(row.young_person_id for row in rows)
    names, months = names_of({row.to_id for row in rows}), _months(rows)
    clocks = {
        one.about_id: one.due_on
        for one in due.open_for({r.auditor_id for r in rows if r.auditor_id}, JUDGING)
    }
    found = [
        ToJudge(
            row.id,
            young[row.young_person_id].called or young[row.young_person_id].name,
            names.get(row.to_id, ""),
            months[row.sample_id],
            by_on := clocks.get(row.id),
            by_on is not None and by_on < on,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.by_on or date.max, one.name))


def _findings(viewer: Viewer, rows: Sequence[Sampled], on: date) -> dict[UUID, Finding]:
    young = people.several(row.young_person_id for row in rows)
    names = names_of({one for row in rows for one in (row.to_id, row.auditor_id, row.done_by_id) if one})
    months, managers = _months(rows), Managers.over((row.to_id for row in rows), on, JUDGES)
    apart = _apart(rows)
    found = {}
    for row in rows:
        is_late = row.act_by_on is not None and row.done_at is None and row.act_by_on < on
        manager = managers.of.get(row.to_id)
        acts = managers.decides(
            viewer,
            row.to_id,
            part=[row.auditor_id] if row.auditor_id else [],
            is_apart=manager is not None and (row.statement_id, manager) in apart,
            is_late=is_late,
        )
        found[row.id] = Finding(
            row,
            young[row.young_person_id].called or young[row.young_person_id].name,
            names.get(row.to_id, ""),
            names.get(row.auditor_id, "") if row.auditor_id else "",
            names.get(row.done_by_id, "") if row.done_by_id else "",
            months[row.sample_id],
            is_late,
            acts and row.act_by_on is not None,
        )
    return found


def _apart(rows: Sequence[Sampled]) -> set[tuple[UUID, UUID]]:
    wanted = sa.select(KeptApart.statement_id, KeptApart.account_id).where(
        KeptApart.statement_id.in_({row.statement_id for row in rows})
    )
    return {(row[0], row[1]) for row in db.session.execute(wanted)}


def sample_to_judge(viewer: Viewer, sampled_id: UUID) -> Subject | None:
    """One sample for whoever was asked to judge it, with its row locked."""
    row = _locked(sampled_id)
    statement = load(row.statement_id) if row else None
    if row is None or statement is None:
        return None
    relations = _relations(viewer, row, statement)
    if row.auditor_id == viewer.account_id:
        relations.add(Relation.AUDITS)
    more, person = more_of(statement.id), people.get(statement.young_person_id)
    written = {more.capture.by_id} if more.capture else set()
    names = names_of({row.to_id, *written, *(answer.by_id for answer in statement.answers)})
    clock = due.running(JUDGING, row.id)
    called = (person.called or person.name) if person else ""
    thing = Opened(row, statement, called, names, more, clock.due_on if clock else None)
    return Subject(thing, row.young_person_id, frozenset(relations), "statement", row.statement_id)


def sample_to_give_back(viewer: Viewer, sampled_id: UUID) -> Subject | None:
    """The same for whoever cannot judge it, without a word of what was said; also for whoever had it before:
    giving it back twice is once."""
    row = _locked(sampled_id)
    statement = db.session.get(Statement, row.statement_id) if row else None
    if row is None or statement is None:
        return None
    relations = _relations(viewer, row, statement)
    asked = sa.select(SampleAsked.id).where(
        SampleAsked.sampled_id == row.id, SampleAsked.account_id == viewer.account_id
    )
    if db.session.scalar(asked):
        relations.add(Relation.AUDITS)
    thing = (row, _to_judge([row], people.today())[0])
    return Subject(thing, row.young_person_id, frozenset(relations), "statement", row.statement_id)


def finding_subject(viewer: Viewer, sampled_id: UUID) -> Subject | None:
    """What was found in a sample, for whoever judged it and whoever acts on it; its row is locked."""
    row = _locked(sampled_id)
    statement = db.session.get(Statement, row.statement_id) if row else None
    if row is None or statement is None or row.judged_at is None:
        return None
    thing = _findings(viewer, [row], people.today())[row.id]
    relations = _relations(viewer, row, statement)
    if row.auditor_id == viewer.account_id:
        relations.add(Relation.AUDITS)
    if thing.acts or row.done_by_id == viewer.account_id:
        relations.add(Relation.DECIDES)
    return Subject(thing, row.young_person_id, frozenset(relations), "statement", row.statement_id)


def _locked(sampled_id: UUID) -> Sampled | None:
    wanted = (
        sa.select(Sampled).where(Sampled.id == sampled_id, Sampled.dropped_at.is_(None)).with_for_update()
    )
    return db.session.scalars(wanted).one_or_none()


def _relations(viewer: Viewer, row: Sampled, statement: Statement) -> set[Relation]:
    held = {
        Relation.CONFLICTED: viewer.account_id in kept_from(row.statement_id, people.today()),
        Relation.TAKEN_BACK: statement.taken_back_at is not None,
        Relation.ADVOCATE_OF: statement.desk is Desk.ADVOCATE,
    }
    return {relation for relation, holds in held.items() if holds}
