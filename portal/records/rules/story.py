"""A book of one's own story: what can be in it, in which order, and who may change what. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

LONGEST = 10_000
LONGEST_TITLE = 80
READS_WELL_AT = 11
"""The age for which a worker's piece is easy enough; over it the page says so and asks once more."""


class Source(StrEnum):
    """Where a piece of the book comes from."""

    CHAPTER = "chapter"
    SAID = "said"
    ANSWER = "answer"
    PICTURE = "picture"
    SAFETY = "safety"
    LETTER = "letter"
    AGREED = "agreed"


class ChapterKind(StrEnum):
    """What a chapter is about."""

    LIVED = "lived"
    CARED = "cared"
    SCHOOL = "school"
    PEOPLE = "people"
    OTHER = "other"


class Cover(StrEnum):
    """Covers drawn by us."""

    HILLS = "hills"
    SEA = "sea"
    STARS = "stars"
    TREE = "tree"
    TOWN = "town"
    LEAVES = "leaves"


class Home(StrEnum):
    """Kinds of homes in words a child uses. Never where it is."""

    FOSTER = "foster"
    RELATIVES = "relatives"
    PARENTS = "parents"
    NEW_FAMILY = "new_family"
    CHILDRENS = "childrens"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    OWN = "own"
    SUPPORTED = "supported"
    ANOTHER = "another"


_HOMES = {
    Home.FOSTER: ("U4", "U5", "U6"),
    Home.RELATIVES: ("U1", "U2", "U3"),
    Home.PARENTS: ("P1",),
    Home.NEW_FAMILY: ("A3", "A4", "A5", "A6"),
    Home.CHILDRENS: ("K2",),
    Home.SCHOOL: ("S1",),
    Home.HOSPITAL: ("R2",),
    Home.OWN: ("P2", "P3"),
    Home.SUPPORTED: ("H5",),
}
_KIND_OF = {code: home for home, codes in _HOMES.items() for code in codes}
_SHORT_STAYS = ("T0", "T1", "T2", "T3", "T4")


class WhyNot(StrEnum):
    """Why something cannot be done with a story."""

    NOT_THEIR_WORDS = "somebody else wrote it"
    ALREADY_SEEN = "the young person has looked at it"
    UNTIL_BEFORE_FROM = "it ends before it begins"
    IN_FUTURE = "a day that has not come"
    BEFORE_BIRTH = "before they were born"


class AnEpisode(Protocol):
    """What is asked of an episode of care."""

    started_on: date
    ended_on: date | None
    reason_started: str
    home_kind: str


@dataclass(frozen=True)
class Lived:
    """A home as a line to begin with."""

    kind: Home
    from_on: date
    until_on: date | None


def homes_lived(episodes: Iterable[AnEpisode]) -> list[Lived]:
    """Homes, the first one first. An episode that only changes the law's side of it is no new home; a few
    days elsewhere are none either."""
    found: list[Lived] = []
    for one in sorted(episodes, key=lambda episode: episode.started_on):
        if one.home_kind in _SHORT_STAYS:
            continue
        kind = _KIND_OF.get(one.home_kind, Home.ANOTHER)
        last = found[-1] if found else None
        if last and one.reason_started == "L" and last.kind is kind and last.until_on == one.started_on:
            found[-1] = Lived(kind, last.from_on, one.ended_on)
        else:
            found.append(Lived(kind, one.started_on, one.ended_on))
    return found


def key_of(source: Source, row_id: UUID) -> str:
    """How the book names a piece."""
    return f"{source.value}:{row_id}"


def ids_of(source: Source, keys: Iterable[str]) -> list[UUID]:
    """The ids of those pieces that come from one source. What is no key is passed over."""
    found = []
    for key in keys:
        kind, _, row_id = key.partition(":")
        if kind == source.value:
            try:
                found.append(UUID(row_id))
            except ValueError:
                continue
    return found


def moved(chosen: Sequence[str], key: str, to: int) -> list[str]:
    """The piece at another place. Said twice it stays there: the place is named, not the way."""
    if key not in chosen:
        return list(chosen)
    rest = [one for one in chosen if one != key]
    place = min(max(to, 0), len(rest))
    return [*rest[:place], key, *rest[place:]]


def picked(chosen: Sequence[str], offered: Sequence[str], ticked: Collection[str]) -> list[str]:
    """What was on the page and is ticked no more goes; what is newly ticked comes at the end, in the page's
    order. What was not on the page stays."""
    on_page = set(offered)
    stays = [key for key in chosen if key not in on_page or key in ticked]
    return stays + [key for key in offered if key in ticked and key not in stays]


def why_not_days(
    from_on: date | None, until_on: date | None, *, born_on: date | None, today: date
) -> WhyNot | None:
    """Whether these days can be. Both may be left out."""
    days = [day for day in (from_on, until_on) if day]
    if any(day > today for day in days):
        return WhyNot.IN_FUTURE
    if born_on and any(day < born_on for day in days):
        return WhyNot.BEFORE_BIRTH
    return WhyNot.UNTIL_BEFORE_FROM if from_on and until_on and until_on < from_on else None


def why_not_change(*, is_own: bool) -> WhyNot | None:
    """What a worker wrote stays as it was written: they can say their own side of it, or put it away."""
    return None if is_own else WhyNot.NOT_THEIR_WORDS


def why_not_take_back(*, seen_at: datetime | None) -> WhyNot | None:
    """Whoever wrote it can take it back until the young person has looked: from then on it is theirs."""
    return WhyNot.ALREADY_SEEN if seen_at else None
