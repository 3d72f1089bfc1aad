"""Rows that keep a copy of a date follow its clock when a bank holiday is proclaimed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from portal import db
from portal.deadlines import commands, queries
from portal.nameless.commands import owing
from portal.nameless.models import NamelessTalk
from portal.policy.roles import Role
from tests.support import challenged
from tests.support.factories import Make

TODAY, HOLIDAY = date(2026, 11, 19), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 19, 10, tzinfo=UTC)):
        yield


def _proclaim() -> int:
    with db.transaction():
        return commands.add_day(HOLIDAY, "A day off", by=None, today=TODAY)


def test_the_day_an_officer_answers_the_panel_by(make: Make) -> None:
    panel = challenged.panel(make)
    challenge_id = panel.handed_on()
    before = panel.row(challenge_id).answer_by_on
    assert _proclaim() == 1
    assert (before, panel.row(challenge_id).answer_by_on) == (date(2026, 12, 3), date(2026, 12, 4))


def test_the_day_somebody_without_a_name_is_answered_by(make: Make) -> None:
    reader = make.staff(Role.READER)
    with db.transaction() as session:
        talk = NamelessTalk(code_hash=b"x" * 32)
        session.add(talk)
        session.flush()
        owing.owes(talk, reader.id, 5, by=reader.id, on=TODAY)
    assert _proclaim() == 1
    assert db.session.get_one(NamelessTalk, talk.id).answer_by_on == date(2026, 11, 27)


def test_handed_to_somebody_else_one_clock_runs_and_answered_none(make: Make) -> None:
    reader, other = make.staff(Role.READER), make.staff(Role.READER)
    with db.transaction() as session:
        talk = NamelessTalk(code_hash=b"y" * 32)
        session.add(talk)
        session.flush()
        owing.owes(talk, reader.id, 5, by=reader.id, on=TODAY)
        owing.owes(talk, other.id, 5, by=reader.id, on=TODAY)
        assert [one.owner_id for one in queries.all_running(owing.KIND, talk.id)] == [other.id]
        owing.answered(talk, by=other.id)
        assert queries.all_running(owing.KIND, talk.id) == []
    assert talk.answer_by_on is None
