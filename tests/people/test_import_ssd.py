"""Reading the case system's extract: found by number, never by name; links start and end with it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.people import commands, queries
from portal.people.commands import Facts
from portal.people.imports import (
    Report,
    Why,
    import_903,
    import_ssd,
    import_ssd_command,
    import_staff_numbers,
    staff_numbers_command,
)
from portal.people.models import CareLink, Identifier, StaffIdentifier, YoungPerson
from portal.people.rules import LinkKind, Support
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.ssd import Extract

RETURN = Path(__file__).parent.parent / "data" / "ssda903"
TODAY = clock.now().date()
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def extract(tmp_path: Path) -> Iterator[Extract]:
    return Extract(tmp_path / "extract")


@pytest.fixture
def sam(make: Make) -> Account:
    """The social worker W1, whose account has the staff number S-1."""
    account = make.staff(Role.SOCIAL_WORKER, email="sam@example.org")
    give_number(account, "staff", "S-1")
    return account


def give_number(account: Account, kind: str, value: str) -> None:
    with db.transaction() as session:
        row = StaffIdentifier(account_id=account.id, kind=kind, value_hash=queries.number_hash(value))
        row.value = value
        session.add(row)


def read(extract: Extract) -> Report:
    extract.write()
    with db.transaction():
        return import_ssd(extract.folder)


def read_return() -> None:
    with db.transaction():
        import_903(RETURN)


def reasons(report: Report, file: str = "") -> list[tuple[str, int, Why]]:
    return sorted((r.file, r.line, r.why) for r in report.left_out if r.file.startswith(file))


def known_as(kind: str, number: str) -> YoungPerson:
    return db.session.scalars(
        sa.select(YoungPerson)
        .join(Identifier, Identifier.young_person_id == YoungPerson.id)
        .where(Identifier.kind == kind, Identifier.value_hash == queries.number_hash(number))
    ).one()


def links() -> set[tuple[str, LinkKind, date, date | None]]:
    with db.transaction():
        people = {p.id: p.name for p in db.session.scalars(sa.select(YoungPerson))}
        return {
            (people[one.young_person_id], one.kind, one.from_on, one.until_on)
            for one in db.session.scalars(sa.select(CareLink))
        }


def how_many(kind: type) -> int:
    with db.transaction():
        return db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


def test_people_of_the_return_are_found_by_number_and_get_names(extract: Extract) -> None:
    read_return()
    report = read(extract)
    assert how_many(YoungPerson) == 4 + 2
    with db.transaction():
        amina, ben = known_as("ssd", "P1"), known_as("ssd", "P2")
        assert (amina.child_ref, amina.full_name, amina.source) == ("1001", "Amina Vale", "ssda903")
        assert (ben.child_ref, ben.full_name, ben.unaccompanied_until) == (
            "1002",
            "Ben Stone",
            date(2029, 9, 8),
        )
        assert amina.disability == "AUT VIS"
        newest = queries.episodes_of(amina.id)[0]
        assert (newest.started_on, newest.home_kind, newest.distance) == (date(2026, 2, 3), "U6", "20_50")
        kinds = set(db.session.scalars(sa.select(Identifier.kind)))
    assert kinds == {"ssd", "legacy", "case"}  # the NHS number is not kept
    assert [(r.file, r.line, r.column) for r in report.left_blank] == [
        ("ssd_person.csv", 5, "pers_ethnicity")
    ]


def test_the_other_way_round_the_return_finds_whom_the_extract_brought(extract: Extract) -> None:
    read(extract)
    read_return()
    with db.transaction():
        assert known_as("ssd", "P1").child_ref == "1001"
        assert known_as("ssd", "P2").child_ref == "1002"
    assert how_many(YoungPerson) == 4 + 2


def test_nobody_is_matched_by_name_or_against_their_day_of_birth(extract: Extract) -> None:
    read_return()
    with db.transaction():
        commands.add_young_person(Facts(full_name="Cara Field", born_on=date(2014, 5, 6)), by=None)
    extract.change("ssd_person", 0, pers_dob="2010-03-28")
    read(extract)
    with db.transaction():
        assert known_as("ssd", "P1").child_ref == ""
        assert known_as("ssd", "P3").source == "ssd"


def test_the_same_extract_twice_changes_nothing(extract: Extract, sam: Account) -> None:
    read_return()
    read(extract)
    events, before = how_many(Event), links()
    again = read(extract)
    assert (len(again.added), len(again.changed)) == (0, 0)
    assert len(again.unchanged) > 10
    assert (how_many(Event), links()) == (events, before)
    read_return()
    assert len(read(extract).changed) == 0


def test_why_the_council_works_with_them_follows_from_the_extract(extract: Extract) -> None:
    read(extract)
    with db.transaction():
        found = {p: queries.support_of(known_as("ssd", p), TODAY) for p in ("P1", "P2", "P3", "P4")}
    assert found == {
        "P1": Support.IN_CARE,
        "P2": None,
        "P3": Support.PROTECTION,
        "P4": Support.CARE_LEAVER,
    }


def test_whoever_has_a_social_worker_is_in_need_at_least(extract: Extract) -> None:
    extract.tables["ssd_cp_plans"] = []
    read(extract)
    with db.transaction():
        assert queries.support_of(known_as("ssd", "P3"), TODAY) is Support.IN_NEED


def test_links_start_change_and_end_with_the_extract(extract: Extract, sam: Account) -> None:
    read(extract)
    started = ("Amina Vale", LinkKind.SOCIAL_WORKER, date(2026, 1, 5))
    assert {(*started, None), ("Cara Field", LinkKind.SOCIAL_WORKER, date(2026, 5, 1), None)} == links()
    extract.change("ssd_involvements", 0, invo_involvement_end_date="30/06/2026")
    del extract.tables["ssd_involvements"][2]
    report = read(extract)
    ended = ("Cara Field", LinkKind.SOCIAL_WORKER, date(2026, 5, 1), TODAY - timedelta(days=1))
    assert links() == {(*started, date(2026, 6, 30)), ended}
    assert "1 links ended that the extract has no longer" in report.notes


def test_a_person_gone_from_the_extract_loses_its_links(extract: Extract, sam: Account) -> None:
    read(extract)
    extract.tables["ssd_person"] = [r for r in extract.tables["ssd_person"] if r["pers_person_id"] != "P3"]
    report = read(extract)
    assert {one[3] for one in links() if one[0] == "Cara Field"} == {TODAY - timedelta(days=1)}
    assert ("ssd_involvements.csv", 4, Why.NO_SUCH_PERSON) in reasons(report)


def test_a_link_made_by_hand_stays_as_it_is(extract: Extract, sam: Account) -> None:
    read_return()
    with db.transaction():
        amina = queries.with_number("1001")
        assert amina
        commands.make_link(amina, sam.id, LinkKind.SOCIAL_WORKER, date(2026, 3, 1), by=None)
    extract.change("ssd_involvements", 0, invo_involvement_end_date="2026-06-30")
    report = read(extract)
    assert ("ssd_involvements.csv", 2, Why.MADE_BY_HAND) in reasons(report)
    assert ("Amina Vale", LinkKind.SOCIAL_WORKER, date(2026, 3, 1), None) in links()
    extract.tables["ssd_involvements"] = extract.tables["ssd_involvements"][2:]
    read(extract)
    assert ("Amina Vale", LinkKind.SOCIAL_WORKER, date(2026, 3, 1), None) in links()


def test_a_file_cut_short_ends_no_links(extract: Extract, sam: Account) -> None:
    for number in range(25):
        extract.add(
            "ssd_person",
            pers_person_id=f"X{number}",
            pers_forename=f"Young{number}",
            pers_surname="Person",
            pers_dob="2012-02-29",
        )
        extract.add(
            "ssd_involvements",
            invo_person_id=f"X{number}",
            invo_professional_id="W1",
            invo_professional_role_id="Social worker",
            invo_involvement_start_date="2026-01-01",
        )
    read(extract)
    before = links()
    extract.tables["ssd_involvements"] = extract.tables["ssd_involvements"][:1]
    report = read(extract)
    assert links() == before
    assert any("cut short" in note for note in report.notes)


def test_a_bad_row_ends_no_link_of_that_young_person(extract: Extract, sam: Account) -> None:
    read(extract)
    before = links()
    extract.change("ssd_involvements", 0, invo_involvement_start_date="someday")
    assert ("ssd_involvements.csv", 2, Why.NOT_A_DATE) in reasons(read(extract))
    assert links() == before


def test_bad_involvements_are_named(extract: Extract, sam: Account) -> None:
    extract.tables["ssd_involvements"] = extract.tables["ssd_involvements"][:1]
    base = {"invo_person_id": "P3", "invo_professional_id": "W1",
            "invo_professional_role_id": "Social Worker",
            "invo_involvement_start_date": "2026-05-01"}  # fmt: skip
    for wrong in (
        {},  # 3, good
        {},
        {"invo_involvement_start_date": "2026-05-20"},
        {"invo_professional_id": "W9", "invo_involvement_start_date": "2026-04-01"},
        {"invo_professional_id": "W3"},
        {"invo_professional_role_id": "Team manager"},
        {"invo_involvement_start_date": "2027-13-01"},
        {"invo_involvement_start_date": (TODAY + timedelta(days=9)).isoformat()},  # 10
        {"invo_involvement_end_date": "2026-04-30"},
        {"invo_person_id": "P99"},
        {"invo_person_id": ""},
        {"invo_professional_role_id": "", "invo_involvement_start_date": "2025-01-01",
         "invo_involvement_end_date": "2025-02-01"},  # 14, good: by the job title
    ):  # fmt: skip
        extract.add("ssd_involvements", **{**base, **wrong})
    report = read(extract)
    expected = [
        (4, Why.SAME_ROW_TWICE), (5, Why.LINK_OVERLAPS), (6, Why.NO_SUCH_WORKER), (7, Why.WORKER_NOT_KNOWN),
        (8, Why.UNKNOWN_ROLE), (9, Why.NOT_A_DATE), (10, Why.IN_FUTURE), (11, Why.ENDS_BEFORE_START),
        (12, Why.NO_SUCH_PERSON), (13, Why.NO_PERSON_ID),
    ]  # fmt: skip
    assert reasons(report, "ssd_involvements") == [
        ("ssd_involvements.csv", line, why) for line, why in expected
    ]
    assert ("Cara Field", LinkKind.SOCIAL_WORKER, date(2025, 1, 1), date(2025, 2, 1)) in links()


def test_bad_people_and_episodes_are_named_and_stop_no_others(extract: Extract) -> None:
    base = {"pers_person_id": "Q", "pers_forename": "Que", "pers_surname": "Hill", "pers_dob": "2012-01-01"}
    for wrong in (
        {"pers_person_id": ""},  # 6
        {"pers_dob": ""},
        {"pers_dob": "2012-02-30"},
        {"pers_dob": (TODAY + timedelta(days=30)).isoformat()},
        {"pers_dob": "1990-01-01"},  # 10
        {"pers_person_id": "P1"},
        {"pers_person_id": "Q3", "pers_death_date": "2024-01-01"},
        {"pers_person_id": "5.7E+05"},
        {"pers_person_id": "Q2"},  # 14, good
    ):
        extract.add("ssd_person", **{**base, **wrong})
    extract.add("ssd_cla_episodes", clae_person_id="Q2", clae_cla_episode_start_date="2011-01-01")  # 3
    extract.add("ssd_cla_episodes", clae_person_id="Q2", clae_cla_episode_start_date="2020-01-01",
                clae_cla_episode_ceased_date="2019-01-01")  # fmt: skip
    extract.add("ssd_cla_episodes", clae_person_id="Q2", clae_cla_episode_start_date="")
    extract.add("ssd_disability", disa_person_id="Q2", disa_disability_code="??")
    report = read(extract)
    expected = [
        Why.NO_PERSON_ID, Why.NO_DATE, Why.NOT_A_DATE, Why.IN_FUTURE, Why.TOO_OLD, Why.SAYS_OTHERWISE,
        Why.HAS_DIED, Why.NO_PERSON_ID,
    ]  # fmt: skip
    assert reasons(report, "ssd_person") == [
        ("ssd_person.csv", line, why) for line, why in enumerate(expected, 6)
    ]
    assert [why for _, _, why in reasons(report, "ssd_cla_episodes")] == [
        Why.BEFORE_BIRTH, Why.ENDS_BEFORE_START, Why.NO_DATE,
    ]  # fmt: skip
    assert reasons(report, "ssd_disability") == [("ssd_disability.csv", 5, Why.UNKNOWN_CODE)]
    with db.transaction():
        assert known_as("ssd", "Q2").full_name == "Que Hill"


def test_somebody_who_died_loses_their_links_that_day(extract: Extract, sam: Account) -> None:
    read(extract)
    extract.change("ssd_person", 0, pers_death_date="2026-09-01")
    read(extract)
    assert {one[3] for one in links() if one[0] == "Amina Vale"} == {date(2026, 9, 1)}
    with db.transaction():
        assert queries.support_of(known_as("ssd", "P1"), TODAY) is None


def test_a_name_typed_here_stays_and_a_changed_name_of_the_extract_comes(extract: Extract) -> None:
    read(extract)
    with db.transaction():
        amina = known_as("ssd", "P1")
        commands.change_young_person(
            amina, Facts(full_name="Mina Vale-Stone", called="Mina", born_on=amina.born_on)
        )
    extract.change("ssd_person", 0, pers_surname="Hill")
    extract.change("ssd_person", 1, pers_surname="Hill")
    read(extract)
    with db.transaction():
        assert known_as("ssd", "P1").full_name == "Mina Vale-Stone"
        assert known_as("ssd", "P2").full_name == "Ben Hill"


def test_odd_files_are_read_or_named(extract: Extract) -> None:
    read_return()
    folder = extract.folder
    people = (folder / "ssd_person.csv").read_text().replace("Amina", "Zoë").replace(",", ";").upper()
    (folder / "ssd_person.csv").rename(folder / "SSD_Person.CSV")
    (folder / "SSD_Person.CSV").write_bytes(b"\xef\xbb\xbf" + people.encode())
    (folder / "ssd_cla_placement.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    (folder / "ssd_care_leavers.csv").write_bytes(
        "clea_person_id,clea_care_leaver_in_touch\nP4,\x81\n".encode("latin-1")
    )
    (folder / "ssd_immigration_status.csv").unlink()
    (folder / "ssd_cp_plans.csv").write_text("cppl_person_id\nP3\n")
    with db.transaction():
        report = import_ssd(folder)
    assert [(file, why) for file, _, why in reasons(report) if "involvements" not in file] == [
        ("ssd_care_leavers.csv", Why.BAD_CHARACTERS),
        ("ssd_cla_placement.csv", Why.NOT_TEXT),
        ("ssd_cp_plans.csv", Why.WRONG_HEADER),
    ]
    assert "ssd_immigration_status.csv: not there, so nothing was read from it" in report.notes
    with db.transaction():
        assert known_as("ssd", "P1").full_name == "ZOË VALE"


def test_without_people_nothing_is_read(extract: Extract, capsys: pytest.CaptureFixture[str]) -> None:
    (extract.folder / "ssd_person.csv").unlink()
    assert import_ssd_command(extract.folder) == 1
    assert "ssd_person.csv: there is no such file" in capsys.readouterr().out
    assert how_many(YoungPerson) == 0
    assert import_ssd_command(extract.folder / "nowhere") == 2


def test_a_rehearsal_says_what_it_would_do_and_does_nothing(
    extract: Extract, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_ssd_command(extract.folder, as_json=True, dry_run=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["dry_run"] is True
    assert said["by_file"]["ssd_person.csv"]["added"] == 4
    assert (how_many(YoungPerson), how_many(Event)) == (0, 0)
    assert import_ssd_command(extract.folder, as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["by_file"]["ssd_person.csv"]["added"] == 4
    assert how_many(YoungPerson) == 4


def test_names_and_numbers_are_sealed_and_no_report_says_them(extract: Extract, sam: Account) -> None:
    report = read(extract)
    with db.transaction():
        raw = [
            *db.session.execute(sa.text("select * from identifiers")).all(),
            *db.session.execute(sa.text("select * from young_people")).all(),
            *db.session.execute(sa.text("select * from staff_identifiers")).all(),
        ]
    assert not any(secret in repr(raw) for secret in ("Amina", "77123", "S-1", "2010-03-27"))
    assert not any(
        name in json.dumps(report.as_json()) for name in ("Amina", "Rivers", "Nobody Here", "77123")
    )


def test_workers_without_an_account_are_listed_never_invented(extract: Extract, sam: Account) -> None:
    report = read(extract)
    assert [note for note in report.notes if "has no account" in note] == [
        "ssd_professionals.csv, line 3: worker S-2 (IRO, Team West) has no account here; nobody was"
        " linked to them",
        "ssd_professionals.csv, line 4: worker S-3 (Social Worker, Team West) has no account here; nobody was"
        " linked to them",
    ]
    assert how_many(Account) == 1


def test_staff_numbers_come_from_a_file(
    make: Make, extract: Extract, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ina, other = make.staff(Role.IRO), make.staff(Role.IRO)
    addresses = {"ina@example.org": ina.id, "other@example.org": other.id}
    file = tmp_path / "Numbers.csv"
    file.write_text(
        "email,staff_id,registration\nina@example.org,,SW99\nnobody@example.org,1,\nina@example.org,,\n"
        "other@example.org,,sw 99\n"
    )
    with db.transaction():
        report = import_staff_numbers(file, addresses.get)
    assert [why for _, _, why in reasons(report)] == [
        Why.WORKER_NOT_KNOWN, Why.NO_SUCH_WORKER, Why.SAYS_OTHERWISE,
    ]  # fmt: skip
    read(extract)
    assert {(one[0], one[1]) for one in links()} == {("Amina Vale", LinkKind.IRO)}
    assert staff_numbers_command(file, addresses.get) == 0
    assert "1 unchanged" in capsys.readouterr().out
    assert staff_numbers_command(tmp_path / "none.csv", addresses.get, as_json=True) == 2


def test_the_sample_is_not_read_as_a_return(extract: Extract) -> None:
    shutil.copytree(RETURN, extract.folder, dirs_exist_ok=True)
    read(extract)
    assert how_many(YoungPerson) == 4
