"""What the guard is asked about: a review, a letter, an agreed action, and how the viewer stands to each."""

from __future__ import annotations

from uuid import UUID

from portal import db
from portal.people import queries as people
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.reviews.models import AgreedAction, Letter, LetterSending, Review
from portal.reviews.queries.letters_shut import is_shut, is_shut_after
from portal.reviews.rules import LetterState


def of_review(viewer: Viewer, review_id: UUID) -> Subject | None:
    """A review; None: there is none, or its young person was found to be the same as another."""
    review = db.session.get(Review, review_id)
    return _of(viewer, review, review.young_person_id, "review") if review else None


def of_review_to_write(viewer: Viewer, review_id: UUID) -> Subject | None:
    """A review after which a letter is written; None too where its letter quotes what is kept from the
    viewer."""
    subject = of_review(viewer, review_id)
    return None if subject is None or is_shut_after(viewer, review_id) else subject


def of_letter(viewer: Viewer, letter_id: UUID) -> Subject | None:
    """A letter; none to whoever is kept from something that it quotes. To a young person there is only what
    was sent and neither recalled nor still to be read to them; who was asked to give it is
    `ASKED_TO_TELL`."""
    letter = db.session.get(Letter, letter_id)
    if letter is None or is_shut(viewer, letter):
        return None
    if viewer.is_young_person and letter.state not in (LetterState.SENT, LetterState.REPLACED):
        return None
    subject = _of(viewer, letter, letter.young_person_id, "letter")
    if subject and _is_around(subject) and {viewer.account_id, *viewer.stands_in_for} & _gives(letter.id):
        return _with(subject, Relation.ASKED_TO_TELL)
    return subject


def of_action(viewer: Viewer, action_id: UUID) -> Subject | None:
    """An agreed action; its owner, and who stands in for them, is `ANSWERER`. A young person does not see
    what is held back until they were told."""
    action = db.session.get(AgreedAction, action_id)
    if action is None or (viewer.is_young_person and action.held_back_until and not action.told_at):
        return None
    subject = _of(viewer, action, action.young_person_id, "action")
    if subject and action.owner_id in {viewer.account_id, *viewer.stands_in_for}:
        return _with(subject, Relation.ANSWERER)
    return subject


def _of(viewer: Viewer, thing: object, young_person_id: UUID, kind: str) -> Subject | None:
    person = people.young_person_subject(viewer, young_person_id)
    if person is None:
        return None
    return Subject(thing, young_person_id, person.relations, kind, thing.id)  # type: ignore[attr-defined]


def _with(subject: Subject, relation: Relation) -> Subject:
    return Subject(
        subject.thing, subject.young_person_id, subject.relations | {relation}, subject.kind, subject.id
    )


def _is_around(subject: Subject) -> bool:
    """Whoever was asked to give a letter gives it while they, or whom they stand in for, work with them."""
    return bool(subject.relations & {Relation.WORKS_WITH, Relation.STANDS_IN})


def _gives(letter_id: UUID) -> set[UUID]:
    rows = db.session.query(LetterSending.with_id).where(
        LetterSending.letter_id == letter_id, LetterSending.ended_at.is_(None)
    )
    return {row.with_id for row in rows if row.with_id}
