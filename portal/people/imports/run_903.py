"""One run over an SSDA903 return: rows in batches, each batch compared with what is held and written.

Bad rows never stop good ones. The same return twice changes nothing; a changed row updates; what a later
return leaves out stays, because a return holds one year. UPN, mothers and their children are not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

from portal.kit import clock
from portal.people.imports import parsing
from portal.people.imports.parsing import BadRow
from portal.people.imports.reading import Row, rows_of
from portal.people.imports.reading_xml import Part, children_of
from portal.people.imports.report import Report, Why
from portal.people.imports.seen import Seen
from portal.people.imports.writing import Cohort
from portal.people.models import YoungPerson
from portal.people.rules import codes, number_of

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
ROWS_AT_ONCE = 1_000

Batch = Callable[[], AbstractContextManager[object]]
"""What a batch is written within: the caller's own transaction (nothing), or one transaction each."""
Progress = Callable[[int], None]


def import_903(
    place: Path,
    *,
    by: UUID | None = None,
    batch: Batch = nullcontext,
    progress: Progress | None = None,
) -> Report:
    """Read the return: the CSV files of a folder, or a file in the XML form, when one is named.

    Raises NotADirectoryError for what is neither."""
    is_xml = place.is_file() and place.suffix.lower() == ".xml"
    if not is_xml and not place.is_dir():
        raise NotADirectoryError(place)
    report, seen = Report(), Seen()
    try:
        for parts in _in_xml(place, report) if is_xml else _in_files(place, report):
            with batch():
                _Batch(report, seen, parts).write(by)
            if progress:
                progress(report.rows)
    finally:
        seen.close()
    return report


def _in_files(folder: Path, report: Report) -> Iterator[Sequence[Part]]:
    """File by file: young people before what belongs to them."""
    for name, columns in FILES.items():
        rows = rows_of(folder, name, columns, report, must=name in _MUST)
        while some := [(name.removesuffix(".csv"), row) for row in islice(rows, ROWS_AT_ONCE)]:
            yield some


def _in_xml(file: Path, report: Report) -> Iterator[Sequence[Part]]:
    """Child by child, several at once."""
    some: list[Part] = []
    for parts in children_of(file, report):
        some += parts
        if len(some) >= ROWS_AT_ONCE:
            yield some
            some = []
    if some:
        yield some


class _Batch:
    """Some rows, the young people they speak of, and what became of each."""

    def __init__(self, report: Report, seen: Seen, parts: Sequence[Part]) -> None:
        self.report, self.seen, self.parts = report, seen, parts
        self.today = clock.now().date() + timedelta(days=1)  # somewhere it is tomorrow already
        self.cohort = Cohort(_numbers_in(row for _, row in parts))
        self.puts = {
            "header": self.child,
            "episodes": self.episode,
            "reviews": self.review,
            "uasc": self.alone,
            "oc3": self.left_care,
        }

    def write(self, by: UUID | None) -> None:
        for part, row in self.parts:
            try:
                self.report.put(self.puts[part](row), row.file, row.line)
            except BadRow as bad:
                self.report.leave_out(row.file, row.line, bad.why, bad.column, row.element)
        self.cohort.write(by=by, is_new=lambda person_id: self.seen.is_new("event", str(person_id)))

    def child(self, row: Row) -> str:
        number = parsing.number(row)
        facts = parsing.child(row, self.today)
        self.seen.once(("child", number_of(number)), facts)
        return self.cohort.put_child(number, facts)

    def episode(self, row: Row) -> str:
        person = self.known(row)
        facts = parsing.episode(row, self.today, person.born_on)
        self.seen.once(("episode", str(person.id), str(facts.started_on)), facts)
        return self.cohort.put_episode(person, facts)

    def review(self, row: Row) -> str:
        person = self.known(row)
        parsing.same_birth(row, person.born_on)
        facts = parsing.review(row, self.today, person.born_on)
        self.seen.once(("review", str(person.id), str(facts.held_on)), facts)
        return self.cohort.put_review(person, facts)

    def alone(self, row: Row) -> str:
        person = self.known(row)
        parsing.same_birth(row, person.born_on)
        until = parsing.day(row, "DUC")
        if until is None:
            raise BadRow(Why.NO_DATE, "DUC")
        self.seen.once(("alone", str(person.id)), until)
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
        self.seen.once(("left", str(person.id)), touch)
        return self.cohort.put_fact(person, "in_touch", touch)

    def known(self, row: Row) -> YoungPerson:
        person = self.cohort.find(parsing.number(row))
        if person is None:
            raise BadRow(Why.NO_SUCH_CHILD, "CHILD")
        return person


def _numbers_in(rows: Iterable[Row]) -> set[str]:
    found = set()
    for row in rows:
        try:
            found.add(parsing.number(row))
        except BadRow:
            continue
    return found
