"""The yearly return's file of reviews, and what the sector's own checker says of it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from portal import db
from portal.cli import main
from portal.kit import clock
from portal.people.imports import import_903
from portal.people.models import ReviewHeld
from portal.reviews.exports import COLUMNS, export_903_command, return_year
from tests.support.factories import Make
from tests.voice.young import rows

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "portal" / "demo" / "data" / "ssda903"
CHECKER = ROOT / ".return-checker" / "bin" / "python"
YEAR = "2026"
CHILDREN = 150
"""So many of the sample's, and all of them in the drill: what the checker finds is found child by child."""
FIRST, LAST = date(1990, 1, 1), date(2040, 1, 1)


def _export(out: Path, first: date = FIRST, last: date = LAST) -> list[list[str]]:
    assert export_903_command(out, first, last) == 0
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize(
    ("today", "first"),
    [(date(2026, 3, 31), date(2025, 4, 1)), (date(2026, 4, 1), date(2026, 4, 1))],
)
def test_the_returns_year_begins_in_april(today: date, first: date) -> None:
    assert return_year(today) == (first, date(first.year + 1, 3, 31))


def test_four_columns_and_the_returns_days(make: Make, tmp_path: Path) -> None:
    person = make.young_person(name="Sam Vale", child_ref="1001", born_on=date(2012, 5, 4))
    make.held_before(person, date(2025, 6, 9), date(2024, 2, 1), code="PN6")
    lines = _export(tmp_path / "out.csv", *return_year(date(2025, 12, 1)))
    assert lines == [list(COLUMNS), ["1001", "04/05/2012", "09/06/2025", "PN6"]]


def test_one_held_here_is_in_it(make: Make, tmp_path: Path) -> None:
    person = make.young_person(child_ref="1001")
    make.staff()
    today = clock.now().date()
    make.review(person, "held", on=today - timedelta(days=1), code="PN2")
    lines = _export(tmp_path / "out.csv")
    assert [(line[0], line[3]) for line in lines[1:]] == [("1001", "PN2")]


def test_what_lacks_what_the_return_needs_is_left_out_and_said(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make.held_before(make.young_person(), date(2025, 6, 9), code="")
    assert _export(tmp_path / "out.csv") == [list(COLUMNS)]
    assert "1 were left out" in capsys.readouterr().err


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path, database: object) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine")
    assert export_903_command(out, FIRST, LAST) == 1
    assert out.read_text() == "mine"
    assert export_903_command(tmp_path / "new.csv", LAST, FIRST) == 1


@pytest.mark.once
def test_the_command_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["reviews", "export-903", "--help"])
    assert "--from" in capsys.readouterr().out


@pytest.fixture
def source(tmp_path: Path, drill: bool) -> Path:
    """The sample's three files, of some of its children."""
    folder = tmp_path / "source"
    folder.mkdir()
    names = ("header.csv", "episodes.csv", "reviews.csv")
    if drill:
        for name in names:
            shutil.copy(SAMPLE / name, folder)
        return folder
    wanted: set[str] = set()
    for name in names:
        lines = (SAMPLE / name).read_text(encoding="utf-8").splitlines(keepends=True)
        wanted = wanted or {line.partition(",")[0] for line in lines[1 : CHILDREN + 1]}
        kept = [line for line in lines[1:] if line.partition(",")[0] in wanted]
        (folder / name).write_text("".join([lines[0], *kept]), encoding="utf-8")
    return folder


@pytest.mark.once
def test_the_sectors_checker_finds_nothing_that_the_source_did_not_have(
    database: object, source: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    if not CHECKER.exists():
        pytest.fail("The sector's checker is not installed. Run tools/return-checker (it needs Python 3.11).")
    with db.transaction():
        import_903(source)
    ours = tmp_path / "ours"
    ours.mkdir()
    for name in ("header.csv", "episodes.csv"):
        shutil.copy(source / name, ours)
    lines = _export(ours / "reviews.csv")
    assert len(lines) - 1 == len(rows(ReviewHeld)) > CHILDREN
    before, after = (_finish(one) for one in [_begin(source), _begin(ours)])
    record_property("rules that ran", " ".join(after["ran"]))
    record_property("rules without their tables", " ".join(after["skipped"]))
    print(f"{len(after['ran'])} rules ran:", *after["ran"])
    assert after["ran"] == before["ran"]
    assert after["broke"] == before["broke"]  # two of the checker's own rules fail on the source too
    assert {"1012", "440", "441", "399"} <= set(after["ran"])  # those about reviews
    new = {tuple(one) for one in after["findings"]} - {tuple(one) for one in before["findings"]}
    assert new == set()


def _begin(folder: Path) -> subprocess.Popen[str]:
    script = ROOT / "tools" / "return_check.py"
    return subprocess.Popen(  # our own script
        [CHECKER, script, folder, YEAR], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _finish(run: subprocess.Popen[str]) -> dict[str, Any]:
    out, err = run.communicate(timeout=300)
    assert run.returncode == 0, err
    found: dict[str, Any] = json.loads(out)
    return found
