"""Asking somebody to tell a young person of an answer, and advocates again of what waits at their desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal import db
from portal.accounts.queries.around import account_of, has_address
from portal.voice.commands import answers, telling
from portal.voice.jobs.one_by_one import each, is_free
from portal.voice.models import Answer, Statement
from portal.voice.queries.advocate import waits_for_an_advocate
from portal.voice.queries.standing import is_asked_of_somebody
from portal.voice.rules import Desk
from portal.voice.rules.answers import is_time_to_tell

LONDON = ZoneInfo("Europe/London")


def ask_to_tell(now: datetime, *, days: int, zone: ZoneInfo = LONDON) -> int:
    """Ask a worker to tell a young person about an answer that they have not opened for `days`, or at once
    where there is no address to write to. Asked once for each answer, and again when whoever was asked cannot
    do it any more. Returns how many were asked."""
    on = now.astimezone(zone).date()

    def ask(found: tuple[Answer, Statement]) -> int:
        answer, statement = found
        account = account_of(statement.young_person_id)
        due = is_time_to_tell(
            sent_at=answer.at,
            has_address=account is not None and has_address(account.id),
            now=now,
            after_days=days,
        )
        asked = sa.select(Answer.id).join(Statement, Statement.id == Answer.statement_id)
        if not due or db.session.scalar(asked.where(Answer.id == answer.id, is_asked_of_somebody(on))):
            return 0
        return int(answers.ask_to_tell(statement, answer.by_id, on=on) is not None)

    asked = each("ask somebody to tell them", _untold_answers(now, on), ask)
    db.session.flush()
    return asked


def tell_advocates_again(now: datetime, *, zone: ZoneInfo = LONDON) -> int:
    """Tell every advocate who may read it, those who came later too, of what waits at their desk: once a day,
    once an hour when it may not wait. Returns how many were told."""
    on = now.astimezone(zone).date()
    ids = db.session.scalars(
        sa.select(Statement.id).where(waits_for_an_advocate()).order_by(Statement.sent_at)
    ).all()
    free = (
        db.session.get_one(Statement, one, populate_existing=True)
        for one in ids
        if is_free(sa.select(Statement.id).where(Statement.id == one, waits_for_an_advocate()))
    )
    return each("tell advocates again", free, lambda one: telling.tell_advocates_again(one, now=now, on=on))


def _untold_answers(now: datetime, on: date) -> Iterator[tuple[Answer, Statement]]:
    """The latest answer of each statement that its young person has not opened, that nobody told
    them of and that nobody who still can is asked to tell them of."""
    newer = aliased(Answer)
    rows = db.session.execute(
        sa.select(Answer, Statement)
        .join(Statement, Statement.id == Answer.statement_id)
        .where(
            Answer.read_at.is_(None),
            Answer.told_at.is_(None),
            Answer.at <= now,
            Statement.is_shown_to_them.is_(True),
            sa.or_(Statement.taken_back_at.is_(None), Statement.desk == Desk.ADVOCATE),
            ~sa.select(newer.id)
            .where(newer.statement_id == Answer.statement_id, newer.at > Answer.at)
            .correlate(Answer)
            .exists(),
            ~is_asked_of_somebody(on),
        )
        .order_by(Answer.at)
    ).all()
    for answer, statement in rows:
        if is_free(sa.select(Answer.id).where(Answer.id == answer.id)):
            yield answer, statement
