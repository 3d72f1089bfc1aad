"""One young person and the facts about them: homes, reviews held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import flask
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.people import rules
from portal.people.models import Episode, Identifier, ReviewHeld, YoungPerson
from portal.settings import Settings
from portal.vault import keys


def today() -> date:
    """The council's date now, inside a request or an app context."""
    settings: Settings = flask.current_app.extensions["heard.settings"]
    return clock.today(settings.time_zone)


def zone() -> ZoneInfo:
    """The council's time zone, inside a request or an app context."""
    settings: Settings = flask.current_app.extensions["heard.settings"]
    return settings.time_zone


def get(young_person_id: UUID) -> YoungPerson | None:
    """The young person, or None when there is none with this id."""
    return db.session.get(YoungPerson, young_person_id)


def several(young_person_ids: Iterable[UUID]) -> dict[UUID, YoungPerson]:
    """Many young people by id with two queries, their keys opened."""
    wanted = set(young_person_ids)
    if not wanted:
        return {}
    keys.preload(wanted)
    rows = db.session.scalars(sa.select(YoungPerson).where(YoungPerson.id.in_(wanted)))
    return {person.id: person for person in rows}


def age_on(person: YoungPerson, day: date) -> int | None:
    """Their age in whole years that day; None when the day of birth is unknown."""
    return rules.age_on(person.born_on, day)


def episodes_of(young_person_id: UUID) -> Sequence[Episode]:
    """Their episodes of being looked after, newest first."""
    return db.session.scalars(
        sa.select(Episode)
        .where(Episode.young_person_id == young_person_id)
        .order_by(Episode.started_on.desc())
    ).all()


def reviews_of(young_person_id: UUID) -> Sequence[ReviewHeld]:
    """Reviews that were held, newest first."""
    return db.session.scalars(
        sa.select(ReviewHeld)
        .where(ReviewHeld.young_person_id == young_person_id)
        .order_by(ReviewHeld.held_on.desc())
    ).all()


def identifiers_of(young_person_id: UUID) -> Sequence[Identifier]:
    """The numbers other systems have for them."""
    return db.session.scalars(
        sa.select(Identifier)
        .where(Identifier.young_person_id == young_person_id)
        .order_by(Identifier.kind, Identifier.id)
    ).all()


def with_number(child_ref: str) -> UUID | None:
    """Whose number this is, or None."""
    return db.session.scalar(
        sa.select(YoungPerson.id).where(YoungPerson.child_ref_hash == number_hash(child_ref))
    )


def number_hash(child_ref: str) -> bytes:
    """The keyed hash by which a council's own number is found."""
    return keys.blind("child ref", rules.number_of(child_ref))
