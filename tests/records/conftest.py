"""Who works on requests in these tests."""

from __future__ import annotations

import pytest

from portal.accounts.models import Account
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.support.factories import Make


@pytest.fixture
def rowan(make: Make) -> Account:
    """A records officer."""
    return make.staff(Role.RECORDS_OFFICER, name="Rowan Shelf")


@pytest.fixture
def dana(make: Make) -> Account:
    """The data protection officer."""
    return make.staff(Role.DATA_PROTECTION_OFFICER, name="Dana Guard")


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")
