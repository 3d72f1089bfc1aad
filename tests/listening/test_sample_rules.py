"""What is drawn, who may judge it and what is refused: arithmetic alone."""

from __future__ import annotations

import itertools
import uuid
from datetime import date

import pytest

from portal.disclosure.counts import Period
from portal.listening.rules import Team
from portal.listening.rules.samples import (
    Drawable,
    Score,
    Scores,
    WhyNot,
    audited_quarters,
    drawn,
    in_turn,
    is_of_another_team,
    last_month,
    why_not_act,
    why_not_judge,
)

_GOOD = Scores(Score.YES, Score.YES, Score.CANT_TELL, Score.YES)
_BAD = Scores(Score.YES, Score.PARTLY, Score.NO, Score.YES)


def _said(agency: str = "", young: uuid.UUID | None = None) -> Drawable:
    return Drawable(uuid.uuid4(), young or uuid.uuid4(), agency)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 1), date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),
        (date(2028, 3, 1), date(2028, 2, 1), date(2028, 2, 29)),
        (date(2027, 1, 1), date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_the_month_that_is_over(today: date, first: date, last: date) -> None:
    assert last_month(today) == Period(first, last)


def test_so_many_of_each_agency_and_of_each_young_person_one() -> None:
    chatty = uuid.uuid4()
    said = [_said() for _ in range(20)] + [_said("Health") for _ in range(2)]
    said += [_said(young=chatty) for _ in range(200)]
    found = drawn(said, b"seed", 5)
    assert sum(one.agency == "" for one in found) == 5
    assert sum(one.agency == "Health" for one in found) == 2
    assert sum(one.young_person_id == chatty for one in found) <= 1


def test_the_same_seed_draws_the_same_and_another_seed_another() -> None:
    said = [_said() for _ in range(200)]
    assert drawn(said, b"one", 5) == drawn(list(reversed(said)), b"one", 5)
    assert drawn(said, b"one", 5) != drawn(said, b"two", 5)
    assert drawn([], b"one", 5) == []


def test_everything_has_the_same_chance() -> None:
    said = [_said() for _ in range(10)]
    taken = [one for number in range(2_000) for one in drawn(said, str(number).encode(), 5)]
    assert all(900 < taken.count(one) < 1_100 for one in said)


def test_whoever_has_least_to_judge_is_asked_first() -> None:
    busy, free = uuid.uuid4(), uuid.uuid4()
    assert in_turn({busy: 2, free: 0}, b"x") == [free, busy]
    equal = [uuid.uuid4() for _ in range(9)]
    assert len({in_turn(dict.fromkeys(equal, 0), bytes([n]))[0] for n in range(99)}) > 5


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (Team("", "a"), Team("", "b"), True),
        (Team("", "a"), Team("Health", "a"), True),
        (Team("", "a"), Team("", ""), True),
        (Team("", "a"), Team("", "a"), False),
        (Team("", ""), Team("", ""), False),
    ],
)
def test_of_another_team(one: Team, other: Team, differ: bool) -> None:
    assert is_of_another_team(one, other) is differ


def test_a_judgement_answers_all_and_says_what_should_be_done_where_something_should() -> None:
    def why(
        scores: Scores = _GOOD, found: str = "x", should: str = "", is_judged: bool = False
    ) -> WhyNot | None:
        return why_not_judge(scores, found, should, is_judged=is_judged)

    assert why() is None
    assert why(found=" ") is WhyNot.NO_FOUND
    assert why(_BAD) is WhyNot.NO_SHOULD
    assert why(_BAD, should="Ring them.") is None
    assert why(Scores(None, Score.YES, Score.YES, Score.YES)) is WhyNot.NO_SCORE
    assert why(is_judged=True) is WhyNot.JUDGED_ALREADY


def test_more_is_asked_for_by_partly_or_no_and_by_nothing_else() -> None:
    for scores in itertools.product(Score, repeat=4):
        assert Scores(*scores).asks_for_more == bool({Score.PARTLY, Score.NO} & set(scores))


def test_what_was_done_is_said_once_and_in_words() -> None:
    assert why_not_act("We rang.", is_done=False) is None
    assert why_not_act(" ", is_done=False) is WhyNot.NO_DONE
    assert why_not_act("We rang.", is_done=True) is WhyNot.ACTED_ALREADY


def test_an_audit_is_counted_when_its_findings_had_their_time() -> None:
    assert audited_quarters(date(2026, 11, 28))[0].last == date(2026, 6, 30)
    assert audited_quarters(date(2026, 11, 30))[0].last == date(2026, 9, 30)
    assert len(audited_quarters(date(2026, 11, 30))) == 4
