"""What a pack is made of: sections of plain values, their order, and when somebody may sign it off. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.clocks.reading import LONDON
from portal.disclosure.counts import Period

MOST_STORY = 500
"""The longest story line, reason or word of sending back, in letters."""
ORDER = (
    "themes",
    "missing",
    "answers",
    "done",
    "good_news",
    "timeliness",
    "reviews",
    "records",
    "surveys",
    "challenge",
    "changed",
    "plan",
    "participation",
    "rights",
)
"""The sections a pack can have, in the order in which they stand until somebody moves them."""
NOT_PUBLIC = frozenset({"surveys"})
"""Left out of the public version until somebody says otherwise: what staff and families said of the service
is published by those who asked them."""

_LONDON = ZoneInfo(LONDON)


class Audience(StrEnum):
    """Who reads: the panel's people, or everybody."""

    MEMBERS = "members"
    PUBLIC = "public"


@dataclass(frozen=True)
class Gathering:
    """For which paper figures are gathered: its period, and the moment by which they were there."""

    meeting_id: UUID
    period: Period
    at: datetime
    today: date
    zone: ZoneInfo = _LONDON


@dataclass(frozen=True)
class Row:
    """A line of a table. `how`: sentences that stand behind its figures."""

    label: str
    values: tuple[str, ...]
    how: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table as it is printed. `head` names every column, the first one too."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """One section. `story`: a sentence or two; `how`: how it was made, who could not be counted."""

    key: str
    title: str
    story: str
    tables: tuple[Table, ...] = ()
    points: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Placed:
    """What a person decided of a section."""

    key: str
    place: int | None = None
    story: str = ""
    left_out: str = ""  # why it is left out
    is_public: bool | None = None

    @property
    def stands_in_public(self) -> bool:
        """Whether the public version has it."""
        return self.key not in NOT_PUBLIC if self.is_public is None else self.is_public


def in_order(keys: Iterable[str], placed: dict[str, Placed]) -> list[str]:
    """The sections as they stand: where somebody put them, otherwise as in `ORDER`."""
    known = {key: place for place, key in enumerate(ORDER)}

    def place(key: str) -> tuple[int, int]:
        usual = known.get(key, len(known))
        one = placed.get(key)
        return (usual if one is None or one.place is None else one.place, usual)

    return sorted(keys, key=place)


def moved(keys: Sequence[str], key: str, *, up: bool) -> list[str]:
    """The same sections with this one a place further up or down; as they were where it cannot."""
    found = list(keys)
    if key not in found:
        return found
    at = found.index(key)
    to = at - 1 if up else at + 1
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


class SignState(StrEnum):
    """Where a sign-off is."""

    ASKED = "asked"
    GIVEN = "given"
    SENT_BACK = "sent_back"
    FALLEN = "fallen"  # something was changed after it was asked or given


class WhyNotSign(StrEnum):
    """Why a sign-off is not asked, given or sent back."""

    NOT_READY = "not_ready"
    ASKED_ALREADY = "asked_already"
    NOT_ASKED = "not_asked"
    WROTE_IT = "wrote_it"
    NO_WORDS = "no_words"
    NOBODY = "nobody"
    CHANGED = "changed"


def why_not_ask(now: SignState | None, *, is_ready: bool, may_sign: bool) -> WhyNotSign | None:
    """It is asked of somebody who may give it and did not write it, once everything else is there."""
    if not is_ready:
        return WhyNotSign.NOT_READY
    if now in (SignState.ASKED, SignState.GIVEN):
        return WhyNotSign.ASKED_ALREADY
    return None if may_sign else WhyNotSign.NOBODY


def why_not_sign(now: SignState | None, by: UUID, writers: Collection[UUID]) -> WhyNotSign | None:
    """Given or sent back by a second person, while it is asked."""
    if now is not SignState.ASKED:
        return WhyNotSign.NOT_ASKED
    return WhyNotSign.WROTE_IT if by in writers else None


def why_not_send_back(
    now: SignState | None, by: UUID, writers: Collection[UUID], words: str
) -> WhyNotSign | None:
    """As giving it, and with words that say what to change."""
    return why_not_sign(now, by, writers) or (None if words.strip() else WhyNotSign.NO_WORDS)
