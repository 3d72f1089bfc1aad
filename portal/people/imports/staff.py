"""`portal people staff-numbers FILE.csv`: which account the case system's number of a worker belongs to.

A CSV with `email`, and `staff_id` or `registration` or both. Without it the extract's workers are nobody
here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.people import queries
from portal.people.imports.parsing import BadRow
from portal.people.imports.reading import Row, rows_of
from portal.people.imports.report import Report, Why
from portal.people.models import StaffIdentifier
from portal.people.rules.numbers import REGISTRATION, STAFF

FindAccount = Callable[[str], UUID | None]


def import_staff_numbers(file: Path, find_account: FindAccount, *, by: UUID | None = None) -> Report:
    """Read the file into the caller's transaction. Raises FileNotFoundError for no file."""
    if not file.is_file():
        raise FileNotFoundError(file)
    report = Report()
    for row in rows_of(file.parent, file.name.lower(), ("EMAIL",), report, must=True):
        try:
            report.put(_put(row, find_account, by), row.file, row.line)
        except BadRow as bad:
            report.leave_out(row.file, row.line, bad.why, bad.column)
    return report


def _put(row: Row, find_account: FindAccount, by: UUID | None) -> str:
    account_id = find_account(row["EMAIL"])
    if account_id is None:
        raise BadRow(Why.WORKER_NOT_KNOWN, "email")
    numbers = [(STAFF, row["STAFF_ID"]), (REGISTRATION, row["REGISTRATION"])]
    if not any(value for _, value in numbers):
        raise BadRow(Why.NO_SUCH_WORKER, "staff_id")
    held = [(kind, value, _held(kind, value)) for kind, value in numbers if value]
    if any(there and there.account_id != account_id for _, _, there in held):
        raise BadRow(Why.SAYS_OTHERWISE, "staff_id")
    new = [(kind, value) for kind, value, there in held if there is None]
    for kind, value in new:
        made = StaffIdentifier(account_id=account_id, kind=kind, value_hash=queries.number_hash(value))
        made.value = value
        db.session.add(made)
    if new:
        audit.record("set_staff_number", by=by, role="" if by else "import", subject=("account", account_id))
    db.session.flush()
    return "added" if new else "unchanged"


def _held(kind: str, value: str) -> StaffIdentifier | None:
    return db.session.scalar(
        sa.select(StaffIdentifier).where(
            StaffIdentifier.kind == kind, StaffIdentifier.value_hash == queries.number_hash(value)
        )
    )


def staff_numbers_command(file: Path, find_account: FindAccount, as_json: bool = False) -> int:
    """0 done, 1 nothing could be read, 2 no such file."""
    try:
        with db.transaction():
            report = import_staff_numbers(file, find_account)
    except FileNotFoundError:
        words = f"{file} is no file"
        print(json.dumps({"error": words}) if as_json else words)
        return 2
    print(json.dumps(report.as_json(), indent=2) if as_json else report.as_text())
    return 1 if report.is_empty else 0
