"""Sending an answer, and seeing that it reaches them: by a neutral notice, or told in person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import account_of, has_address, people_around, with_role
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify, see
from portal.notices.rules import NoticeKind
from portal.policy.roles import COUNCIL, Role
from portal.voice.models import Answer, Recipient, Statement
from portal.voice.queries.apart import kept_from
from portal.voice.rules import Desk
from portal.voice.rules.answers import (
    PROMISES,
    SAYS_NO,
    AnswerWords,
    WhyNot,
    only_what_belongs,
    teller_among,
    why_not_answer,
)

__all__ = ["AnswerWords", "ask_to_tell", "note_opened", "send_answer", "tell_in_person"]


ANSWERED_BY_IT = (NoticeKind.TO_ANSWER, NoticeKind.REOPENED, NoticeKind.OVERDUE, NoticeKind.PROMISE_DUE)


def send_answer(
    statement: Statement, words: AnswerWords, send_once: UUID, *, by: UUID, now: datetime, on: date
) -> Answer:
    """Answer, once for a form however often it is sent. An answer is never changed; another can be added.

    Raises Refused when something is missing, it was not read yet, or it was taken back."""
    for sent in statement.answers:
        if sent.send_once == send_once:
            return sent
    if why := _why_not(statement, words, on):
        raise Refused(why)
    answer = _store(statement, only_what_belongs(words), send_once, by, now)
    for kind in ("answer", "promise"):  # an update answers for what was promised before it
        deadlines.finish(kind, statement.id, by=by)
    drop(statement.id, *ANSWERED_BY_IT)
    _expect(statement, answer, by=by)
    drop(statement.id, NoticeKind.FOR_ADVOCATE, account_id=by)
    _let_them_know(statement, by=by, on=on)
    db.session.flush()
    return answer


def note_opened(statement: Statement, *, by: UUID, now: datetime) -> None:
    """Somebody it was delivered to has opened it; the first time is kept."""
    db.session.execute(
        sa.update(Recipient)
        .where(
            Recipient.statement_id == statement.id, Recipient.account_id == by, Recipient.opened_at.is_(None)
        )
        .values(opened_at=now)
    )
    see(by, statement.id, but=(NoticeKind.PLEASE_TELL,))
    db.session.flush()


def tell_in_person(statement: Statement, *, by: UUID, now: datetime) -> None:
    """A worker told them that an answer is there. Raises Refused without an answer or when told already."""
    if not statement.answers:
        raise Refused(WhyNot.NO_ANSWER)
    answer = statement.answers[-1]
    if answer.told_at is None:
        answer.told_at, answer.told_by_id = now, by
    drop(statement.id, NoticeKind.PLEASE_TELL)
    db.session.flush()


def ask_to_tell(statement: Statement, answered_by: UUID, *, on: date) -> UUID | None:
    """Ask a worker to tell them in person; gives who was asked. Never somebody kept apart.

    What an advocate answered is the advocate's to tell: no worker of the council hears of it."""
    apart = kept_from(statement.id, on)
    teller = _teller(statement, answered_by, apart, on)
    if teller is not None:
        drop(statement.id, NoticeKind.PLEASE_TELL)
        notify(teller, NoticeKind.PLEASE_TELL, statement.id)
    return teller


def _why_not(statement: Statement, words: AnswerWords, on: date) -> WhyNot | None:
    if statement.taken_back_at:
        return WhyNot.TAKEN_BACK
    if statement.read_at is None:
        return WhyNot.NOT_READ_YET
    return why_not_answer(words, today=on)


def _store(statement: Statement, words: AnswerWords, send_once: UUID, by: UUID, now: datetime) -> Answer:
    if words.state is None:
        raise Refused(WhyNot.NO_STATE)
    answer = Answer(
        statement_id=statement.id,
        young_person_id=statement.young_person_id,
        send_once=send_once,
        by_id=by,
        at=now,
        round=statement.round,
        state=words.state,
        can_do=words.state not in SAYS_NO,
        by_when=words.by_when,
    )
    answer.understood, answer.did, answer.will_do = words.understood, words.did, words.will_do
    answer.reason, answer.decided_by = words.reason, words.decided_by
    statement.answers.append(answer)
    db.session.flush()
    return answer


def _expect(statement: Statement, answer: Answer, *, by: UUID) -> None:
    """A promise is a clock of its own: once its day has passed, whoever made it is asked what came of it.

    What an advocate promises is the advocates' own: nobody of the council hears of it."""
    if answer.by_when is None or answer.stands not in PROMISES or statement.desk is not Desk.COUNCIL:
        return
    deadlines.start(
        "promise",
        statement.id,
        due_on=answer.by_when,
        young_person_id=statement.young_person_id,
        owner_id=statement.answerer_id or by,
        round=len(statement.answers),
        by=by,
        why="promised",
    )


def _let_them_know(statement: Statement, *, by: UUID, on: date) -> None:
    if not statement.is_shown_to_them:
        return  # they do not know of it, so nothing tells them
    account = account_of(statement.young_person_id)
    can_be_written_to = account is not None and has_address(account.id)
    if account is not None:
        drop(statement.id, NoticeKind.ANSWER_READY, account_id=account.id)
        notify(account.id, NoticeKind.ANSWER_READY, statement.id, mail=can_be_written_to)
    if not can_be_written_to:
        ask_to_tell(statement, by, on=on)


def _teller(statement: Statement, answered_by: UUID, apart: Collection[UUID], on: date) -> UUID | None:
    """Who works with them or wrote it; where nobody of these is left, a safety lead, or another advocate."""
    if statement.desk is Desk.ADVOCATE:
        left = with_role(Role.ADVOCATE, on)
        return next((one for one in (*_if_in(left, answered_by), *left) if one not in apart), None)
    around = [(p.account_id, p.kind.value) for p in people_around(statement.young_person_id, on)]
    themselves = [pair for pair in around if pair[0] == answered_by]
    if teller := teller_among(themselves, apart) or teller_among(around, apart):
        return teller
    here = [one for role in COUNCIL for one in with_role(role, on)]
    others = [*_if_in(here, answered_by), *with_role(Role.SAFETY_LEAD, on)]
    return next((one for one in others if one not in apart), None)


def _if_in(left: Collection[UUID], account_id: UUID) -> list[UUID]:
    return [account_id] if account_id in left else []
