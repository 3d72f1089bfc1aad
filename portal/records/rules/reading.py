"""Reading and redacting: what a page is, why something is held back, and why a step is refused. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

LONGEST_TITLE = 200
LONGEST_NOTE = 2000
LONGEST_NAME = 200
LONGEST_NAMES = 2000
"""Other names somebody goes by, one a line."""
LONGEST_WHY = 2000
MOST_FILES = 200
"""Files in one sending."""
MOST_BOXES = 100
"""Boxes in one sending."""
NAME_STEP = 0.15
"""Of a page's width, about fifteen letters: a box over a name is one step wide, or two, whatever the name."""
MOST_PAGES_NUMBERED = 99_999
SMALLEST = 0.002
"""A box smaller than this, in fractions of the page, covers nothing that can be read."""


class DocumentState(StrEnum):
    """How far an uploaded file is."""

    WAITING = "waiting"  # the worker looks at it
    READY = "ready"
    FAULTY = "faulty"  # `fault` says why


class PageRead(StrEnum):
    """How a page's words are known, so that names on it can be found."""

    NOT_YET = "not_yet"
    TEXT = "text"
    MACHINE = "machine"  # a scan, read by machine: a name may be missed
    BLANK = "blank"
    NOT_READABLE = "not_readable"


class TakenOut(StrEnum):
    """Why a file does not belong to what was asked for."""

    ANOTHER_PERSON = "another_person"
    TWICE = "twice"
    ADOPTION = "adoption"  # the adoption file has rules of its own and is never mixed in
    NOT_ASKED_FOR = "not_asked_for"
    FAULTY = "faulty"
    OTHER = "other"


class Why(StrEnum):
    """Why something is covered: plain words in `presenters`, the legal ground beside each there."""

    SOMEBODY_ELSE = "somebody_else"  # about another person (DPA 2018 Sch 2 para 16)
    HARM = "harm"  # would be likely to cause serious harm (Sch 3 Pt 3 para 7; health: Pt 2)
    CONFIDENCE = "confidence"  # told in confidence by a third person (Sch 2 para 16; Sch 3 Pt 3 para 10)
    LEGAL_ADVICE = "legal_advice"  # Sch 2 para 19
    CRIME = "crime"  # Sch 2 para 2
    COURT = "court"  # reports of the court (Sch 3 Pt 3 para 9)
    ADOPTION = "adoption"  # Sch 4 para 3
    ANOTHER_CHILD = "another_child"  # another child's own record on the same page
    NOT_ABOUT_THEM = "not_about_them"  # not their data at all


class Who(StrEnum):
    """Who a name on the list is to the person whose file it is."""

    THEMSELVES = "themselves"
    FAMILY = "family"
    FRIEND = "friend"
    CARER = "carer"
    PROFESSIONAL = "professional"  # acting as such: normally left in (Sch 2 para 17)
    ANOTHER_CHILD = "another_child"
    SOMEBODY_ELSE = "somebody_else"


class Balance(StrEnum):
    """How the interests of somebody else on a page were weighed."""

    CONSENTED = "consented"  # leave in
    REASONABLE = "reasonable"  # reasonable without consent: leave in
    KNOWN_ALREADY = "known_already"  # the reader knows it anyway: leave in
    NOT_REASONABLE = "not_reasonable"  # cover
    REFUSED = "refused"  # they said no, and it is not reasonable all the same: cover


LEAVE_IN = frozenset({Balance.CONSENTED, Balance.REASONABLE, Balance.KNOWN_ALREADY})
COVER = frozenset({Balance.NOT_REASONABLE, Balance.REFUSED})


class HarmAnswer(StrEnum):
    """The serious-harm question about a part of the file."""

    ASKED = "asked"  # an opinion is needed and was asked for
    NO_HARM = "no_harm"
    HARM = "harm"


class WhyNot(StrEnum):
    """Why a step in reading, covering, checking or giving is refused."""

    EMPTY = "there is nothing in it"
    TOO_BIG = "too big"
    ENDED = "the request is over"
    NOT_READY = "it is not ready"
    TAKEN_OUT = "it was taken out"
    NO_REASON = "say why"
    NO_BOX = "say what to cover"
    NO_HARM_OPINION = "no opinion says that it would do serious harm"
    NO_NAME = "give a name"
    NO_OPINION = "write the opinion down, and whose it is"
    CHANGED_SINCE = "somebody changed this page since"
    NOT_DONE = "a page is not done"
    SAYS_NOBODY = "a page that is covered names somebody"
    OWN_WORK = "a second person checks"
    NOTHING_TO_CHECK = "this page needs no second person"
    BEING_READ = "pages are not known yet"
    UNDECIDED = "somebody named is not decided on"
    HARM_OPEN = "a question about harm has no answer"
    NOT_CHECKED = "a page is not checked"
    SENT_BACK = "a page was sent back"
    NO_PAGES = "there are no pages"


