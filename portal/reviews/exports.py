"""The yearly return's file of reviews (SSDA903): a line a review that was held in its year.

Four columns, as the return has them, and nothing else leaves: no names. The return's year is 1 April to 31
March; without days that were asked for, it is the one that runs."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.models import ReviewHeld, YoungPerson
from portal.vault import keys

COLUMNS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")
_DAY = "%d/%m/%Y"
_AT_ONCE = 500


def return_year(today: date) -> tuple[date, date]:
    """The first and last day of the return's year that holds this day."""
    first = date(today.year if today >= date(today.year, 4, 1) else today.year - 1, 4, 1)
    return first, date(first.year + 1, 3, 31)


def export_903_command(out: Path, first: date, last: date) -> int:
    """Write the file; one that is there is not written over. Returns the exit code."""
    if first > last:
        print("--from is after --to.", file=sys.stderr)
        return 1
    left_out = count = 0
    try:
        with out.open("x", encoding="utf-8", newline="") as file, db.transaction():
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            for line in lines(first, last):
                if line is None:
                    left_out += 1
                    continue
                rows.writerow(line)
                count += 1
    except OSError as fault:
        print(f"{out} cannot be written: {fault.strerror}", file=sys.stderr)
        return 1
    print(f"Wrote {count:,} reviews held from {first:{_DAY}} to {last:{_DAY}} to {out}.")
    if left_out:
        print(
            f"{left_out:,} were left out: the young person has no number or day of birth, or nobody wrote"
            " down how they took part.",
            file=sys.stderr,
        )
    return 0


def lines(first: date, last: date) -> Iterator[tuple[str, ...] | None]:
    """A line for each review held from `first` to `last`, child by child; None for one that lacks what the
    return must have."""
    in_year = sa.and_(ReviewHeld.held_on >= first, ReviewHeld.held_on <= last)
    ids = db.session.scalars(
        sa.select(ReviewHeld.young_person_id).where(in_year).distinct().order_by(ReviewHeld.young_person_id)
    ).all()
    for start in range(0, len(ids), _AT_ONCE):
        yield from _some(ids[start : start + _AT_ONCE], in_year)


def _some(ids: Sequence[UUID], in_year: sa.ColumnElement[bool]) -> Iterator[tuple[str, ...] | None]:
    keys.preload(ids)
    rows = db.session.execute(
        sa.select(YoungPerson, ReviewHeld.held_on, ReviewHeld.participation)
        .join(ReviewHeld, ReviewHeld.young_person_id == YoungPerson.id)
        .where(YoungPerson.id.in_(ids), YoungPerson.merged_into_id.is_(None), in_year)
        .order_by(YoungPerson.id, ReviewHeld.held_on)
    )
    for person, held_on, code in rows:
        born_on = person.born_on
        if not (person.child_ref and born_on and code):
            yield None
        else:
            yield (person.child_ref, born_on.strftime(_DAY), held_on.strftime(_DAY), code)
