"""What may be shown of a wave's counts; and an attacker who knows the rules finds nobody."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from operator import le
from typing import Any

import numpy as np
import pytest

from portal.disclosure import quarters
from portal.disclosure.changes import Change
from portal.disclosure.counts import Period
from portal.disclosure.quarters import printed_count, printed_share
from portal.surveys.rules import results as rules
from portal.surveys.rules.content import Content, Option, Question, Section
from portal.surveys.rules.counting import count, read, written
from portal.surveys.rules.kinds import Face, Kind

pytestmark = pytest.mark.once
PERIOD = Period(date(2026, 1, 1), date(2026, 1, 31))
GROUP = Question(
    "team",
    Kind.ONE,
    {"en": "Team?"},
    options=(Option("a", {"en": "A"}), Option("b", {"en": "B"})),
    is_group=True,
)
MOOD = Question("mood", Kind.FACES, {"en": "How is it?"})
SAFE = Question("safe", Kind.AGREE, {"en": "I feel safe"})
RANKED = Question(
    "matters",
    Kind.RANK,
    {"en": "What matters?"},
    options=(Option("mood", {"en": "M"}), Option("safe", {"en": "S"})),
)
MANY = Question(
    "many", Kind.MANY, {"en": "Which?"}, options=(Option("x", {"en": "X"}), Option("y", {"en": "Y"}))
)
AGE = Question("age", Kind.NUMBER, {"en": "How old?"})


def asked(*questions: Question) -> Content:
    return Content({"en": "T"}, {}, {}, (Face.ADULT,), (Section("s", {"en": "S"}, questions),))


def shown(content: Content, answers: list[dict[str, Any]], least: int = 5) -> rules.Results:
    return rules.results(content, count(content, answers), least, PERIOD)


def by_key(results: rules.Results, key: str) -> rules.Result:
    return next(one for one in results.questions if one.question.key == key)


def test_below_the_threshold_nothing_is_said_not_even_how_many() -> None:
    found = shown(asked(MOOD), [{"mood": "good"}] * 4)
    assert found == rules.Results(None)


def test_the_threshold_of_the_wave_holds_for_each_question() -> None:
    found = shown(asked(MOOD, SAFE), [{"mood": "good", "safe": "5"}] * 9 + [{"mood": "bad"}] * 3, least=10)
    assert by_key(found, "mood").lines
    assert not by_key(found, "safe").lines


def test_rather_not_say_is_never_negative() -> None:
    found = shown(asked(SAFE), [{"safe": "5"}] * 10 + [{"safe": "not_said"}] * 10)
    assert by_key(found, "safe").favour == "most"


def test_numbers_are_rounded_and_small_ones_hidden_with_a_mate() -> None:
    found = shown(asked(MOOD), [{"mood": "good"}] * 21 + [{"mood": "ok"}] * 12 + [{"mood": "bad"}] * 2)
    values = {line.key: line.value for line in by_key(found, "mood").lines}
    assert values["good"] == 20
    assert values["bad"] == values["ok"] == "hidden", "one alone could be worked out"


def test_a_ranking_says_what_matters_first() -> None:
    answers = [{"matters": ["safe", "mood"]}] * 8 + [{"matters": ["mood", "safe"]}] * 6
    found = by_key(shown(asked(RANKED, MOOD, SAFE), answers), "matters")
    assert list(found.order) == ["safe", "mood"]


def test_what_matters_is_laid_beside_how_it_goes() -> None:
    answers: list[dict[str, Any]] = [{"matters": ["safe", "mood"], "safe": "1", "mood": "good"}] * 60
    answers += [{"matters": ["mood", "safe"], "safe": "5", "mood": "bad"}] * 30
    answers += [{"matters": ["mood", "safe"], "safe": "5", "mood": "ok"}] * 10
    found = shown(asked(MOOD, SAFE, RANKED), answers).priorities
    assert [(one.question.key, one.matters, one.goes_well) for one in found] == [
        ("safe", 60, 40),
        ("mood", 40, 60),
    ]


def test_a_middle_needs_ten() -> None:
    assert by_key(shown(asked(AGE), [{"age": n} for n in range(9)]), "age").middle is None
    assert by_key(shown(asked(AGE), [{"age": n} for n in range(11)]), "age").middle == 5


def test_groups_are_compared_only_where_both_are_large_enough() -> None:
    large = [{"team": "a", "mood": "good"}] * 10 + [{"team": "a", "mood": "bad"}] * 10
    other = [{"team": "b", "mood": "good"}] * 15 + [{"team": "b", "mood": "bad"}] * 5
    lines = shown(asked(GROUP, MOOD), large + other).compared[0].lines
    assert {line.key: line.favour["mood"] for line in lines} == {"a": 50, "b": 75}
    assert not shown(asked(GROUP, MOOD), large + other[:4]).compared[0].lines
    a_few_of_no_team = [{"mood": "bad"}] * 3
    assert not shown(asked(GROUP, MOOD), large + other + a_few_of_no_team).compared[0].lines


def test_a_difference_is_said_only_where_it_stands_the_test() -> None:
    far = [{"team": "a", "mood": "good"}] * 90 + [{"team": "a", "mood": "bad"}] * 10
    far += [{"team": "b", "mood": "good"}] * 20 + [{"team": "b", "mood": "bad"}] * 80
    said = {line.key: line.differs["mood"] for line in shown(asked(GROUP, MOOD), far).compared[0].lines}
    assert said == {"a": Change.UP, "b": Change.DOWN}
    near = [{"team": "a", "mood": "good"}] * 10 + [{"team": "a", "mood": "bad"}] * 10
    near += [{"team": "b", "mood": "good"}] * 12 + [{"team": "b", "mood": "bad"}] * 8
    said = {line.key: line.differs["mood"] for line in shown(asked(GROUP, MOOD), near).compared[0].lines}
    assert set(said.values()) == {Change.TOO_FEW}


def test_waves_are_compared_with_care() -> None:
    content = asked(MOOD)
    before = count(content, [{"mood": "good"}] * 20 + [{"mood": "bad"}] * 80).all
    now = count(content, [{"mood": "good"}] * 80 + [{"mood": "bad"}] * 20).all
    assert rules.changed(content, now, before, 5) == {"mood": Change.UP}
    assert rules.changed(content, before, now, 5) == {"mood": Change.DOWN}
    assert rules.changed(content, now, now, 5) == {"mood": Change.TOO_FEW}
    few = count(content, [{"mood": "good"}] * 3).all
    assert rules.changed(content, now, few, 5) == {"mood": Change.TOO_FEW}


def test_counts_are_kept_and_read_back() -> None:
    content = asked(GROUP, MOOD, SAFE, RANKED, MANY, AGE)
    whole = count(
        content, [{"team": "a", "mood": "ok", "matters": ["mood", "safe"], "many": ["x", "y"], "age": 7}] * 6
    )
    assert read(written(whole)) == whole


def test_rows_are_worked_out_when_answers_are_counted_and_not_when_they_are_read() -> None:
    content = asked(MOOD, SAFE, RANKED, MANY)
    answers = [{"mood": "good", "safe": "5", "matters": ["mood", "safe"], "many": ["x"]}] * 21
    whole = count(content, [*answers, *[{"mood": "bad", "matters": ["safe", "mood"]}] * 12])
    unkept = rules.results(content, whole, 5, PERIOD)
    whole.printed = rules.printed_rows(content, whole, 5, PERIOD)
    assert set(whole.printed) == {"mood", "safe", "matters"}, "each choice of many stands for itself"
    kept = read(json.loads(json.dumps(written(whole))))
    asked_before = quarters._row.cache_info()
    assert rules.results(content, kept, 5, PERIOD) == unkept
    assert quarters._row.cache_info() == asked_before, "the engine is not asked again"


# An attacker lists all small councils, and asks of each page which of them could have it: "about 10" is 8 to
# 12, "fewer than 5" is 0 to 4, a share is what its rule makes of the numbers, what is not shown may be
# anything. On no page may one value be left for a number of 1 to 4.

GROUPS, MOODS = ("a", "b"), ("good", "ok", "bad")
CELLS = list(itertools.product(GROUPS, MOODS))
Council = tuple[int, ...]
"""How many of group a said good, ok, bad; then of group b."""


def councils(most: int) -> Iterator[Council]:
    """All of at most so many people. 12 and 17 are the last that "about 10" and "about 15" may stand for, so
    that every page is met with all that it could stand for."""
    for bars in itertools.combinations(range(most + 6), 6):
        yield tuple(bar - before - 1 for before, bar in itertools.pairwise((-1, *bars)))


def page_of(council: Council) -> rules.Results:
    content = asked(GROUP, MOOD)
    answers: list[Mapping[str, Any]] = []
    for number, (group, mood) in zip(council, CELLS, strict=True):
        answers += [{"team": group, "mood": mood}] * number
    return rules.results(content, count(content, answers), 5, PERIOD)


Clue = tuple[str, Any]
"""The name of a number, or of two (this and the rest of a share), and what is printed of it."""


def clues(page: rules.Results) -> frozenset[Clue]:
    found: list[Clue] = [("all", page.answers)]
    if page.answers is None:
        return frozenset(found)
    for one in page.questions:
        found += [(line.key, line.value) for line in one.lines]
    for line in (line for one in page.compared for line in one.lines):
        found += [(f"good of {line.key}", line.favour["mood"])] if "mood" in line.favour else []
    return frozenset((name, value) for name, value in found if value != "hidden")


Numbers = dict[str, Any]


def numbers_of(listed: list[Council]) -> Numbers:
    """By name, of all councils at once: cells, and what they add up to."""
    table = np.array(listed)
    cells = {f"{group} {mood}": table[:, place] for place, (group, mood) in enumerate(CELLS)}
    rows = {group: sum(column for name, column in cells.items() if name[0] == group) for group in GROUPS}
    columns = {mood: sum(cells[f"{group} {mood}"] for group in GROUPS) for mood in MOODS}
    return cells | rows | columns | {"all": table.sum(axis=1)}


def could_be(clue: Clue, numbers: Numbers) -> Any:
    name, value = clue
    if name.startswith("good of "):
        whole = name.removeprefix("good of ")
        good = numbers["good" if whole == "all" else f"{whole} good"]
        return _shares(30)[good, numbers[whole] - good] == str(value)
    if value is None:
        return numbers[name] < 5
    return (numbers[name] >= max(5, value - 2)) & (numbers[name] <= value + 2)


@cache
def _shares(most: int) -> Any:
    return np.array([[str(printed_share(this, other)) for other in range(most)] for this in range(most)])


def given_away(pages: Iterable[frozenset[Clue]], numbers: Numbers) -> list[str]:
    found, masks = [], dict[Clue, Any]()
    for page in set(pages):
        for clue in page - masks.keys():
            masks[clue] = could_be(clue, numbers)
        those = np.logical_and.reduce([masks[clue] for clue in page])
        assert those.any()
        for name, column in numbers.items():
            least, most = column[those].min(), column[those].max()
            if least == most and 1 <= least <= 4:
                found.append(f"{name} = {least} from {sorted(map(str, page))}")
    return found


def test_the_attacker_finds_nobody_in_any_small_council(drill: bool) -> None:
    listed = list(councils(17 if drill else 12))
    assert not given_away((clues(page_of(one)) for one in listed), numbers_of(listed))


def test_the_attacker_finds_somebody_where_rows_are_only_rounded() -> None:
    """Which is why the engine of the papers is asked."""
    listed = list(councils(12))
    numbers = numbers_of(listed)

    def rounded(place: int) -> frozenset[Clue]:
        named = ("all", "a", "b")
        return frozenset((name, printed_count(int(numbers[name][place]))) for name in named)

    assert given_away(map(rounded, range(len(listed))), numbers)


def test_watching_one_batch_come_after_another_tells_nothing() -> None:
    """Two prints of one wave, the second with a batch of at least five more; of moods only."""
    ones = [(*one, 0, 0, 0) for one in itertools.product(range(13), repeat=3) if sum(one) <= 12]
    pairs = [
        (before, after)
        for before, after in itertools.product(ones, repeat=2)
        if sum(before) >= 5 and sum(after) - sum(before) >= 5 and all(map(le, before, after))
    ]
    pages = {one: [clue for clue in clues(page_of(one)) if clue[0] not in GROUPS] for one in ones}
    was, is_ = numbers_of([pair[0] for pair in pairs]), numbers_of([pair[1] for pair in pairs])
    named = ("all", *MOODS)
    numbers: Numbers = {f"{name} before": was[name] for name in named} | {name: is_[name] for name in named}
    grown = {f"{name} more": is_[name] - was[name] for name in named}
    masks: dict[tuple[Clue, bool], Any] = {}
    for before, after in pairs:
        seen = [(clue, True) for clue in pages[before]] + [(clue, False) for clue in pages[after]]
        for clue, is_before in seen:
            if (clue, is_before) not in masks:
                masks[clue, is_before] = could_be(clue, was if is_before else is_)
    for two in {(frozenset(pages[before]), frozenset(pages[after])) for before, after in pairs}:
        those = np.logical_and.reduce([masks[clue, not place] for place in (0, 1) for clue in two[place]])
        for name, column in (numbers | grown).items():
            values = column[those]
            assert values.min() < values.max() or not 1 <= values.min() <= 4, (name, values, two)
