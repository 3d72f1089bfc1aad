"""Being in the room: a place where something is decided, and what a young person's view changed. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

TITLE, LONG, CHANGED = 120, 2000, 2000
MOST_PLACES, MOST_MINUTES = 500, 24 * 60
CHANGE_DAYS = 28
"""Days after which a chair should have said what changed, unless the worker sets another day."""


class RoomKind(StrEnum):
    PANEL = "panel"
    LEADERS = "leaders"
    SAFEGUARDING = "safeguarding"
    STAFF_INTERVIEW = "staff_interview"
    CARER_INTERVIEW = "carer_interview"
    CARER_TRAINING = "carer_training"
    OTHER = "other"


class ForWhom(StrEnum):
    EVERYBODY = "everybody"
    GROUP = "group"
    INVITED = "invited"


class Coming(StrEnum):
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Need(StrEnum):
    TRAVEL = "travel"
    SOMEBODY = "somebody"
    BREAKS = "breaks"
    EASY_READ = "easy_read"
    SIGNER = "signer"
    INTERPRETER = "interpreter"
    STEP_FREE = "step_free"
    ASK_ME = "ask_me"


class Changed(StrEnum):
    CHANGED = "changed"
    WILL = "will"
    NOTHING = "nothing"


class Truth(StrEnum):
    TRUE = "true"
    PARTLY = "partly"
    NOT = "not"


class WhyNot(StrEnum):
    CALLED_OFF = "it was called off"
    TOO_LATE = "the last day to answer has passed"
    FULL = "all places are taken"
    NOT_OVER = "it has not been yet"
    NOT_THERE = "they did not take part"
    NOTHING_SAID = "nobody said yet what changed"
    NAMES_IN_IT = "a name known here is in the words"
    NO_CHAIR = "nobody was asked"


@dataclass(frozen=True)
class Ages:
    """From and to, both included; None: no limit."""

    youngest: int | None = None
    oldest: int | None = None

    def hold(self, age: int | None) -> bool:
        """Somebody whose age nobody knows is not kept out."""
        if age is None:
            return True
        return (self.youngest is None or self.youngest <= age) and (self.oldest is None or age <= self.oldest)


@dataclass(frozen=True)
class OfferWords:
    """All that a worker fills in."""

    kind: RoomKind
    title: str
    what_for: str
    where: str
    you_get: str
    briefing: str
    for_whom: ForWhom
    group_id: UUID | None
    youngest: int | None
    oldest: int | None
    places: int | None
    starts_at: datetime
    minutes: int
    reply_by_on: date


def is_for(
    for_whom: ForWhom,
    ages: Ages,
    group_id: UUID | None,
    *,
    age: int | None,
    groups: Collection[UUID],
    invited: bool,
) -> bool:
    """Whether a young person sees the offer. Whoever was invited sees it whatever their age."""
    if invited:
        return True
    if for_whom is ForWhom.GROUP:
        return group_id in groups and ages.hold(age)
    return for_whom is ForWhom.EVERYBODY and ages.hold(age)


def why_not_answer(
    *, called_off: bool, reply_by_on: date, starts_at: datetime, now: datetime, today: date
) -> WhyNot | None:
    """What stands in the way of a first answer. Who said yes may always say no."""
    if called_off:
        return WhyNot.CALLED_OFF
    return WhyNot.TOO_LATE if today > reply_by_on or now >= starts_at else None


def why_not_say_yes(places: int | None, taken: int) -> WhyNot | None:
    """Two who say yes at once may both get the last place: better than turning a child away wrongly."""
    return WhyNot.FULL if places is not None and taken >= places else None


def why_not_note_who_came(*, called_off: bool, starts_at: datetime, now: datetime) -> WhyNot | None:
    if called_off:
        return WhyNot.CALLED_OFF
    return WhyNot.NOT_OVER if now < starts_at else None


def is_late(due_on: date | None, *, answered: bool, today: date) -> bool:
    return due_on is not None and not answered and today > due_on


def change_due(after: date) -> date:
    return after + timedelta(days=CHANGE_DAYS)
