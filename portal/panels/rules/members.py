"""Who sits on the panel and votes, what helps them to come, and what a meeting talks about. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from portal.panels.rules import Choice, CostState, ItemState, MemberKind

MAX_WORDS = 1000
SOON = timedelta(days=60)
"""Training that is due again within this time is said to be due."""
PAY_WORKING_DAYS = 10
ANSWER_WORKING_DAYS = 5
"""How soon a member hears whether what they need to come is paid for, and is paid."""
MOST_ITEMS = 40


class WhyNot(StrEnum):
    """Why something about members or a meeting was refused."""

    NO_MEMBER = "they are no member of the panel"
    NO_KIND = "nobody said as what"
    ENDS_FIRST = "it ends before it begins"
    NO_WORDS = "nothing was written"
    NAMES_SOMEBODY = "the words hold a name that is known here"
    NOT_HELD = "the day is still to come"
    AGAIN_FIRST = "it is due again before it was held"
    NO_VOTE = "they have no vote, or nothing is voted on"
    ORDER_CHANGED = "the items are others by now"
    IS_OUT = "the agenda is published"
    NOT_OUT = "the agenda is not published"
    TOO_MANY = "there are as many items as one can talk about"
    DECIDED = "it is decided"
    ANSWERED = "it was answered"
    NOT_AGREED = "it was not agreed to"
    NO_REASON = "no reason was given"
    THEIRS = "a young member brought it: it stays on"
    TOO_EARLY = "the meeting has not been held"


@dataclass(frozen=True)
class Term:
    """One line of the list of members."""

    account_id: UUID
    kind: MemberKind
    chairs: bool
    from_on: date
    until_on: date | None

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


def now_as(terms: Iterable[Term], on: date) -> Term | None:
    """The last of these that holds that day; the terms are in the order in which they were written down."""
    held = [term for term in terms if term.holds(on)]
    return held[-1] if held else None


def why_not_member(kind: MemberKind | None, from_on: date | None, until_on: date | None) -> WhyNot | None:
    """A member sits there as something, and does not leave before they come."""
    if kind is None or from_on is None:
        return WhyNot.NO_KIND
    return WhyNot.ENDS_FIRST if until_on and until_on < from_on else None


def may_vote(kind: MemberKind | None, voting: Collection[str]) -> bool:
    """By the panel's terms. Somebody nobody wrote down as a member does not vote."""
    return kind is not None and kind.value in voting


def counted(choices: Iterable[Choice]) -> dict[Choice, int]:
    """How many votes each has; every choice is there."""
    cast = list(choices)
    return {choice: cast.count(choice) for choice in Choice}


def why_not_training(what: str, held_on: date | None, again_on: date | None, today: date) -> WhyNot | None:
    """Training was something, was held, and is due again later."""
    if not what.strip():
        return WhyNot.NO_WORDS
    if held_on is None or held_on > today:
        return WhyNot.NOT_HELD
    return WhyNot.AGAIN_FIRST if again_on and again_on <= held_on else None


def is_due_again(again_on: date | None, today: date) -> bool:
    """Whether training should be had again soon."""
    return again_on is not None and again_on <= today + SOON


def why_not_answer_cost(state: CostState, agrees: bool, words: str) -> WhyNot | None:
    """Once; a no has its reason."""
    if state is not CostState.ASKED:
        return WhyNot.ANSWERED
    return WhyNot.NO_REASON if not agrees and not words.strip() else None


def in_order(items: Sequence[tuple[UUID, MemberKind | None, int]]) -> list[UUID]:
    """An agenda as it stands until somebody orders it: what young members bring first, then what other
    members bring, then panel support's; each as they came. `items`: id, whose, its place (0: none given)."""
    rank = {MemberKind.YOUNG_MEMBER: 0, MemberKind.CO_OPTEE: 1, MemberKind.COUNCILLOR: 1, None: 2}
    # A place that was given holds: what comes later stands behind it, young members' first.
    came = {one: number for number, (one, _kind, _place) in enumerate(items)}

    def key(item: tuple[UUID, MemberKind | None, int]) -> tuple[int, int, int]:
        one, kind, place = item
        return (place, 0, 0) if place else (10_000, rank[kind], came[one])

    if any(place for _one, _kind, place in items):
        return [one for one, _kind, _place in sorted(items, key=key)]
    return [one for one, _kind, _place in sorted(items, key=lambda item: (rank[item[1]], came[item[0]]))]


def moved(order: Sequence[UUID], item: UUID, *, up: bool) -> list[UUID]:
    """The order with this one a place further up or down; the same at the ends."""
    found = list(order)
    if item not in found:
        return found
    at = found.index(item)
    to = at - 1 if up else at + 1
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


def is_talked_about(state: ItemState) -> bool:
    return state is not ItemState.LEFT_OUT
