"""The rows of what was said besides the statement itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from portal import db
from portal.accounts.queries.around import PersonAround
from portal.voice.commands import board
from portal.voice.models import Concern, Recipient, Reply, Statement, Topic
from portal.voice.rules.saying import Replied, Said

QUESTION = 300
"""Letters of a question that are kept: the column's length."""


def add_what_it_says(
    statement: Statement, part: Said, around: Sequence[PersonAround], themes: frozenset[str], now: datetime
) -> None:
    """Its topics, whom it goes to, whom it is about, the answers to its prompts, and its board."""
    db.session.add_all(Topic(statement_id=statement.id, theme=key) for key in part.topics & themes)
    kinds = {person.account_id: person.kind for person in around}
    for place, account_id in enumerate(dict.fromkeys(part.to)):
        db.session.add(
            Recipient(
                statement_id=statement.id, account_id=account_id, kind=kinds[account_id].value, place=place
            )
        )
    for account_id in sorted(part.about, key=str):
        db.session.add(_concern(statement, now, account_id=account_id))
    if part.about_name:
        db.session.add(_concern(statement, now, name=part.about_name))
    db.session.add_all(_reply(statement, place, reply) for place, reply in enumerate(part.replies))
    db.session.flush()
    board.keep(statement, part.board, now)


def _reply(statement: Statement, place: int, said: Replied) -> Reply:
    reply = Reply(
        statement_id=statement.id,
        young_person_id=statement.young_person_id,
        place=place,
        prompt=said.prompt,
        question=said.question[:QUESTION],
        choice=said.choice,
    )
    reply.words = said.words
    return reply


def _concern(
    statement: Statement, now: datetime, *, account_id: UUID | None = None, name: str = ""
) -> Concern:
    concern = Concern(
        statement_id=statement.id,
        young_person_id=statement.young_person_id,
        account_id=account_id,
        by_young_person=True,
        at=now,
    )
    concern.name = name
    return concern
