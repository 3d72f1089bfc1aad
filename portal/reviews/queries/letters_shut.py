"""Letters that quote what is kept from somebody: to them there is no such letter."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people import queries as people
from portal.policy.viewer import Viewer
from portal.reviews.models import Letter
from portal.reviews.rules import LetterState
from portal.voice.queries.apart import kept_from, shut_to


def shut_letters(account_id: UUID, letters: Iterable[Letter]) -> set[UUID]:
    """Of these letters, those that quote a statement which must not reach the account, as it is today: a
    statement may have been marked, or somebody have become close, after the letter was written."""
    quoted = {one.id: {UUID(said) for said in one.quoted} for one in letters if one.quoted}
    if not quoted:
        return set()
    shut = shut_to(account_id, set().union(*quoted.values()), people.today())
    return {letter_id for letter_id, said in quoted.items() if said & shut}


def is_shut(viewer: Viewer, letter: Letter) -> bool:
    """Whether it quotes what is kept from this viewer. Never to the young person whose it is."""
    return not viewer.is_young_person and bool(shut_letters(viewer.account_id, [letter]))


def is_shut_after(viewer: Viewer, review_id: UUID) -> bool:
    """Whether the version that is in hand does, until the worker has taken the words out of it."""
    in_hand = Letter.state.in_((LetterState.DRAFT, LetterState.APPROVED))
    letters = db.session.scalars(sa.select(Letter).where(Letter.review_id == review_id, in_hand)).all()
    return bool(shut_letters(viewer.account_id, letters))


def kept_from_letter(letter: Letter) -> set[UUID]:
    """Everybody who is kept from something that it quotes."""
    today = people.today()
    return {one for said in letter.quoted for one in kept_from(UUID(said), today)}
