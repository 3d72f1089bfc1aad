"""Words that could give somebody away, for those who write what others read. No names come out of here:
what is marked is what the text itself has."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from portal import db
from portal.accounts.models import Account
from portal.disclosure import marks as find
from portal.disclosure.marks import Mark
from portal.people.queries.known import known_among


def marks_in(text: str) -> list[Mark]:
    """What could give somebody away, with every name known here: of young people, and of everybody with an
    account (staff, carers, partners). Only for those who may know that a name is known here."""
    return find.marks(text, [*known_among(find.could_be_names(text)), *_names_of_staff()])


def looks_like(text: str) -> list[Mark]:
    """What could give somebody away by its looks alone. Nothing is looked up, so that nobody learns from it
    whose name is known here."""
    return find.marks(text)


def covered_names(text: str) -> str:
    """The text with everything that could give somebody away covered."""
    return find.covered(text, marks_in(text))


def _names_of_staff() -> list[str]:
    staff = sa.select(Account).where(Account.young_person_id.is_(None), Account.name_sealed.is_not(None))
    only = load_only(Account.id, Account.young_person_id, Account.name_sealed)
    return [account.name for account in db.session.scalars(staff.options(only))]
