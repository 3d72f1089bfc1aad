"""Whom the extract speaks of: found by number, never by name; added where nobody here has their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit import clock
from portal.people import queries
from portal.people.commands.facts import write_tokens
from portal.people.imports.parsing import BadRow
from portal.people.imports.report import Why
from portal.people.imports.seen import Seen
from portal.people.imports.ssd_rows import PersonRow
from portal.people.models import Identifier, YoungPerson
from portal.people.rules import age_on, tokens_of
from portal.people.rules.numbers import NumberKind
from portal.people.rules.support import LEAVER_TO
from portal.vault import keys

ACTION = "import_ssd"
T = TypeVar("T")
_CHUNK = 500

Numbers = list[tuple[NumberKind, str]]
"""Numbers a young person has elsewhere, the older system's first."""


@dataclass
class People:
    """The young people of one batch, by the case system's number for them."""

    found: dict[str, YoungPerson] = field(default_factory=dict)
    touched: dict[UUID, None] = field(default_factory=dict)

    @classmethod
    def of(cls, numbers: Iterable[str]) -> People:
        """Those known already by the case system's number, their keys opened."""
        hashes = {queries.number_hash(number): number for number in numbers}
        people = cls()
        for some in chunks(list(hashes)):
            rows = db.session.execute(
                sa.select(Identifier.value_hash, YoungPerson)
                .join(YoungPerson, YoungPerson.id == Identifier.young_person_id)
                .where(Identifier.kind == NumberKind.SSD, Identifier.value_hash.in_(some))
            )
            people.found.update({hashes[row[0]]: row[1] for row in rows})
        for part in chunks([person.id for person in people.found.values()]):
            keys.preload(part)
        return people

    def get(self, number: str) -> YoungPerson:
        """Who has this number. Raises BadRow for nobody."""
        if number not in self.found:
            raise BadRow(Why.NO_SUCH_PERSON)
        return self.found[number]

    def said(self, person: YoungPerson, *, same: bool, said: str = "changed") -> str:
        """`unchanged`, or what became of the row; the young person's record is touched then."""
        if same:
            return "unchanged"
        person.changed_at = clock.now()
        self.touched[person.id] = None
        return said

    def write(self, seen: Seen, by: UUID | None) -> None:
        """Flush, with one event a run for each young person whose record changed."""
        db.session.flush()
        for person_id in self.touched:
            if seen.is_new("event", str(person_id)):
                audit.record(
                    ACTION,
                    by=by,
                    role="" if by else "import",
                    young_person_id=person_id,
                    subject=("young_person", person_id),
                )
        db.session.flush()


class Matching:
    """Puts the rows of `ssd_person` to young people."""

    def __init__(self, people: People, linked: Callable[[str], Numbers], today: date) -> None:
        self.people, self.linked, self.today = people, linked, today

    def put(self, row: PersonRow) -> str:
        numbers = self._numbers(row)
        person, said = self.people.found.get(row.number), "changed"
        if person is None:
            person, said = self._matched(row, numbers), "changed"
        if person is None:
            person, said = self._added(row), "added"
        self.people.found[row.number] = person
        if person.source == "ssd" or person.born_on is None:
            same = update(person, {"born_on": row.born_on})
        elif person.born_on == row.born_on:
            same = True
        else:
            raise BadRow(Why.OTHER_BIRTH, "pers_dob")
        same &= self._write_name(person, row)
        same &= update(
            person, {name: value for name in ("sex", "ethnicity") if (value := getattr(row, name))}
        )
        same &= update(person, {"died_on": row.died_on} if row.died_on else {})
        same &= self._write_numbers(person, [(NumberKind.SSD, row.number), *numbers])
        return self.people.said(person, same=same and said != "added", said=said)

    def _numbers(self, row: PersonRow) -> Numbers:
        legacy: Numbers = [(NumberKind.LEGACY, row.legacy)] if row.legacy else []
        return legacy + self.linked(row.number)

    def _matched(self, row: PersonRow, numbers: Numbers) -> YoungPerson | None:
        """The one young person whose return's number is among these and whose day of birth agrees."""
        hashes = {queries.number_hash(value) for _, value in numbers}
        with_ssd = sa.exists().where(
            Identifier.young_person_id == YoungPerson.id, Identifier.kind == NumberKind.SSD
        )
        people = db.session.scalars(
            sa.select(YoungPerson).where(YoungPerson.child_ref_hash.in_(hashes), ~with_ssd)
        ).all()
        if len(people) != 1 or people[0].born_on not in (None, row.born_on):
            return None
        return people[0]

    def _added(self, row: PersonRow) -> YoungPerson:
        age = age_on(row.born_on, self.today)
        if age is not None and age > LEAVER_TO:
            raise BadRow(Why.TOO_OLD, "pers_dob")
        if row.died_on:
            raise BadRow(Why.HAS_DIED, "pers_death_date")
        now = clock.now()
        person = YoungPerson(made_at=now, changed_at=now, source="ssd", name_source="", in_touch="")
        keys.make_for(person.id)
        db.session.add(person)
        db.session.flush()
        return person

    def _write_name(self, person: YoungPerson, row: PersonRow) -> bool:
        """The extract's name, unless a person wrote one here."""
        if not row.name or (person.name_source == "hand" and person.full_name):
            return True
        same = update(person, {"full_name": row.name})
        if not person.called:
            same &= update(person, {"called": row.forename})
        if not same:
            person.name_source = "ssd"
            write_tokens(person.id, tokens_of(person.full_name, person.called))
        return same

    def _write_numbers(self, person: YoungPerson, numbers: Numbers) -> bool:
        there = {
            (row.kind, row.value_hash)
            for row in db.session.scalars(
                sa.select(Identifier).where(Identifier.young_person_id == person.id)
            )
        }
        same = True
        for kind, value in numbers:
            found = queries.number_hash(value)
            if (kind.value, found) not in there:
                there.add((kind.value, found))
                row = Identifier(young_person_id=person.id, kind=kind.value, value_hash=found)
                row.value = value
                db.session.add(row)
                same = False
        return same


def update(row: Any, facts: dict[str, Any]) -> bool:
    """Set what differs; True when nothing did."""
    different = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return not different


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Parts that fit into one query."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
