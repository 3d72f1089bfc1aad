"""The Standard Safeguarding Dataset's table of the voice of the child, for the case system's extract.

One line a statement about a safety plan, Y or N or blank for each of its five questions. Nothing else leaves:
no words, no names."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.models import Identifier, YoungPerson
from portal.people.rules.numbers import NumberKind
from portal.vault import keys
from portal.voice.models import Addition, Reply, Statement
from portal.voice.rules import Desk
from portal.voice.rules.occasions import SSD_QUESTIONS

TABLE = "ssd_voice_of_child"
COLUMNS = ("voch_table_id", "voch_person_id", *SSD_QUESTIONS)
LONGEST_ID = 48
_SAYS = {"yes": "Y", "no": "N"}
_AT_ONCE = 500


def export_ssd_command(out: Path) -> int:
    """Write the table; a file that is there is not written over. Returns the exit code."""
    try:
        with out.open("x", encoding="utf-8", newline="") as file, db.transaction():
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            count = 0
            for line in lines():
                rows.writerow(line)
                count += 1
    except OSError as fault:
        print(f"{out} cannot be written: {fault.strerror}", file=sys.stderr)
        return 1
    print(f"Wrote {count:,} lines of {TABLE} to {out}.")
    return 0


def lines() -> Iterator[tuple[str, ...]]:
    """A line for each statement that answers one of the five, the oldest first. Not what was taken back, nor
    what nobody has read yet, nor what they changed, nor anything that was said to an advocate."""
    ids = db.session.scalars(
        sa.select(Statement.id)
        .where(
            Statement.desk == Desk.COUNCIL,
            Statement.read_at.is_not(None),
            Statement.taken_back_at.is_(None),
            sa.exists().where(Reply.statement_id == Statement.id, Reply.prompt.in_(SSD_QUESTIONS)),
            ~sa.exists().where(Addition.statement_id == Statement.id, Addition.replaces.is_(True)),
        )
        .order_by(Statement.sent_at, Statement.id)
    ).all()
    for first in range(0, len(ids), _AT_ONCE):
        yield from _some(ids[first : first + _AT_ONCE])


def _some(ids: Sequence[UUID]) -> Iterator[tuple[str, ...]]:
    owners = db.session.execute(
        sa.select(Statement.id, Statement.young_person_id)
        .where(Statement.id.in_(ids))
        .order_by(Statement.sent_at, Statement.id)
    ).all()
    keys.preload(young_person_id for _, young_person_id in owners)
    numbers = _numbers({young_person_id for _, young_person_id in owners})
    picked = {
        (row.statement_id, row.prompt): row.choice
        for row in db.session.execute(
            sa.select(Reply.statement_id, Reply.prompt, Reply.choice).where(
                Reply.statement_id.in_(ids), Reply.prompt.in_(SSD_QUESTIONS)
            )
        )
    }
    for statement_id, young_person_id in owners:
        answers = (_SAYS.get(picked.get((statement_id, key), ""), "") for key in SSD_QUESTIONS)
        yield (str(statement_id), numbers.get(young_person_id, "")[:LONGEST_ID], *answers)


def _numbers(young_people: set[UUID]) -> dict[UUID, str]:
    """The case system's own number of each; where it is not known, the return's."""
    people = db.session.scalars(sa.select(YoungPerson).where(YoungPerson.id.in_(young_people)))
    found: dict[UUID, str] = {person.id: person.child_ref for person in people}
    known = db.session.scalars(
        sa.select(Identifier)
        .where(Identifier.young_person_id.in_(young_people), Identifier.kind == NumberKind.SSD.value)
        .order_by(Identifier.id)
    )
    return found | {row.young_person_id: row.value for row in known}
