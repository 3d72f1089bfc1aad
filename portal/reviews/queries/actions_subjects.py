"""What the guard is asked about an agreed action."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal.people import queries as people
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.reviews.queries import subjects
from portal.reviews.queries.actions_line import has_gone
from portal.reviews.rules.actions import is_decided
from portal.voice.queries.drafts import past_shut_at


def action(viewer: Viewer, action_id: UUID) -> Subject | None:
    """An agreed action for staff. An owner whose link to the young person ended is its owner no longer."""
    if viewer.is_young_person:
        return None
    subject = subjects.of_action(viewer, action_id)
    if subject is None:
        return None
    row = subject.thing
    if row.owner_id in viewer.manages:
        subject = _with(subject, subject.relations | {Relation.MANAGES_WORKER})
    if Relation.ANSWERER not in subject.relations:
        return subject
    if not has_gone(row.owner_id, row.young_person_id, people.today()):
        return subject
    return _with(subject, subject.relations - {Relation.ANSWERER})


def to_word(viewer: Viewer, action_id: UUID) -> Subject | None:
    """An agreed action for who may put it into other words: of what a review decided, who leads it."""
    subject = action(viewer, action_id)
    if subject is None or Relation.LEADS in subject.relations:
        return subject
    return None if is_decided(subject.thing.review_id, subject.thing.carried_to_id) else subject


def _with(subject: Subject, relations: frozenset[Relation]) -> Subject:
    return Subject(subject.thing, subject.young_person_id, relations, subject.kind, subject.id)


def own_action(viewer: Viewer, action_id: UUID) -> Subject | None:
    """One of their own, for its young person; None while it is held back, and from a past that is shut."""
    if not viewer.is_young_person:
        return None
    subject = subjects.of_action(viewer, action_id)
    shut_at = shut_since(viewer)
    if subject is None or (shut_at and subject.thing.made_at < shut_at):
        return None
    return subject


def shut_since(viewer: Viewer) -> datetime | None:
    """Since when their past is shut; None: it is open."""
    return past_shut_at(viewer.account_id) if viewer.past_is_shut else None
