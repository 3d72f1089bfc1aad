"""Asking somebody else to answer, and giving it back. The day it is due does not move.

The guard writes down who asked: the young person sees it in who opened their record."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.accounts.queries.around import with_role
from portal.kit.errors import Refused
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.commands import calls, delivery
from portal.voice.models import AskedToAnswer, Statement
from portal.voice.queries.answers_asking import can_be_asked, standing_request
from portal.voice.queries.apart import kept_from
from portal.voice.rules.answers import WhyNot


def ask_instead(
    statement: Statement, account_id: UUID, note: str, *, by: UUID, now: datetime, on: date
) -> AskedToAnswer:
    """Hand the answer to somebody who works with them, with a note. Whoever is kept apart from it never gets
    it: a safety lead does instead, and whoever asks is not told so, since it would say whom it is about. With
    no safety lead there it stays where it is, administrators hear of it, and the page says that this can be.

    Raises Refused when it was taken back, or when they do not work with them now or were taken off by the
    young person."""
    if statement.taken_back_at:
        raise Refused(WhyNot.TAKEN_BACK)
    chosen = next((p for p in can_be_asked(statement, on) if p.account_id == account_id), None)
    if chosen is None:
        raise Refused(WhyNot.NOT_AROUND_THEM)
    asked = AskedToAnswer(
        statement_id=statement.id,
        young_person_id=statement.young_person_id,
        by_id=by,
        to_id=account_id,
        at=now,
    )
    asked.note = note
    db.session.add(asked)
    if account_id not in kept_from(statement.id, on):
        delivery.let_answer(statement, account_id, chosen.kind.value, now=now)
        delivery.hand_to(statement, account_id, by=by, told=NoticeKind.ASKED_TO_ANSWER)
    elif lead := _instead(statement, by, on):
        delivery.hand_to(statement, lead, by=by)
    else:
        calls.arrange(statement.id, kept_from(statement.id, on), now=now, on=on)
    db.session.flush()
    return asked


def give_back(statement: Statement, why: str, *, by: UUID, now: datetime, on: date) -> None:
    """Whoever was asked cannot answer it after all. It goes back to the one who asked; where that one can or
    may no longer, to a safety lead. Nothing on the page says which: it could tell whom it is about.

    Raises Refused when they were not asked, or gave it back already."""
    asked = standing_request(statement, by)
    if asked is None:
        raise Refused(WhyNot.NOT_ASKED)
    asked.given_back_at, asked.why_back = now, why
    back_to = asked.by_id if delivery.may_answer(statement, asked.by_id, on) else _instead(statement, by, on)
    if back_to is not None:
        delivery.hand_to(statement, back_to, by=by, told=NoticeKind.GIVEN_BACK)
    else:
        calls.arrange(statement.id, kept_from(statement.id, on), now=now, on=on)
    db.session.flush()


def _instead(statement: Statement, by: UUID, on: date) -> UUID | None:
    apart = kept_from(statement.id, on)
    return next((one for one in with_role(Role.SAFETY_LEAD, on) if one not in apart and one != by), None)
