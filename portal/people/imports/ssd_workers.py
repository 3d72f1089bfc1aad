"""The extract's workers, and those of them who have no account here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from portal.people.imports.parsing import BadRow
from portal.people.imports.reading import Row
from portal.people.imports.report import Why
from portal.people.imports.ssd_rows import Reading

MOST = 50_000
"""More workers, or teams, than any council has. They are held in memory, so that no more of each are read."""
MOST_NAMED = 1_000
"""Workers without an account are named one by one up to so many."""
_COLUMNS = (
    "PROF_STAFF_ID",
    "PROF_SOCIAL_WORKER_REGISTRATION_NO",
    "PROF_PROFESSIONAL_JOB_TITLE",
    "PROF_PROFESSIONAL_DEPARTMENT",
)


def read_workers(rows: Iterator[Row], reading: Reading) -> dict[str, Row]:
    """What is needed of each worker, by the extract's number for them."""
    found: dict[str, Row] = {}
    for row in islice(rows, MOST):
        try:
            number = reading.number(row, "PROF_PROFESSIONAL_ID", Why.NO_SUCH_WORKER)
            found[number] = Row(row.file, row.line, {name: row[name] for name in _COLUMNS})
        except BadRow as bad:
            reading.report.leave_out(row.file, row.line, bad.why, bad.column)
    return found


def notes_on_unknown(workers: Mapping[str, Row], names: Mapping[str, str]) -> list[str]:
    """Workers without an account, by the case system's number for them: never by name in a log. `names`: of
    teams, by their number."""
    notes = []
    for number, row in islice(workers.items(), MOST_NAMED):
        team = names.get(row["PROF_PROFESSIONAL_DEPARTMENT"], row["PROF_PROFESSIONAL_DEPARTMENT"])
        what = ", ".join(words for words in (row["PROF_PROFESSIONAL_JOB_TITLE"], team) if words)
        notes.append(
            f"{row.file}, line {row.line}: worker {row['PROF_STAFF_ID'] or number}"
            f"{f' ({what})' if what else ''} has no account here; nobody was linked to them"
        )
    if len(workers) > MOST_NAMED:
        notes.append(f"{len(workers) - MOST_NAMED:,} more workers have no account here")
    return notes
