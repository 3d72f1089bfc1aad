"""What an officer may say was done, who sees it when, and what a young person may say of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.disclosure.counts import Cell, Period, What
from portal.disclosure.shown import Published


class Did(StrEnum):
    """The honest states of "we did"."""

    DONE = "done"
    PARTLY = "partly"
    CANT = "cant"  # with the true reason


class Difference(StrEnum):
    """Whether it made a difference, as a young person says."""

    YES = "yes"
    A_BIT = "a_bit"
    NO = "no"


class PaperKind(StrEnum):
    """What an entry of the register is: a meeting's summary, or the four quarters it is compared with."""

    SUMMARY = "summary"
    COMPARISON = "comparison"


class Seen(StrEnum):
    """How young people see what was done. Words only: what is said to the panel has no count in it."""

    MOST_BETTER = "most_better"
    SOME_BETTER = "some_better"
    MOST_NOT = "most_not"
    TOO_FEW = "too_few"


class WhyNot(StrEnum):
    """Why something about an outcome was refused."""

    NO_YOU_SAID = "what they said is missing"
    NO_WE_DID = "what was done is missing"
    NO_WHY = "the true reason is missing"
    ENDS_BEFORE_START = "the days end before they begin"
    STILL_TO_COME = "the days are still to come"
    TOO_SHORT = "the days are too few"
    NAMES = "it names somebody"
    NOT_CHECKED = "nobody checked what could point to somebody"
    PUBLISHED = "it is published already"
    NOT_PUBLISHED = "it is not published"
    TAKEN_DOWN = "it was taken down"
    NOTHING_DONE = "nothing was done that could have made a difference"
    PAST_SHUT = "nobody has checked in person yet who this is"


class WhyNotAll(StrEnum):
    """Why an outcome stays with those whose words led to it."""

    NO_PAPER = "no published paper lies within these days"
    HIDDEN = "a published paper hides how many spoke of it"


SEEN_FROM = 10
"""Fewer answers than this are `TOO_FEW`, whatever they say, so that below it one voice more changes nothing
that anybody reads. From here on "most" is more than half: at least six who say the same."""
SHORTEST = 28
"""Days whose words may lead to it. On a single day it could be one child, who would see who is meant."""
LONG_SENTENCE = 20
"""In words. A longer sentence is hard for a nine-year-old to hold."""
STILL_NEW = timedelta(days=60)


def seen_as(said: Collection[Difference]) -> Seen:
    """What the answers come to, in words."""
    if len(said) < SEEN_FROM:
        return Seen.TOO_FEW
    if 2 * sum(one is Difference.YES for one in said) > len(said):
        return Seen.MOST_BETTER
    if 2 * sum(one is Difference.NO for one in said) > len(said):
        return Seen.MOST_NOT
    return Seen.SOME_BETTER


def is_asked_about(state: Did) -> bool:
    """Where we can't do it, nobody is asked whether it made a difference."""
    return state is not Did.CANT


def why_not_words(state: Did, you_said: str, we_did: str, why: str) -> WhyNot | None:
    """What is missing before it can be kept. "We can't" needs no "we did"; all but "done" need the reason."""
    if not you_said.strip():
        return WhyNot.NO_YOU_SAID
    if state is not Did.CANT and not we_did.strip():
        return WhyNot.NO_WE_DID
    return WhyNot.NO_WHY if state is not Did.DONE and not why.strip() else None


def why_not_days(said_from: date, said_until: date, *, today: date) -> WhyNot | None:
    """The days whose words led to it (both included): in order, not ahead of today, and not too few."""
    if said_until < said_from:
        return WhyNot.ENDS_BEFORE_START
    if said_until > today:
        return WhyNot.STILL_TO_COME
    return WhyNot.TOO_SHORT if (said_until - said_from).days + 1 < SHORTEST else None


def why_not_to_all(theme: str, period: Period, papers: Iterable[Published]) -> WhyNotAll | None:
    """Whether everybody may be told that the theme was spoken of in the period, going by what was printed.

    Every paper that overlaps the period has to print a number for the theme, and one of them has to lie
    within the period: then at least five spoke of it in these days. "You said" about something that fewer
    said would point to them."""
    overlapping = [paper for paper in papers if paper.period.overlaps(period)]
    if any(not _is_number(paper, theme) for paper in overlapping):
        return WhyNotAll.HIDDEN
    return None if any(period.holds(paper.period) for paper in overlapping) else WhyNotAll.NO_PAPER


def _is_number(paper: Published, theme: str) -> bool:
    shown = paper.cells.get(Cell(What.THEME, theme))
    return shown is not None and shown.number is not None


@dataclass(frozen=True, slots=True)
class Reach:
    """What decides who sees an outcome: nothing of its words."""

    theme: str
    said_from: date
    said_until: date
    published_at: datetime | None
    all_from_on: date | None
    taken_down_at: datetime | None

    def led_by(self, spoke: Iterable[tuple[str, date]]) -> bool:
        """Did somebody who spoke of these themes on these days lead to it?"""
        return any(theme == self.theme and self.said_from <= day <= self.said_until for theme, day in spoke)

    def is_seen(self, spoke: Iterable[tuple[str, date]], today: date) -> bool:
        """First those whose words led to it, then, where it may be, everybody."""
        if self.published_at is None or self.taken_down_at is not None:
            return False
        return self.led_by(spoke) or (self.all_from_on is not None and self.all_from_on <= today)


_LABEL = re.compile(
    r"^\s*(?:(?:you|young people) said\b(?:\s+that\b)?\s*[:,.…–—-]*|we did\s*[:,…–—-]+|instead\s*:)\s*",
    re.IGNORECASE,
)


def without_label(text: str) -> str:
    """The text without a "You said" or "We did:" before it: the card says that already. "We did it in May" is
    no label and stays."""
    rest = _LABEL.sub("", text, count=1)
    return rest if rest == text else rest[:1].upper() + rest[1:]


_ENDS = re.compile(r"[.!?\u061f]+\s+|\n+")


def long_sentences(*texts: str) -> list[str]:
    """The sentences that a child could lose hold of, as they are written."""
    sentences = [part.strip() for text in texts for part in _ENDS.split(text)]
    return [one for one in sentences if len(one.split()) > LONG_SENTENCE]


def last_quarter(today: date) -> Period:
    """The last quarter of the calendar year that is over: what to offer where nothing was published yet."""
    first_of_this = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    last = first_of_this - timedelta(days=1)
    return Period(date(last.year, last.month - 2, 1), last)


def newest(papers: Sequence[Published]) -> Period | None:
    """The period of the paper that ends last."""
    return max(
        (paper.period for paper in papers), key=lambda period: (period.last, period.first), default=None
    )
