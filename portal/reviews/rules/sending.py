"""When a letter may go, be taken back, and be written down as given. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from portal.reviews.rules.kinds import LetterState, Way

LONGEST_ADDRESS = 400
MOST_LINES = 7
"""So many lines show in the window of an envelope, the name among them."""

LONGEST_WHY = 500

BY_SOMEBODY = (Way.PAPER, Way.HAND, Way.TOGETHER)
"""Ways in which a person has to do something: it has reached the child once they say so."""


class WhyNot(StrEnum):
    """Why a letter does not go, or cannot be called back."""

    NOT_READ = "nobody has read it as the child will"
    CHANGED_SINCE = "something in it changed after it was read"
    READ_BY_ANOTHER = "whoever read it does not lead this child's reviews any more"
    NO_WAY = "no way was picked"
    NO_PAGE = "they have no way in to a page"
    NOT_CHECKED = "nobody has checked yet that it is them who came in"
    NO_ADDRESS = "an address is missing"
    LONG_ADDRESS = "it does not fit the window"
    MOVED = "they moved after the letter was read"
    NOBODY_TO_READ = "nobody was picked to read it together"
    NOT_WITH_THEM = "whoever was picked does not work with them"
    ONLY_TOGETHER = "it cannot go another way and be held until somebody reads it with them"
    NOT_SENT = "it was not sent, or is not there any more"
    OPENED = "the child has read it"
    GIVEN = "it was posted or handed over"
    NO_REASON = "the reason is missing"
    BEFORE_SENT = "a day before it was sent"
    IN_FUTURE = "a day that has not come"
    OVER = "this way was ended"


class Tells(StrEnum):
    """What a young person says of a letter: did it help?"""

    YES = "yes"
    BIT = "bit"
    NO = "no"


@dataclass(frozen=True)
class Going:
    """One way a letter is to go. Of paper: the address, typed for this letter, and whether it was looked up
    again after they moved. Of reading together: who reads it with them."""

    way: Way
    address: str = ""
    is_checked: bool = False
    with_id: UUID | None = None


@dataclass(frozen=True)
class Known:
    """What is asked of the moment before a letter goes."""

    state: LetterState
    is_as_read: bool
    reader_leads: bool
    has_page: bool
    can_read_with: Collection[UUID]
    is_read: bool = False
    """They have it: it is too late to hold it until somebody reads it with them."""
    is_checked: bool = True
    """Whoever comes in to their page is known to be them."""
    is_given: bool = False
    """It was posted or handed over: the same."""
    moved_on: date | None = None
    """The day they moved home, if that was after the letter was read or last addressed."""


def why_not_send(goings: Collection[Going], known: Known) -> WhyNot | None:
    """Whether it may go, these ways. What was sent once stays as it was read then; it may go other ways."""
    if known.state in (LetterState.RECALLED, LetterState.REPLACED):
        return WhyNot.NOT_SENT
    if known.state is not LetterState.SENT:
        if known.state is not LetterState.APPROVED:
            return WhyNot.NOT_READ
        if not known.reader_leads:
            return WhyNot.READ_BY_ANOTHER
        if not known.is_as_read:
            return WhyNot.CHANGED_SINCE
    return why_not_ways(goings, known)


def why_not_ways(goings: Collection[Going], known: Known) -> WhyNot | None:
    """What is missing of the ways it is to go."""
    if not goings:
        return WhyNot.NO_WAY
    if len(ways := {one.way for one in goings}) > 1 and Way.TOGETHER in ways:
        return WhyNot.ONLY_TOGETHER
    return next((why for one in goings if (why := _why_not(one, known))), None)


def _why_not(going: Going, known: Known) -> WhyNot | None:
    if going.way is Way.PAGE and not known.has_page:
        return WhyNot.NO_PAGE
    if going.way is Way.PAGE and not known.is_checked:
        return WhyNot.NOT_CHECKED
    if going.way is Way.PAPER:
        return _why_not_there(going, known.moved_on)
    if going.way is Way.TOGETHER and (known.is_read or known.is_given):
        return WhyNot.OPENED if known.is_read else WhyNot.GIVEN
    return _why_not_by(going, known) if going.way in (Way.TOGETHER, Way.HAND) else None


def _why_not_by(going: Going, known: Known) -> WhyNot | None:
    if going.with_id is None:
        return WhyNot.NOBODY_TO_READ if going.way is Way.TOGETHER else None
    return None if going.with_id in known.can_read_with else WhyNot.NOT_WITH_THEM


def _why_not_there(going: Going, moved_on: date | None) -> WhyNot | None:
    lines = address_lines(going.address)
    if len(lines) < 2:
        return WhyNot.NO_ADDRESS
    if len(lines) > MOST_LINES - 1 or len(going.address) > LONGEST_ADDRESS:
        return WhyNot.LONG_ADDRESS
    return WhyNot.MOVED if moved_on and not going.is_checked else None


def address_lines(address: str) -> list[str]:
    """An address line by line. One that was typed with commas is taken apart at them."""
    lines = [line.strip(" ,") for line in address.splitlines()]
    if len([line for line in lines if line]) == 1:
        lines = [part.strip() for part in address.split(",")]
    return [line for line in lines if line]


def moved_after(starts: Iterable[date], since: date, today: date) -> date | None:
    """The newest home that began on or after the day the letter was read: that very day may be after it."""
    return max((day for day in starts if since <= day <= today), default=None)


def why_not_recall(
    *, state: LetterState, opened_at: datetime | None, together_at: datetime | None, is_given: bool, why: str
) -> WhyNot | None:
    """It can be taken back until the child has it. After that there is only a corrected one."""
    if state is not LetterState.SENT:
        return WhyNot.NOT_SENT
    if opened_at or together_at:
        return WhyNot.OPENED
    if is_given:
        return WhyNot.GIVEN
    return None if why.strip() else WhyNot.NO_REASON


def why_not_done(
    *, state: LetterState, ended_at: datetime | None, on: date, sent_on: date, today: date
) -> WhyNot | None:
    """Whether it can be written down that this way was gone, on this day."""
    if state not in (LetterState.SENT, LetterState.REPLACED):
        return WhyNot.NOT_SENT
    if ended_at:
        return WhyNot.OVER
    if on > today:
        return WhyNot.IN_FUTURE
    return WhyNot.BEFORE_SENT if on < sent_on else None


def is_on_time(sent_on: date | None, due_on: date | None, today: date) -> bool | None:
    """None: it is not sent and its day has not passed, or nobody knows its day."""
    if due_on is None:
        return None
    if sent_on is None:
        return False if today > due_on else None
    return sent_on <= due_on
