"""Comparing the return's facts with what is held, and writing what is new. Few queries, however many rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit import clock
from portal.people import queries
from portal.people.imports.parsing import ChildRow, EpisodeRow, ReviewRow
from portal.people.models import Episode, Identifier, ReviewHeld, YoungPerson
from portal.people.rules import number_of
from portal.people.rules.numbers import MAY_BE_THE_RETURNS
from portal.vault import keys

T = TypeVar("T")
_CHUNK = 500  # values in one IN list


class Cohort:
    """The young people some rows name, with their episodes and reviews, loaded before the first change."""

    def __init__(self, numbers: Iterable[str]) -> None:
        hashes = {queries.number_hash(number): number_of(number) for number in numbers}
        self.people: dict[str, YoungPerson] = {}
        for some in _chunks(list(hashes)):
            for person in db.session.scalars(
                sa.select(YoungPerson).where(YoungPerson.child_ref_hash.in_(some))
            ):
                self.people[hashes[person.child_ref_hash or b""]] = person
        self._by_identifier = _found_by_identifier(
            {value: number for value, number in hashes.items() if number not in self.people}
        )
        ids = [person.id for person in (*self.people.values(), *self._by_identifier.values())]
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
            if (known := self._by_identifier.get(number_of(number))) and known.born_on == row.born_on:
                return self._take(known, number, row)
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
        """Add an episode or bring it up to date. What the fresher extract says has ended, no return opens."""
        held = self.episodes.get((person.id, row.started_on))
        facts = dict(vars(row))
        if held is not None and held.source == "ssd" and held.ended_on and not row.ended_on:
            del facts["ended_on"], facts["reason_ended"]
        return self._put(person, held, Episode, facts)

    def put_review(self, person: YoungPerson, row: ReviewRow) -> str:
        held = self.reviews.get((person.id, row.held_on))
        return self._put(person, held, ReviewHeld, dict(vars(row)))

    def write(self, *, by: UUID | None, is_new: Callable[[UUID], bool], action: str = "import_903") -> None:
        """Flush everything, with one event a run (`is_new`) for each young person whose record changed."""
        db.session.flush()  # young people before what belongs to them
        db.session.add_all(self._made)
        db.session.flush()
        for person_id in self.touched:
            if is_new(person_id):
                audit.record(
                    action,
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
        made: Any = kind(young_person_id=person.id)
        for name, value in facts.items():
            setattr(made, name, value)
        self._made.append(made)
        self._hold(made)
        self._touch(person)
        return "added"

    def _hold(self, made: Episode | ReviewHeld) -> None:
        if isinstance(made, Episode):
            self.episodes[made.young_person_id, made.started_on] = made
        else:
            self.reviews[made.young_person_id, made.held_on] = made

    def _add(self, number: str, row: ChildRow) -> YoungPerson:
        now = clock.now()
        person = YoungPerson(made_at=now, changed_at=now, source="ssda903", name_source="", in_touch="")
        keys.make_for(person.id)
        person.child_ref = number_of(number)
        person.child_ref_hash = queries.number_hash(number)
        person.born_on, person.sex, person.ethnicity = row.born_on, row.sex, row.ethnicity
        db.session.add(person)
        self.people[person.child_ref] = person
        return person

    def _take(self, person: YoungPerson, number: str, row: ChildRow) -> str:
        """The case system brought them already, with this number among theirs."""
        person.child_ref, person.child_ref_hash = number_of(number), queries.number_hash(number)
        self.people[number_of(number)] = person
        _update(person, {name: said for name in ("sex", "ethnicity") if (said := getattr(row, name))})
        return self._said(person, False)

    def _said(self, person: YoungPerson, same: bool) -> str:
        if same:
            return "unchanged"
        person.changed_at = clock.now()
        self._touch(person)
        return "changed"

    def _touch(self, person: YoungPerson) -> None:
        self.touched[person.id] = None


def _found_by_identifier(wanted: dict[bytes, str]) -> dict[str, YoungPerson]:
    """Young people without a number of the return's who have one of these among their numbers elsewhere; a
    number that several have finds nobody."""
    found: dict[str, list[YoungPerson]] = {}
    for some in _chunks(list(wanted)):
        rows = db.session.execute(
            sa.select(Identifier.value_hash, YoungPerson)
            .join(YoungPerson, YoungPerson.id == Identifier.young_person_id)
            .where(
                Identifier.value_hash.in_(some),
                Identifier.kind.in_(MAY_BE_THE_RETURNS),
                YoungPerson.child_ref_hash.is_(None),
                YoungPerson.merged_into_id.is_(None),
            )
        )
        for value_hash, person in rows:
            people = found.setdefault(wanted[value_hash], [])
            if person not in people:
                people.append(person)
    return {number: people[0] for number, people in found.items() if len(people) == 1}


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
