"""Many young people at once, a batch with the same few queries: who is in care, what counts for their clock,
and whose review is near or late."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role
from portal.deadlines.models import Deadline, ProclaimedDay
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, Episode, Merge, ReviewHeld, SupportSpan, YoungPerson
from portal.people.queries.links import holding
from portal.people.rules import LinkKind, Support
from portal.people.rules.support import SHORT_BREAKS
from portal.policy.roles import Role
from portal.reviews.models import ManagersWord, Review
from portal.reviews.queries.reviews import stay_of_span
from portal.reviews.rules import ReviewKind
from portal.reviews.rules.reviews import AFTERWARDS, DUE, OPEN_STATES, RESPONSE, Stay, until_grown_up
from portal.vault import keys

AT_ONCE = 500
_IS_NEXT = sa.and_(Review.state.in_(OPEN_STATES), Review.kind != ReviewKind.CHILD_PROTECTION)


@dataclass
class Facts:
    """What the next review of one young person rests on."""

    stays: list[Stay] = field(default_factory=list)
    held: list[date] = field(default_factory=list)
    review: Review | None = None
    clock: Deadline | None = None


def whom_to_look_at(today: date) -> Iterator[list[UUID]]:
    """Everybody in care today, and whoever has a review that waits, a batch at a time."""
    open_stay = sa.select(Episode.young_person_id).where(
        Episode.started_on <= today,
        sa.or_(Episode.ended_on.is_(None), Episode.ended_on > today),
        Episode.legal_status.not_in(SHORT_BREAKS),
    )
    by_hand = sa.select(SupportSpan.young_person_id).where(
        SupportSpan.kind == Support.IN_CARE,
        SupportSpan.from_on <= today,
        sa.or_(SupportSpan.until_on.is_(None), SupportSpan.until_on >= today),
    )
    waits = sa.select(Review.young_person_id).where(_IS_NEXT)
    ids = iter(sorted(set(db.session.scalars(open_stay.union(by_hand, waits)))))
    while some := list(islice(ids, AT_ONCE)):
        yield some


def facts_of(young_person_ids: Sequence[UUID]) -> dict[UUID, Facts]:
    """What their clocks rest on. Whoever was found to be the same as another, or has died, has no stay."""
    found = {one: Facts() for one in young_person_ids}
    _add_stays(found)
    held = sa.select(ReviewHeld.young_person_id, ReviewHeld.held_on).where(
        ReviewHeld.young_person_id.in_(young_person_ids)
    )
    for owner, day in db.session.execute(held):
        found[owner].held.append(day)
    reviews = sa.select(Review).where(Review.young_person_id.in_(young_person_ids), _IS_NEXT)
    by_review = {}
    for review in db.session.scalars(reviews):
        found[review.young_person_id].review = review
        by_review[review.id] = review.young_person_id
    clocks = sa.select(Deadline).where(
        Deadline.kind == DUE,
        Deadline.about_id.in_(list(by_review)),
        Deadline.done_at.is_(None),
        Deadline.dropped_at.is_(None),
    )
    for clock in db.session.scalars(clocks):
        found[by_review[clock.about_id]].clock = clock
    return found


def _add_stays(found: dict[UUID, Facts]) -> None:
    ids = list(found)
    episodes = sa.select(
        Episode.young_person_id,
        Episode.started_on,
        Episode.ended_on,
        Episode.legal_status,
        Episode.home_kind,
        Episode.reason_ended,
    ).where(Episode.young_person_id.in_(ids))
    for row in db.session.execute(episodes):
        found[row[0]].stays.append(Stay(*row[1:]))
    spans = sa.select(SupportSpan.young_person_id, SupportSpan.from_on, SupportSpan.until_on).where(
        SupportSpan.young_person_id.in_(ids), SupportSpan.kind == Support.IN_CARE
    )
    for owner, from_on, until_on in db.session.execute(spans):
        found[owner].stays.append(stay_of_span(from_on, until_on))
    keys.preload(ids)
    for person in db.session.scalars(sa.select(YoungPerson).where(YoungPerson.id.in_(ids))):
        gone = person.merged_into_id is not None or person.died_on is not None
        one = found[person.id]
        one.stays = [] if gone else until_grown_up(one.stays, person.born_on)


def fingerprint(today: date) -> tuple[object, ...]:
    """Changes whenever anything changed that a clock of a review could rest on: cheap to ask each minute."""

    def one(of: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
        return sa.select(of).scalar_subquery()

    row = db.session.execute(
        sa.select(
            one(sa.func.max(YoungPerson.changed_at)),
            one(sa.func.count(Episode.id)),
            one(sa.func.count(ReviewHeld.id)),
            one(sa.func.count(SupportSpan.id)),
            one(sa.func.count(Merge.id)),
            one(sa.func.count(Merge.undone_at)),
            one(sa.func.count(ProclaimedDay.id)),
            one(sa.func.count(Review.id)),
            one(sa.func.max(Review.changed_at)),
        )
    ).one()
    return (today, *row)


# who is near, who is late


@dataclass(frozen=True)
class Due:
    """Something of a review with its day, and who leads it."""

    review_id: UUID
    young_person_id: UUID
    due_on: date
    aim_by_on: date
    planned_on: date | None
    iro_id: UUID | None = None
    manager_id: UUID | None = None


def due_until(day: date, on: date) -> list[Due]:
    """Reviews that wait and whose last safe day is that day or before, with their IRO and that one's
    manager."""
    rows = db.session.execute(
        sa.select(Review.id, Review.young_person_id, Review.due_on, Review.aim_by_on, Review.planned_on)
        .where(Review.state.in_(OPEN_STATES), Review.due_on.is_not(None), Review.aim_by_on <= day)
        .order_by(Review.due_on, Review.id)
    ).all()
    return _with_iros([Due(*row) for row in rows], on)


def late_afterwards(on: date) -> list[Due]:
    """Decisions, records and their giving out that are late, each with its day."""
    rows = db.session.execute(
        sa.select(Review.id, Review.young_person_id, Deadline.due_on)
        .join(Review, Review.id == Deadline.about_id)
        .where(
            Deadline.kind.in_(AFTERWARDS),
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
            Deadline.due_on < on,
        )
        .order_by(Deadline.due_on, Deadline.id)
    ).all()
    return _with_iros([Due(row[0], row[1], row[2], row[2], None) for row in rows], on)


def silent_since(on: date) -> Sequence[Review]:
    """Reviews whose decisions the manager did not answer in time."""
    return db.session.scalars(
        sa.select(Review)
        .join(Deadline, Deadline.about_id == Review.id)
        .where(
            Deadline.kind == RESPONSE,
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
            Deadline.due_on < on,
            ~sa.exists().where(ManagersWord.review_id == Review.id),
        )
        .order_by(Review.id)
    ).all()


def unasked() -> Sequence[Review]:
    """Reviews whose decisions were given while no manager was known: nobody was asked, nobody answered."""
    asked = sa.exists().where(Deadline.kind == RESPONSE, Deadline.about_id == Review.id)
    return db.session.scalars(
        sa.select(Review)
        .where(
            Review.decisions_at.is_not(None),
            ~asked,
            ~sa.exists().where(ManagersWord.review_id == Review.id),
        )
        .order_by(Review.id)
    ).all()


def told(about_ids: Collection[UUID], kind: NoticeKind) -> dict[tuple[UUID, UUID], datetime]:
    """By review and account: when they were last told."""
    found: dict[tuple[UUID, UUID], datetime] = {}
    ids = sorted(set(about_ids))
    for start in range(0, len(ids), AT_ONCE):
        rows = db.session.execute(
            sa.select(Notice.about_id, Notice.account_id, sa.func.max(Notice.made_at))
            .where(Notice.about_id.in_(ids[start : start + AT_ONCE]), Notice.kind == kind)
            .group_by(Notice.about_id, Notice.account_id)
        )
        found |= {(about_id, account_id): at for about_id, account_id, at in rows if about_id}
    return found


def iros_of(young_person_ids: Collection[UUID], on: date) -> dict[UUID, tuple[UUID, UUID | None]]:
    """Of many: who leads their reviews that day, and whom that one answers to."""
    found: dict[UUID, tuple[UUID, UUID | None]] = {}
    ids = sorted(set(young_person_ids))
    for start in range(0, len(ids), AT_ONCE):
        rows = db.session.execute(
            sa.select(CareLink.young_person_id, Account.id, Account.manager_id)
            .join(Account, Account.id == CareLink.account_id)
            .where(
                CareLink.young_person_id.in_(ids[start : start + AT_ONCE]),
                CareLink.kind == LinkKind.IRO,
                holding(on),
                has_role(on, Role.IRO),
            )
            .order_by(CareLink.from_on, CareLink.id)
        )
        for person, account, manager in rows:
            found.setdefault(person, (account, manager))
    return found


def _with_iros(rows: list[Due], on: date) -> list[Due]:
    iros = iros_of({row.young_person_id for row in rows}, on)
    nobody = (None, None)
    return [
        Due(
            row.review_id,
            row.young_person_id,
            row.due_on,
            row.aim_by_on,
            row.planned_on,
            *iros.get(row.young_person_id, nobody),
        )
        for row in rows
    ]
