"""A small council of two teams, and a month in which things were said and answered."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.listening import jobs
from portal.listening.models import Sampled
from portal.listening.rules.samples import last_month
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Statement
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
NewPage = Callable[[], Page]
SCORES = {"kept": "yes", "answered": "partly", "acted": "no", "agree": "cant_tell"}
JUDGED = {**SCORES, "found": "One question has no answer.", "should": "Answer the second question."}


@dataclasses.dataclass
class Council:
    """A worker and their manager; a reader; somebody of another team, who judges."""

    manager: Account
    worker: Account
    reader: Account
    judge: Account


def council(make: Make) -> Council:
    """Two teams: the worker's, and the judge's own."""
    manager = make.staff(Role.MANAGER, name="Morgan Lee")
    other = make.staff(Role.ADMINISTRATOR, name="Robin Gray")
    return Council(
        manager,
        make.staff(Role.SOCIAL_WORKER, name="Priya Nair", manager=manager),
        make.staff(Role.DUTY_WORKER, name="Dee Desk"),
        make.staff(Role.IRO, name="Iris Holt", manager=other),
    )


def moment(days: int = 5) -> datetime:
    """A morning of the month that is over."""
    first = last_month(clock.today(LONDON)).first
    return datetime(first.year, first.month, first.day, 9, tzinfo=UTC) + timedelta(days=days)


def answered(
    make: Make, them: Council, words: str = "I want to see my sister more", **fields: Any
) -> Statement:
    """Something that was said and answered in that month, by a young person of its own."""
    person: YoungPerson = fields.pop("person", None) or make.young_person()
    make.link(person, them.worker)
    said = make.statement(person, words, to=[them.worker], read_by=them.reader, sent_at=moment(), **fields)
    make.answer(said, them.worker, at=moment(8))
    return said


def draw(size: int = 5) -> int:
    return jobs.draw_sample(LONDON, size=size, working_days=15)


def look_after() -> int:
    with db.transaction():
        return jobs.look_after_samples(LONDON, working_days=15)


def sampled() -> list[Sampled]:
    db.session.remove()
    return list(db.session.scalars(sa.select(Sampled).order_by(Sampled.id)))


def clocks(kind: str) -> list[Deadline]:
    db.session.remove()
    wanted = sa.select(Deadline).where(Deadline.kind == kind).order_by(Deadline.round)
    return list(db.session.scalars(wanted))


def past_due(kind: str, row: Sampled) -> date:
    """The day of its clock has gone by."""
    gone = clock.today(LONDON) - timedelta(days=1)
    with db.transaction() as session:
        session.execute(
            sa.update(Deadline).where(Deadline.kind == kind, Deadline.about_id == row.id).values(due_on=gone)
        )
        session.execute(
            sa.update(Sampled)
            .where(Sampled.id == row.id, Sampled.act_by_on.is_not(None))
            .values(act_by_on=gone)
        )
    return gone
