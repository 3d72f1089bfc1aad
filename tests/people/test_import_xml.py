"""The return's XML form, and files of any size: read as a stream, refused where they are a trap."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import db
from portal.audit.models import Event
from portal.people import queries
from portal.people.imports import Report, Why, import_903, import_903_command
from portal.people.imports.reading import rows_of
from portal.people.imports.reading_xml import children_of
from portal.people.imports.seen import Seen
from portal.people.models import YoungPerson
from tests.support.big_return import write_csv, write_xml

DATA = Path(__file__).parent.parent / "data"
SAMPLE = DATA / "ssda903_xml" / "fake_903.xml"
MEGA = 1 << 20
pytestmark = pytest.mark.usefixtures("database")


def read(place: Path) -> Report:
    with db.transaction():
        return import_903(place)


def made(tmp_path: Path, content: str | bytes, name: str = "return.xml") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def child(number: str = "1", *, born: str = "01/02/2010", inside: str = "", after: str = "") -> str:
    return (
        f"<CHILD><HEADER><CHILDID>{number}</CHILDID><SEX>1</SEX><DOB>{born}</DOB><ETHNIC>WBRI</ETHNIC>{inside}"
        f"</HEADER>{after}</CHILD>"
    )


def whole(*children: str) -> str:
    return f"<EXPSSDA903>{''.join(children)}</EXPSSDA903>"


def people() -> int:
    with db.transaction():
        return db.session.scalar(sa.select(sa.func.count()).select_from(YoungPerson)) or 0


def whys(report: Report) -> list[tuple[Why, str]]:
    return [(row.why, row.element) for row in report.left_out]


def test_a_file_named_as_such_is_read_with_everything_it_says() -> None:
    report = read(SAMPLE)
    assert (people(), len(report.left_out)) == (4, 0)
    with db.transaction():
        first = queries.get(queries.with_number("907440"))  # type: ignore[arg-type]  # a failing test says so
        assert first
        assert (first.ethnicity, first.sex) == ("BAFR", "2")
        newest, oldest = queries.episodes_of(first.id)
        assert (newest.home_kind, oldest.placed_postcode, oldest.reason_moved) == ("P2", "E7 5YR", "CUSTOD")
        assert len(queries.reviews_of(first.id)) == 2
        alone = queries.get(queries.with_number("996322"))  # type: ignore[arg-type]  # a failing test says so
        left = queries.get(queries.with_number("381315"))  # type: ignore[arg-type]  # a failing test says so
        assert alone
        assert alone.unaccompanied_until
        assert left
        assert left.in_touch == "NO"


def test_the_same_file_twice_changes_nothing() -> None:
    first = read(SAMPLE)
    with db.transaction():
        events = db.session.scalar(sa.select(sa.func.count()).select_from(Event))
    again = read(SAMPLE)
    assert (len(again.added), len(again.changed), len(again.unchanged)) == (0, 0, len(first.added))
    with db.transaction():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == events == 4


def test_a_folder_is_read_without_the_xml_that_lies_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "return"
    shutil.copytree(DATA / "ssda903", folder)
    shutil.copy(SAMPLE, folder)
    read(folder)
    with db.transaction():
        assert queries.with_number("1001")
        assert queries.with_number("907440") is None


def test_bad_rows_are_named_by_their_element_and_stop_no_others(tmp_path: Path) -> None:
    episode = "<EPISODE><DECOM>{}</DECOM><LS>C2</LS><PL>U6</PL></EPISODE>"
    report = read(
        made(
            tmp_path,
            whole(
                child("1", after=episode.format("31/02/2020") + episode.format("01/03/2020")),
                child("2", born="soon", after=episode.format("01/03/2020")),
                child(""),
                child("1"),
                child(
                    "4", inside="<AREVIEW><REVIEW>01/01/2020</REVIEW><REVIEW_CODE>PN9</REVIEW_CODE></AREVIEW>"
                ),
                child("5", inside="<IN_TOUCH>MAYBE</IN_TOUCH>"),
                child("6" * 6_000),
            ),
        )
    )
    assert whys(report) == [
        (Why.TOO_LONG, "CHILD 7"),
        (Why.NOT_A_DATE, "CHILD 1, EPISODE 1"),
        (Why.NOT_A_DATE, "CHILD 2"),
        (Why.NO_SUCH_CHILD, "CHILD 2, EPISODE 1"),
        (Why.NO_NUMBER, "CHILD 3"),
        (Why.SAME_ROW_TWICE, "CHILD 4"),
        (Why.UNKNOWN_CODE, "CHILD 5, AREVIEW 1"),
        (Why.UNKNOWN_CODE, "CHILD 6, IN_TOUCH"),
    ]
    assert people() == 3
    assert "return.xml, line 1, CHILD 1, EPISODE 1: this is not a date" in report.as_text()


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE EXPSSDA903>",
    ],
)
def test_entities_and_document_types_are_refused(tmp_path: Path, declared: str) -> None:
    report = read(made(tmp_path, declared + whole(child("&b;"))))
    assert (whys(report), people()) == ([(Why.HAS_DTD, "")], 0)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.NO_903),
        (b"PK\x03\x04" + bytes(100), Why.NO_903),
        (b"<html><body/></html>", Why.NO_903),
        (b"CHILD,SEX\n1,2\n", Why.NO_903),
        (b"<EXPSSDA903>" + b"<a>" * 50, Why.NO_903),
        (b"<EXPSSDA903><CHILD a='" + b"x" * (3 * MEGA), Why.NO_903),
        (b"<?xml version='1.0' encoding='nonsense'?><EXPSSDA903/>", Why.NO_903),
        (b"<EXPSSDA903><CHILD></HEADER>", Why.BROKEN_XML),
    ],
)
def test_what_is_no_return_is_said(tmp_path: Path, content: bytes, why: Why) -> None:
    assert whys(read(made(tmp_path, content))) == [(why, "")]
    assert people() == 0


def test_a_file_that_breaks_off_keeps_what_stands_before(tmp_path: Path) -> None:
    report = read(made(tmp_path, whole(child("1"), child("2"))[:-60]))
    assert (people(), whys(report)) == (1, [(Why.BROKEN_XML, "")])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_those_it_declares(tmp_path: Path, encoding: str) -> None:
    named = encoding.replace("-sig", "").replace("cp1252", "windows-1252")
    text = f"<?xml version='1.0' encoding='{named}'?>" + whole(child("1", inside="<NOTE>Zoë</NOTE>"))
    assert not read(made(tmp_path, text.encode(encoding))).left_out


def test_the_command_takes_a_folder_or_an_xml_file_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_903_command(SAMPLE, dry_run=True) == 0
    assert "Nothing was kept" in capsys.readouterr().out
    assert people() == 0
    assert import_903_command(SAMPLE) == 0
    assert people() == 4
    assert import_903_command(DATA / "ssda903" / "header.csv") == 2
    assert import_903_command(tmp_path / "none.xml") == 2
    assert import_903_command(made(tmp_path, b"")) == 1


def peak_of(work: Callable[[], object]) -> float:
    """Megabytes at most while it ran."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / MEGA
    finally:
        tracemalloc.stop()


