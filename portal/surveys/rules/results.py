"""What of a wave's counts may be shown: rounded, small numbers never, none that another gives away. Pure.

Every row that adds up goes through the engine of the panel's papers (`disclosure.quarters`), as one whose
total is known, since nearly everybody answers and the number of answers is printed. What is said of a row
(how many are for it, what matters most) is worked out from what is printed of it, and so tells no more. Of a
group only shares are said, where neither side is few, and none while those of the groups that are not shown
are few, together, and could be had by taking the shown ones from the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.disclosure.changes import Change
from portal.disclosure.counts import Period
from portal.disclosure.intervals import benjamini_hochberg, two_proportions
from portal.disclosure.quarters import (
    HIDDEN,
    RULES,
    Share,
    Value,
    printed_beside_total,
    printed_count,
    printed_share,
)
from portal.surveys.rules.content import Content, Question
from portal.surveys.rules.counting import Counts, Whole
from portal.surveys.rules.kinds import AGREES, COUNTED, FACES, Kind

SCALES = frozenset({Kind.FACES, Kind.AGREE})
_IN_ROWS = (COUNTED - {Kind.MANY}) | {Kind.RANK}
FALSE_ALARMS = 0.10
"""The share of false ones accepted among all that is said to differ (Benjamini and Hochberg)."""
_ROUNDING = (RULES.base**2 - 1) / 12
_LEAST_FOR_A_MIDDLE = 10


@dataclass(frozen=True)
class Line:
    key: str
    value: Value


@dataclass(frozen=True)
class Result:
    """Of one question. `lines` is empty where too few answered, or where they would give somebody away."""

    question: Question
    lines: Sequence[Line] = ()
    said: Value = None  # where there is no row: how many said something
    order: Sequence[str] = ()  # of a ranking, what matters most first
    middle: int | None = None  # of numbers: half are at or under it
    favour: Share = None  # of a scale


@dataclass(frozen=True)
class GroupLine:
    key: str
    favour: Mapping[str, Share]  # by question
    differs: Mapping[str, Change] = field(default_factory=dict)  # beside all others, by question


@dataclass(frozen=True)
class Compared:
    by: Question
    lines: Sequence[GroupLine]


@dataclass(frozen=True)
class Priority:
    """Something that people say matters, and how it goes."""

    question: Question
    matters: Share
    goes_well: Share


@dataclass(frozen=True)
class Results:
    answers: Value  # None: too few, and nothing else is said
    questions: Sequence[Result] = ()
    compared: Sequence[Compared] = ()
    priorities: Sequence[Priority] = ()


def results(content: Content, whole: Whole, least: int, period: Period) -> Results:
    """All that may be shown of a wave."""
    if whole.all.answers < least:
        return Results(None)
    found = [
        _result(question, whole, least, period)
        for question in content.questions()
        if question.kind is not Kind.INFORMATION
    ]
    return Results(
        printed_count(whole.all.answers),
        found,
        [
            _compared(question, content, whole, least)
            for question in content.questions()
            if question.key in whole.groups
        ],
        _priorities(content, found),
    )


def printed_rows(content: Content, whole: Whole, least: int, period: Period) -> dict[str, dict[str, Value]]:
    """By question, the rows that go through the engine, as they may be printed. Worked out when answers are
    counted and kept with the counts: it takes the engine longer than a reader should wait."""
    return {
        question.key: _row(question, whole, period)
        for question in content.questions()
        if question.kind in _IN_ROWS and whole.all.said[question.key] >= least
    }


def _row(question: Question, whole: Whole, period: Period) -> dict[str, Value]:
    if question.key in whole.printed:
        return whole.printed[question.key]
    counts = whole.all
    is_ranking = question.kind is Kind.RANK
    parts = counts.ranked[question.key].firsts if is_ranking else counts.chosen[question.key]
    return printed_beside_total(parts, period)


def _result(question: Question, whole: Whole, least: int, period: Period) -> Result:
    counts = whole.all
    said = counts.said[question.key]
    if said < least:
        return Result(question)
    if question.kind is Kind.RANK:
        return _ranked(question, _row(question, whole, period))
    if question.kind is Kind.MANY:
        lines = [Line(key, printed_count(number)) for key, number in counts.chosen[question.key].items()]
        return Result(question, lines)
    if question.kind in COUNTED:
        row = _row(question, whole, period)
        return Result(question, _lines(row), favour=_favour_of(question, row))
    numbers = counts.numbers.get(question.key, [])
    middle = numbers[(len(numbers) - 1) // 2] if len(numbers) >= _LEAST_FOR_A_MIDDLE else None
    return Result(question, said=printed_count(said), middle=middle)


def _lines(row: Mapping[str, Value]) -> list[Line]:
    return [Line(key, value) for key, value in row.items()]


def _ranked(question: Question, row: Mapping[str, Value]) -> Result:
    """By how often each came first, as it is printed."""
    order = sorted(row, key=lambda key: (-_about(row[key]), question.option_keys().index(key)))
    return Result(question, [Line(key, row[key]) for key in order], order=order)


def _about(value: Value) -> int:
    return value if isinstance(value, int) else 0


def favourable(question: Question, counts: Counts) -> tuple[int, int]:
    """How many said that it goes well, and how many something else. Who would rather not say is in none."""
    chosen = counts.chosen[question.key]
    good, scale = (FACES[:1], FACES) if question.kind is Kind.FACES else (AGREES[:2], AGREES)
    well = sum(chosen[key] for key in good)
    return well, sum(chosen[key] for key in scale) - well


def _favour(question: Question, counts: Counts) -> Share:
    return printed_share(*favourable(question, counts)) if question.kind in SCALES else None


def _favour_of(question: Question, row: Mapping[str, Value]) -> Share:
    """The same, of what is printed: nothing where a part of the scale is not shown."""
    if question.kind not in SCALES or not row:
        return None
    good, scale = (FACES[:1], FACES) if question.kind is Kind.FACES else (AGREES[:2], AGREES)
    if any(row[key] == HIDDEN for key in scale):
        return None
    well = sum(_about(row[key]) for key in good)
    return printed_share(well, sum(_about(row[key]) for key in scale) - well)


def _compared(by: Question, content: Content, whole: Whole, least: int) -> Compared:
    groups = whole.groups[by.key]
    shown = [key for key, counts in groups.items() if counts.answers >= least]
    if len(shown) < 2 or _is_thin(groups[key].answers for key in groups if key not in shown):
        return Compared(by, [])
    unsaid = whole.all.answers - sum(counts.answers for counts in groups.values())
    if _is_thin([unsaid]):
        return Compared(by, [])
    scales = [one for one in content.questions() if one.kind in SCALES]
    safe = [one for one in scales if _may_be_split(one, whole.all, [groups[key] for key in shown], least)]
    lines = [GroupLine(key, {one.key: _favour(one, groups[key]) for one in safe}) for key in shown]
    return Compared(by, _with_differences(lines, safe, whole.all, groups))


def _is_thin(numbers: Iterable[int]) -> bool:
    """Together some, but fewer than may be shown."""
    return 0 < sum(numbers) < RULES.threshold


def _may_be_split(question: Question, everybody: Counts, shown: Sequence[Counts], least: int) -> bool:
    """Each shown group answered it in numbers, with neither side few ("fewer than 5" of a group beside the
    rounded whole can be worked out), and what the shown ones leave of the whole is not a few."""
    parts = [favourable(question, counts) for counts in shown]
    if any(sum(pair) < least or min(pair) < RULES.threshold for pair in parts):
        return False
    left = (
        whole - sum(those)
        for whole, those in zip(favourable(question, everybody), zip(*parts, strict=True), strict=True)
    )
    return not any(_is_thin([number]) for number in left)


def _with_differences(
    lines: Sequence[GroupLine], scales: Sequence[Question], everybody: Counts, groups: Mapping[str, Counts]
) -> list[GroupLine]:
    """Beside all the others, from printed numbers; said where it stands the test, of all tests together."""
    pairs = [(line.key, one) for line in lines for one in scales]
    told = _told(
        [(favourable(one, groups[key]), _without(one, everybody, groups[key])) for key, one in pairs]
    )
    said: dict[str, dict[str, Change]] = {}
    for (key, one), change in zip(pairs, told, strict=True):
        said.setdefault(key, {})[one.key] = change
    return [GroupLine(line.key, line.favour, said.get(line.key, {})) for line in lines]


def _without(question: Question, everybody: Counts, group: Counts) -> tuple[int, int]:
    well, not_well = favourable(question, everybody)
    of_group = favourable(question, group)
    return well - of_group[0], not_well - of_group[1]


def changed(content: Content, now: Counts, before: Counts, least: int) -> dict[str, Change]:
    """What may be said of each scale beside the wave before it, by question. Only questions that both asked
    the same way are compared: see to that before."""
    scales = [
        one
        for one in content.questions()
        if one.kind in SCALES and one.key in before.chosen and one.key in now.chosen
    ]
    enough = [one for one in scales if min(sum(favourable(one, each)) for each in (now, before)) >= least]
    told = _told([(favourable(one, now), favourable(one, before)) for one in enough])
    found = dict.fromkeys((one.key for one in scales), Change.TOO_FEW)
    return found | {one.key: change for one, change in zip(enough, told, strict=True)}


def _told(pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> list[Change]:
    """Of each two of (well, not well): whether the first is higher or lower. Only what is printed goes in."""
    printed = [(_as_printed(one), _as_printed(other)) for one, other in pairs]
    tests = [
        two_proportions(*one, *other, count_variance=_ROUNDING) if one[1] and other[1] else 1.0
        for one, other in printed
    ]
    findings = benjamini_hochberg(tests, FALSE_ALARMS)
    return [
        _word(one, other) if is_finding else Change.TOO_FEW
        for (one, other), is_finding in zip(printed, findings, strict=True)
    ]


def _as_printed(pair: tuple[int, int]) -> tuple[int, int]:
    """The rounded number of those for whom it goes well, and of all; a small part counts as the printed 0."""
    well, rest = (RULES.rounded(number) if number >= RULES.threshold else 0 for number in pair)
    return well, well + rest


def _word(one: tuple[int, int], other: tuple[int, int]) -> Change:
    return Change.UP if one[0] / one[1] > other[0] / other[1] else Change.DOWN


def _priorities(content: Content, found: Sequence[Result]) -> list[Priority]:
    """What matters most, worst going first: from a question whose options are other questions here. From what
    is printed."""
    by_key = {one.question.key: one for one in found}
    asked = next((one for one in found if _asks_what_matters(one.question, content)), None)
    named = {line.key: line.value for line in asked.lines} if asked else {}
    everybody = sum(map(_about, named.values()))
    made = [
        Priority(
            by_key[key].question, printed_share(_about(value), everybody - _about(value)), by_key[key].favour
        )
        for key, value in named.items()
        if key in by_key and by_key[key].question.kind in SCALES and value != HIDDEN
    ]
    return sorted(made, key=lambda one: (-_size(one.matters), _size(one.goes_well), one.question.key))


def _asks_what_matters(question: Question, content: Content) -> bool:
    keys = question.option_keys()
    return (
        question.kind in {Kind.RANK, Kind.MANY} and bool(keys) and all(content.question(key) for key in keys)
    )


def _size(share: Share) -> int:
    return {"most": 100, "few": 0, None: 0}.get(share, share if isinstance(share, int) else 0)  # type: ignore[arg-type]
