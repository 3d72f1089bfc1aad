"""Reviews in the case system's extract: those held count, and say how the young person took part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from portal import db
from portal.kit import clock
from portal.people.imports import Report, Why, import_ssd
from portal.people.models import ReviewHeld, ReviewPlanned
from tests.support.ssd import Extract
from tests.voice.young import rows

pytestmark = pytest.mark.usefixtures("database")
HELD = (date(2026, 2, 27), "PN1")


@pytest.fixture
def extract(tmp_path: Path) -> Iterator[Extract]:
    return Extract(tmp_path / "extract")


def read(extract: Extract) -> Report:
    extract.write()
    with db.transaction():
        return import_ssd(extract.folder)


def held() -> set[tuple[date, str]]:
    return {(one.held_on, one.participation) for one in rows(ReviewHeld)}


def add(extract: Extract, day: str, **fields: str) -> None:
    extract.add("ssd_cla_reviews", **{"clar_cla_id": "C1", "clar_cla_review_date": day, **fields})


def test_one_that_was_held_is_brought_once(extract: Extract) -> None:
    read(extract)
    again = read(extract)
    assert held() == {HELD}
    assert len(again.added) == len(again.changed) == 0


def planned() -> list[date | None]:
    return [one.planned_on for one in rows(ReviewPlanned)]


def ahead(days: int) -> date:
    return clock.now().date() + timedelta(days=days)


def test_the_soonest_to_come_is_kept_as_planned_once(extract: Extract) -> None:
    add(extract, ahead(60).isoformat())
    add(extract, ahead(30).isoformat())
    add(extract, ahead(10).isoformat(), clar_cla_review_cancelled="Y")
    first, again = read(extract), read(extract)
    assert planned() == [ahead(30)]
    assert len(first.added) > 0
    assert len(again.added) == len(again.changed) == 0


def test_moved_there_or_called_off_there_is_known_here(extract: Extract) -> None:
    add(extract, ahead(30).isoformat())
    read(extract)
    extract.change("ssd_cla_reviews", 1, clar_cla_review_date=ahead(33).isoformat())
    assert len(read(extract).changed) == 1
    assert planned() == [ahead(33)]
    extract.change("ssd_cla_reviews", 1, clar_cla_review_cancelled="Y")
    read(extract)
    assert planned() == [None]


def test_an_extract_without_reviews_takes_nothing_away(extract: Extract) -> None:
    add(extract, ahead(30).isoformat())
    read(extract)
    extract.tables["ssd_cla_reviews"].clear()
    read(extract)
    assert planned() == [ahead(30)]


def test_one_of_today_is_still_to_come_until_it_is_said_how_they_took_part(extract: Extract) -> None:
    add(extract, ahead(0).isoformat())
    read(extract)
    assert (held(), planned()) == ({HELD}, [ahead(0)])
    extract.change("ssd_cla_reviews", 1, clar_cla_review_participation="PN1")
    read(extract)
    assert (held(), planned()) == ({HELD, (ahead(0), "PN1")}, [None])


def test_a_slip_of_the_year_is_named(extract: Extract) -> None:
    add(extract, "2099-01-01")
    assert Why.IN_FUTURE in {row.why for row in read(extract).left_out}
    assert planned() == []


def test_called_off_or_still_to_come_is_not_held(extract: Extract) -> None:
    add(extract, "2026-05-01", clar_cla_review_cancelled="Y")
    add(extract, (clock.now().date() + timedelta(days=30)).isoformat())
    add(extract, "", clar_cla_review_due_date="2026-08-01")
    read(extract)
    assert held() == {HELD}


def test_a_code_that_comes_later_is_taken_and_a_blank_takes_none_away(extract: Extract) -> None:
    extract.change("ssd_cla_reviews", 0, clar_cla_review_participation="")
    read(extract)
    extract.change("ssd_cla_reviews", 0, clar_cla_review_participation="PN6")
    read(extract)
    extract.change("ssd_cla_reviews", 0, clar_cla_review_participation="")
    read(extract)
    assert held() == {(HELD[0], "PN6")}


def test_bad_rows_never_stop_good_ones(extract: Extract) -> None:
    add(extract, "2026-04-01", clar_cla_id="C99")
    add(extract, "31/02/2026")
    add(extract, "2001-01-01")
    add(extract, "2026-07-01", clar_cla_review_participation="Purple")
    report = read(extract)
    why = {row.why for row in report.left_out if row.file == "ssd_cla_reviews.csv"}
    assert {Why.NO_SUCH_STAY, Why.NOT_A_DATE} <= why
    assert Why.BEFORE_BIRTH in why
    assert held() == {HELD, (date(2026, 7, 1), "")}


def test_without_the_table_it_is_named(extract: Extract) -> None:
    extract.write()
    (extract.folder / "ssd_cla_reviews.csv").unlink()
    with db.transaction():
        report = import_ssd(extract.folder)
    assert any("ssd_cla_reviews.csv: not there" in note for note in report.notes)
    assert held() == set()