def test_reading_takes_the_same_memory_however_large_the_file(tmp_path: Path) -> None:
    """Whole files would take many times their size."""
    small, large = tmp_path / "small.xml", tmp_path / "large.xml"
    write_xml(small, MEGA // 5), write_xml(large, MEGA)

    def through(path: Path) -> None:
        assert sum(len(parts) for parts in children_of(path, Report())) > 20

    few, many = peak_of(lambda: through(small)), peak_of(lambda: through(large))
    assert many < few + 1
    assert many < 2
    write_csv(tmp_path / "csv", MEGA)
    rows = lambda: rows_of(tmp_path / "csv", "reviews.csv", ("CHILD",), Report(), must=True)  # noqa: E731  # read twice, anew each time
    assert peak_of(lambda: sum(1 for _ in rows())) < 3


def test_a_file_that_is_all_wrong_makes_no_endless_report(tmp_path: Path) -> None:
    lines = "CHILD,SEX,DOB,ETHNIC\n" + "1,2,nonsense,WBRI\n" * 12_000
    (tmp_path / "header.csv").write_text(lines)
    report = read(tmp_path)
    assert len([row for row in report.left_out if row.file == "header.csv"]) == 10_000
    assert report.by_file()["header.csv"]["left_out"] == 12_000
    assert report.as_json()["left_out_not_named"] == 2_002  # two files are not there


def test_what_was_seen_is_kept_outside_of_memory() -> None:
    seen = Seen()
    peak = peak_of(lambda: all(seen.is_new("review", str(number)) for number in range(10_000)))
    assert peak < 0.2
    assert not seen.is_new("review", "7")
    seen.close()


def test_a_file_much_larger_than_a_batch_is_read_whole(tmp_path: Path) -> None:
    """What memory it takes: `test_import_memory.py`."""
    file = tmp_path / "large.xml"
    children = write_xml(file, MEGA // 2, children=50)
    report = import_903(file, batch=db.transaction)
    assert people() == children
    assert len(report.added) == children * 10
