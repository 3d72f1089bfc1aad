"""Making two records one, where a person says they are the same young person; and undoing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people import queries
from portal.people.commands.facts import write_tokens
from portal.people.models import (
    CareLink,
    Episode,
    Identifier,
    Merge,
    NotTheSame,
    ReviewHeld,
    ReviewPlanned,
    SupportSpan,
    YoungPerson,
)
from portal.people.queries import merging
from portal.people.rules import tokens_of
from portal.people.rules.merging import stays, why_not_merge

_FIELDS = (
    *("full_name", "called", "born_on", "sex", "ethnicity", "unaccompanied_until", "in_touch"),
    *("language", "faith", "disability", "died_on"),
)
_BLANK: dict[str, Any] = dict.fromkeys(("born_on", "unaccompanied_until", "died_on"))
_TABLES: dict[str, tuple[type[Any], tuple[str, ...], tuple[str, ...]]] = {
    "care_links": (CareLink, (), ()),
    "support_spans": (SupportSpan, ("kind", "from_on", "source"), ()),
    "reviews_held": (ReviewHeld, ("held_on",), ()),
    "reviews_planned": (ReviewPlanned, ("__tablename__",), ()),  # one each: where both have one, theirs stays
    "episodes": (Episode, ("started_on",), ("home_postcode", "placed_postcode")),
    "identifiers": (Identifier, ("kind", "value_hash"), ("value",)),
}
"""What goes over: the table, what makes two rows of it the same, what is sealed for its owner."""


def merge(one: YoungPerson, other: YoungPerson, *, by: UUID | None, role: str = "") -> Merge:
    """They are one young person from now on: what imports brought to one goes to the record that stays. The
    other
    is found no more. Raises Refused."""
    half, second = merging.half_of(one), merging.half_of(other)
    if why := why_not_merge(half, second, same=one.id == other.id):
        raise Refused(why)
    kept, left = (one, other) if stays(half, second) else (other, one)
    moved: dict[str, Any] = {table: _move(table, left, kept) for table in _TABLES}
    _look_anew_at_plans(kept)
    moved["fields"] = _fill(kept, left)
    moved["number"] = _give_number(left, kept)
    left.merged_into_id = kept.id
    now = clock.now()
    kept.changed_at = left.changed_at = now
    db.session.flush()
    write_tokens(kept.id, tokens_of(kept.full_name, kept.called))
    db.session.flush()
    row = Merge(kept_id=kept.id, left_id=left.id, by=by, at=now, moved=moved)
    db.session.add(row)
    _record("merge", (kept, left), row, by, role)
    db.session.flush()
    row.moved = {**moved, "rows": merging.rows_about(kept.id)}
    db.session.flush()
    return row


def undo_merge(row: Merge, *, by: UUID | None, role: str = "") -> None:
    """They are two again, as before. Raises Refused when anything followed."""
    kept, left = queries.get(row.kept_id), queries.get(row.left_id)
    if kept is None or left is None:
        raise RuntimeError("a merge without its records")
    if why := merging.why_not_undo_now(row):
        raise Refused(why)
    left.merged_into_id = None
    for table in _TABLES:
        _move(table, kept, left, only={UUID(text) for text in row.moved.get(table, ())})
    _look_anew_at_plans(left)
    for name in row.moved["fields"]:
        setattr(kept, name, _BLANK.get(name, ""))
    if row.moved["number"]:
        _give_number(kept, left)
    kept.changed_at = left.changed_at = row.undone_at = clock.now()
    row.undone_by = by
    db.session.flush()
    write_tokens(kept.id, tokens_of(kept.full_name, kept.called))
    _record("undo_merge", (kept, left), row, by, role)
    db.session.flush()


def say_not_the_same(one: YoungPerson, other: YoungPerson, *, by: UUID | None, role: str = "") -> None:
    """They are two: the page offers them together no more. Saying it twice changes nothing."""
    if merging.are_not_the_same(one.id, other.id):
        return
    first, second = sorted((one.id, other.id), key=lambda found: found.hex)
    row = NotTheSame(one_id=first, other_id=second, by=by, at=clock.now())
    db.session.add(row)
    _record("not_the_same", (one, other), row, by, role)
    db.session.flush()


def _move(
    table: str, source: YoungPerson, target: YoungPerson, *, only: set[UUID] | None = None
) -> list[str]:
    """Rows of one become the other's, sealed anew under their key; what both have stays where it is."""
    kind, same_by, sealed = _TABLES[table]
    there = {_key(row, same_by) for row in _rows(kind, target.id)} if same_by else set()
    moved = []
    for row in _rows(kind, source.id):
        if (only is None and same_by and _key(row, same_by) in there) or (
            only is not None and row.id not in only
        ):
            continue
        words = {name: getattr(row, name) for name in sealed}
        row.young_person_id = target.id
        for name, text in words.items():
            setattr(row, name, text)
        moved.append(str(row.id))
    db.session.flush()
    return moved


def _look_anew_at_plans(person: YoungPerson) -> None:
    """The day that the case system has planned is news to the review of whoever has the plan now."""
    db.session.execute(
        sa.update(ReviewPlanned).where(ReviewPlanned.young_person_id == person.id).values(taken_on=None)
    )


def _key(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _rows(kind: type[Any], young_person_id: UUID) -> list[Any]:
    return list(db.session.scalars(sa.select(kind).where(kind.young_person_id == young_person_id)))


def _fill(kept: YoungPerson, left: YoungPerson) -> list[str]:
    """What only the other knew is known from now on; which fields those were."""
    filled = [name for name in _FIELDS if not getattr(kept, name) and getattr(left, name)]
    for name in filled:
        setattr(kept, name, getattr(left, name))
    if "full_name" in filled:
        kept.name_source = left.name_source
    return filled


def _give_number(source: YoungPerson, target: YoungPerson) -> bool:
    if not source.child_ref_hash:
        return False
    number, found = source.child_ref, source.child_ref_hash
    source.child_ref, source.child_ref_hash = "", None
    db.session.flush()  # the number is nobody's for a moment: it is unique
    target.child_ref, target.child_ref_hash = number, found
    db.session.flush()
    return True


def _record(
    action: str, people: tuple[YoungPerson, YoungPerson], row: Merge | NotTheSame, by: UUID | None, role: str
) -> None:
    for person in people:
        audit.record(action, by=by, role=role, young_person_id=person.id, subject=(action, row.id))
