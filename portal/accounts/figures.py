"""Words that could give somebody away, for those who write what others read. No names come out of here:
what is marked is what the text itself has."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from portal import db
from portal.accounts.models import Account
from portal.disclosure import marks as find
from portal.disclosure.mark_words import NAMES_TOO
from portal.disclosure.marks import Kind, Mark
from portal.people.queries.known import known_among


def marks_in(text: str) -> list[Mark]:
    """What could give somebody away, with every name known here: of young people, and of everybody with an
    account (staff, carers, partners). Only for those who may know that a name is known here."""
    return find.marks(text, [*known_among(find.could_be_names(text)), *_names_of_staff()])


def looks_like(text: str) -> list[Mark]:
    """What could give somebody away by its looks alone. Nothing is looked up, so that nobody learns from it
    whose name is known here."""
    return find.marks(text)


def names_to_cover(texts: Sequence[str]) -> list[list[Mark]]:
    """Of each text the names known here, for covering them: a word of a young person's name is one wherever
    it begins with a capital, though anybody may say it ("Hope keeps being moved"). Looked up once for all."""
    worth = [find.could_be_names(text) for text in texts]
    if not any(texts):
        return [[] for _ in texts]
    known, staff = known_among(set().union(*worth)), _names_of_staff()
    found = []
    for text, words in zip(texts, worth, strict=True):
        theirs = known & words  # as if this text stood alone
        found.append(_names_among(find.marks(text, [*theirs, *staff], strictly=theirs)))
    return found


def could_be_known(text: str) -> list[Mark]:
    """What could give somebody away by its looks, and every word that could be somebody's name were they
    known here. Nothing is looked up: it is the same whoever is known."""
    as_if = find.marks(text, find.could_be_names(text), strictly=NAMES_TOO)
    return find.merged([*find.marks(text), *_names_among(as_if)])


def _names_among(marked: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marked if mark.kind is Kind.KNOWN_NAME]


def covered_names(text: str) -> str:
    """The text with everything that could give somebody away covered."""
    return find.covered(text, marks_in(text))


def _names_of_staff() -> list[str]:
    staff = sa.select(Account).where(Account.young_person_id.is_(None), Account.name_sealed.is_not(None))
    only = load_only(Account.id, Account.young_person_id, Account.name_sealed)
    return [account.name for account in db.session.scalars(staff.options(only))]
