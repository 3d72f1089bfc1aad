"""Reading an SSDA903 return: good rows get in, bad rows are named, nothing crashes."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import db
from portal.audit.models import Event
from portal.people import queries
from portal.people.imports import Report, Why, import_903, import_folder_command
from portal.people.models import Episode, ReviewHeld, YoungPerson

SAMPLE = Path(__file__).parent.parent / "data" / "ssda903"
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small return, to be spoilt."""
    copy = tmp_path / "return"
    shutil.copytree(SAMPLE, copy)
    return copy


def read(folder: Path) -> Report:
    with db.transaction():
        return import_903(folder)


def numbers(report: Report) -> tuple[int, int, int, int]:
    return (len(report.added), len(report.changed), len(report.unchanged), len(report.left_out))


def reasons(report: Report) -> list[tuple[str, int, Why]]:
    return sorted((row.file, row.line, row.why) for row in report.left_out)


def add_line(folder: Path, file: str, line: str) -> None:
    path = folder / file
    path.write_bytes(path.read_bytes() + line.encode() + b"\n")


def person(number: str) -> YoungPerson:
    found = queries.get(queries.with_number(number))  # type: ignore[arg-type]  # a failing test says so
    assert found is not None
    return found


def test_everything_good_gets_in_sealed(folder: Path) -> None:
    assert numbers(read(folder)) == (3 + 3 + 3 + 1 + 1, 0, 0, 0)
    with db.transaction():
        first = person("1001")
        assert (first.born_on, first.sex, first.ethnicity) == (date(2010, 3, 27), "2", "WBRI")
        newest, oldest = queries.episodes_of(first.id)
        assert (newest.home_kind, newest.ended_on, newest.placed_postcode) == ("K2", None, "WD10 6ZQ")
        assert (oldest.reason_moved, oldest.ended_on) == ("CLOSE", date(2022, 8, 14))
        assert [one.participation for one in queries.reviews_of(first.id)] == ["PN6", "PN1"]
        assert person("1003").unaccompanied_until == date(2031, 2, 14)
        assert person("2001").is_care_leaver
        assert not first.is_care_leaver
        raw = db.session.execute(sa.text("select child_ref_sealed, born_on_sealed from young_people")).all()
    assert not any(b"1001" in bytes(a) or b"2010" in bytes(b) for a, b in raw)


def test_the_same_folder_twice_changes_nothing(folder: Path) -> None:
    read(folder)
    with db.transaction():
        events = db.session.scalar(sa.select(sa.func.count()).select_from(Event))
    again = read(folder)
    assert numbers(again) == (0, 0, 11, 0)
    with db.transaction():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == events


def test_a_changed_row_updates_and_a_missing_one_stays(folder: Path) -> None:
    read(folder)
    header, episodes = folder / "header.csv", folder / "episodes.csv"
    header.write_text(header.read_text().replace("09/09/2011,MWBA", "08/09/2011,MWBC"))
    episodes.write_text(episodes.read_text().replace("K2,PR4,,,,EG19 7TT,WD10", "K2,PR4,,,,EG19 7TT,ZZ1"))
    (folder / "reviews.csv").write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n1001,27/03/2010,30/08/2021,PN3\n")
    report = read(folder)
    assert numbers(report) == (0, 3, 7 - 1, 0)
    assert set(report.changed) == {("header.csv", 3), ("episodes.csv", 3), ("reviews.csv", 2)}
    with db.transaction():
        assert person("1002").born_on == date(2011, 9, 8)
        assert queries.episodes_of(person("1001").id)[0].placed_postcode == "ZZ1 6ZQ"
        assert len(queries.reviews_of(person("1001").id)) == 2


