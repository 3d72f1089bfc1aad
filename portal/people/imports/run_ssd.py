"""One run over the Standard Safeguarding Dataset's extract: a folder of CSV files, one a table.

`ssd_person` must be there; every other table may be missing and is named. Young people are put in first, in
batches; then what belongs to them, young person by young person. A second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from portal.people.imports.ssd_care import Care
from portal.people.imports.ssd_links import (
    Links,
    Professional,
    accounts_of,
    end_left_over,
    links_of_others,
    why_not_end,
)
from portal.people.imports.ssd_people import ACTION, Matching, Numbers, People, chunks
from portal.people.imports.ssd_rows import PlacementRow, Reading
from portal.people.models import YoungPerson
from portal.people.rules.numbers import kind_of
from portal.people.rules.ssd import TABLES

AT_ONCE = 300
_OWNED = {
    "ssd_cla_episodes": "CLAE_PERSON_ID",
    "ssd_care_leavers": "CLEA_PERSON_ID",
    "ssd_cin_plans": "CINP_PERSON_ID",
    "ssd_cp_plans": "CPPL_PERSON_ID",
    "ssd_disability": "DISA_PERSON_ID",
    "ssd_immigration_status": "IMMI_PERSON_ID",
    "ssd_involvements": "INVO_PERSON_ID",
}
"""Tables whose rows belong to a young person, in the order in which they are put, and the column that says
whose."""


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
        run.seen.close()
    return run.report


class _Run:
    def __init__(self, folder: Path, by: UUID | None, batch: Batch, progress: Progress) -> None:
        self.folder, self.by, self.batch, self.progress = folder, by, batch, progress
        self.report, self.seen, self.today = Report(), Seen(), clock.now().date()
        self.reading = Reading(self.report, self.today)
        self.left_over: list[UUID] = []
        self.here: set[UUID] = set()
        self.order: list[str] = []

    def rows(self, table: str) -> Iterator[Row]:
        name = f"{table}.csv"
        if table != "ssd_person" and find(self.folder, name) is None:
            self.report.notes.append(f"{name}: not there, so nothing was read from it")
            return iter(())
        return rows_of(self.folder, name, TABLES[table], self.report, must=True)

    def people(self) -> None:
        linked = self._linked()
        rows = self.rows("ssd_person")
        while some := list(islice(rows, AT_ONCE)):
            with self.batch():
                people = People.of(self._numbers(some, "PERS_PERSON_ID"))
                matching = Matching(people, linked, self.today)
                for row in some:
                    self._try(row, partial(self._person, matching=matching))
                people.write(self.seen, self.by)
                self.order += people.found
            self.progress(self.report.rows)

    def _person(self, row: Row, matching: Matching) -> str:
        facts = self.reading.person(row)
        self.seen.once(("person", facts.number), facts)
        return matching.put(facts)

    def _linked(self) -> dict[str, Numbers]:
        """Numbers elsewhere, of the kinds that are kept; those that have ended are no longer theirs."""
        found: dict[str, Numbers] = {}
        for row in self.rows("ssd_linked_identifiers"):
            try:
                person = self.reading.number(row, "LINK_PERSON_ID")
                kind = kind_of(row["LINK_IDENTIFIER_TYPE"])
                until = self.reading.day(row, "LINK_VALID_TO_DATE")
                if kind and (until is None or until >= self.today):
                    value = self.reading.number(row, "LINK_IDENTIFIER_VALUE")
                    found.setdefault(person, []).append((kind, value))
            except BadRow as bad:
                self.report.leave_out(row.file, row.line, bad.why, bad.column)
        return found

    def belongings(self) -> None:
        placements, workers = self._placements(), self._workers()
        owned = {table: self._by_owner(table, column) for table, column in _OWNED.items()}
        has_involvements = bool(owned["ssd_involvements"])
        for numbers in chunks(list(dict.fromkeys(self.order))):
            with self.batch():
                self._put_all(list(numbers), owned, placements, workers)
            self.progress(self.report.rows)
        for rows_by_owner in owned.values():
            for rows in rows_by_owner.values():
                for row in rows:
                    self.report.leave_out(row.file, row.line, Why.NO_SUCH_PERSON)
        if has_involvements:
            self._end_left_over()

    def _put_all(
        self,
        numbers: list[str],
        owned: dict[str, dict[str, list[Row]]],
        placements: dict[str, PlacementRow],
        workers: dict[str, Professional],
    ) -> None:
        people = People.of(numbers)
        care = Care(people, self.reading, self.seen, placements)
        links = Links(people, care, self.reading, self.seen, workers)
        puts: dict[str, Callable[[Row], str]] = {
            "ssd_cla_episodes": care.episode,
            "ssd_care_leavers": care.care_leaver,
            "ssd_cin_plans": care.in_need,
            "ssd_cp_plans": care.protected,
            "ssd_immigration_status": care.alone,
            "ssd_involvements": links.put,
        }
        for number in numbers:
            person = people.found.get(number)
            if person is None:
                continue
            self._disabilities(person, owned["ssd_disability"].pop(number, []), care)
            for table, put in puts.items():
                for row in sorted(owned[table].pop(number, []), key=lambda row: row.line):
                    self._try(row, put)
        self.left_over += links.left_over(self.today)
        self.here |= {person.id for person in people.found.values()}
        people.write(self.seen, self.by)

    def _disabilities(self, person: YoungPerson, rows: list[Row], care: Care) -> None:
        """All rows of one young person say one thing together."""
        good, found = [], []
        for row in rows:
            try:
                found.append(self.reading.disability(row))
                good.append(row)
            except BadRow as bad:
                self.report.leave_out(row.file, row.line, bad.why, bad.column)
        if good:
            was_there = bool(person.disability)
            said = care.disabilities(person, found)
            for row in good:
                self.report.put("added" if said == "changed" and not was_there else said, row.file, row.line)

    def _placements(self) -> dict[str, PlacementRow]:
        found = {}
        for row in self.rows("ssd_cla_placement"):
            if row["CLAP_CLA_PLACEMENT_ID"]:
                found[row["CLAP_CLA_PLACEMENT_ID"]] = self.reading.placement(row)
        return found

    def _workers(self) -> dict[str, Professional]:
        rows = {}
        for row in self.rows("ssd_professionals"):
            try:
                rows[self.reading.number(row, "PROF_PROFESSIONAL_ID", Why.NO_SUCH_WORKER)] = row
            except BadRow as bad:
                self.report.leave_out(row.file, row.line, bad.why, bad.column)
        with self.batch():
            found = accounts_of(rows)
        self._name_unknown(rows, found)
        return found

    def _name_unknown(self, rows: dict[str, Row], found: dict[str, Professional]) -> None:
        """Workers without an account, by the case system's number for them: never by name in a log."""
        teams = {row["DEPT_TEAM_ID"]: row["DEPT_TEAM_NAME"] for row in self.rows("ssd_department")}
        for number, row in rows.items():
            if found[number].account_id is None:
                team = teams.get(row["PROF_PROFESSIONAL_DEPARTMENT"], row["PROF_PROFESSIONAL_DEPARTMENT"])
                what = ", ".join(words for words in (row["PROF_PROFESSIONAL_JOB_TITLE"], team) if words)
                self.report.notes.append(
                    f"{row.file}, line {row.line}: worker {row['PROF_STAFF_ID'] or number}"
                    f"{f' ({what})' if what else ''} has no account here; nobody was linked to them"
                )

    def _by_owner(self, table: str, column: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows(table):
            try:
                found.setdefault(self.reading.number(row, column), []).append(row)
            except BadRow as bad:
                self.report.leave_out(row.file, row.line, bad.why, bad.column)
        return found

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
