"""Why the council works with a young person on a day: in need, protected, in care or a care leaver. Pure.

Short breaks (V3, V4) are not being in care: the child lives at home and is a child in need. Nobody is in care
at eighteen, whatever a return left open (Children Act 1989 s22, s105). A care leaver was looked after at
sixteen
or later; the council's duty to them ends with their twenty-fifth year (Children and Social Work Act 2017 s3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.people.rules import Support, age_on, holds_on

SHORT_BREAKS = frozenset({"V3", "V4"})
NOT_LEAVERS = frozenset({"E11", "E12", "E2", "E3"})
"""Adopted, died, another council's: no care leaver of this council's."""
ADULT, LEAVER_FROM, LEAVER_TO = 18, 16, 25
DIED = "DIED"


@dataclass(frozen=True)
class Stay:
    """An episode of care; the day it ended is the first not in care."""

    started_on: date
    ended_on: date | None
    legal_status: str = ""
    reason_ended: str = ""


@dataclass(frozen=True)
class Span:
    """Support that was written down, both days included."""

    kind: Support
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class Known:
    """What the answer rests on."""

    born_on: date | None = None
    in_touch: str = ""
    died_on: date | None = None
    stays: tuple[Stay, ...] = ()
    spans: tuple[Span, ...] = ()


def support_on(known: Known, day: date) -> Support | None:
    """Why the council works with them that day; where several hold, the last in `Support`. None: not
    known."""
    if known.in_touch == DIED or (known.died_on and known.died_on <= day):
        return None
    found = {*_by_spans(known, day), *_by_stays(known, day)}
    if known.in_touch:
        found.add(Support.CARE_LEAVER)
    return max(found, key=list(Support).index, default=None)


def _by_spans(known: Known, day: date) -> Iterable[Support]:
    return (span.kind for span in known.spans if holds_on(span.from_on, span.until_on, day))


def _by_stays(known: Known, day: date) -> Iterable[Support]:
    age = age_on(known.born_on, day)
    for stay in known.stays:
        if stay.started_on > day:
            continue
        is_open = stay.ended_on is None or stay.ended_on > day
        if stay.legal_status in SHORT_BREAKS:
            if is_open and (age is None or age < ADULT):
                yield Support.IN_NEED
        elif is_open and (age is None or age < ADULT):
            yield Support.IN_CARE
        elif _has_left(stay, known.born_on, age):
            yield Support.CARE_LEAVER


def _has_left(stay: Stay, born_on: date | None, age: int | None) -> bool:
    if age is None or age > LEAVER_TO or stay.reason_ended in NOT_LEAVERS:
        return False
    return stay.ended_on is None or (age_on(born_on, stay.ended_on) or 0) >= LEAVER_FROM
