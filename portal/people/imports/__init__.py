"""Reading an SSDA903 return: young people, episodes, reviews held, who came alone, who has left care.

Bad rows never stop good ones. The same folder twice changes nothing; a changed row updates; what a later
return leaves out stays, because a return holds one year. UPN, mothers and their children are not kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from portal import db
from portal.kit import clock
from portal.people.imports import parsing
from portal.people.imports.parsing import BadRow
from portal.people.imports.reading import Row, rows_of
from portal.people.imports.report import LeftOut, Report, Why
from portal.people.imports.writing import Cohort
from portal.people.models import YoungPerson
from portal.people.rules import codes, number_of

__all__ = ["LeftOut", "Report", "Why", "import_903", "import_folder_command"]

FILES = {
    "header.csv": ("CHILD", "SEX", "DOB", "ETHNIC"),
    "episodes.csv": (
        *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"),
        *("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"),
    ),
    "reviews.csv": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
    "uasc.csv": ("CHILD", "DUC"),
    "oc3.csv": ("CHILD", "DOB", "IN_TOUCH"),
}
_MUST = ("header.csv", "episodes.csv", "reviews.csv")


class _Import:
    """One run: the files' rows, the cohort they speak of, the report."""

    def __init__(self, folder: Path) -> None:
        self.report = Report()
        self.rows = {
            name: rows_of(folder, name, columns, self.report, must=name in _MUST)
            for name, columns in FILES.items()
        }
        self.today = clock.now().date() + timedelta(days=1)  # somewhere it is tomorrow already
        self.cohort = Cohort(row["CHILD"] for rows in self.rows.values() for row in self._sound(rows))
        self.seen: dict[tuple[str, ...], Any] = {}

    @staticmethod
    def _sound(rows: list[Row]) -> list[Row]:
        return [Row(r.file, r.line, {"CHILD": n}) for r in rows if (n := _number_or_none(r))]

    def each(self, file: str, put: Callable[[Row], str]) -> None:
        for row in self.rows[file]:
            try:
                getattr(self.report, put(row)).append((row.file, row.line))
            except BadRow as bad:
                self.report.leave_out(row.file, row.line, bad.why, bad.column)

    def child(self, row: Row) -> str:
        number = parsing.number(row)
        facts = parsing.child(row, self.today)
        self.once(("child", number_of(number)), facts)
        return self.cohort.put_child(number, facts)

    def episode(self, row: Row) -> str:
        person = self.known(row)
        facts = parsing.episode(row, self.today, person.born_on)
        self.once(("episode", str(person.id), str(facts.started_on)), facts)
        return self.cohort.put_episode(person, facts)

    def review(self, row: Row) -> str:
        person = self.known(row)
        parsing.same_birth(row, person.born_on)
        facts = parsing.review(row, self.today, person.born_on)
        self.once(("review", str(person.id), str(facts.held_on)), facts)
        return self.cohort.put_review(person, facts)

    def alone(self, row: Row) -> str:
        person = self.known(row)
        parsing.same_birth(row, person.born_on)
        until = parsing.day(row, "DUC")
        if until is None:
            raise BadRow(Why.NO_DATE, "DUC")
        self.once(("alone", str(person.id)), until)
        return self.cohort.put_fact(person, "unaccompanied_until", until)

    def left_care(self, row: Row) -> str:
        number = parsing.number(row)
        touch = parsing.code(row, "IN_TOUCH", codes.IN_TOUCH)
        if not touch:
            raise BadRow(Why.UNKNOWN_CODE, "IN_TOUCH")
        person = self.cohort.find(number)
        if person is None:  # care leavers are often in this file only
            born_on = parsing.past_day(row, "DOB", self.today)
            self.cohort.put_child(number, parsing.ChildRow(born_on, "", ""))
            person = self.known(row)
        parsing.same_birth(row, person.born_on)
        self.once(("left", str(person.id)), touch)
        return self.cohort.put_fact(person, "in_touch", touch)

    def known(self, row: Row) -> YoungPerson:
        person = self.cohort.find(parsing.number(row))
        if person is None:
            raise BadRow(Why.NO_SUCH_CHILD, "CHILD")
        return person

    def once(self, key: tuple[str, ...], facts: Any) -> None:
        if key in self.seen:
            raise BadRow(Why.SAME_ROW_TWICE if self.seen[key] == facts else Why.SAYS_OTHERWISE)
        self.seen[key] = facts


def import_903(folder: Path, *, by: UUID | None = None) -> Report:
    """Read the return in `folder` into the caller's transaction. Raises NotADirectoryError for no folder."""
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    run = _Import(folder)
    run.each("header.csv", run.child)
    run.each("episodes.csv", run.episode)
    run.each("reviews.csv", run.review)
    run.each("uasc.csv", run.alone)
    run.each("oc3.csv", run.left_care)
    run.cohort.write(by=by)
    return run.report


def import_folder_command(folder: str | Path, as_json: bool = False) -> int:
    """`portal people import-903 FOLDER [--json]`: 0 done, 1 nothing could be read, 2 no such folder."""
    try:
        with db.transaction():
            report = import_903(Path(folder))
    except NotADirectoryError:
        words = f"{folder} is not a folder"
        print(json.dumps({"error": words}) if as_json else words)
        return 2
    print(json.dumps(report.as_json(), indent=2) if as_json else report.as_text())
    return 1 if report.is_empty else 0


def _number_or_none(row: Row) -> str | None:
    try:
        return parsing.number(row)
    except BadRow:
        return None
