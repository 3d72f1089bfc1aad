"""Comparing the return's facts with what is held, and writing what is new. Few queries, however many rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit import clock
from portal.people import queries
from portal.people.imports.parsing import ChildRow, EpisodeRow, ReviewRow
from portal.people.models import Episode, ReviewHeld, YoungPerson
from portal.people.rules import number_of
from portal.vault import keys

T = TypeVar("T")
_CHUNK = 500  # values in one IN list


class Cohort:
    """Every young person a return names, with their episodes and reviews, loaded before the first change."""

    def __init__(self, numbers: Iterable[str]) -> None:
        hashes = {queries.number_hash(number): number_of(number) for number in numbers}
        self.people: dict[str, YoungPerson] = {}
        for some in _chunks(list(hashes)):
            for person in db.session.scalars(
                sa.select(YoungPerson).where(YoungPerson.child_ref_hash.in_(some))
            ):
                self.people[hashes[person.child_ref_hash or b""]] = person
        ids = [person.id for person in self.people.values()]
        for some_ids in _chunks(ids):
            keys.preload(some_ids)
        self.episodes = {(e.young_person_id, e.started_on): e for e in _belonging(Episode, ids)}
        self.reviews = {(r.young_person_id, r.held_on): r for r in _belonging(ReviewHeld, ids)}
        self.touched: dict[UUID, None] = {}
        self._made: list[Any] = []

    def find(self, number: str) -> YoungPerson | None:
        """Whose number it is, or None."""
        return self.people.get(number_of(number))

    def put_child(self, number: str, row: ChildRow) -> str:
        """Add a young person or bring their facts up to date; says `added`, `changed` or `unchanged`."""
        person = self.find(number)
        if person is None:
            self._touch(self._add(number, row))
            return "added"
        same = _update(person, {"born_on": row.born_on, "sex": row.sex, "ethnicity": row.ethnicity})
        return self._said(person, same)

    def put_fact(self, person: YoungPerson, name: str, value: date | str) -> str:
        """Set one fact of a young person (`unaccompanied_until`, `in_touch`)."""
        was_empty = not getattr(person, name)
        same = _update(person, {name: value})
        said = self._said(person, same)
        return "added" if was_empty and not same else said

    def put_episode(self, person: YoungPerson, row: EpisodeRow) -> str:
        held = self.episodes.get((person.id, row.started_on))
        return self._put(person, held, Episode, asdict(row))

    def put_review(self, person: YoungPerson, row: ReviewRow) -> str:
        held = self.reviews.get((person.id, row.held_on))
        return self._put(person, held, ReviewHeld, asdict(row))

    def write(self, *, by: UUID | None) -> None:
        """Flush everything, with one event for each young person whose record changed."""
        db.session.flush()  # young people before what belongs to them
        db.session.add_all(self._made)
        db.session.flush()
        for person_id in self.touched:
            audit.record(
                "import_903",
                by=by,
                role="" if by else "import",
                young_person_id=person_id,
                subject=("young_person", person_id),
            )
        db.session.flush()

    def _put(
        self, person: YoungPerson, held: Any, kind: type[Episode | ReviewHeld], facts: dict[str, Any]
    ) -> str:
        if held is not None:
            return self._said(person, _update(held, facts))
        made = kind(young_person_id=person.id)
        for name, value in facts.items():
            setattr(made, name, value)
        self._made.append(made)
        self._touch(person)
        return "added"

    def _add(self, number: str, row: ChildRow) -> YoungPerson:
        now = clock.now()
        person = YoungPerson(made_at=now, changed_at=now, source="ssda903", in_touch="")
        keys.make_for(person.id)
        person.child_ref = number_of(number)
        person.child_ref_hash = queries.number_hash(number)
        person.born_on, person.sex, person.ethnicity = row.born_on, row.sex, row.ethnicity
        db.session.add(person)
        self.people[person.child_ref] = person
        return person

    def _said(self, person: YoungPerson, same: bool) -> str:
        if same:
            return "unchanged"
        person.changed_at = clock.now()
        self._touch(person)
        return "changed"

    def _touch(self, person: YoungPerson) -> None:
        self.touched[person.id] = None


def _update(row: Any, facts: dict[str, Any]) -> bool:
    """Set what differs; True when nothing did."""
    different = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return not different


def _belonging(kind: type[T], ids: list[UUID]) -> Iterator[T]:
    for some in _chunks(ids):
        yield from db.session.scalars(sa.select(kind).where(kind.young_person_id.in_(some)))  # type: ignore[attr-defined]  # both tables have it


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
