"""Which words are a name of a young person here. It says that there is one, never whose it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from portal import db
from portal.people.models import NameToken, YoungPerson
from portal.people.rules import TOKEN_MAX, words_of
from portal.vault import keys

_AT_ONCE = 500


def known_among(words: Collection[str]) -> set[str]:
    """Of these words (folded), those that are a whole word of somebody's name, or of what they are called.

    Beginnings of names are hashed too, for searching: who has one is opened, to see whether it is the whole
    word. The same few queries for however many young people there are."""
    by_token = {keys.blind("name", word[:TOKEN_MAX]): word for word in words}
    ids = list(_holders(list(by_token)))
    return {word for name in _names_of(ids) for word in words_of(name)} & set(words)


def _holders(tokens: list[bytes]) -> set[UUID]:
    found: set[UUID] = set()
    for first in range(0, len(tokens), _AT_ONCE):
        some = NameToken.token.in_(tokens[first : first + _AT_ONCE])
        found.update(db.session.scalars(sa.select(NameToken.young_person_id).where(some)))
    return found


def _names_of(ids: list[UUID]) -> Iterator[str]:
    names = load_only(YoungPerson.id, YoungPerson.full_name_sealed, YoungPerson.called_sealed)
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        keys.preload(some)
        for person in db.session.scalars(
            sa.select(YoungPerson).where(YoungPerson.id.in_(some)).options(names)
        ):
            try:
                yield f"{person.full_name} {person.called}"
            except keys.KeyMissing:  # destroyed by right: nobody is known by that name any more
                continue
