"""The pages on which a version's questions are asked, which of them somebody meets, what is missing. Pure.

The pages are the same for everybody: what was answered decides only which of them are shown. A question that
hangs on another one stands on a later page than that, so that no page has to change while it is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.surveys.rules.content import Content, Question, Section
from portal.surveys.rules.kinds import FREE_WORDS, Kind
from portal.surveys.rules.path import Values, asked


@dataclass(frozen=True)
class Step:
    """One page. Counted from 1, as in its address."""

    number: int
    section: Section
    questions: tuple[Question, ...]
    is_first_of_section: bool


class NotYet(StrEnum):
    """Why it cannot be sent yet."""

    NOTHING = "nothing was answered"
    NEEDED = "a question needs an answer"


def steps(content: Content, *, one_at_a_time: bool) -> list[Step]:
    """Every page, in order."""
    made: list[Step] = []
    for section in content.sections:
        for place, group in enumerate(_groups(section.questions, one_at_a_time)):
            made.append(Step(len(made) + 1, section, tuple(group), place == 0))
    return made


def _groups(questions: Sequence[Question], one_at_a_time: bool) -> Iterator[list[Question]]:
    group: list[Question] = []
    for question in questions:
        hangs_on_it = question.only_if and question.only_if.question in {one.key for one in group}
        if group and (one_at_a_time or hangs_on_it):
            yield group
            group = []
        group.append(question)
    if group:
        yield group


def met(content: Content, every: Sequence[Step], values: Values) -> list[Step]:
    """The pages that somebody who answered so meets, each with the questions that they are asked."""
    keys = {question.key for question in asked(content, values)}
    found = []
    for step in every:
        questions = tuple(question for question in step.questions if question.key in keys)
        if questions:
            found.append(Step(step.number, step.section, questions, step.is_first_of_section))
    return found


def step_at(found: Sequence[Step], number: int) -> Step | None:
    """The page with this number; if it is not theirs, the next one that is; None past the last."""
    return next((step for step in found if step.number >= number), None)


def step_before(found: Sequence[Step], number: int) -> Step | None:
    return next((step for step in reversed(found) if step.number < number), None)


def place(found: Sequence[Step], step: Step) -> tuple[int, int]:
    """Which one it is of how many, as far as can be known by now. What is only read counts for none."""
    numbers = [one.number for one in found if not is_read_only(one)]
    return sum(number <= step.number for number in numbers), len(numbers)


def how_many(found: Sequence[Step]) -> int:
    """Pages on which something is asked."""
    return sum(not is_read_only(step) for step in found)


def is_read_only(step: Step) -> bool:
    """Whether nothing is asked on this page."""
    return all(question.kind is Kind.INFORMATION for question in step.questions)


def step_of(found: Sequence[Step], key: str) -> Step | None:
    """The page on which a question is asked."""
    return next((step for step in found if any(one.key == key for one in step.questions)), None)


def missing(content: Content, values: Values) -> list[Question]:
    """Questions that need an answer and have none."""
    return [one for one in asked(content, values) if one.is_required and one.key not in values]


def why_not_send(content: Content, values: Values) -> NotYet | None:
    if not any(one.key in values for one in asked(content, values)):
        return NotYet.NOTHING
    return NotYet.NEEDED if missing(content, values) else None


def first_open(content: Content, found: Sequence[Step], values: Values) -> Step | None:
    """Where somebody goes on: the first page with a question that has no answer yet."""
    return next(
        (
            step
            for step in found
            if any(one.kind is not Kind.INFORMATION and one.key not in values for one in step.questions)
        ),
        None,
    )


def has_free_words(content: Content) -> bool:
    return any(question.kind in FREE_WORDS for question in content.questions())


def moved(order: Sequence[str], key: str, *, up: bool) -> list[str]:
    """A ranking with one thing a place higher or lower; as it was when there is no such place."""
    made = list(order)
    if key not in made:
        return made
    at = made.index(key)
    to = at - 1 if up else at + 1
    if 0 <= to < len(made):
        made[at], made[to] = made[to], made[at]
    return made
