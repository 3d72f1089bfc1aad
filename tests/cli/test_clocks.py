"""The command `portal clocks`: dates from a file, one explained, all listed; with no database and at once."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal import cli

CASES = Path(__file__).parents[1] / "data" / "clocks.jsonl"


def test_every_case_of_the_file_gives_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["clocks", "due", "--file", str(CASES)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    wanted = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    assert [(one["clock"], one["due"], one["aim_by"]) for one in found] == [
        (one["clock"], one["due"], one.get("aim_by")) for one in wanted
    ]
    assert all(one["steps"] for one in found)


def test_a_bad_case_is_named_the_others_are_counted_and_it_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"clock": "x"}\n{"clock": "sar", "start": "2026-11-25"}\n')
    assert cli.main(["clocks", "due", "--file", str(file)]) == 1
    bad, good = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert bad["line"] == 1
    assert good["due"] == "2026-12-29"


def test_cases_come_from_standard_input_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = io.TextIOWrapper(io.BytesIO(b'{"clock": "breach", "start": "2026-12-31T09:15"}\n'))
    monkeypatch.setattr("sys.stdin", typed)
    assert cli.main(["clocks", "due", "--file", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2027-01-03T09:15"


def test_no_such_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["clocks", "due", "--file", str(tmp_path / "nothing")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_one_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    event = "id_received=2026-12-01"
    assert cli.main(["clocks", "explain", "sar", "--received", "2026-11-25", "--event", event]) == 0
    said = capsys.readouterr().out
    assert "Friday 1 January 2027 is New Year's Day." in said
    assert "Due: Monday 4 January 2027" in said
    assert "send it by Thursday 31 December 2026" in said


def test_a_day_proclaimed_since_is_taken_into_account(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["clocks", "explain", "sar", "--received", "2026-09-03", "--holiday", "2026-10-05"]
    assert cli.main(arguments) == 0
    assert "Due: Tuesday 6 October 2026" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [
        ["nothing", "--received", "2026-11-25"],
        ["sar", "--received", "25/11/2026"],
        ["sar", "--received", "2026-11-25", "--event", "id_received"],
        ["sar", "--received", "2026-11-25", "--event", "id_received=2026-11-24"],
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_reason(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["clocks", "explain", *wrong]) == 1
    assert capsys.readouterr().err.strip()


def test_the_list_names_every_clock_and_who_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["clocks", "list"]) == 0
    said = capsys.readouterr().out
    for part in ("review_second: Second review", "SI 2010/959 reg 33(2)", "[K]", "HEARD_ANSWER_WORKING_DAYS"):
        assert part in said


def test_it_starts_at_once_and_knows_neither_flask_nor_a_database() -> None:
    script = (
        "import sys; from portal.cli import main;"
        "main(['clocks', 'explain', 'sar', '--start', '2026-11-25']);"
        "sys.exit(bool({'flask', 'sqlalchemy', 'flask_babel'} & set(sys.modules)))"
    )
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, timeout=20)
    assert done.returncode == 0
    assert time.monotonic() - begun < 5  # 0.15 s where nothing else runs
