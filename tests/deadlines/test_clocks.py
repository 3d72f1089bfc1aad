"""Clocks: every one that runs for a thing is handed on, ended and dropped with it."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from portal import db
from portal.deadlines import commands, queries
from portal.deadlines.models import Deadline, DeadlineChange
from portal.kit import clock
from portal.policy.roles import Role
from tests.support.factories import Make


@pytest.fixture
def about_id(make: Make) -> UUID:
    """Something with two clocks that run, as two taps at once may start them."""
    statement = make.statement(make.young_person())
    with db.transaction():
        today = clock.now().date()
        commands.start(
            "answer", statement.id, due_on=today, young_person_id=statement.young_person_id, round=2
        )
    return statement.id


def test_done_ends_every_clock_that_runs(about_id: UUID) -> None:
    with db.transaction():
        commands.finish("answer", about_id, by=None)
    assert queries.all_running("answer", about_id) == []
    assert all(db.session.scalars(sa.select(Deadline.done_at)))
    done = sa.select(sa.func.count()).where(DeadlineChange.why == "done")
    assert db.session.scalar(done) == 2


def test_dropped_ends_every_clock_that_runs(about_id: UUID) -> None:
    with db.transaction():
        commands.drop("answer", about_id, by=None, why="taken back")
    assert queries.running("answer", about_id) is None


def test_handed_on_every_clock_has_its_new_owner(make: Make, about_id: UUID) -> None:
    worker = make.staff(Role.SOCIAL_WORKER)
    with db.transaction():
        commands.hand_to("answer", about_id, worker.id, by=None)
    assert {one.owner_id for one in queries.all_running("answer", about_id)} == {worker.id}
