"""What a member wrote for a meeting is a statement that waits for an answer: what a worker decides is it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.voice.commands.answers import send_answer
from portal.voice.models import Statement
from portal.voice.rules import Level, Outcome
from portal.voice.rules.answers import AnswerWords


def answer_them(statement_id: UUID | None, words: AnswerWords, *, by: UUID, now: datetime, on: date) -> bool:
    """Only where the desk saw nothing else in it; otherwise whoever was asked to answer answers. True when
    this was the answer."""
    if statement_id is None:
        return False
    statement = db.session.scalar(
        sa.select(Statement)
        .where(Statement.id == statement_id)
        .options(
            selectinload(Statement.answers),
            selectinload(Statement.handlings),
            selectinload(Statement.concerns),
        )
        .execution_options(populate_existing=True)
    )
    if statement is None or statement.read_at is None or statement.taken_back_at or statement.answers:
        return False
    only_read = all(one.outcome is Outcome.NOTHING_NEEDED for one in statement.handlings)
    if statement.level is not Level.REST or statement.concerns or not only_read:
        return False
    send_answer(statement, words, uuid.uuid5(statement_id, "group meeting"), by=by, now=now, on=on)
    return True
