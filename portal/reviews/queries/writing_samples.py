"""Letters drawn for a manager to read, and a list of an IRO's own letters with what came of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.people import queries as people
from portal.people.models import KeptApart
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.policy.viewer import Subject, Viewer
from portal.reviews.models import Letter, LetterSample
from portal.reviews.queries.letters.facts import LetterFacts, facts_of
from portal.reviews.queries.letters_shut import shut_letters
from portal.reviews.rules import LetterState
from portal.reviews.rules.writing_samples import DAYS, DRAWN
from portal.vault import keys

PER_PAGE = 25
_GONE = (LetterState.SENT, LetterState.REPLACED)


@dataclass(frozen=True)
class Drawn:
    """A letter to read, or that was read: who wrote it, to whom."""

    letter: Letter
    writer: str
    name: str
    sample: LetterSample | None


@dataclass(frozen=True)
class Sent:
    """One of an IRO's letters: whose, what came of it, what a manager said of it."""

    letter: Letter
    name: str
    facts: LetterFacts
    samples: list[LetterSample]


def drawn_for(viewer: Viewer) -> list[Drawn]:
    """A few letters of the last quarter by IROs whom they manage, drawn by a keyed hash: nobody picks them.
    None of a young person from whose words the viewer is kept apart."""
    letters = _pool(viewer)
    samples = _samples_by(viewer.account_id, [one.id for one in letters])
    drawn = sorted(letters, key=lambda one: _lot(viewer, one))[:DRAWN]
    drawn += [one for one in letters if one.id in samples and one not in drawn]
    return _named(drawn, samples)


def drawn_letter(viewer: Viewer, letter_id: UUID) -> Subject | None:
    """One of them; None of any other letter, whoever manages its writer."""
    found = next((one for one in drawn_for(viewer) if one.letter.id == letter_id), None)
    if found is None:
        return None
    return Subject(found, found.letter.young_person_id, frozenset(), "letter", letter_id)


def own_sampled_letter(viewer: Viewer, letter_id: UUID) -> Subject | None:
    """A letter that the viewer wrote and of which a manager said something."""
    letter = db.session.get(Letter, letter_id)
    if letter is None or letter.by_id != viewer.account_id or not samples_of([letter_id]):
        return None
    return Subject(letter, letter.young_person_id, frozenset(), "letter", letter_id)


def letters_by(viewer: Viewer, number: int) -> tuple[list[Sent], int]:
    """Letters to young people whose reviews the viewer leads today, newest first, a page of them; how many
    there are."""
    mine = {viewer.account_id, *viewer.stands_in_for} if Role.IRO in viewer.roles else set()
    links = people.young_people_of(mine, people.today()) if mine else []
    ids = {link.young_person_id for link in links if link.kind is LinkKind.IRO}
    theirs = sa.select(Letter).where(Letter.young_person_id.in_(ids))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(theirs.subquery())) or 0
    letters = db.session.scalars(
        theirs.order_by(sa.func.coalesce(Letter.sent_at, Letter.changed_at).desc(), Letter.id)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    ).all()
    facts = facts_of([one.id for one in letters], viewer)
    samples = samples_of([one.id for one in letters if one.by_id == viewer.account_id])
    names = people.several(one.young_person_id for one in letters)
    return [
        Sent(one, names[one.young_person_id].name, facts[one.id], samples.get(one.id, [])) for one in letters
    ], total


def samples_of(letter_ids: Collection[UUID]) -> dict[UUID, list[LetterSample]]:
    """What managers said, by letter."""
    rows = db.session.scalars(
        sa.select(LetterSample).where(LetterSample.letter_id.in_(letter_ids)).order_by(LetterSample.at)
    )
    found: dict[UUID, list[LetterSample]] = {}
    for row in rows:
        found.setdefault(row.letter_id, []).append(row)
    return found


def sample_by(letter_id: UUID, account_id: UUID) -> LetterSample | None:
    return _samples_by(account_id, [letter_id]).get(letter_id)


def _samples_by(account_id: UUID, letter_ids: Collection[UUID]) -> dict[UUID, LetterSample]:
    rows = db.session.scalars(
        sa.select(LetterSample).where(
            LetterSample.by_id == account_id, LetterSample.letter_id.in_(letter_ids)
        )
    )
    return {row.letter_id: row for row in rows}


def _pool(viewer: Viewer) -> Sequence[Letter]:
    first = datetime.combine(people.today() - timedelta(days=DAYS), time.min, people.zone())
    apart = sa.select(KeptApart.young_person_id).where(KeptApart.account_id == viewer.account_id)
    found = db.session.scalars(
        sa.select(Letter)
        .where(
            Letter.by_id.in_(viewer.manages),
            Letter.by_id != viewer.account_id,
            Letter.state.in_(_GONE),
            Letter.sent_at >= first,
            Letter.young_person_id.not_in(apart),
        )
        .order_by(Letter.sent_at.desc(), Letter.id)
    ).all()
    shut = shut_letters(viewer.account_id, found)
    return [one for one in found if one.id not in shut]


def _lot(viewer: Viewer, letter: Letter) -> bytes:
    return keys.blind("letter sample", f"{viewer.account_id}|{letter.id}")


def _named(letters: Sequence[Letter], samples: dict[UUID, LetterSample]) -> list[Drawn]:
    writers = names_of({one.by_id for one in letters})
    names = people.several(one.young_person_id for one in letters)
    return [
        Drawn(one, writers.get(one.by_id, ""), names[one.young_person_id].name, samples.get(one.id))
        for one in letters
    ]
