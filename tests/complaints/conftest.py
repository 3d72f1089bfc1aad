"""A young person who complains, and those who work on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.complaints.commands.receiving import NewComplaint, receive
from portal.complaints.models import Complaint
from portal.complaints.rules import Came
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.support.factories import Make

LONDON = ZoneInfo("Europe/London")
Complain = Callable[..., Complaint]


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    person = make.young_person(name="Sam Vale")
    make.account_for(person)
    return person


@pytest.fixture
def cora(make: Make) -> Account:
    return make.staff(Role.COMPLAINTS_MANAGER, name="Cora Bell")


@pytest.fixture
def hana(make: Make) -> Account:
    return make.staff(Role.MANAGER, name="Hana Head")


@pytest.fixture
def complain(sam: YoungPerson) -> Complain:
    def do(words: str = "My visits were stopped.", **fields: Any) -> Complaint:
        fields.setdefault("came", Came.OWN_PAGE)
        fields.setdefault("young_person_id", sam.id)
        new = NewComplaint(send_once=uuid.uuid4(), words=words, **fields)
        complaint = receive(new, by=None, now=clock.now(), today=today())
        db.session.commit()
        return complaint

    return do


def today() -> date:
    return clock.today(LONDON)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=LONDON)


def held(kind: type[Any]) -> list[Any]:
    """Every row of a table, in the session that the test goes on with."""
    db.session.flush()
    return list(db.session.scalars(sa.select(kind)))