@dataclass(frozen=True)
class Box:
    """A part of a page, in fractions of it from its top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


def kept_in(box: Box) -> Box | None:
    """The box as far as it lies on the page and the right way round, or None for one that covers nothing."""
    if any(value != value for value in (box.x0, box.y0, box.x1, box.y1)):  # not a number
        return None
    x0, x1 = sorted(min(1.0, max(0.0, value)) for value in (box.x0, box.x1))
    y0, y1 = sorted(min(1.0, max(0.0, value)) for value in (box.y0, box.y1))
    return Box(x0, y0, x1, y1) if x1 - x0 >= SMALLEST and y1 - y0 >= SMALLEST else None


def in_steps(box: Box) -> Box:
    """As wide as some whole steps, from where it begins: a short name looks like a long one."""
    steps = math.ceil(round((box.x1 - box.x0) / NAME_STEP, 6))
    return Box(box.x0, box.y0, min(1.0, box.x0 + steps * NAME_STEP), box.y1)


def is_covered_by_default(who: Who, balance: Balance | None) -> bool:
    """Whether a name is suggested for covering: not the reader's own, nor somebody who stays in."""
    if who is Who.THEMSELVES or balance in LEAVE_IN:
        return False
    return not (who is Who.PROFESSIONAL and balance is None)


def usual_reason(who: Who | None) -> Why:
    """The reason that fits somebody who is named, where nobody chose one."""
    return Why.ANOTHER_CHILD if who is Who.ANOTHER_CHILD else Why.SOMEBODY_ELSE


def is_undecided(who: Who, balance: Balance | None) -> bool:
    """Whether a person named must still be weighed: the reader and professionals acting as such need not."""
    return balance is None and who not in (Who.THEMSELVES, Who.PROFESSIONAL)


def why_not_cover(boxes: Iterable[Box], why: Why | None, harm: Iterable[HarmAnswer]) -> WhyNot | None:
    """A box needs a place and a reason; "harm" needs an opinion that says so (DPA 2018 Sch 3)."""
    if not any(kept_in(box) for box in boxes):
        return WhyNot.NO_BOX
    return why_not_hold_back(why, harm)


def why_not_hold_back(why: Why | None, harm: Iterable[HarmAnswer]) -> WhyNot | None:
    """Why a reason is not enough, for a box or a whole page."""
    if why is None:
        return WhyNot.NO_REASON
    if why is Why.HARM and HarmAnswer.HARM not in set(harm):
        return WhyNot.NO_HARM_OPINION
    return None


def why_not_change(version: int, seen: int) -> WhyNot | None:
    """Taking something off a page, or passing it, holds only for what the person saw."""
    return None if version == seen else WhyNot.CHANGED_SINCE


def why_not_check(
    *, checker: UUID, first_reader: UUID | None, box_makers: Iterable[UUID], is_needed: bool
) -> WhyNot | None:
    """A second person checks: not whoever read it first or drew a box on it."""
    if first_reader is None:
        return WhyNot.NOT_DONE
    if not is_needed:
        return WhyNot.NOTHING_TO_CHECK
    return WhyNot.OWN_WORK if checker in {first_reader, *box_makers} else None


@dataclass(frozen=True)
class Missing:
    """What stands between some documents and giving them: counts."""

    documents: int = 0  # how many there are
    not_ready: int = 0
    pages: int = 0
    being_read: int = 0
    not_done: int = 0
    not_checked: int = 0
    sent_back: int = 0
    undecided: int = 0  # people named
    harm_open: int = 0


def why_not_release(missing: Missing) -> WhyNot | None:
    """What must be done first; the first thing to do is named first."""
    steps = (
        (missing.documents == 0, WhyNot.NO_PAGES),
        (missing.not_ready > 0, WhyNot.NOT_READY),
        (missing.pages == 0, WhyNot.NO_PAGES),
        (missing.being_read > 0, WhyNot.BEING_READ),
        (missing.not_done > 0, WhyNot.NOT_DONE),
        (missing.undecided > 0, WhyNot.UNDECIDED),
        (missing.harm_open > 0, WhyNot.HARM_OPEN),
        (missing.sent_back > 0, WhyNot.SENT_BACK),
        (missing.not_checked > 0, WhyNot.NOT_CHECKED),
    )
    return next((why for is_so, why in steps if is_so), None)
