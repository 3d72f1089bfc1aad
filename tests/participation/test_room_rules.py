"""Who sees an offer, what stands in the way of coming, and how the pledge's marks may be shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from portal.disclosure.counts import Period
from portal.participation.rules import awards, pledge, room
from portal.participation.rules.awards import ThanksState
from portal.participation.rules.pledge import Mark, RoundState
from portal.participation.rules.room import Ages, ForWhom, WhyNot

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
ONE, OTHER = UUID(int=1), UUID(int=2)
PERIOD = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("for_whom", "age", "groups", "invited", "seen"),
    [
        (ForWhom.EVERYBODY, 12, (), False, True),
        (ForWhom.EVERYBODY, 10, (), False, False),
        (ForWhom.EVERYBODY, None, (), False, True),
        (ForWhom.EVERYBODY, 10, (), True, True),
        (ForWhom.GROUP, 12, (ONE,), False, True),
        (ForWhom.GROUP, 12, (OTHER,), False, False),
        (ForWhom.INVITED, 12, (ONE,), False, False),
    ],
)
def test_an_offer_is_seen_by_whom_it_is_for(
    for_whom: ForWhom, age: int | None, groups: tuple[UUID, ...], invited: bool, seen: bool
) -> None:
    found = room.is_for(for_whom, Ages(11, 17), ONE, age=age, groups=groups, invited=invited)
    assert found is seen


def test_nobody_answers_what_is_called_off_or_over() -> None:
    def why(**changed: object) -> WhyNot | None:
        given = {
            "called_off": False,
            "reply_by_on": TODAY,
            "starts_at": NOW + timedelta(hours=1),
            "now": NOW,
            "today": TODAY,
            **changed,
        }
        return room.why_not_answer(**given)  # type: ignore[arg-type]

    assert why() is None
    assert why(called_off=True) is WhyNot.CALLED_OFF
    assert why(reply_by_on=TODAY - timedelta(days=1)) is WhyNot.TOO_LATE
    assert why(starts_at=NOW) is WhyNot.TOO_LATE
    assert room.why_not_say_yes(2, 2) is WhyNot.FULL
    assert room.why_not_say_yes(None, 200) is None


def test_a_thank_you_goes_to_nobody_who_is_kept_apart_and_not_before_it_was_read() -> None:
    def why(**changed: object) -> awards.WhyNot | None:
        given = {"is_read": True, "to": [ONE], "apart": [OTHER], "has_name": False, **changed}
        return awards.why_not_pass_on(ThanksState.WAITING, **given)  # type: ignore[arg-type]

    assert why() is None
    assert why(is_read=False) is awards.WhyNot.NOT_READ_YET
    assert why(apart=[ONE]) is awards.WhyNot.CANNOT_GO_ON
    assert why(to=[]) is awards.WhyNot.NOBODY
    assert why(to=[], has_name=True) is None


def test_a_reward_is_called_chosen_from_five_on() -> None:
    assert not awards.is_chosen(4)
    assert awards.is_chosen(5)


def test_a_round_opens_and_ends_by_its_days() -> None:
    first, last = date(2026, 3, 1), date(2026, 3, 31)

    def on(day: date, *, counted: bool = False) -> RoundState:
        return pledge.state_of(first, last, is_counted=counted, today=day)

    assert [on(first - timedelta(days=1)), on(first), on(last), on(last + timedelta(days=1))] == [
        RoundState.SOON,
        RoundState.OPEN,
        RoundState.OPEN,
        RoundState.OVER,
    ]
    assert on(first, counted=True) is RoundState.COUNTED


def test_marks_under_five_are_never_shown_nor_can_be_worked_out() -> None:
    sheets = [{"a": "kept"}] * 12 + [{"a": "not"}] * 3 + [{"b": "kept"}] * 4
    found = pledge.printed(sheets, ["a", "b"], PERIOD)
    assert found["marked"] == 20
    assert found["rows"]["b"] == {}  # four in all
    row = found["rows"]["a"]
    assert row["kept"] in (10, "hidden")
    small = [row[mark] for mark in ("partly", "not", "dont_know")]
    assert all(value is None or value == "hidden" for value in small)
    assert pledge.printed([], ["a"], PERIOD) == {"marked": None, "rows": {"a": {}}}


def test_every_true_row_that_looks_the_same_hides_where_the_small_number_is() -> None:
    """Whoever reads the row cannot tell which of two small cells is 0 and which is 4."""
    one = pledge.printed([{"a": "kept"}] * 12 + [{"a": "not"}] * 4, ["a"], PERIOD)
    other = pledge.printed([{"a": "kept"}] * 12 + [{"a": "partly"}] * 4, ["a"], PERIOD)
    assert one == other


def test_marks_of_what_is_no_promise_are_left_out() -> None:
    assert pledge.only_marks({"a": "kept", "b": "often", "z": "kept"}, ["a", "b"]) == {"a": Mark.KEPT.value}
