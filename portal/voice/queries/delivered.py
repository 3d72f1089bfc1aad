"""One statement for somebody it was delivered to, and how they stand to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import people_around
from portal.deadlines import queries as deadlines
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.policy.permissions import Permission
from portal.policy.predicates import Ask
from portal.policy.roles import Relation
from portal.policy.table import is_allowed
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Recipient, Share, Statement
from portal.voice.queries.answers_asking import standing_request
from portal.voice.queries.apart import kept_from
from portal.voice.queries.desk import load
from portal.voice.queries.sharing import share_of, why_not_share
from portal.voice.rules import Desk
from portal.voice.rules.answers import WhyNot
from portal.voice.rules.desk import PASSED_ON


@dataclass(frozen=True)
class Delivered:
    """A statement for somebody it was delivered to or who answers it."""

    statement: Statement
    apart: dict[UUID, str]
    name: str
    due_on: date | None
    promised_on: date | None = None
    """The day by which something was promised, while nobody has said what came of it."""
    may_answer: bool = False
    was_asked: bool = False
    """Somebody else asked them to answer, and they can give it back."""
    may_share: bool = False
    share: Share | None = None


def delivered_subject(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """A statement for somebody it was delivered to. Raises Refused when they had it and it was taken back."""
    return _subject(viewer, statement_id, lock=False)


def delivered_to_change(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """The same with its row locked: a form sent twice at once is one answer."""
    return _subject(viewer, statement_id, lock=True)


def _subject(viewer: Viewer, statement_id: UUID, *, lock: bool) -> Subject | None:
    statement = load(statement_id, lock=lock)
    if statement is None:
        return None
    today = people.today()
    apart = kept_from(statement_id, today)
    around = {p.account_id: p.kind.value for p in people_around(statement.young_person_id, today)}
    relations = _relations(viewer, statement, set(around))
    if viewer.account_id in apart:
        relations.add(Relation.CONFLICTED)
    elif Relation.TAKEN_BACK in relations and _had_opened(viewer, statement, relations):
        raise Refused(WhyNot.TAKEN_BACK)
    young = people.get(statement.young_person_id)
    clock = deadlines.running("answer", statement_id)
    promise = deadlines.running("promise", statement_id)
    ask = Ask(viewer.roles, frozenset(relations))
    thing = Delivered(
        statement,
        apart,
        young.name if young else "",
        clock.due_on if clock else None,
        promised_on=promise.due_on if promise else None,
        may_answer=not statement.taken_back_at and is_allowed(Permission.ANSWER, ask),
        was_asked=standing_request(statement, viewer.account_id) is not None,
        may_share=not (statement.taken_back_at or why_not_share(statement))
        and is_allowed(Permission.SHARE, ask),
    )
    safety = _only_passed_on(viewer, statement)
    return Subject(thing, statement.young_person_id, frozenset(relations), "statement", statement_id, safety)


def _only_passed_on(viewer: Viewer, statement: Statement) -> bool:
    """They, or whom they stand in for, have it from the safety team alone: part of its work."""
    theirs = {viewer.account_id, *viewer.stands_in_for}
    return {r.kind for r in statement.recipients if r.account_id in theirs} == {PASSED_ON}


def _relations(viewer: Viewer, statement: Statement, around: set[UUID]) -> set[Relation]:
    relations = {Relation.ADVOCATE_OF} if statement.desk is Desk.ADVOCATE else set()
    if statement.taken_back_at and not was_passed_to(viewer, statement):
        relations.add(Relation.TAKEN_BACK)
    if statement.read_at is None:
        return relations
    holders = {r.account_id for r in statement.recipients if _still_has(r, around)}
    picked = {r.account_id for r in statement.recipients}
    answers = statement.answerer_id
    if answers and answers in picked and answers not in holders:
        answers = None  # their link or their part in it has ended
    if viewer.account_id in holders:
        relations.add(Relation.RECIPIENT)
    if answers and (answers == viewer.account_id or answers in viewer.stands_in_for):
        relations.add(Relation.ANSWERER)
    if holders & viewer.stands_in_for:
        relations.add(Relation.ANSWERER)
    return relations


def was_passed_to(viewer: Viewer, statement: Statement) -> bool:
    """Whether the desk passed it to them, or to somebody they stand in for: then it is not taken back."""
    mine = {viewer.account_id, *viewer.stands_in_for}
    passed = (r for r in statement.recipients if r.kind == PASSED_ON and r.account_id in mine)
    return any(r.delivered_at is not None and r.removed_at is None for r in passed)


def _still_has(recipient: Recipient, around: set[UUID]) -> bool:
    here = recipient.kind == PASSED_ON or recipient.account_id in around
    return here and recipient.delivered_at is not None and recipient.removed_at is None


def _had_opened(viewer: Viewer, statement: Statement, relations: set[Relation]) -> bool:
    own = (r for r in statement.recipients if r.account_id == viewer.account_id)
    seen = any(r.opened_at for r in own) or statement.answerer_id == viewer.account_id
    return seen and bool(relations & {Relation.RECIPIENT, Relation.ANSWERER})


def share_to_end(viewer: Viewer, statement_id: UUID, account_id: UUID) -> Subject | None:
    """A sharing of a statement, for somebody who may end it."""
    subject = _subject(viewer, statement_id, lock=True)
    share = share_of(statement_id, account_id)
    if subject is None or share is None:
        return None
    return replace(subject, thing=replace(subject.thing, share=share))


def tell_subject(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """A statement for somebody who tells its young person that an answer is there.

    Whoever was asked may say so without having been able to read it: they are not shown a word of it."""
    subject = _subject(viewer, statement_id, lock=True)
    if subject is None or not _was_asked(viewer.account_id, statement_id):
        return subject
    return replace(subject, relations=subject.relations | {Relation.ASKED_TO_TELL})


def _was_asked(account_id: UUID, statement_id: UUID) -> bool:
    asked = sa.select(Notice.id).where(
        Notice.account_id == account_id,
        Notice.about_id == statement_id,
        Notice.kind == NoticeKind.PLEASE_TELL,
        Notice.dropped_at.is_(None),
    )
    return bool(db.session.scalar(sa.select(asked.exists())))
