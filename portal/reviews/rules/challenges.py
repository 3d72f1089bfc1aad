"""An Independent Reviewing Officer's challenge: its stages, and why something is refused. Pure.

IRO Handbook 2010: the local process takes 20 working days in all; a referral to Cafcass is possible at any
point, beside the stages too (SI 2010/959 reg 45). So nothing here asks for a stage before a referral."""

from __future__ import annotations

from datetime import date
from enum import Enum

from portal.reviews.rules.kinds import About, ChallengeOutcome

WHOLE = "iro_dispute"
"""What the clock of the whole is called; it starts with the first formal stage."""
STAGE = "iro_stage"
INFORMAL = 0
MOST_WORDS = 4_000


class WhyNot(Enum):
    NO_ABOUT = "no_about"
    NO_WORDS = "no_words"
    NOBODY = "nobody"  # nobody was chosen, or who was chosen is not there any more
    NOT_ONESELF = "not_oneself"
    CLOSED = "closed"
    NO_SUCH_STAGE = "no_such_stage"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    REFERRED = "referred"
    NO_REASON = "no_reason"
    IN_FUTURE = "in_future"
    TOO_EARLY = "too_early"  # before the challenge was made
    NO_OUTCOME = "no_outcome"
    NO_CHANGE = "no_change"
    NAMES = "names"  # what goes into a report names somebody
    VIEW_OR_REASON = "view_or_reason"


def stages(setting: str) -> tuple[int, ...]:
    """Working days of each formal stage, from the council's setting "5,5,10". Raises ValueError."""
    days = tuple(int(part) for part in setting.split(","))
    if not days or min(days) < 1:
        raise ValueError(setting)
    return days


def days_of(stage: int, informal: int, formal: tuple[int, ...]) -> int:
    """The working days of a stage."""
    return informal if stage == INFORMAL else formal[stage - 1]


def due_of(stage_due: date, whole_due: date | None) -> date:
    """A stage has no longer than the whole."""
    return min(stage_due, whole_due) if whole_due else stage_due


def why_not_open(about: About | None, words: str, *, to_oneself: bool, has_to: bool) -> WhyNot | None:
    if about is None:
        return WhyNot.NO_ABOUT
    if not words:
        return WhyNot.NO_WORDS
    if not has_to:
        return WhyNot.NOBODY
    return WhyNot.NOT_ONESELF if to_oneself else None


def why_not_move_on(stage: int, to: int, how_many: int, *, is_closed: bool, has_to: bool) -> WhyNot | None:
    """Stages may be left out, never gone back."""
    if is_closed:
        return WhyNot.CLOSED
    if not stage < to <= how_many:
        return WhyNot.NO_SUCH_STAGE
    return None if has_to else WhyNot.NOBODY


def why_not_answer(words: str, *, is_closed: bool, is_answered: bool) -> WhyNot | None:
    if is_closed:
        return WhyNot.CLOSED
    if is_answered:
        return WhyNot.ANSWERED
    return None if words else WhyNot.NO_ANSWER


def why_not_refer(
    why: str, on: date | None, *, opened_on: date, today: date, is_referred: bool
) -> WhyNot | None:
    """At any moment, whatever the stage, after it was closed too."""
    if is_referred:
        return WhyNot.REFERRED
    if not why:
        return WhyNot.NO_REASON
    if on is None or on > today:
        return WhyNot.IN_FUTURE
    return WhyNot.TOO_EARLY if on < opened_on else None


def why_not_close(
    outcome: ChallengeOutcome | None, changed: str, *, is_closed: bool, names: bool
) -> WhyNot | None:
    """`changed` goes into the service's report, so it names nobody."""
    if is_closed:
        return WhyNot.CLOSED
    if outcome is None:
        return WhyNot.NO_OUTCOME
    if not changed:
        return WhyNot.NO_CHANGE
    return WhyNot.NAMES if names else None


def names_somebody(text: str, names: list[str]) -> bool:
    """Whether a part of one of the names (three letters or more) is in a text, as a word of its own and
    written as a name: "new" is not Nell New."""
    bare = (word.strip(".,;:!?'\"()’‘“”") for word in text.split())
    words = {word.removesuffix("’s").removesuffix("'s") for word in bare}
    return bool(words & {part for name in names for part in name.split() if len(part) > 2})
