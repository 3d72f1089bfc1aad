"""What one sending became: its statements, found again by the form's id."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people import queries as people
from portal.voice.models import Answer, Call, Concern, Recipient, Statement
from portal.voice.rules import Desk


def sent_with(young_person_id: UUID, send_once: UUID) -> Sequence[Statement]:
    """The statements this form has become already: none, one, or one at each desk (the council's first)."""
    found = db.session.scalars(
        sa.select(Statement).where(
            Statement.young_person_id == young_person_id, Statement.send_once == send_once
        )
    ).all()
    return sorted(found, key=lambda statement: statement.desk is Desk.ADVOCATE)


def shown_of(sent: Sequence[Statement]) -> Statement:
    """Whose receipt is shown, of one sending's statements: the one with words, the council's first."""
    return next((statement for statement in sent if statement.words), sent[0])


def texts_and_concerns(sent: Sequence[Statement]) -> tuple[set[str], set[UUID]]:
    """Every text they hold, and the accounts they say it is about."""
    concerns = db.session.scalars(
        sa.select(Concern).where(Concern.statement_id.in_([statement.id for statement in sent]))
    ).all()
    texts = {
        text
        for statement in sent
        for text in (
            statement.words,
            statement.wants,
            statement.call_when,
            statement.call_who,
            statement.call_number,
        )
    }
    return texts | {c.name for c in concerns}, {c.account_id for c in concerns if c.account_id}


def how_many_called(sent: Sequence[Statement]) -> int:
    """How many people were called about them so far."""
    return how_many_called_about([statement.id for statement in sent])


def how_many_called_about(ids: Collection[UUID]) -> int:
    """The same, by the statements' ids."""
    return db.session.scalar(sa.select(sa.func.count(Call.id)).where(Call.statement_id.in_(ids))) or 0


def locked(statement_id: UUID) -> Statement:
    """The statement, to be changed: a reader who marks it and its young person wait for one another."""
    return db.session.scalars(
        sa.select(Statement)
        .where(Statement.id == statement_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def recipients_of(statement_id: UUID) -> Sequence[Recipient]:
    """Everybody who was ever picked, in the order of picking."""
    return db.session.scalars(
        sa.select(Recipient).where(Recipient.statement_id == statement_id).order_by(Recipient.place)
    ).all()


def kept_apart_from(statement_id: UUID) -> set[UUID]:
    """Who is kept from it: nobody may be promised to come who is not told."""
    return set(people.kept_apart_from(statement_id))


def latest_answer_id(statement_id: UUID) -> UUID | None:
    """The newest answer: the one a verdict is about."""
    return db.session.scalar(
        sa.select(Answer.id)
        .where(Answer.statement_id == statement_id)
        .order_by(Answer.at.desc(), Answer.id)
        .limit(1)
    )