def test_each_bad_row_is_left_out_with_its_line_and_reason(folder: Path) -> None:
    for line in (
        "1004,2,31/02/2010,WBRI,,,",  # 5
        "1005,2,2010-03-27,WBRI,,,",
        "1006,2,,WBRI,,,",
        "1007,9,01/01/2010,WBRI,,,",
        "1008,2,01/01/2010,XXXX,,,",
        ",2,01/01/2010,WBRI,,,",  # 10
        "5.7E+05,2,01/01/2010,WBRI,,,",
        "1009,2,01/01/2010",
        "1010,2,01/01/2010,WBRI,,,,more",
        '1011,2,"01/01/2010,WBRI,,,',
        "1012,2,01/01/2990,WBRI,,,",  # 15
        "1013,2,01/01/1810,WBRI,,,",
        "1001,2,27/03/2010,WBRI,D051910639385,,",
        "1001,1,27/03/2010,WBRI,D051910639385,,",
        "10\x0014,2,01/01/2010,WBRI,,,",
        "1015,2,01/01/2010," + "W" * 200_000 + ",,,",  # 20
        "1016,2,01/01/2010,WBRI,,,",
    ):
        add_line(folder, "header.csv", line)
    expected = [
        Why.NOT_A_DATE, Why.NOT_A_DATE, Why.NO_DATE, Why.UNKNOWN_CODE, Why.UNKNOWN_CODE, Why.NO_NUMBER,
        Why.NO_NUMBER, Why.WRONG_COUNT, Why.WRONG_COUNT, Why.BROKEN_ROW, Why.IN_FUTURE, Why.TOO_LONG_AGO,
        Why.SAME_ROW_TWICE, Why.SAYS_OTHERWISE, Why.BAD_CHARACTERS, Why.TOO_LONG,
    ]  # fmt: skip
    report = read(folder)
    assert reasons(report) == [("header.csv", line, why) for line, why in enumerate(expected, start=5)]
    assert ("header.csv", 21) in report.added


def test_bad_episodes_and_reviews_stop_no_others(folder: Path) -> None:
    add_line(folder, "episodes.csv", "9999,01/01/2022,S,C2,N1,U6,PR1,,,,,,")  # 5
    add_line(folder, "episodes.csv", "1003,01/01/2022,S,C2,N1,QQ,PR1,,,,,,")
    add_line(folder, "episodes.csv", "1003,01/02/2022,S,C2,N1,U6,PR1,01/01/2022,E8,,,,")
    add_line(folder, "episodes.csv", "1003,01/01/2012,S,C2,N1,U6,PR1,,,,,,")
    add_line(folder, "episodes.csv", "1003,01/03/2022,S,C2,N1,U6,PR1,,,,NOT A CODE,,")
    add_line(folder, "episodes.csv", "1003,01/04/2022,S,C2,N1,U6,PR1,,,,,,")  # 10, good
    add_line(folder, "reviews.csv", "1003,14/02/2013,05/05/2022,PN9")  # 5
    add_line(folder, "reviews.csv", "1003,15/02/2013,05/05/2022,PN1")
    add_line(folder, "reviews.csv", "1003,14/02/2013,05/05/2022,")
    add_line(folder, "reviews.csv", "1003,14/02/2013,05/05/2022,PN1")  # 8, good
    report = read(folder)
    assert reasons(report) == [
        ("episodes.csv", 5, Why.NO_SUCH_CHILD),
        ("episodes.csv", 6, Why.UNKNOWN_CODE),
        ("episodes.csv", 7, Why.ENDS_BEFORE_START),
        ("episodes.csv", 8, Why.BEFORE_BIRTH),
        ("episodes.csv", 9, Why.BAD_POSTCODE),
        ("reviews.csv", 5, Why.UNKNOWN_CODE),
        ("reviews.csv", 6, Why.OTHER_BIRTH),
        ("reviews.csv", 7, Why.UNKNOWN_CODE),
    ]
    assert {("episodes.csv", 10), ("reviews.csv", 8)} <= set(report.added)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_that_spreadsheets_save_in(folder: Path, encoding: str) -> None:
    text = (folder / "header.csv").read_text().replace("D051910639385", "Zoë")
    (folder / "header.csv").write_bytes(text.encode(encoding))
    assert numbers(read(folder)) == (11, 0, 0, 0)


def test_a_wrong_byte_spoils_its_own_row_only(folder: Path) -> None:
    header = folder / "header.csv"
    header.write_bytes(header.read_bytes() + b"10\x8104,2,01/01/2010,WBRI,,,\n")
    report = read(folder)
    assert reasons(report) == [("header.csv", 5, Why.BAD_CHARACTERS)]


