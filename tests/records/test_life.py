"""What may follow what in a request's life, and what the clock makes of it. No database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.rules import Asker, EventKind, Regime, Stage, State
from portal.records.rules.life import (
    Happened,
    WhyNot,
    clock_of,
    life_after,
    why_not_happen,
    why_not_history,
)
from portal.records.rules.reasons import REASONS, is_about_finding

pytestmark = pytest.mark.once
K = EventKind
TODAY = date(2027, 1, 15)


def on(day: str) -> date:
    return date.fromisoformat(f"2026-{day}")


def h(kind: EventKind, day: str, reason: str = "", words: str = "because") -> Happened:
    default = {K.CLARIFICATION_ASKED: "which_time", K.EXTENDED: "complex", K.WITHDRAWN: "asked"}
    return Happened(kind, on(day), reason or default.get(kind, ""), words)


CAME = h(K.RECEIVED, "06-10")
ASKED, ANSWERED = h(K.CLARIFICATION_ASKED, "06-15"), h(K.CLARIFICATION_RECEIVED, "06-24")


def why(*events: Happened, asker: Asker = Asker.SELF) -> WhyNot | None:
    return why_not_happen(events[:-1], events[-1], asker, TODAY)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([CAME, h(K.CLARIFICATION_RECEIVED, "06-12")], WhyNot.NOT_ASKED),
        ([CAME, ASKED, h(K.CLARIFICATION_ASKED, "06-20")], WhyNot.ASKED_ALREADY),
        ([CAME, ASKED, ANSWERED, h(K.CLARIFICATION_ASKED, "06-20")], WhyNot.ASKED_ALREADY),
        ([CAME, ASKED, ANSWERED, h(K.CLARIFICATION_RECEIVED, "06-30")], WhyNot.NOT_ASKED),
        ([CAME, h(K.CLARIFICATION_ASKED, "07-20")], WhyNot.ASKED_TOO_LATE),
        ([CAME, h(K.CLARIFICATION_ASKED, "06-09")], WhyNot.BEFORE_RECEIVED),
        ([CAME, h(K.CLARIFICATION_ASKED, "06-12", "format")], WhyNot.NOT_ABOUT_FINDING),
        ([CAME, h(K.CLARIFICATION_ASKED, "06-12", "identity")], WhyNot.NOT_ABOUT_FINDING),
        ([CAME, h(K.CLARIFICATION_ASKED, "06-12", words="Send your passport")], WhyNot.NOT_ABOUT_FINDING),
        ([CAME, h(K.CLARIFICATION_ASKED, "06-12", words=" ")], WhyNot.NO_WORDS),
        ([CAME, h(K.EXTENDED, "07-11")], WhyNot.NOTICE_TOO_LATE),
        ([CAME, h(K.EXTENDED, "07-08"), h(K.EXTENDED, "07-09")], WhyNot.EXTENDED_ALREADY),
        ([CAME, h(K.EXTENDED, "07-08", "busy")], WhyNot.NO_REASON),
        ([CAME, h(K.EXTENDED, "07-08", words="")], WhyNot.NO_WORDS),
        ([CAME, h(K.WITHDRAWN, "06-20"), ASKED], None),
        ([CAME, h(K.WITHDRAWN, "06-20"), h(K.STAGE, "06-21", "reading")], WhyNot.NOT_OPEN),
        ([CAME, h(K.WITHDRAWN, "06-20"), h(K.GIVEN, "06-21")], WhyNot.NOT_OPEN),
        ([CAME, h(K.REOPENED, "06-20", "asked_again")], WhyNot.IS_OPEN),
        ([CAME, h(K.GIVEN, "07-20")], WhyNot.LATE_REASON_NEEDED),
        ([CAME, h(K.REFUSED, "07-20", "excessive")], WhyNot.LATE_REASON_NEEDED),
        ([CAME, h(K.WITHDRAWN, "09-20")], None),
        ([CAME, h(K.RECEIVED, "06-12")], WhyNot.NOT_THIS_WAY),
        ([CAME, h(K.PROVEN, "06-12")], WhyNot.IS_PROVEN),
        ([CAME, h(K.REGIME, "06-12", "died"), h(K.EXTENDED, "06-15")], WhyNot.NO_CLOCK),
        ([CAME, Happened(K.STAGE, TODAY + timedelta(days=1), "reading")], WhyNot.IN_FUTURE),
        ([CAME, h(K.STAGE, "06-12", "nearly")], WhyNot.NO_REASON),
        ([CAME, h(K.WHO_DECIDED, "06-12", "height:yes")], WhyNot.NO_REASON),
    ],
)
def test_illegal_orders_are_refused_with_their_reason(
    history: list[Happened], expected: WhyNot | None
) -> None:
    assert why(*history) is expected


def test_asked_before_it_was_withdrawn_but_written_down_after_is_legal() -> None:
    assert why(CAME, h(K.WITHDRAWN, "06-20"), ASKED) is None


def test_paused_twice_both_pauses_are_added() -> None:
    history = [
        h(K.RECEIVED, "07-01"),
        h(K.CLARIFICATION_ASKED, "07-06"),
        h(K.CLARIFICATION_RECEIVED, "07-10"),
        h(K.CLARIFICATION_ASKED, "07-20"),
        h(K.CLARIFICATION_RECEIVED, "07-22"),
    ]
    assert why_not_history(history, Asker.SELF, TODAY) is None
    assert clock_of(life_after(history)).due == on("08-10")


def test_asked_again_on_the_day_of_the_answer_is_one_question_that_goes_on() -> None:
    once = [CAME, ASKED, h(K.CLARIFICATION_RECEIVED, "06-24")]
    again = [CAME, ASKED, h(K.CLARIFICATION_RECEIVED, "06-20"), h(K.CLARIFICATION_ASKED, "06-20")]
    assert clock_of(life_after(again)).due is None
    again += [h(K.CLARIFICATION_RECEIVED, "06-24")]
    assert why_not_history(again, Asker.SELF, TODAY) is None
    assert clock_of(life_after(again)).due == clock_of(life_after(once)).due


def test_a_late_one_is_closed_once_its_true_reason_is_there() -> None:
    late = h(K.LATE_REASON, "07-15", "archive", "The archive took five weeks.")
    assert why(CAME, late, h(K.GIVEN, "07-20")) is None
    assert why(CAME, h(K.LATE_REASON, "07-21", "archive"), h(K.GIVEN, "07-20")) is None


def test_reopened_by_our_mistake_the_first_clock_goes_on_else_there_is_a_new_one() -> None:
    closed = [CAME, h(K.WITHDRAWN, "06-20")]
    ours = life_after([*closed, h(K.REOPENED, "07-01", "our_mistake")])
    assert (ours.state, ours.round, clock_of(ours).due) == (State.OPEN, 1, on("07-10"))
    anew = life_after([*closed, h(K.REOPENED, "07-01", "asked_again")])
    assert (anew.state, anew.round, clock_of(anew).due) == (State.OPEN, 2, on("08-03"))
    assert anew.received_on == on("06-10")


def test_the_earlier_day_of_two_that_were_merged_governs() -> None:
    took_in = Happened(K.TOOK_IN, on("06-20"), other_on=on("06-01"))
    assert clock_of(life_after([CAME, took_in])).due == on("07-01")
    assert clock_of(life_after([CAME, Happened(K.TOOK_IN, on("06-20"), other_on=on("06-12"))])).due == on(
        "07-10"
    )


def test_order_of_writing_does_not_matter_only_days() -> None:
    assert life_after([CAME, ANSWERED, ASKED]) == life_after([CAME, ASKED, ANSWERED])


def test_other_rules_stop_this_clock_and_going_back_starts_it_where_it_was() -> None:
    died = [CAME, h(K.REGIME, "06-12", Regime.DIED)]
    assert not life_after(died).has_clock
    back = life_after([*died, h(K.REGIME, "06-13", Regime.DATA_PROTECTION)])
    assert (back.has_clock, clock_of(back).due) == (True, on("07-10"))


def test_while_nobody_knows_whether_they_can_be_reached_only_that_can_be_settled() -> None:
    unproven = Happened(K.RECEIVED, on("06-10"), "unproven")
    assert why(unproven, h(K.STAGE, "06-12", Stage.READING)) is WhyNot.NOT_PROVEN
    assert why(unproven, h(K.PROVEN, "06-12")) is None
    assert clock_of(life_after([unproven])).due == on("07-10")


PARENTS = ("wishes:yes", "competence:no", "orders:no", "care_order:yes", "conflict:no", "allegation:no")


def _decided(*reasons: str) -> list[Happened]:
    return [h(K.WHO_DECIDED, "06-12", reason) for reason in reasons]


def test_a_parent_is_given_nothing_before_each_line_is_decided() -> None:
    given_ = h(K.GIVEN, "06-20")
    assert why(CAME, *_decided(*PARENTS), given_, asker=Asker.PARENT) is WhyNot.WHO_UNDECIDED
    yes = _decided(*PARENTS, "entitled:partly")
    assert why(CAME, *yes, given_, asker=Asker.PARENT) is None
    no = _decided(*PARENTS, "entitled:no")
    assert why(CAME, *no, given_, asker=Asker.PARENT) is WhyNot.WHO_UNDECIDED
    assert why(CAME, h(K.PART_GIVEN, "06-20"), asker=Asker.SOLICITOR) is WhyNot.WHO_UNDECIDED
    assert why(CAME, *_decided("authority:yes"), given_, asker=Asker.SOLICITOR) is None


@pytest.mark.parametrize("words", ["Which years do you mean?", "Did you live at Elm House?"])
def test_a_question_that_helps_to_find_them_stops_the_clock(words: str) -> None:
    assert is_about_finding("which_time", words)


def _events() -> st.SearchStrategy[Happened]:
    def build(kind: EventKind, day: int, pick: int) -> Happened:
        reasons = sorted(REASONS.get(kind, {"authority:yes"} if kind is K.WHO_DECIDED else {""}))
        return Happened(
            kind, on("06-01") + timedelta(days=day), reasons[pick % len(reasons)], "which years?", on("05-20")
        )

    return st.builds(build, st.sampled_from(list(EventKind)), st.integers(0, 70), st.integers(0, 9))


@given(st.lists(_events(), max_size=14))
def test_no_accepted_history_makes_the_clock_fail_nor_wait_for_what_came(tries: list[Happened]) -> None:
    history = [h(K.RECEIVED, "06-01")]
    for event in tries:
        if why_not_happen(history, event, Asker.SELF, TODAY) is None:
            history.append(event)
    life = life_after(history)
    answer = clock_of(life)
    if life.has_clock:
        assert (answer.due is None) == bool(life.waits)
        assert answer.due is None or answer.due >= life.start_on


def test_the_steps_move_by_the_work_and_a_withdrawal_may_have_come_before() -> None:
    taken, moved = h(K.TAKEN_ON, "06-12"), h(K.STAGE, "06-20", "reading")
    assert life_after([CAME, taken]).stage is Stage.FINDING
    assert why(CAME, taken, moved, h(K.WITHDRAWN, "06-18")) is None
    ended = life_after([CAME, taken, moved, h(K.WITHDRAWN, "06-18")])
    assert (ended.state, ended.stage) == (State.WITHDRAWN, Stage.FINDING)
