"""When a model is learned anew from what people sorted, and when it is used. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

LEAST_COMMENTS = 60
LEAST_PEOPLE = 20
LEAST_USERS = 3
"""What fewer people than this wrote is never kept in a model: a word could tell whose it is."""
MARGIN = 0.01
"""So much worse a new version may be and still be used: the comments of two nights differ by more than
that."""
FEWEST_NEW = 30
"""So many comments sorted since the last version are compared by themselves: neither has seen them."""
KEPT = 5
MEASURES = ("micro_f1", "average_precision")


class State(StrEnum):
    """Where a version is. The worker that began one and was killed leaves it begun; the next night tries."""

    BEGUN = "begun"
    NOT_BETTER = "not_better"
    READY = "ready"
    LET_GO = "let_go"  # only its figures are left


class WhyNot(StrEnum):
    """Why no model is learned, or a version is not used."""

    TOO_FEW = "too few comments are sorted"
    TOO_FEW_PEOPLE = "they are of too few people"
    NOTHING_NEW = "nothing was sorted since the last one"
    NO_BETTER_THAN_WORDS = "the codebook's words alone do as well"
    WORSE = "it does worse than what serves"
    GONE = "it was let go"
    SERVES_ALREADY = "it serves already"


@dataclass(frozen=True)
class Version:
    """A version as the rules see it."""

    number: int
    state: State
    serves: bool = False


def why_not_train(*, comments: int, people: int, has_changed: bool) -> WhyNot | None:
    """What is in the way of learning tonight."""
    if comments < LEAST_COMMENTS:
        return WhyNot.TOO_FEW
    if people < LEAST_PEOPLE:
        return WhyNot.TOO_FEW_PEOPLE
    return None if has_changed else WhyNot.NOTHING_NEW


def why_not_use(
    new: Mapping[str, float],
    words: Mapping[str, float],
    serving: Mapping[str, float] | None,
    margin: float = MARGIN,
) -> WhyNot | None:
    """What is in the way of using a new version, by figures on comments it had not seen. `words`: the
    codebook's words on the same comments; `serving`: what serves now, None where nothing learned does."""
    if new["micro_f1"] < words["micro_f1"]:
        return WhyNot.NO_BETTER_THAN_WORDS
    if serving and any(new[one] < serving[one] - margin for one in MEASURES):
        return WhyNot.WORSE
    return None


def why_not_roll_back(version: Version) -> WhyNot | None:
    """A version that is still there and does not serve may serve again."""
    if version.serves:
        return WhyNot.SERVES_ALREADY
    return WhyNot.GONE if version.state is not State.READY else None


def to_let_go(versions: Iterable[Version], kept: int = KEPT) -> list[int]:
    """The versions whose words are destroyed now: all but the newest few and the one that serves."""
    there = sorted(
        (one for one in versions if one.state in (State.READY, State.NOT_BETTER)), key=lambda one: -one.number
    )
    newest = {one.number for one in [one for one in there if one.state is State.READY][:kept]}
    return [one.number for one in there if one.number not in newest and not one.serves]
