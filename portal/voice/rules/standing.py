"""Who a young person is to the council, and so in which words and look a page speaks to them. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from portal.people.rules import Support
from portal.voice.rules import Look

GROWN_UP = 18
PLANS_FROM = 16
"""A pathway plan is prepared before this birthday: it is asked about half a year earlier (`soon`)."""
READS_FROM, PICKS_FROM = 8, 12


@dataclass(frozen=True)
class Standing:
    """Why the council works with somebody (None: not known), how old they are now and in half a year."""

    support: Support | None = None
    age: int | None = None
    soon: int | None = None

    @property
    def is_grown_up(self) -> bool:
        return self.age is not None and self.age >= GROWN_UP

    @property
    def has_left_care(self) -> bool:
        return self.support is Support.CARE_LEAVER


def support_seen(support: Support | None, kinds: Collection[str]) -> Support | None:
    """Why the council works with somebody, also where no return has said it yet: only a child in care has a
    reviewing officer, and a personal adviser without a social worker means that they have left."""
    if support is not None:
        return support
    if "iro" in kinds:
        return Support.IN_CARE
    return Support.CARE_LEAVER if "personal_adviser" in kinds and "social_worker" not in kinds else None


def speaks_to_a_leaver(who: Standing, look: Look) -> bool:
    """Whether to speak as to a care leaver: they are one, or chose that look and it may be so."""
    return who.has_left_care or (look is Look.LEAVER and who.support is None)


def looks_for(who: Standing) -> tuple[Look, ...]:
    """The looks to choose from."""
    left_out = set()
    if who.age is not None and who.age >= PICKS_FROM:
        left_out.add(Look.LITTLE)
    if who.age is not None and who.age < PLANS_FROM:
        left_out.add(Look.LEAVER)
    return tuple(look for look in Look if look not in left_out)


def look_by_age(who: Standing) -> Look | None:
    """Which look the page has until they choose; None: we do not know how old they are."""
    if who.has_left_care or who.is_grown_up:
        return Look.LEAVER
    if who.age is None:
        return None
    if who.age < READS_FROM:
        return Look.LITTLE
    return Look.YOUNGER if who.age < PICKS_FROM else Look.OLDER
