"""Whose reviews somebody leads today, or whose worker they manage: a line each, by what is next.

The same few queries however many there are. No word of what anybody said is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.deadlines.models import Deadline
from portal.people import queries as people
from portal.people.models import YoungPerson
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.reviews.models import Review
from portal.reviews.queries.reviews_planned import planned_there
from portal.reviews.queries.wishes_shown import news_of
from portal.reviews.rules import ReviewKind, ReviewState
from portal.reviews.rules.caseload import Debt, Line
from portal.reviews.rules.reviews import AFTERWARDS, OPEN_STATES, RESPONSE

_DEBTS = (*AFTERWARDS, RESPONSE, "review_letter")
_AT_ONCE = 500


@dataclass
class _Facts:
    review: Review | None = None
    debts: list[Debt] = field(default_factory=list)
    has_new_wishes: bool = False
    is_planned_there: bool = False
    protection: Debt | None = None


def caseload_of(viewer: Viewer, on: date) -> list[Line]:
    """Everybody whose reviews the viewer leads or stands in for; for a manager, whose worker they manage."""
    found = _whom(viewer, on)
    ids = list(found)
    facts = _facts(ids, viewer.account_id)
    iros = names_of({one[1] for one in found.values() if one[1]})
    return [
        _line(person, facts[person_id], iros.get(iro_id, "") if iro_id else "", on)
        for person_id, (person, iro_id) in found.items()
    ]


def how_many_led(account_ids: Iterable[UUID], on: date) -> int:
    """How many young people one or more IROs lead the reviews of: each child once."""
    links = people.young_people_of(account_ids, on)
    return len({link.young_person_id for link in links if link.kind is LinkKind.IRO})


def _whom(viewer: Viewer, on: date) -> dict[UUID, tuple[YoungPerson, UUID | None]]:
    """The young people, and, where it is not the viewer, who leads their reviews."""
    found: dict[UUID, tuple[YoungPerson, UUID | None]] = {}
    own = {viewer.account_id, *viewer.stands_in_for} if Role.IRO in viewer.roles else set()
    managed = set(viewer.manages) if Role.MANAGER in viewer.roles else set()
    for link in people.young_people_of(own | managed, on):
        if link.young_person.merged_into_id is not None:
            continue
        leads = link.kind is LinkKind.IRO
        if link.account_id in managed and link.kind in _SUPPORTERS | {LinkKind.IRO}:
            iro_id = link.account_id if leads else None
            there = found.get(link.young_person_id)
            found[link.young_person_id] = (link.young_person, iro_id or (there[1] if there else None))
        elif link.account_id in own and leads:
            other = link.account_id if link.account_id != viewer.account_id else None
            found[link.young_person_id] = (link.young_person, other)
    return found


_SUPPORTERS = frozenset({LinkKind.SOCIAL_WORKER, LinkKind.PERSONAL_ADVISER})


def _facts(ids: list[UUID], account_id: UUID) -> dict[UUID, _Facts]:
    found = {one: _Facts() for one in ids}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        _add_reviews(found, some)
        _add_debts(found, some)
        for one in news_of(account_id, some):
            found[one].has_new_wishes = True
    return found


def _add_reviews(found: dict[UUID, _Facts], some: list[UUID]) -> None:
    rows = db.session.scalars(
        sa.select(Review)
        .where(Review.young_person_id.in_(some), Review.state.in_(OPEN_STATES))
        .order_by(Review.planned_on.desc(), Review.id)
    )
    for review in rows:
        one = found[review.young_person_id]
        is_next = review.kind is not ReviewKind.CHILD_PROTECTION
        if not is_next:
            one.protection = _to_plan(review)
        if one.review is None or is_next:
            one.review = review
    there = planned_there([one.review.id for owner in some if (one := found[owner]).review])
    for owner in some:
        one = found[owner]
        one.is_planned_there = one.review is not None and one.review.id in there


def _to_plan(review: Review) -> Debt | None:
    """A child protection review that has a last day, and no meeting by then."""
    if review.due_on is None or (review.planned_on and review.planned_on <= review.due_on):
        return None
    return Debt("protection_review", review.due_on, review.id)


def _add_debts(found: dict[UUID, _Facts], some: list[UUID]) -> None:
    rows = db.session.execute(
        sa.select(Review.young_person_id, Deadline.kind, Deadline.due_on, Review.id)
        .join(Deadline, Deadline.about_id == Review.id)
        .where(
            Review.young_person_id.in_(some),
            Review.state == ReviewState.HELD,
            Deadline.kind.in_(_DEBTS),
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
        )
        .order_by(Deadline.due_on, Deadline.id)
    )
    for owner, kind, due_on, review_id in rows:
        found[owner].debts.append(Debt(kind, due_on, review_id))


def _line(person: YoungPerson, facts: _Facts, iro: str, on: date) -> Line:
    review = facts.review
    return Line(
        young_person_id=person.id,
        name=person.name,
        age=people.age_on(person, on),
        iro=iro,
        review_id=review.id if review else None,
        kind=review.kind if review else None,
        due_on=review.due_on if review else None,
        aim_by_on=review.aim_by_on if review else None,
        planned_on=review.planned_on if review else None,
        is_planned_there=facts.is_planned_there,
        debts=tuple(facts.debts),
        has_new_wishes=facts.has_new_wishes,
        protection=facts.protection if review and review.kind is not ReviewKind.CHILD_PROTECTION else None,
    )