def test_line_ends_delimiters_and_column_order_do_not_matter(folder: Path) -> None:
    (folder / "header.csv").write_bytes(
        b"dob;ethnic;child;sex\r27/03/2010;WBRI;1001.0;2\r\r09/09/2011;MWBA; 1002 ;1\r14/02/2013;ABAN;1003;1"
    )
    (folder / "header.csv").rename(folder / "HEADER.CSV")
    assert numbers(read(folder)) == (11, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04" + b"\x00\x01" * 50, Why.SPREADSHEET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50, Why.SPREADSHEET),
        (b"", Why.EMPTY),
        (b"\n\n  \n", Why.EMPTY),
        (b"CHILD,SEX\n1,2\n", Why.WRONG_HEADER),
        (b"CHILD,CHILD,SEX,DOB,ETHNIC\n", Why.WRONG_HEADER),
        (b"1001,2,27/03/2010,WBRI,,,\n", Why.WRONG_HEADER),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, Why.NOT_TEXT),
    ],
)
def test_a_file_that_is_no_header_leaves_the_rest_standing(folder: Path, content: bytes, why: Why) -> None:
    read(folder)
    (folder / "header.csv").write_bytes(content)
    report = read(folder)
    assert [(row.file, row.why) for row in report.left_out] == [("header.csv", why)]
    assert len(report.unchanged) == 8


def test_missing_files_are_said_and_a_folder_may_be_there(folder: Path) -> None:
    (folder / "reviews.csv").unlink()
    (folder / "reviews.csv").mkdir()
    (folder / "uasc.csv").unlink()
    report = read(folder)
    assert reasons(report) == [("reviews.csv", 0, Why.NO_FILE)]


def test_whatever_bytes_come_nothing_crashes(folder: Path) -> None:
    for seed in range(40):
        noise = bytes((seed * 31 + at * (seed | 1) * 7) % 256 for at in range(3000))
        (folder / "episodes.csv").write_bytes((folder / "header.csv").read_bytes()[:seed] + noise)
        read(folder)
    for odd in (b"\xff\xfe\x00", b"\xef\xbb\xbf", b"\x00", b"CHILD\x00"):
        (folder / "episodes.csv").write_bytes(odd)
        read(folder)


def test_facts_typed_by_hand_survive_the_next_return(folder: Path) -> None:
    read(folder)
    with db.transaction():
        person("1001").full_name = "Mia Vale"
    read(folder)
    with db.transaction():
        assert person("1001").full_name == "Mia Vale"


def test_nothing_stays_when_the_transaction_fails(folder: Path) -> None:
    def fail() -> None:
        with db.transaction():
            import_903(folder)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with db.transaction():
        for table in (YoungPerson, Episode, ReviewHeld):
            assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_the_command_prints_json_and_exit_codes(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_line(folder, "reviews.csv", "9999,14/02/2013,05/05/2022,PN1")
    assert import_folder_command(folder, as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["added"], said["changed"], said["unchanged"]) == (11, 0, 0)
    assert said["left_out"] == [
        {
            "file": "reviews.csv",
            "line": 5,
            "reason": "no_such_child",
            "column": "CHILD",
            "words": "reviews.csv, line 5: no child has this number (CHILD)",
        }
    ]
    assert import_folder_command(folder) == 0
    assert "reviews.csv: 0 added, 0 changed, 3 unchanged, 1 left out" in capsys.readouterr().out
    (tmp_path / "empty").mkdir()
    assert import_folder_command(tmp_path / "empty") == 1
    assert "header.csv: there is no such file in the folder" in capsys.readouterr().out
    assert import_folder_command(tmp_path / "nowhere") == 2
    assert import_folder_command(folder / "header.csv") == 2


def test_each_young_person_whose_record_changed_has_one_event(folder: Path) -> None:
    read(folder)
    with db.transaction():
        rows = db.session.scalars(sa.select(Event.young_person_id).where(Event.action == "import_903")).all()
    assert len(rows) == len(set(rows)) == 4
