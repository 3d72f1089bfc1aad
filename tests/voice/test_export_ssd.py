"""The dataset's table of the voice of the child, written and read back."""

from __future__ import annotations

import csv
import uuid
from pathlib import Path

import pytest

from portal import cli, db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import Identifier, YoungPerson
from portal.people.rules import Support
from portal.people.rules.numbers import NumberKind
from portal.vault import keys
from portal.voice.exports import COLUMNS, export_ssd_command
from portal.voice.models import Addition, Reply, Statement
from portal.voice.rules import Desk
from portal.voice.rules.occasions import BY_KEY, SAFETY_PLAN, SSD_QUESTIONS, Standing, offered_to
from tests.support.factories import Make

FIELDS = Path(__file__).parents[1] / "data" / "ssd_voice_of_child.csv"


def _says(said: Statement, *choices: str) -> None:
    with db.transaction() as session:
        for place, (prompt, choice) in enumerate(zip(SSD_QUESTIONS, choices, strict=False)):
            if choice:
                session.add(
                    Reply(
                        statement_id=said.id, young_person_id=said.young_person_id, place=place,
                        prompt=prompt, question="?", choice=choice,
                    )
                )  # fmt: skip


def _change(said: Statement) -> None:
    """They say something else instead."""
    with db.transaction() as session:
        row = Addition(
            statement_id=said.id, young_person_id=said.young_person_id, send_once=uuid.uuid4(),
            at=clock.now(), read_by_at=clock.now(), replaces=True,
        )  # fmt: skip
        row.words = "Something else"
        session.add(row)


def _read_back(tmp_path: Path) -> list[dict[str, str]]:
    out = tmp_path / "OUT.csv"
    assert export_ssd_command(out) == 0
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_the_datasets_own() -> None:
    with FIELDS.open(encoding="utf-8", newline="") as file:
        assert tuple(row["field"] for row in csv.DictReader(file)) == COLUMNS


def test_yes_no_and_blank_come_out_a_line_a_statement(
    make: Make, sam: YoungPerson, rae: Account, tmp_path: Path
) -> None:
    with db.transaction() as session:
        number = Identifier(
            young_person_id=sam.id, kind=NumberKind.SSD.value, value_hash=keys.blind("x", "1")
        )
        number.value = "SSD-0042"
        session.add(number)
    first, second = (make.statement(sam, "", read_by=rae, asked=SAFETY_PLAN) for _ in range(2))
    _says(first, "yes", "no", "", "yes")
    _says(second, "", "", "", "", "no")
    found = {row["voch_table_id"]: row for row in _read_back(tmp_path)}
    assert [found[str(first.id)][key] for key in SSD_QUESTIONS] == ["Y", "N", "", "Y", ""]
    assert [found[str(second.id)][key] for key in SSD_QUESTIONS] == ["", "", "", "", "N"]
    assert {row["voch_person_id"] for row in found.values()} == {"SSD-0042"}
    assert all(len(row["voch_table_id"]) <= 48 for row in found.values())


def test_without_the_case_systems_number_the_returns_stands(
    make: Make, sam: YoungPerson, rae: Account, tmp_path: Path
) -> None:
    _says(make.statement(sam, "", read_by=rae), "yes")
    assert [row["voch_person_id"] for row in _read_back(tmp_path)] == [sam.child_ref]


def test_only_what_was_read_and_stands_and_was_said_to_the_council(
    make: Make, sam: YoungPerson, rae: Account, tmp_path: Path
) -> None:
    for said in (
        make.statement(sam, ""),
        make.statement(sam, "", read_by=rae, taken_back_at=clock.now()),
        make.statement(sam, "", read_by=rae, desk=Desk.ADVOCATE),
        changed := make.statement(sam, "", read_by=rae),
    ):
        _says(said, "yes", "yes")
    _change(changed)
    make.statement(sam, "Nothing of the five", read_by=rae)
    assert _read_back(tmp_path) == []


def test_a_file_that_is_there_is_not_written_over(
    database: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "OUT.csv"
    out.write_text("mine")
    assert export_ssd_command(out) == 1
    assert out.read_text() == "mine"
    assert "cannot be written" in capsys.readouterr().err


def test_the_command_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["voice", "export-ssd", "--help"])
    assert "ssd_voice_of_child" in capsys.readouterr().out


def test_the_five_are_asked_only_where_there_is_a_plan() -> None:
    assert tuple(prompt.key for prompt in BY_KEY[SAFETY_PLAN].prompts) == SSD_QUESTIONS
    for support in (None, *Support):
        asked = SAFETY_PLAN in {one.key for one in offered_to(Standing(support, 12, 12))}
        assert asked is (support is Support.PROTECTION)
