"""What the demo's Independent Reviewing Officers challenged: closed ones of the year that has closed, so that
its report can be written, and open ones, one of them late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.demo.past import Demo
from portal.people.models import CareLink
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.reviews.commands import challenges
from portal.reviews.commands.challenges import Times
from portal.reviews.models import IroChallenge
from portal.reviews.queries.challenges import steps_of
from portal.reviews.rules import About, ChallengeOutcome

_TIMES = Times(5, (5, 5, 10))
_CLOSED = [
    (About.DRIFT, "Nobody has said where they will live after the summer.",
     "A plan for after the summer was written with the child.", ChallengeOutcome.SORTED),
    (About.EDUCATION, "They have had no school place for six weeks.",
     "A school place was found, with a teacher for the first weeks.", ChallengeOutcome.SORTED),
    (About.HEALTH, "The health check is four months late.",
     "The check was done. Why it was late is being looked at.", ChallengeOutcome.SORTED),
    (About.FAMILY_TIME, "Family time was stopped and nobody wrote down why.",
     "It began again every second week. The reason for stopping is on record now.", ChallengeOutcome.PARTLY),
    (About.MISSING_VIEWS, "The report for the review does not say what the child wants.",
     "The child’s own words are in the report now.", ChallengeOutcome.SORTED),
    (About.PLAN, "The pathway plan has no dates.",
     "Half of the plan has dates. The rest was challenged again.", ChallengeOutcome.PARTLY),
]  # fmt: skip
_OPEN = [
    (About.MOVE, 1, 12, "A move is planned in the week of their exams. Please wait until after."),
    (About.DRIFT, 1, 2, "The application to court was promised for September."),
    (About.RECORDS, 0, 1, "The record of the last visit says nothing about their sister."),
]


def tell(demo: Demo, now: datetime) -> None:
    """Of the IRO whose sign-in is printed."""
    first = demo.team.first
    with db.transaction():
        _fill(first(Role.IRO).id, first(Role.SOCIAL_WORKER).id, first(Role.MANAGER).id, now.date())


def _fill(iro_id: UUID, worker_id: UUID, manager_id: UUID, today: date) -> None:
    """As the commands would have made them, on the days they say."""
    children = list(
        db.session.scalars(
            sa.select(CareLink.young_person_id)
            .where(CareLink.account_id == iro_id, CareLink.kind == LinkKind.IRO, CareLink.until_on.is_(None))
            .order_by(CareLink.from_on, CareLink.id)
        )
    )
    if not children:
        return
    year = today.year if today >= date(today.year, 4, 10) else today.year - 1
    for number, (about, words, changed, outcome) in enumerate(_CLOSED):
        day = date(year - 1, 5, 11) + timedelta(days=49 * number)
        row = _open(children[number % len(children)], about, words, manager_id, 1, iro_id, day)
        for step in steps_of(row.id):
            challenges.answer(row, step, "We have looked at it and will put it right.", by=manager_id)
        challenges.close(row, outcome, changed, by=iro_id, today=day + timedelta(days=10 + 2 * number))
    for number, (about, stage, days, words) in enumerate(_OPEN):
        to = manager_id if stage else worker_id
        _open(
            children[-1 - number % len(children)],
            about,
            words,
            to,
            stage,
            iro_id,
            today - timedelta(days=days),
        )


def _open(child: UUID, about: About, words: str, to: UUID, stage: int, by: UUID, day: date) -> IroChallenge:
    return challenges.open_(
        child,
        uuid4(),
        about,
        words,
        to,
        stage=stage,
        child_says="I want somebody to tell me.",
        by=by,
        today=day,
        times=_TIMES,
    )
