"""Quarters that are over, who counts where, what may be said of numbers, why a challenge is
refused. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from portal.disclosure.counts import Period

SETTLES_DAYS = 7
"""A quarter is counted when so many days have passed: what was said on its last day is read by then."""
QUARTERS = 4
MONTHS_SILENT = (3, 6, 12)
ENOUGH_FOR_A_MEDIAN = 10
"""Young people behind a middle value: of fewer, one of them could be told from it."""
KIND = "practice_challenge"
"""The kind of clock."""
LONGEST = 4000
_DAY = timedelta(days=1)


class Measure(StrEnum):
    """What is counted, always in young people; each is one of those who were heard."""

    OWN = "own"
    TOGETHER = "together"
    OBSERVED = "observed"
    PASSED_ON = "passed_on"
    READ_SAME_DAY = "read_same_day"
    DUE = "due"
    IN_TIME = "in_time"
    SORTED = "sorted"
    PARTLY = "partly"
    NOT_SORTED = "not_sorted"
    TOLD_NO = "told_no"
    TOLD_WHY = "told_why"


SHARES = (
    (Measure.READ_SAME_DAY, ""),
    (Measure.IN_TIME, Measure.DUE),
    (Measure.TOLD_WHY, Measure.TOLD_NO),
)
"""Measures that are a share of another ("" is all who were heard)."""


class About(StrEnum):
    """What a practitioner challenges: of something said, the first two; of a young person, the others."""

    SILENCE = "silence"
    ANSWER = "answer"
    NOT_ASKED = "not_asked"
    NOT_HEARD = "not_heard"
    NOTHING_DONE = "nothing_done"


OF_A_CHILD = (About.NOT_ASKED, About.NOT_HEARD, About.NOTHING_DONE)
"""A silence about a young person, whatever they have said or not."""


class Outcome(StrEnum):
    """What came of a challenge."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"


class WhyNot(StrEnum):
    """Why a challenge, an outcome or a finding was refused."""

    NO_ABOUT = "say what it is about"
    NO_WORDS = "say what is wrong and what should happen"
    NO_ANSWER_YET = "there is no answer yet"
    ANSWERED_ALREADY = "there is an answer"
    NOBODY_ANSWERS = "nobody answers it yet"
    NOBODY_THERE = "nobody is there whom it could go to"
    OWN = "it is theirs to answer"
    OPEN_ALREADY = "their challenge is still open"
    NO_OUTCOME = "say what came of it"
    NO_CHANGED = "say what changed, or why nothing does"
    DECIDED_ALREADY = "it was decided"
    WITHDRAWN = "it was withdrawn"


def quarter_of(day: date) -> Period:
    """The quarter of the year a day lies in."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    following = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return Period(first, following - _DAY)


def closed_quarters(today: date) -> list[Period]:
    """The latest quarters that are over and settled, newest first."""
    found: list[Period] = []
    one = quarter_of(quarter_of(today - SETTLES_DAYS * _DAY).first - _DAY)
    while len(found) < QUARTERS:
        found.append(one)
        one = quarter_of(one.first - _DAY)
    return found


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last one that month has."""
    years, month = divmod(day.month - 1 - months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - _DAY).day
    return first.replace(day=min(day.day, last))


@dataclass(frozen=True)
class Team:
    """Where a young person counts: an agency ("" is the council) and whose team there; "" where nobody is.
    `unit`: the team's own name, where the case system says it; then it is one team whoever manages in it."""

    agency: str = ""
    manager: str = ""
    is_nobody: bool = False
    unit: str = ""

    @property
    def key(self) -> str:
        if self.is_nobody:
            return "nobody"
        return f"{f'={self.unit}' if self.unit else self.manager or '-'}/{self.agency}"

    def is_another(self, than: Team) -> bool:
        """Whether somebody there looks at it from outside: neither the same manager nor the same team."""
        same_unit = bool(self.unit) and self.unit == than.unit
        return self.agency != than.agency or (self.manager != than.manager and not same_unit)


_LEADS = ("social_worker", "personal_adviser", "iro", "participation_worker", "partner", "foster_carer")


def lead_of(links: Iterable[tuple[str, UUID]]) -> UUID | None:
    """Of (capacity, account), whoever works with a young person most closely: they count with that team."""
    known = [link for link in links if link[0] in _LEADS]
    return min(known, key=lambda link: (_LEADS.index(link[0]), str(link[1])))[1] if known else None


@dataclass(frozen=True)
class Share:
    """A share as printed numbers tell it, in percent; None where one of the two is not printed."""

    measure: str
    number: int | None
    of: int | None

    @property
    def percent(self) -> int | None:
        """Of rounded numbers, so never more than 100."""
        if self.number is None or not self.of:
            return None
        return min(100, round(100 * self.number / self.of))


GOOD, POOR = 80, 50
"""Shares from which a team hears that it does something well, or what to look at."""


def why_not_challenge(
    about: About | None,
    words: str,
    *,
    by: UUID,
    answerer: UUID | None,
    is_answered: bool,
    has_open: bool,
) -> WhyNot | None:
    """Somebody challenges what another answered, or that they did not."""
    if about not in (About.SILENCE, About.ANSWER):
        return WhyNot.NO_ABOUT
    if not words.strip():
        return WhyNot.NO_WORDS
    if answerer is None:
        return WhyNot.NOBODY_ANSWERS
    if answerer == by:
        return WhyNot.OWN
    if has_open:
        return WhyNot.OPEN_ALREADY
    if about is About.ANSWER and not is_answered:
        return WhyNot.NO_ANSWER_YET
    return WhyNot.ANSWERED_ALREADY if about is About.SILENCE and is_answered else None


def why_not_speak_up(about: About | None, words: str, *, has_open: bool) -> WhyNot | None:
    """Somebody challenges a silence about a young person they work with."""
    if about not in OF_A_CHILD:
        return WhyNot.NO_ABOUT
    if not words.strip():
        return WhyNot.NO_WORDS
    return WhyNot.OPEN_ALREADY if has_open else None


def why_not_decide(
    outcome: Outcome | None, changed: str, *, is_decided: bool, is_withdrawn: bool
) -> WhyNot | None:
    """A challenge is decided once, with what changed or why nothing does."""
    if is_withdrawn:
        return WhyNot.WITHDRAWN
    if is_decided:
        return WhyNot.DECIDED_ALREADY
    if outcome is None:
        return WhyNot.NO_OUTCOME
    return None if changed.strip() else WhyNot.NO_CHANGED
