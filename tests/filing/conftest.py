"""Sam, what Sam said to Priya, read at the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Statement
from tests.support.factories import Make


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam", child_ref="REF9")


@pytest.fixture
def morgan(make: Make) -> Account:
    return make.staff(Role.MANAGER, name="Morgan Lee")


@pytest.fixture
def priya(make: Make, sam: YoungPerson, morgan: Account) -> Account:
    return make.worker_of(sam, Role.SOCIAL_WORKER, name="Priya Shah", manager=morgan)


@pytest.fixture
def rae(make: Make) -> Account:
    return make.staff(Role.READER, name="Rae Desk")


@pytest.fixture
def said(make: Make, sam: YoungPerson, priya: Account, rae: Account) -> Statement:
    sent_at = clock.now() - timedelta(days=2)
    return make.statement(sam, "I want to see my sister", to=[priya], read_by=rae, sent_at=sent_at)
