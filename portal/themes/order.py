"""The order in which people read: now, soon, rest. Direct answers first, then the words.

`rest` means only "after the others", never that there is no concern: everything is read by a trained
person the same working day, whatever is said here. These words were tried on made-up lines only;
nobody may claim what they find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from portal.themes.phrases import Match, Phrasebook
from portal.themes.tokens import Token, read_data, tokens

WORST_FACE, BEST_FACE = 1, 5
_MOST_REASONS = 8


class Level(StrEnum):
    """When to read: `REST` comes after the others and says nothing else."""

    NOW = "now"
    SOON = "soon"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a text moved up: a direct answer, or words of a kind of worry, as typed, with their place in
    the text.

    `kind` is `not_safe`, `wants_call` or `face` for an answer, else a kind of worry such as
    `self_harm`.
    """

    kind: str
    words: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Where a text stands on the duty desk's list, why, and whether it pages the person on duty."""

    level: Level
    why: tuple[Reason, ...] = ()
    pages: bool = False


def order_of(
    text: str, *, not_safe: bool = False, wants_call: bool = False, face: int | None = None
) -> Order:
    """Order one text. `face` runs from 1 (worst) to 5 (best). Never raises for any text.

    "I'm not safe" is read now and pages whoever is on duty, and so do the agreed phrases. Wanting a
    call or the worst face is read soon at least; whether a call that is wanted pages somebody is the
    council's setting.
    """
    found = tokens(text)
    harmless = frozenset(_harmless(found))
    now = _reasons(text, found, _book("now").find(found, harmless))
    soon = _reasons(text, found, _book("soon").find(found, harmless))
    paging = _reasons(text, found, _book("agreed").find(found, harmless))
    answers_now = (Reason("not_safe"),) if not_safe else ()
    answers_soon = _softer_answers(wants_call, face)
    sooner = Level.SOON if answers_soon or soon else Level.REST
    level = Level.NOW if answers_now or now or paging else sooner
    graver = now or paging
    words = graver + _besides(soon, graver)
    return Order(level, (answers_now + answers_soon + words)[:_MOST_REASONS], pages=bool(not_safe or paging))


def _softer_answers(wants_call: bool, face: int | None) -> tuple[Reason, ...]:
    asked = (Reason("wants_call"),) if wants_call else ()
    return (*asked, Reason("face")) if face == WORST_FACE else asked


def _harmless(found: Sequence[Token]) -> Iterator[int]:
    """The places of words that are only a way of speaking ("smashed my exam")."""
    for match in _book("harmless").find(found):
        yield from match.places


def _reasons(text: str, found: Sequence[Token], matches: Iterator[Match]) -> tuple[Reason, ...]:
    """One reason for each kind of worry and place, in their order; words that overlap are said in one."""
    spans = sorted({(m.label, found[m.places[0]].start, found[m.places[-1]].end) for m in matches})
    kept: list[Reason] = []
    for kind, start, end in spans:
        last = kept[-1] if kept else Reason("")
        if last.kind == kind and last.start is not None and last.end is not None and start < last.end:
            start, end = last.start, max(end, last.end)
            kept.pop()
        kept.append(Reason(kind, text[start:end], start, end))
    return tuple(sorted(kept, key=_place))


def _besides(softer: Sequence[Reason], graver: Sequence[Reason]) -> tuple[Reason, ...]:
    """Those of the softer reasons whose words are not the graver ones' already."""
    return tuple(one for one in softer if not any(_overlap(one, other) for other in graver))


def _overlap(one: Reason, other: Reason) -> bool:
    (start, end), (other_start, other_end) = _place(one), _place(other)
    return one.kind == other.kind and start < other_end and other_start < end


def _place(reason: Reason) -> tuple[int, int]:
    return reason.start or 0, reason.end or 0


@cache
def _book(name: str) -> Phrasebook:
    """The phrases of one level, the harmless ones, or the agreed ones."""
    classes = read_data("classes.toml")["classes"]
    if name in ("harmless", "agreed"):
        return Phrasebook.of({name: read_data(f"{name}.toml")["phrases"]}, classes)
    worry = read_data("worry.toml")
    return Phrasebook.of({kind: levels[name] for kind, levels in worry.items()}, classes)
