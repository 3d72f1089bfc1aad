"""Opening an answer, and saying whether it helped. "Not sorted" opens it again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.commands.telling import tell_advocates_again, tell_readers
from portal.voice.models import Answer, Statement
from portal.voice.queries import sent as sent_queries
from portal.voice.rules import Desk, Says
from portal.voice.rules.saying import WhyNot


def open_answers(speaker: Speaker, statement_id: UUID, *, now: datetime) -> None:
    """They opened what was answered. Nobody has to be asked any more to tell them."""
    sent_queries.locked(statement_id)
    db.session.execute(
        sa.update(Answer)
        .where(Answer.statement_id == statement_id, Answer.read_at.is_(None))
        .values(read_at=now)
    )
    notices.see(speaker.account_id, statement_id)
    notices.drop(statement_id, NoticeKind.PLEASE_TELL)
    db.session.flush()


def give_verdict(
    speaker: Speaker, answer_id: UUID, says: Says, words: str, *, promises: Promises, now: datetime
) -> None:
    """Whether the latest answer helped; it can be changed until a new one comes.

    Raises Refused when a newer answer has come or this one was not opened yet."""
    answer = db.session.get_one(Answer, answer_id)
    statement = sent_queries.locked(answer.statement_id)
    db.session.refresh(answer)  # of two who press at once, the second sees what the first said
    if sent_queries.latest_answer_id(statement.id) != answer_id:
        raise Refused(WhyNot.NEWER_ANSWER)
    if answer.read_at is None:
        raise Refused(WhyNot.NOT_READ_YET)
    before = answer.says
    answer.says, answer.says_at, answer.says_words = says, now, words
    if says is Says.NOT_SORTED and before is not Says.NOT_SORTED:
        _open_again(speaker, statement, answer, promises, now)
    elif before is Says.NOT_SORTED and says is not Says.NOT_SORTED:
        _close_again(speaker, statement)
    db.session.flush()
    kind = "statement" if statement.desk is Desk.COUNCIL else "advocate_statement"
    audit.record(
        "say whether it helped",
        by=speaker.account_id,
        role="young_person",
        young_person_id=speaker.young_person_id,
        subject=(kind, statement.id),
    )


def _open_again(
    speaker: Speaker, statement: Statement, answer: Answer, promises: Promises, now: datetime
) -> None:
    if statement.taken_back_at:
        return
    statement.round += 1
    apart = people.kept_apart_from(statement.id).keys()
    owner_id = statement.answerer_id or answer.by_id
    if statement.desk is Desk.ADVOCATE:
        db.session.flush()
        tell_advocates_again(statement, now=now, on=local_day(now, promises.hours.zone))
        return
    deadlines.start_clock(
        "answer",
        statement.id,
        local_day(now, promises.hours.zone),
        count=promises.answer_days,
        young_person_id=statement.young_person_id,
        owner_id=None if owner_id in apart else owner_id,
        round=statement.round,
        by=speaker.account_id,
        why="not sorted",
    )
    if owner_id in apart:
        tell_readers(statement.id, promises.hours, apart, now)
    else:
        notices.notify(owner_id, NoticeKind.REOPENED, statement.id)


def _close_again(speaker: Speaker, statement: Statement) -> None:
    if statement.desk is Desk.COUNCIL:
        deadlines.drop("answer", statement.id, by=speaker.account_id, why="sorted after all")
    notices.drop(statement.id, NoticeKind.REOPENED)
