"""Sam, who is 14, their social worker Priya, and Sam's own space."""

from __future__ import annotations

import pytest

from portal.accounts.models import Account
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def priya(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.SOCIAL_WORKER, name="Priya Shah")


@pytest.fixture
def sam_account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def rae(make: Make) -> Account:
    """Reads at the council."""
    return make.staff(Role.READER, name="Rae Desk")


@pytest.fixture
def ade(make: Make) -> Account:
    """Reads at the advocacy provider."""
    return make.staff(Role.ADVOCATE, name="Ade Voice")


@pytest.fixture
def in_space(page: Page, sam_account: Account, priya: Account, rae: Account, ade: Account) -> Page:
    """Sam is signed in, and somebody reads at both desks."""
    return page.sign_in(sam_account)
