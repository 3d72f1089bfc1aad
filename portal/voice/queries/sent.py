"""What one sending became: its statements, found again by the form's id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import IdentityCheck
from portal.people import queries as people
from portal.voice.models import (
    Answer,
    Attachment,
    BoardCard,
    Call,
    Concern,
    Recipient,
    Reply,
    Statement,
    Topic,
)
from portal.voice.rules import Desk, FileKind
from portal.voice.rules.board import value_of
from portal.voice.rules.desk import PASSED_ON
from portal.voice.rules.occasions import field_of
from portal.voice.rules.saying import Placed, Replied, Said

Value = TypeVar("Value")


def sent_with(young_person_id: UUID, send_once: UUID) -> Sequence[Statement]:
    """The statements this form has become already: none, one, or one at each desk (the council's first)."""
    found = db.session.scalars(
        sa.select(Statement).where(
            Statement.young_person_id == young_person_id, Statement.send_once == send_once
        )
    ).all()
    return sorted(found, key=lambda statement: statement.desk is Desk.ADVOCATE)


def shown_of(sent: Sequence[Statement]) -> Statement:
    """Whose receipt is shown, of one sending's statements: one that says something, the council's first."""
    if len(sent) == 1:
        return sent[0]
    return next((statement for statement in sent if _says_something(statement)), sent[0])


def said_with(sent: Sequence[Statement]) -> Said:
    """What one sending said, put together again from the desks it went to."""
    ids = [statement.id for statement in sent]
    sent = list(reversed(sent))  # what an advocate got is whole; the council may have been told less
    whole = sent[0].id
    topics = db.session.scalars(sa.select(Topic.theme).where(Topic.statement_id.in_(ids)))
    to = db.session.scalars(
        sa.select(Recipient.account_id)
        .where(Recipient.statement_id.in_(ids), Recipient.kind != PASSED_ON)
        .order_by(Recipient.place)
    )
    concerns = db.session.scalars(
        sa.select(Concern).where(Concern.statement_id.in_(ids), Concern.by_young_person.is_(True))
    ).all()
    return Said(
        face=_first(statement.face for statement in sent),
        topics=frozenset(topics),
        words=_first(statement.words for statement in sent) or "",
        wants=_first(statement.wants for statement in sent) or "",
        safe_now=_first(statement.safe_now for statement in sent),
        wants_call=any(statement.wants_call for statement in sent),
        call_when=_first(statement.call_when for statement in sent) or "",
        call_who=_first(statement.call_who for statement in sent) or "",
        call_number=_first(statement.call_number for statement in sent) or "",
        to=tuple(to),
        to_advocate=any(statement.desk is Desk.ADVOCATE for statement in sent),
        about=frozenset(concern.account_id for concern in concerns if concern.account_id),
        about_name=_first(concern.name for concern in concerns) or "",
        not_safe_button=any(statement.not_safe_button for statement in sent),
        asked=sent[0].asked,
        look=sent[0].look,
        replies=_replies(whole),
        board=_board(whole),
        has_files=_has_files(whole),
    )


def _replies(statement_id: UUID) -> tuple[Replied, ...]:
    rows = db.session.scalars(
        sa.select(Reply).where(Reply.statement_id == statement_id).order_by(Reply.place)
    )
    return tuple(Replied(row.prompt, row.question, row.choice, row.words) for row in rows)


def _board(statement_id: UUID) -> tuple[Placed, ...]:
    rows = db.session.scalars(
        sa.select(BoardCard).where(BoardCard.statement_id == statement_id).order_by(BoardCard.place)
    )
    return tuple(Placed(row.card, row.going, row.words) for row in rows)


def _has_files(statement_id: UUID) -> bool:
    """The picture of a board is ours, not something they added."""
    theirs = sa.exists().where(Attachment.statement_id == statement_id, Attachment.kind != FileKind.BOARD)
    return bool(db.session.scalar(sa.select(theirs)))


def _says_something(statement: Statement) -> bool:
    if statement.words or statement.wants:
        return True
    came_with = (
        sa.exists().where(kind.statement_id == statement.id) for kind in (Reply, BoardCard, Attachment)
    )
    return bool(db.session.scalar(sa.select(sa.or_(*came_with))))


@dataclass(frozen=True)
class Before:
    """A form that was sent: whose receipt to show, what it said, and what the pages before the last held."""

    statement_id: UUID
    said: Said

    @property
    def typed(self) -> dict[str, str | list[str]]:
        said = self.said
        return {
            "asked": said.asked,
            "words": said.words,
            "wants": said.wants,
            "face": said.face.value if said.face else "",
            "topics": sorted(said.topics),
            "board": [value_of(card) for card in said.board],
            **{field_of(reply.prompt): reply.choice or reply.words for reply in said.replies},
        }


def before(young_person_id: UUID, send_once: UUID) -> Before | None:
    """What a form said when it was sent, or None: it was not."""
    sent = sent_with(young_person_id, send_once)
    return Before(shown_of(sent).id, said_with(sent)) if sent else None


def _first(values: Iterable[Value | None]) -> Value | None:
    return next((value for value in values if value), None)


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


def was_somebody_else(statement: Statement) -> bool:
    """Whether it came in by a new card of which a worker found in person that it was not theirs to use."""
    during = sa.exists().where(
        IdentityCheck.young_person_id == statement.young_person_id,
        IdentityCheck.refused_by.is_not(None),
        IdentityCheck.opened_at <= statement.sent_at,
        IdentityCheck.ended_at >= statement.sent_at,
    )
    return not statement.by_old_way and bool(db.session.scalar(sa.select(during)))


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
