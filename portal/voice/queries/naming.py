"""Conditions for statements of somebody who is looked for by name or number, over keyed hashes only."""

from __future__ import annotations

import sqlalchemy as sa

from portal.people import queries as people
from portal.people.models import NameToken
from portal.people.rules import TOKEN_MAX, words_of
from portal.vault import keys
from portal.voice.models import Statement

_MOST_WORDS = 6
"""A name has no more; each is a question of its own to the database."""


def is_named(text: str) -> sa.ColumnElement[bool]:
    """Every word that was typed is in their name."""
    words = words_of(text)[:_MOST_WORDS]
    return sa.and_(
        sa.literal(bool(words)),
        *(
            sa.select(NameToken.token)
            .where(
                NameToken.young_person_id == Statement.young_person_id,
                NameToken.token == keys.blind("name", word[:TOKEN_MAX]),
            )
            .correlate(Statement)
            .exists()
            for word in words
        ),
    )


def has_number(text: str) -> sa.ColumnElement[bool]:
    """What was typed is their number."""
    young_person_id = people.with_number(text)
    return Statement.young_person_id == young_person_id if young_person_id else sa.false()
