"""A letter while it is written: its versions, whether it still is what somebody read, its translations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.rules.languages import ENGLISH, LETTERS
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer
from portal.reviews.models import Letter, LetterTranslation
from portal.reviews.queries.letters.made import as_sent, made_of
from portal.reviews.queries.sending import leads
from portal.reviews.queries.subjects import of_letter
from portal.reviews.queries.writing_quotes import no_longer_quoted
from portal.reviews.rules import LetterState
from portal.reviews.rules.letters import Made
from portal.reviews.rules.writing import Section, sections_from
from portal.vault import keys


@dataclass(frozen=True)
class Translated:
    """A letter in another language. `is_stale`: the letter was changed since it was translated."""

    language: str
    translator: str
    sections: list[Section]
    is_stale: bool


def versions(review_id: UUID) -> Sequence[Letter]:
    """Every version of the letter after a review, the newest first."""
    return db.session.scalars(
        sa.select(Letter).where(Letter.review_id == review_id).order_by(Letter.version.desc())
    ).all()


def newest(review_id: UUID) -> Letter | None:
    """The version that is written, or was sent last."""
    return next(iter(versions(review_id)), None)


def in_hand(review_id: UUID) -> Letter | None:
    """The version that can be changed now; None: none was begun, or the newest was sent or taken back."""
    letter = newest(review_id)
    return letter if letter and letter.state in (LetterState.DRAFT, LetterState.APPROVED) else None


def locked(letter_id: UUID) -> Letter:
    """The letter as it is now, held until the end of the transaction: of two at once the second waits."""
    return db.session.scalars(
        sa.select(Letter)
        .where(Letter.id == letter_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def correction_begun(letter_id: UUID) -> Letter | None:
    """The version that puts this one right, written or sent."""
    return db.session.scalars(sa.select(Letter).where(Letter.corrects_id == letter_id)).one_or_none()


def fingerprint_of(letter: Letter, made: Made | None = None) -> bytes:
    """A keyed hash over all that the young person is shown, whose it is and who signs it. Whatever changes of
    it makes another one. `made`: what is shown, where it was worked out already."""
    shown = {
        "letter": str(letter.id),
        "whose": str(letter.young_person_id),
        "by": str(letter.by_id),
        "made": (made or made_of(letter)).as_json(),
        "translations": [
            [one.language, one.translator, one.sections, str(_is_stale(letter, one))]
            for one in _translations(letter.id)
        ],
    }
    return keys.blind("letter", json.dumps(shown, sort_keys=True))


def is_as_approved(letter: Letter, made: Made | None = None) -> bool:
    """Whether it still is what somebody read and approved, and whoever signs it still leads their reviews."""
    return (
        letter.state is LetterState.APPROVED
        and letter.fingerprint == fingerprint_of(letter, made)
        and leads(letter.by_id, letter.young_person_id, people.today())
        and not no_longer_quoted(letter)
    )


def words_fingerprint(letter: Letter) -> bytes:
    """Of the words that are translated."""
    made = as_sent(letter)
    words = [made.dear, made.note, *(asdict(part) for part in made.parts)]
    return keys.blind("letter words", json.dumps(words, sort_keys=True))


def translations_of(letter: Letter) -> list[Translated]:
    """The letter in other languages, by language."""
    return [
        Translated(one.language, one.translator, sections_from(one.sections), _is_stale(letter, one))
        for one in _translations(letter.id)
    ]


def translation_of(letter: Letter, language: str) -> LetterTranslation | None:
    return next((one for one in _translations(letter.id) if one.language == language), None)


def _translations(letter_id: UUID) -> Sequence[LetterTranslation]:
    return db.session.scalars(
        sa.select(LetterTranslation)
        .where(LetterTranslation.letter_id == letter_id)
        .order_by(LetterTranslation.language)
    ).all()


def _is_stale(letter: Letter, one: LetterTranslation) -> bool:
    return one.of_fingerprint != words_fingerprint(letter)


def letter_in(viewer: Viewer, letter_id: UUID, language: str) -> Subject | None:
    """A letter and a language into which it can be translated; None of any other."""
    subject = of_letter(viewer, letter_id)
    if subject is None or language not in (*LETTERS, ENGLISH) or language == subject.thing.language:
        return None
    return replace(subject, thing=(subject.thing, language))
