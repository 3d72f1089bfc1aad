"""What many answers come to: true counts, for `results` to say what of them may be shown. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.disclosure.quarters import Value
from portal.surveys.rules.content import Content, Question
from portal.surveys.rules.kinds import COUNTED, Kind
from portal.surveys.rules.path import Values
from portal.surveys.rules.values import keys_of

Counted = dict[str, int]
"""By the option's key, every key there could be."""


@dataclass
class Ranked:
    """Places summed up: 1 is the first."""

    answers: int = 0
    places: dict[str, int] = field(default_factory=dict)
    firsts: dict[str, int] = field(default_factory=dict)


@dataclass
class Counts:
    """Of all answers, or of those of one group."""

    answers: int = 0
    said: dict[str, int] = field(default_factory=dict)  # by question: how many answered it
    chosen: dict[str, Counted] = field(default_factory=dict)
    ranked: dict[str, Ranked] = field(default_factory=dict)
    numbers: dict[str, list[int]] = field(default_factory=dict)  # each once an answer, sorted


@dataclass
class Whole:
    """A wave's: of all, and by group question and option. `printed`: the rows as they were worked out when it
    was counted (`results.printed_rows`), by question; none of them in counts from before those were kept.
    `teams`: of a confidential wave, how many of each team had answered by then."""

    all: Counts
    groups: dict[str, dict[str, Counts]] = field(default_factory=dict)
    printed: dict[str, dict[str, Value]] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)


def count(content: Content, answers: Iterable[Values]) -> Whole:
    """One pass over the answers."""
    questions = list(content.questions())
    by = [question for question in questions if question.is_group and question.kind is Kind.ONE]
    whole = Whole(
        _none(questions), {one.key: {key: _none(questions) for key in one.option_keys()} for one in by}
    )
    for values in answers:
        _add(whole.all, questions, values)
        for one in by:
            if (value := values.get(one.key)) in whole.groups[one.key]:
                _add(whole.groups[one.key][value], questions, values)
    for counts in (whole.all, *(each for group in whole.groups.values() for each in group.values())):
        for numbers in counts.numbers.values():
            numbers.sort()
    return whole


def _none(questions: Iterable[Question]) -> Counts:
    counts = Counts()
    for one in questions:
        counts.said[one.key] = 0
        if one.kind in COUNTED:
            counts.chosen[one.key] = dict.fromkeys(keys_of(one), 0)
        elif one.kind is Kind.RANK:
            counts.ranked[one.key] = Ranked(
                0, dict.fromkeys(one.option_keys(), 0), dict.fromkeys(one.option_keys(), 0)
            )
        elif one.kind is Kind.NUMBER:
            counts.numbers[one.key] = []
    return counts


def _add(counts: Counts, questions: Iterable[Question], values: Values) -> None:
    counts.answers += 1
    for one in questions:
        value = values.get(one.key)
        if value is None:
            continue
        counts.said[one.key] += 1
        if one.kind in COUNTED:
            chosen = counts.chosen[one.key]
            for key in value if isinstance(value, list) else (value,):
                chosen[key] += 1
        elif one.kind is Kind.RANK:
            ranked = counts.ranked[one.key]
            ranked.answers += 1
            ranked.firsts[value[0]] += 1
            for place, key in enumerate(value, 1):
                ranked.places[key] += place
        elif one.kind is Kind.NUMBER:
            counts.numbers[one.key].append(value)


def written(whole: Whole) -> dict[str, Any]:
    """As JSON."""
    return {
        "all": _written(whole.all),
        "groups": {
            by: {key: _written(each) for key, each in group.items()} for by, group in whole.groups.items()
        },
        "printed": whole.printed,
        "teams": whole.teams,
    }


def read(data: Mapping[str, Any]) -> Whole:
    """From what `written` gave."""
    return Whole(
        _read(data["all"]),
        {by: {key: _read(each) for key, each in group.items()} for by, group in data["groups"].items()},
        data.get("printed", {}),
        data.get("teams", {}),
    )


def _written(counts: Counts) -> dict[str, Any]:
    return {
        "answers": counts.answers,
        "said": counts.said,
        "chosen": counts.chosen,
        "ranked": {key: [one.answers, one.places, one.firsts] for key, one in counts.ranked.items()},
        "numbers": counts.numbers,
    }


def _read(data: Mapping[str, Any]) -> Counts:
    return Counts(
        data["answers"],
        data["said"],
        data["chosen"],
        {key: Ranked(*one) for key, one in data["ranked"].items()},
        data["numbers"],
    )
