"""One run over the Standard Safeguarding Dataset's extract: a folder of CSV files, one a table.

`ssd_person` must be there; every other table may be missing and is named. Young people are put in first, in
batches; then what belongs to them, young person by young person. A second run changes nothing. No table is
held in memory whole but the workers', of whom no council has many (`shelves.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from functools import partial
from itertools import islice
from pathlib import Path
from uuid import UUID

from portal.audit import commands as audit
from portal.kit import clock
from portal.people.imports.parsing import BadRow
from portal.people.imports.reading import Row, find, rows_of
from portal.people.imports.report import Report, Why
from portal.people.imports.run_903 import Batch, Progress
from portal.people.imports.seen import Seen
from portal.people.imports.shelves import Shelves
from portal.people.imports.ssd_care import Care
from portal.people.imports.ssd_links import (
    Links,
    Professional,
    accounts_of,
    end_left_over,
    links_of_others,
    why_not_end,
)
from portal.people.imports.ssd_people import ACTION, Matching, Numbers, People
from portal.people.imports.ssd_rows import PlacementRow, Reading
from portal.people.imports.ssd_teams import put_teams, team_names
from portal.people.imports.ssd_workers import notes_on_unknown, read_workers
from portal.people.models import YoungPerson
from portal.people.rules.numbers import NumberKind, kind_of
from portal.people.rules.ssd import TABLES

AT_ONCE = 300
_EPISODES, _REVIEWS = "ssd_cla_episodes", "ssd_cla_reviews"
_OWNED = {
    _EPISODES: "CLAE_PERSON_ID",
    _REVIEWS: "CLAR_CLA_ID",
    "ssd_care_leavers": "CLEA_PERSON_ID",
    "ssd_cin_plans": "CINP_PERSON_ID",
    "ssd_cp_plans": "CPPL_PERSON_ID",
    "ssd_disability": "DISA_PERSON_ID",
    "ssd_immigration_status": "IMMI_PERSON_ID",
    "ssd_involvements": "INVO_PERSON_ID",
}
"""Tables whose rows belong to a young person, in the order in which they are put, and the column that says
whose. A review names the time in care it belongs to; its episodes say whose that is, so they come before."""
_PLACEMENTS = "ssd_cla_placement"


def import_ssd(
    folder: Path, *, by: UUID | None = None, batch: Batch = nullcontext, progress: Progress | None = None
) -> Report:
    """Read the extract in `folder`. Raises NotADirectoryError for no folder."""
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    run = _Run(folder, by, batch, progress or (lambda rows: None))
    try:
        run.people()
        run.belongings()
    finally:
        run.close()
    return run.report


class _Run:
    def __init__(self, folder: Path, by: UUID | None, batch: Batch, progress: Progress) -> None:
        self.folder, self.by, self.batch, self.progress = folder, by, batch, progress
        self.report, self.seen, self.today = Report(), Seen(), clock.now().date()
        self.reading = Reading(self.report, self.today)
        self.shelves, self.linked, self.stays = Shelves(), Shelves(), Shelves()
        self.left_over: list[UUID] = []
        self.here: set[UUID] = set()
        self.has_reviews = False

    def close(self) -> None:
        for one in (self.seen, self.shelves, self.linked, self.stays):
            one.close()

    def rows(self, table: str) -> Iterator[Row]:
        name = f"{table}.csv"
        if table != "ssd_person" and find(self.folder, name) is None:
            self.report.notes.append(f"{name}: not there, so nothing was read from it")
            return iter(())
        return rows_of(self.folder, name, TABLES[table], self.report, must=True)

    def people(self) -> None:
        self._read_linked()
        rows = self.rows("ssd_person")
        while some := list(islice(rows, AT_ONCE)):
            with self.batch():
                people = People.of(self._numbers(some, "PERS_PERSON_ID"))
                matching = Matching(people, self._linked_of, self.today)
                for row in some:
                    self._try(row, partial(self._person, matching=matching))
                people.write(self.seen, self.by)
                for number in people.found:
                    self.shelves.put("ssd_person", number, 0, number)
            self.progress(self.report.rows)

    def _person(self, row: Row, matching: Matching) -> str:
        facts = self.reading.person(row)
        self.seen.once(("person", facts.number), facts)
        return matching.put(facts)

    def _read_linked(self) -> None:
        """Numbers elsewhere, of the kinds that are kept; those that have ended are no longer theirs."""
        for row in self.rows("ssd_linked_identifiers"):
            try:
                person = self.reading.number(row, "LINK_PERSON_ID")
                kind = kind_of(row["LINK_IDENTIFIER_TYPE"])
                until = self.reading.day(row, "LINK_VALID_TO_DATE")
                if kind and (until is None or until >= self.today):
                    value = self.reading.number(row, "LINK_IDENTIFIER_VALUE")
                    self.linked.put("number", person, row.line, [kind.value, value])
            except BadRow as bad:
                self.report.leave_out(row.file, row.line, bad.why, bad.column)

    def _linked_of(self, number: str) -> Numbers:
        return [(NumberKind(kind), value) for _line, (kind, value) in self.linked.of("number", number)]

    def belongings(self) -> None:
        self._read_placements()
        workers = self._workers()
        read = {table: self._set_aside(table, column) for table, column in _OWNED.items()}
        self.has_reviews = bool(read[_REVIEWS])
        everybody = self.shelves.all_of("ssd_person")
        while numbers := list(islice(everybody, AT_ONCE)):
            with self.batch():
                self._put_all(numbers, workers)
            self.progress(self.report.rows)
        for table, line in self.shelves.never_taken(but=_PLACEMENTS):
            self.report.leave_out(read.get(table, table), line, Why.NO_SUCH_PERSON)
        if read["ssd_involvements"]:
            self._end_left_over()

    def _put_all(self, numbers: list[str], workers: dict[str, Professional]) -> None:
        people = People.of(numbers)
        care = Care(people, self.reading, self.seen, self._placement)
        links = Links(people, care, self.reading, self.seen, workers)
        puts: dict[str, Callable[[Row], str]] = {
            _EPISODES: care.episode,
            "ssd_care_leavers": care.care_leaver,
            "ssd_cin_plans": care.in_need,
            "ssd_cp_plans": care.protected,
            "ssd_immigration_status": care.alone,
            "ssd_involvements": links.put,
        }
        for number in numbers:
            person = people.found.get(number)
            if person is None or not self.shelves.take(number):
                continue
            self._disabilities(person, self._rows_of("ssd_disability", number), care)
            for table, put in puts.items():
                for row in self._rows_of(table, number):
                    self._try(row, put)
            if self.has_reviews:
                self._reviews(person, self._rows_of(_REVIEWS, number), care)
        self.left_over += links.left_over(self.today)
        self.here |= {person.id for person in people.found.values()}
        people.write(self.seen, self.by)

    def _rows_of(self, table: str, number: str) -> Iterator[Row]:
        for line, (file, fields) in self.shelves.of(table, number):
            yield Row(file, line, fields)

    def _disabilities(self, person: YoungPerson, rows: Iterable[Row], care: Care) -> None:
        """All rows of one young person say one thing together."""
        good, found = [], set()
        for row in rows:
            try:
                found.add(self.reading.disability(row))
                good.append((row.file, row.line))
            except BadRow as bad:
                self.report.leave_out(row.file, row.line, bad.why, bad.column)
        if good:
            was_there = bool(person.disability)
            said = care.disabilities(person, found)
            for file, line in good:
                self.report.put("added" if said == "changed" and not was_there else said, file, line)

    def _reviews(self, person: YoungPerson, rows: Iterable[Row], care: Care) -> None:
        """Those that were held one by one; of those to come the soonest, so they are read together."""
        ahead = []
        for row in rows:
            try:
                day = care.day_ahead(row)
            except BadRow as bad:
                self.report.leave_out(row.file, row.line, bad.why, bad.column)
                continue
            if day is None:
                self._try(row, care.review)
            else:
                ahead.append((day, row.line, row.file))
        soonest = min(ahead, default=None)
        said = care.planned(person, soonest[0] if soonest else None)
        for one in ahead:
            self.report.put(said if one is soonest else "unchanged", one[2], one[1])

    def _read_placements(self) -> None:
        for row in self.rows(_PLACEMENTS):
            if row["CLAP_CLA_PLACEMENT_ID"]:
                self.shelves.put(
                    _PLACEMENTS, row["CLAP_CLA_PLACEMENT_ID"], row.line, vars(self.reading.placement(row))
                )

    def _placement(self, number: str) -> PlacementRow:
        return PlacementRow(**(self.shelves.last(_PLACEMENTS, number) or {}))

    def _workers(self) -> dict[str, Professional]:
        rows = read_workers(self.rows("ssd_professionals"), self.reading)
        teams = team_names(self.rows("ssd_department"))
        with self.batch():
            found = accounts_of(rows)
            changed = put_teams(rows, found, teams)
        unknown = {number: row for number, row in rows.items() if found[number].account_id is None}
        self.report.notes += notes_on_unknown(unknown, teams)
        if changed:
            self.report.notes.append(f"{changed} workers are in another team than before")
        return found

    def _set_aside(self, table: str, column: str) -> str:
        """Every row of the table until its young person's turn; the file's name, or nothing without rows."""
        file = ""
        for row in self.rows(table):
            try:
                owner = self._owner(table, row, column)
            except BadRow as bad:
                self.report.leave_out(row.file, row.line, bad.why, bad.column)
                continue
            file = row.file
            said = {name: value for name, value in row.fields.items() if value}
            if table == _REVIEWS:
                said["CLAR_PERSON_ID"] = owner
            elif table == _EPISODES and row["CLAE_CLA_ID"]:
                self.stays.put(_EPISODES, row["CLAE_CLA_ID"], row.line, owner)
            self.shelves.put(table, owner, row.line, [row.file, said])
        return file

    def _owner(self, table: str, row: Row, column: str) -> str:
        """Whose row it is. Raises BadRow."""
        number = self.reading.number(row, column)
        if table != _REVIEWS:
            return number
        owner: str | None = self.stays.last(_EPISODES, number)
        if owner is None:
            raise BadRow(Why.NO_SUCH_STAY, column.lower())
        return owner

    def _numbers(self, rows: list[Row], column: str) -> set[str]:
        found = set()
        for row in rows:
            try:
                found.add(self.reading.number(row, column))
            except BadRow:
                continue
        return found

    def _try(self, row: Row, put: Callable[[Row], str]) -> None:
        try:
            self.report.put(put(row), row.file, row.line)
        except BadRow as bad:
            self.report.leave_out(row.file, row.line, bad.why, bad.column)

    def _end_left_over(self) -> None:
        with self.batch():
            self.left_over += links_of_others(self.here, self.today)
            if not self.left_over:
                return
            if why_not_end(len(self.left_over)):
                self.report.notes.append(
                    f"{len(self.left_over)} links are not in ssd_involvements.csv any more. That many look"
                    " like a file cut short, so none of them was ended. End them by hand, or check the"
                    " extract."
                )
                return
            for person_id in end_left_over(self.left_over, self.today):
                if self.seen.is_new("event", str(person_id)):
                    subject = ("young_person", person_id)
                    audit.record(
                        ACTION, by=self.by, role="import", young_person_id=person_id, subject=subject
                    )
        self.report.notes.append(f"{len(self.left_over)} links ended that the extract has no longer")
