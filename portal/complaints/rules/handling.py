"""What may be done with a complaint, and why not. Nothing closes by itself, or bars anybody. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from portal.complaints.rules.kinds import Ending, Part, Stage, State, Track
from portal.policy.roles import Role

MOST_WORDS = 20_000
MOST_POINTS = 30


class WhyNot(StrEnum):
    ENDED = "it has ended"
    NOT_ENDED = "it has not ended"
    NO_WORDS = "write it down"
    TOO_LONG = "that is too long"
    NO_DAY = "say on which day"
    NOT_THAT_DAY = "that day cannot be"
    NOT_THIS_STAGE = "it is not at that stage"
    NOT_THESE_RULES = "it is not handled under the Regulations"
    DONE_BEFORE = "that was done before"
    CONFLICTED = "they must not meet this complaint"
    NOT_THEIR_WORK = "they do not have the role for it"
    SAME_PERSON = "that has to be somebody else"
    NO_POINT = "write at least one point first"
    NO_FINDING = "say of each point what was found"
    NO_LETTER = "write the letter first"
    SENT = "the letter was sent"
    NO_FURTHER = "there is no further stage with the council"
    TOO_MANY = "these are too many points"
    NOT_ANSWERED = "answer it first"
    CHANGED = "somebody else changed it meanwhile"


ROLES: dict[Part, Role] = {
    Part.ANSWERER: Role.MANAGER,
    Part.INVESTIGATOR: Role.INVESTIGATOR,
    Part.INDEPENDENT: Role.INDEPENDENT_PERSON,
    Part.DECIDER: Role.MANAGER,
}
STAGES: dict[Part, frozenset[Stage]] = {
    Part.ANSWERER: frozenset({Stage.FIRST}),
    Part.INVESTIGATOR: frozenset({Stage.SECOND}),
    Part.INDEPENDENT: frozenset({Stage.SECOND}),
    Part.DECIDER: frozenset({Stage.SECOND, Stage.PANEL}),
}
# Nobody looks at their own work: what these two parts are, one person cannot be.
APART = (
    frozenset({Part.INVESTIGATOR, Part.INDEPENDENT}),
    frozenset({Part.ANSWERER, Part.DECIDER}),
    frozenset({Part.ANSWERER, Part.INVESTIGATOR}),
    frozenset({Part.INVESTIGATOR, Part.DECIDER}),
)


def is_over_for(part: Part, state: State) -> bool:
    """Whether somebody with this part has nothing to do with it any more: whoever only looks into it, once
    it is answered or ended. Opened again, it is theirs again."""
    return part in (Part.INVESTIGATOR, Part.INDEPENDENT) and state is not State.OPEN


def next_stage(track: Track, stage: Stage) -> Stage | None:
    """Where it can go from here. What is not under the Regulations goes on to whoever watches over us."""
    if stage is Stage.OMBUDSMAN or track is Track.ANONYMOUS:
        return None
    if track is not Track.STATUTORY:
        return Stage.OMBUDSMAN
    return list(Stage)[list(Stage).index(stage) + 1]


def why_not_words(words: str, *, needed: bool = True) -> WhyNot | None:
    if len(words) > MOST_WORDS:
        return WhyNot.TOO_LONG
    return WhyNot.NO_WORDS if needed and not words.strip() else None


def why_not_work(state: State) -> WhyNot | None:
    return WhyNot.ENDED if state is State.ENDED else None


def why_not_hand(
    part: Part,
    stage: Stage,
    state: State,
    *,
    had: Iterable[Part],
    roles: Iterable[Role],
    is_apart: bool,
) -> WhyNot | None:
    """`had`: the parts that they have or had in this complaint."""
    if state is State.ENDED:
        return WhyNot.ENDED
    if is_apart:
        return WhyNot.CONFLICTED
    if ROLES[part] not in set(roles):
        return WhyNot.NOT_THEIR_WORK
    if stage not in STAGES[part]:
        return WhyNot.NOT_THIS_STAGE
    others = set(had) - {part}
    return WhyNot.SAME_PERSON if any({part, one} in map(set, APART) for one in others) else None


def why_not_extend(stage: Stage, state: State, track: Track, *, is_extended: bool) -> WhyNot | None:
    if state is not State.OPEN:
        return WhyNot.ENDED if state is State.ENDED else WhyNot.SENT
    if track is not Track.STATUTORY:
        return WhyNot.NOT_THESE_RULES
    if stage not in (Stage.FIRST, Stage.SECOND):
        return WhyNot.NOT_THIS_STAGE
    return WhyNot.DONE_BEFORE if is_extended else None


def why_not_day(on: date | None, *, first: date, last: date) -> WhyNot | None:
    if on is None:
        return WhyNot.NO_DAY
    return None if first <= on <= last else WhyNot.NOT_THAT_DAY


def why_not_ask_next(state: State, track: Track, stage: Stage) -> WhyNot | None:
    """No date ever bars it: the 20 working days are guidance. Nor does an answer that has not come."""
    if state is State.ENDED:
        return WhyNot.ENDED
    return None if next_stage(track, stage) else WhyNot.NO_FURTHER


def why_not_end(state: State, ending: Ending, words: str) -> WhyNot | None:
    """A complaints manager ends nothing that has no answer yet, but what somebody else must answer."""
    if state is State.ENDED:
        return WhyNot.ENDED
    if state is not State.ANSWERED and ending not in (Ending.ELSEWHERE, Ending.WITHDRAWN):
        return WhyNot.NOT_ANSWERED
    return why_not_words(words)


def why_not_send(body: str, state: State, *, is_sent: bool, points: int, found: int) -> WhyNot | None:
    """A letter goes when each point has its finding."""
    if state is State.ENDED:
        return WhyNot.ENDED
    if is_sent:
        return WhyNot.SENT
    if not body.strip():
        return WhyNot.NO_LETTER
    if not points:
        return WhyNot.NO_POINT
    return WhyNot.NO_FINDING if found < points else None


def why_not_remedy(words: str, due_on: date | None, today: date, *, state: State) -> WhyNot | None:
    if why := why_not_words(words):
        return why
    if due_on is None:
        return WhyNot.NO_DAY
    return WhyNot.NOT_THAT_DAY if due_on < today else None
