"""Groups as a young person sees them: theirs, those they were invited to, those they may ask to be in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.participation.presenters.groups import ages_words
from portal.participation.queries import groups as queries
from portal.participation.rules.groups import Place, asks_to_stay, fits_age, may_undo_leaving
from portal.people import queries as people
from portal.policy.viewer import Viewer


@dataclass(frozen=True)
class MyGroup:
    """One place of theirs. `asks`: whether they are asked if they wish to stay."""

    place: Any
    group: Any
    asks: str | None = None


@dataclass(frozen=True)
class MyGroups:
    """What the hub's first block shows."""

    invited: Sequence[MyGroup]
    inside: Sequence[MyGroup]
    asked: Sequence[MyGroup]
    left: Sequence[MyGroup]  # may come back with one tap
    answered: Sequence[MyGroup]  # asked, and read why not now
    may_ask: Sequence[tuple[Any, str]]  # group, its ages

    @property
    def is_empty(self) -> bool:
        return not (self.invited or self.inside or self.asked or self.left or self.may_ask)


@dataclass(frozen=True)
class OwnGroup:
    """One group on its member's page."""

    place: Any
    ages: str
    how_many: int | None  # members, where they are enough to give nobody away
    is_shut: bool
    asks: str | None


LEAST_TOLD = 5


def their_id(viewer: Viewer) -> UUID:
    """Whose page it is; the guard lets nobody else in."""
    if viewer.young_person_id is None:
        raise RuntimeError("a page of a young person's own")
    return viewer.young_person_id


def my_groups(viewer: Viewer, on: date) -> MyGroups:
    whose = their_id(viewer)
    places = [one for one in queries.places_of(whose) if not queries.is_shut(one.group, on)]
    live = {one.group_id for one in places if one.is_live}
    person = people.get(whose)
    age = people.age_on(person, on) if person else None
    ended = _care_ended(whose, on) if any(one.place is Place.MEMBER for one in places) else None
    by = {kind: [MyGroup(one, one.group) for one in places if one.place is kind] for kind in Place}
    left = [one for one in by[Place.LEFT] if may_undo_leaving(one.place.left_on, on)]
    left = [one for one in left if one.group.id not in live]
    return MyGroups(
        invited=by[Place.INVITED],
        inside=[
            MyGroup(one.place, one.group, _asks(one.place, one.group, ended, age)) for one in by[Place.MEMBER]
        ],
        asked=by[Place.ASKED],
        left=left,
        answered=[one for one in by[Place.NOT_NOW] if one.place.reply and one.group.id not in live][:3],
        may_ask=[
            (group, ages_words(group.youngest, group.oldest))
            for group in queries.open_to_asking(whose, on)
            if group.id not in live
            and fits_age(age, group.youngest, group.oldest)
            and group.id not in {one.group.id for one in left}
        ],
    )


def of_group(viewer: Viewer, group: Any, on: date) -> OwnGroup:
    whose = their_id(viewer)
    place = queries.live_place(group.id, whose)
    person = people.get(whose)
    age = people.age_on(person, on) if person else None
    many = len(queries.members_of(group.id, on))
    return OwnGroup(
        place,
        ages_words(group.youngest, group.oldest),
        many if many >= LEAST_TOLD else None,
        queries.is_shut(group, on),
        _asks(place, group, _care_ended(whose, on), age),
    )


def stays_for(place: Any, on: date) -> str | None:
    """What they are asked about staying now, by its key."""
    person = people.get(place.young_person_id)
    age = people.age_on(person, on) if person else None
    return _asks(place, place.group, _care_ended(place.young_person_id, on), age)


def _asks(place: Any, group: Any, ended: date | None, age: int | None) -> str | None:
    if place is None:
        return None
    # Whoever came in after care ended was never asked to go.
    since = ended if ended and place.joined_on and ended >= place.joined_on else None
    return asks_to_stay(care_ended_on=since, age=age, oldest=group.oldest, asked_for=place.stays_asked)


def _care_ended(young_person_id: UUID, on: date) -> date | None:
    """The day care ended, where it has; None for somebody in care, or never in care."""
    episodes = people.episodes_of(young_person_id)
    if not episodes or any(one.ended_on is None or one.ended_on > on for one in episodes):
        return None
    return max(one.ended_on for one in episodes if one.ended_on)
