"""Groups as those who keep them see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from portal.participation.presenters.groups import ages_words
from portal.participation.queries import groups as queries
from portal.participation.queries import notes
from portal.participation.queries.inviting import Candidate
from portal.participation.rules.groups import Place
from portal.people import queries as people
from portal.policy.viewer import Viewer


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    group: Any
    ages: str
    members: int
    asked: int


@dataclass(frozen=True)
class Person:
    """Somebody in a group, was invited, or asked."""

    place: Any
    name: str
    age: int | None


@dataclass(frozen=True)
class KeptGroup:
    """One group and everybody around it."""

    ages: str
    is_shut: bool
    asked: Sequence[Person]
    members: Sequence[Person]
    invited: Sequence[Person]
    over: Sequence[Person]


def listed(on: date, *, ended: bool = False) -> list[Listed]:
    groups = queries.all_groups(on, ended=ended)
    counts = queries.how_many_in([group.id for group in groups])
    return [
        Listed(
            group,
            ages_words(group.youngest, group.oldest),
            counts[group.id][Place.MEMBER],
            counts[group.id][Place.ASKED],
        )
        for group in groups
    ]


def notes_waiting(viewer: Viewer, wait_days: int) -> list[tuple[UUID, str]]:
    """Where a second person is asked about a note: the place to open, and whose it is."""
    found = notes.waiting(viewer, wait_days)
    places = queries.places_for([one for one, _name in found])
    return [(places[one], name) for one, name in found if one in places]


def of_group(group: Any, on: date) -> KeptGroup:
    places = queries.places_in(group.id)
    known = people.several(one.young_person_id for one in places)
    by: dict[Place, list[Person]] = {place: [] for place in Place}
    for one in places:
        person = known.get(one.young_person_id)
        if person is not None:
            by[one.place].append(Person(one, person.name, people.age_on(person, on)))
    live = {
        one.place.young_person_id for kind in (Place.MEMBER, Place.INVITED, Place.ASKED) for one in by[kind]
    }
    over = [*by[Place.SAID_NO], *by[Place.NOT_NOW], *by[Place.LEFT]]
    return KeptGroup(
        ages_words(group.youngest, group.oldest),
        queries.is_shut(group, on),
        by[Place.ASKED],
        sorted(by[Place.MEMBER], key=lambda one: one.name),
        by[Place.INVITED],
        [one for one in over if one.place.young_person_id not in live][:30],
    )


def as_typed(group: Any) -> dict[str, Any]:
    """What the form of a group begins with."""
    return {
        "name": group.name,
        "kind": group.kind.value,
        "about": group.about,
        "youngest": group.youngest,
        "oldest": group.oldest,
        "joining": group.joining.value,
        "ends_on": group.ends_on,
    }


def candidate_words(one: Candidate) -> str:
    """A name with the age, to tick."""
    return str(_("%(name)s, %(age)s", name=one.name, age=one.age)) if one.age is not None else one.name


def candidate_why(one: Candidate) -> str:
    """Why somebody is not there to tick. Of those kept apart never why."""
    if one.is_inside:
        return str(_("is in this group, was invited or asked"))
    if one.cannot:
        return str(_("cannot be invited to this group; another may suit them"))
    if one.said_no:
        return str(_("said no not long ago"))
    return str(_("is not of this group’s ages"))
