"""Where additions stand in the desk's list: never above what is more urgent."""

from __future__ import annotations

import uuid

import pytest

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.voice.models import Addition
from portal.voice.rules import Level
from portal.voice.rules.desk import stands_before
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.mark.once
@pytest.mark.parametrize(
    ("level", "first", "is_before"),
    [
        (Level.REST, None, True),
        (Level.REST, Level.REST, True),
        (Level.REST, Level.SOON, False),
        (Level.SOON, Level.NOW, False),
        (Level.NOW, Level.NOW, True),
        (Level.NOW, Level.REST, True),
    ],
)
def test_what_may_stand_above(level: Level, first: Level | None, is_before: bool) -> None:
    assert stands_before(level, first) is is_before


@pytest.mark.parametrize(("level", "is_above"), [(Level.REST, False), (Level.NOW, True)])
def test_an_addition_stands_below_what_is_more_urgent(
    page: Page, make: Make, level: Level, is_above: bool
) -> None:
    reader, now = make.staff(Role.READER), clock.now()
    old, urgent = make.young_person(name="Ada Added"), make.young_person(name="Una Urgent")
    said = make.statement(old, "first", read_by=reader)
    make.statement(urgent, "help", level=Level.SOON)
    with db.transaction() as session:
        addition = Addition(
            id=uuid.uuid4(), statement_id=said.id, young_person_id=old.id, send_once=uuid.uuid4(),
            at=now, read_by_at=now, level=level,
        )  # fmt: skip
        addition.words = "and more"
        session.add(addition)
    main = page.sign_in(reader).visit("/staff/desk").main
    assert (main.index("Ada Added") < main.index("Una Urgent")) is is_above
