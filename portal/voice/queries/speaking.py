"""Who speaks, who is around them, and who is there to be called: what the pages of saying something need."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.accounts.queries import sessions
from portal.accounts.queries.around import (
    PersonAround,
    duty_next_from,
    on_duty,
    people_around,
    with_role,
)
from portal.people import queries as people
from portal.people.rules import Support
from portal.policy.permissions import Permission
from portal.policy.predicates import Ask
from portal.policy.roles import Role
from portal.policy.table import is_allowed
from portal.policy.viewer import Viewer, current_viewer
from portal.voice.queries.drafts import Started, past_shut_at, started_by
from portal.voice.rules.saying import CAN_BE_PICKED, speaks_as_grown_up
from portal.voice.rules.standing import Standing, support_seen

READERS = (Role.READER, Role.SAFETY_LEAD)
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True)
class Speaking:
    """The young person who speaks; `past_shut_at` since a lost way in that was not checked yet.

    `has_lapsed`: their session does not hold any more, so nobody knows who presses. `by_old_way`: it ended
    because the ways in were renewed, maybe by somebody else, who must not see what comes from the old one."""

    young_person_id: UUID
    account_id: UUID
    past_shut_at: datetime | None = None
    has_lapsed: bool = False
    by_old_way: bool = False

    def started(self) -> Started | None:
        """What they have started to write and may go on with. Nothing in a session that does not hold."""
        if self.has_lapsed:
            return None
        return started_by(self.young_person_id, self.past_shut_at)


@dataclass(frozen=True)
class Around:
    """Who works with them today, how old they are, and so in which words the true lines are said.

    The people are looked up when a page asks for them: the first two pages seldom do. `soon`: how old they
    are in half a year."""

    young_person_id: UUID
    on: date
    age: int | None
    support: Support | None = None
    soon: int | None = None

    @cached_property
    def people(self) -> list[PersonAround]:
        return people_around(self.young_person_id, self.on)

    @property
    def can_be_picked(self) -> list[PersonAround]:
        return [person for person in self.people if person.kind in CAN_BE_PICKED]

    @cached_property
    def has_advocate(self) -> bool:
        """Whether anybody is there to read what is told to an advocate."""
        return bool(with_role(Role.ADVOCATE, self.on))

    @cached_property
    def standing(self) -> Standing:
        """Who they are to the council: which occasions there are for them, and in which words."""
        kinds = [] if self.support else [person.kind for person in self.people]
        return Standing(support_seen(self.support, kinds), self.age, self.soon)

    @property
    def grown_up(self) -> bool:
        kinds = [] if self.age is not None else [person.kind for person in self.people]
        return speaks_as_grown_up(self.age, kinds)


@dataclass(frozen=True)
class Duty:
    """Whether somebody is on duty at this moment, and from when somebody is (None: nobody ever).

    `has_reader`: whether anybody can read it at all."""

    is_here: bool
    next_from: datetime | None
    has_reader: bool


def speaking(viewer: Viewer) -> Speaking:
    """Whoever is signed in, as the one who speaks. For pages that only a young person may open."""
    if viewer.young_person_id is None:
        raise ValueError("only a young person speaks here")
    shut_at = past_shut_at(viewer.account_id) if viewer.past_is_shut else None
    return Speaking(viewer.young_person_id, viewer.account_id, shut_at)


def speaking_now_or_lately() -> Speaking | None:
    """The young person signed in, or whose session on this device ended by itself a little while ago.

    For what only goes in: keeping typed words, and "I'm not safe". Nothing of theirs is shown for it."""
    viewer = current_viewer()
    if viewer is not None:
        return speaking(viewer) if is_allowed(Permission.SAY, Ask(viewer.roles)) else None
    found = sessions.lapsed()
    if found is None:
        return None
    return Speaking(found.young_person_id, found.account_id, found.past_shut_at, True, found.by_old_way)


def around(young_person_id: UUID, on: date) -> Around:
    """Who is around a young person that day."""
    person = people.get(young_person_id)
    if person is None:
        return Around(young_person_id, on, None)
    age, soon = people.age_on(person, on), people.age_on(person, on + _HALF_A_YEAR)
    return Around(young_person_id, on, age, people.support_of(person, on), soon)


def duty_for(now: datetime, zone: ZoneInfo, kept_apart: Collection[UUID] = ()) -> Duty:
    """Who is on duty now, not counting anybody who is kept apart."""
    here = any(account_id not in kept_apart for _step, account_id in on_duty(now, zone))
    readers = {one for role in READERS for one in with_role(role, now.astimezone(zone).date())}
    return Duty(here, duty_next_from(now, zone), not readers <= set(kept_apart))
