"""IROs' challenges, caseloads, and whether a child keeps their IRO."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.people.rules import LinkKind
from portal.reviews.figures.base import Part, in_two, number
from portal.reviews.models import (
    IroChallenge,
    Review,
)
from portal.reviews.rules import ReviewState
from portal.reviews.rules.figures import InTime
from portal.vault import keys


def counted(period: Period) -> Part:
    opened = db.session.execute(
        sa.select(IroChallenge.about, IroChallenge.team_id).where(
            IroChallenge.opened_on.between(period.first, period.last)
        )
    ).all()
    closed = db.session.execute(
        sa.select(IroChallenge.outcome, IroChallenge.opened_on, IroChallenge.closed_on).where(
            IroChallenge.closed_on.between(period.first, period.last)
        )
    ).all()
    referred = sa.select(sa.func.count()).select_from(IroChallenge)
    return {
        "challenges": Counter(one.about.value for one in opened),
        "teams": Counter(str(one.team_id) for one in opened if one.team_id),
        "outcomes": Counter(one.outcome.value for one in closed if one.outcome),
        "days_to_close": [(one.closed_on - one.opened_on).days for one in closed if one.closed_on],
        "referred": number(referred.where(IroChallenge.cafcass_on.between(period.first, period.last))),
        "caseloads": _caseloads(period.last),
        "same_iro": _same_iro(period),
    }


def what_changed(period: Period) -> list[str]:
    """What changed for children whose IRO's challenge was closed in the period, in the IROs' words, which
    name nobody; none where they are about fewer than five children."""
    rows = db.session.scalars(
        sa.select(IroChallenge)
        .where(IroChallenge.closed_on.between(period.first, period.last))
        .order_by(IroChallenge.about, IroChallenge.id)
    ).all()
    if len({row.young_person_id for row in rows}) < 5:
        return []
    keys.preload({row.young_person_id for row in rows})
    return [row.changed for row in rows if row.changed]


def _caseloads(last: date) -> list[int]:
    rows = db.session.scalars(
        sa.select(sa.func.count(CareLink.young_person_id.distinct()))
        .where(CareLink.kind == LinkKind.IRO, holding(last))
        .group_by(CareLink.account_id)
    )
    return list(rows)


def _same_iro(period: Period) -> InTime:
    """Young people reviewed in the period and before: led by whoever led the review before, or by another."""
    rows = db.session.execute(
        sa.select(Review.young_person_id, Review.iro_id, Review.completed_on)
        .where(
            Review.state == ReviewState.HELD,
            Review.completed_on <= period.last,
            Review.iro_id.is_not(None),
        )
        .order_by(Review.completed_on)
    )
    before: dict[UUID, UUID] = {}
    same: list[bool] = []
    for person, iro, day in rows:
        if iro and day and day >= period.first and person in before:
            same.append(before[person] == iro)
        if iro:
            before[person] = iro
    return in_two(same)
