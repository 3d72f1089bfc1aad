"""Adding young people and changing what is known about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people import queries
from portal.people.models import NameToken, YoungPerson
from portal.people.rules import Reason, number_of, tokens_of
from portal.vault import keys


@dataclass(frozen=True)
class Facts:
    """What a page or an import says about a young person. Blank means not known, None that nothing is
    said."""

    full_name: str = ""
    called: str = ""
    born_on: date | None = None
    child_ref: str = ""
    sex: str = ""
    ethnicity: str = ""
    language: str | None = None
    faith: str | None = None
    disability: str | None = None


def add_young_person(
    facts: Facts,
    *,
    by: UUID | None,
    role: str = "",
    source: str = "hand",
    send_once: UUID | None = None,
) -> YoungPerson:
    """A new young person with a data key of their own. The same form sent twice adds one; changed in between
    it adds another. Raises Refused: no name, number taken."""
    person = _begun(send_once or uuid4(), source)
    if person is None:
        there = db.session.get(YoungPerson, send_once)
        if there is not None and _says_the_same(there, facts):
            return there
        person = _begun(uuid4(), source)
    if person is None:
        raise RuntimeError("two random ids were the same")
    keys.make_for(person.id)
    _check(facts, person.id)
    _put(person, facts)
    audit.record(
        "add_young_person",
        by=by,
        role=role,
        young_person_id=person.id,
        subject=("young_person", person.id),
    )
    return person


def _begun(person_id: UUID, source: str) -> YoungPerson | None:
    """An empty row with this id, in its place before anything is sealed; None when the id is taken."""
    now = clock.now()
    person = YoungPerson(id=person_id, made_at=now, changed_at=now, source=source)
    try:
        with db.session.begin_nested():
            db.session.add(person)
            db.session.flush()
    except IntegrityError:
        return None
    return person


def _says_the_same(person: YoungPerson, facts: Facts) -> bool:
    known = (person.full_name, person.called, person.born_on, person.child_ref)
    return known == (facts.full_name, facts.called, facts.born_on, number_of(facts.child_ref))


def change_young_person(person: YoungPerson, facts: Facts, *, seen_at: datetime | None = None) -> None:
    """Put new facts in place of the old. `seen_at` is `changed_at` as the page showed it.

    Raises Refused when somebody else changed them meanwhile, without a name, or when the number is taken."""
    if seen_at is not None and seen_at != person.changed_at:
        raise Refused(Reason.CHANGED_MEANWHILE)
    _check(facts, person.id)
    person.changed_at = clock.now()
    _put(person, facts)


def _check(facts: Facts, person_id: UUID | None) -> None:
    if not (facts.full_name or facts.called or facts.child_ref):
        raise Refused(Reason.NO_NAME)
    if facts.child_ref and queries.with_number(facts.child_ref) not in (None, person_id):
        raise Refused(Reason.NUMBER_TAKEN)


def _put(person: YoungPerson, facts: Facts) -> None:
    """Write the facts; should somebody else take the number at the same moment, they were first."""
    try:
        with db.session.begin_nested():
            db.session.add(person)
            _write(person, facts)
            db.session.flush()
    except IntegrityError:
        raise Refused(Reason.NUMBER_TAKEN) from None


def _write(person: YoungPerson, facts: Facts) -> None:
    number = number_of(facts.child_ref)
    if facts.full_name != person.full_name:
        person.name_source = "hand"
    person.full_name, person.called, person.born_on = facts.full_name, facts.called, facts.born_on
    person.child_ref = number
    person.child_ref_hash = queries.number_hash(number) if number else None
    person.sex, person.ethnicity = facts.sex, facts.ethnicity
    for name in ("language", "faith", "disability"):
        if (said := getattr(facts, name)) is not None:
            setattr(person, name, said)
    write_tokens(person.id, tokens_of(facts.full_name, facts.called))


def write_tokens(person_id: UUID, words: set[str]) -> None:
    """By these words of their names they are found from now on."""
    wanted = {keys.blind("name", word) for word in words}
    db.session.flush()
    there = set(db.session.scalars(sa.select(NameToken.token).where(NameToken.young_person_id == person_id)))
    if gone := there - wanted:
        db.session.execute(
            sa.delete(NameToken).where(NameToken.young_person_id == person_id, NameToken.token.in_(gone))
        )
    db.session.add_all(NameToken(young_person_id=person_id, token=token) for token in wanted - there)
