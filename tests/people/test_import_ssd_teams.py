"""The extract's department of a worker is their team here, and that is where listening counts."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.listening import figures
from portal.listening.rules import Team
from portal.people import queries
from portal.people.imports import Report, import_ssd
from portal.people.models import StaffIdentifier, WorkerTeam
from portal.people.queries.teams import teams_by_name
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.ssd import Extract

pytestmark = pytest.mark.usefixtures("database")
CHANGED = "workers are in another team than before"


@pytest.fixture
def extract(tmp_path: Path) -> Extract:
    return Extract(tmp_path / "extract")


def _worker(make: Make, number: str, **fields: object) -> Account:
    account = make.staff(Role.SOCIAL_WORKER, **fields)
    with db.transaction() as session:
        row = StaffIdentifier(account_id=account.id, kind="staff", value_hash=queries.number_hash(number))
        row.value = number
        session.add(row)
    return account


def _read(extract: Extract) -> Report:
    extract.write()
    with db.transaction():
        return import_ssd(extract.folder)


def _teams(*accounts: Account) -> list[str]:
    with db.transaction():
        found = teams_by_name([one.id for one in accounts])
    return [found.get(one.id, "") for one in accounts]


def test_a_department_is_kept_by_its_name_and_a_second_run_changes_nothing(
    make: Make, extract: Extract
) -> None:
    one, other = _worker(make, "S-1"), _worker(make, "S-2")
    assert f"2 {CHANGED}" in _read(extract).notes
    assert _teams(one, other) == ["Team West", "Team West"]
    assert not [note for note in _read(extract).notes if CHANGED in note]


def test_it_changes_and_goes_with_the_extract(make: Make, extract: Extract) -> None:
    one, other = _worker(make, "S-1"), _worker(make, "S-2")
    _read(extract)
    extract.change("ssd_professionals", 0, prof_professional_department="Leaving care, East")
    extract.change("ssd_professionals", 1, prof_professional_department="")
    _read(extract)
    assert _teams(one, other) == ["Leaving care, East", ""]


def test_a_worker_whom_the_extract_does_not_name_keeps_theirs(make: Make, extract: Extract) -> None:
    worker = _worker(make, "S-1")
    _read(extract)
    extract.tables["ssd_professionals"] = []
    _read(extract)
    assert _teams(worker) == ["Team West"]


def test_without_a_table_of_departments_the_number_is_its_name(make: Make, extract: Extract) -> None:
    worker = _worker(make, "S-1")
    extract.tables["ssd_department"] = []
    _read(extract)
    assert _teams(worker) == ["T1"]


def test_it_is_sealed(make: Make, extract: Extract) -> None:
    _worker(make, "S-1")
    _read(extract)
    with db.transaction() as session:
        raw = session.execute(sa.text("select name_sealed from worker_teams")).scalar_one()
        assert b"West" not in raw
        assert session.scalars(sa.select(WorkerTeam)).one().name == "Team West"


def test_listening_counts_with_that_team_whoever_manages_in_it(make: Make, extract: Extract) -> None:
    boss, second = make.staff(Role.MANAGER), make.staff(Role.MANAGER)
    one, other = _worker(make, "S-1", manager=boss), _worker(make, "S-2", manager=second)
    third = make.staff(Role.SOCIAL_WORKER, manager=boss)
    _read(extract)
    with db.transaction():
        teams = figures.teams_of([one.id, other.id, third.id])
    assert teams[one.id].key == teams[other.id].key == "=Team West/"
    assert teams[third.id].key == f"{boss.id}/"


@pytest.mark.once
def test_nobody_of_the_same_team_or_manager_judges_it() -> None:
    west, south = Team("", "a", unit="West"), Team("", "b", unit="South")
    assert west.is_another(south)
    assert not west.is_another(Team("", "b", unit="West"))
    assert not west.is_another(Team("", "a", unit="South"))
    assert west.is_another(Team("Health", "a", unit="West"))
    assert not west.is_another(Team("", "a"))
