"""Every worked date is met exactly; the lines where others go wrong, one by one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portal.clocks.answer import Answer, CannotCount, Event, Fault, NoEffect, StepKind
from portal.clocks.engine import work_out
from portal.clocks.holidays import Holiday
from portal.clocks.lines import as_json, start_of
from portal.clocks.table import Certainty, clocks
from portal.clocks.titles import TITLES
from portal.clocks.wording import HOLIDAYS, WORDS, in_english

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "clocks.jsonl").read_text(encoding="utf-8").splitlines()
]

# What the table of the rules has beyond the file.
TABLE = """
2025-11-25 | | 2025-12-29
2026-08-31 | | 2026-09-30
2026-11-25 | | 2026-12-29
2026-11-28 | | 2026-12-29
2027-11-25 | | 2027-12-29
2027-12-01 | | 2028-01-04
2026-03-03 | | 2026-04-07
2026-07-31 | | 2026-09-01
2027-10-31 | | 2027-11-30
2027-12-31 | | 2028-01-31
2028-01-30 | | 2028-02-29
2027-01-29 | | 2027-03-01
2030-11-26 | | 2030-12-27
2026-07-01 | ask 2026-07-06, got 2026-07-10, ask 2026-07-20, got 2026-07-22 | 2026-08-10
2026-11-10 | id 2026-11-16, ask 2026-11-18, got 2026-12-02 | 2026-12-31
2026-11-12 | ask 2026-11-16, got 2026-11-28 | 2026-12-29
2026-09-28 | ext 2026-10-20 | 2026-12-29
2026-06-10 | ask 2026-06-15, got 2026-06-24, ext 2026-07-17 | 2026-09-21
"""
SHORT = {
    "ask": "clarification_asked",
    "got": "clarification_received",
    "ext": "extension_notified",
    "id": "id_received",
    "id?": "id_asked",
    "auth": "authority_received",
    "fee": "fee_received",
}


def sar(start: str, happened: str = "", *, clock: str = "sar") -> Answer:
    """`sar("2026-07-01", "ask 2026-07-06, got 2026-07-10")`."""
    pairs = [each.split() for each in happened.split(",") if each.strip()]
    events = [Event(SHORT[kind], date.fromisoformat(on)) for kind, on in pairs]
    return work_out(clock, date.fromisoformat(start), events)


def day(text: str) -> date:
    return date.fromisoformat(text)


def kinds(answer: Answer) -> list[StepKind]:
    return [step.kind for step in answer.steps]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['clock']} {case['start']}")
def test_every_worked_case_is_exact(case: dict[str, object]) -> None:
    name, events = str(case["clock"]), case["events"]
    assert isinstance(events, list)
    happened = [Event(one["kind"], day(one["on"])) for one in events]
    answer = as_json(work_out(name, start_of(name, case["start"]), happened))
    assert (answer["due"], answer["aim_by"]) == (case["due"], case.get("aim_by"))


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_every_row_of_the_table_is_exact(row: str) -> None:
    start, happened, due = (part.strip() for part in row.split("|"))
    assert sar(start, happened).due == day(due)


def test_both_days_of_a_pause_are_left_out_before_it_is_rolled() -> None:
    answer = sar("2026-09-03", "ask 2026-09-10, got 2026-09-10")
    assert (answer.due, answer.aim_by) == (day("2026-10-05"), day("2026-10-05"))  # 3 + 1 = Sunday 4 October
    assert sar("2026-09-02", "ask 2026-09-10, got 2026-09-10").due == day("2026-10-05")  # 2 + 1 = Saturday


def test_days_on_which_two_questions_were_open_count_once() -> None:
    answer = sar("2026-06-01", "ask 2026-06-03, ask 2026-06-05, got 2026-06-08, got 2026-06-12")
    assert answer.due == day("2026-07-13")  # 1 July + 10 = Saturday 11
    assert answer.aim_by == day("2026-07-10")
    inside = sar("2026-06-01", "ask 2026-06-03, got 2026-06-12, ask 2026-06-05, got 2026-06-08")
    assert (inside.due, inside.aim_by) == (answer.due, answer.aim_by)


def test_two_answers_on_one_day_are_two() -> None:
    twice = "ask 2026-06-03, ask 2026-06-08, got 2026-06-08, got 2026-06-08"
    assert sar("2026-06-01", twice).due == day("2026-07-07")


def test_while_a_question_is_open_it_stands_still_and_says_what_is_left() -> None:
    answer = sar("2026-10-05", "ask 2026-10-07")
    assert (answer.due, answer.aim_by) == (None, None)
    assert (answer.stands_still_since, answer.days_left) == (day("2026-10-07"), 30)
    assert "stands still" in in_english(answer)[-1]
    # What is left is what there is after the answer: it came on 20 October, so 19 November.
    assert sar("2026-10-05", "ask 2026-10-07, got 2026-10-20").due == day("2026-11-19")


def test_a_question_asked_after_the_month_stops_nothing() -> None:
    answer = sar(
        "2026-09-03", "ask 2026-10-05, got 2026-10-20"
    )  # 3 October is a Saturday: the roll adds none
    assert answer.due == day("2026-10-05")
    assert answer.unused[0][1] is NoEffect.ASKED_TOO_LATE
    assert sar("2026-09-03", "ask 2026-10-05").due == day("2026-10-05")


def test_a_pause_before_proof_of_who_asks_changes_nothing() -> None:
    answer = sar("2026-06-01", "ask 2026-06-02, got 2026-06-05, id 2026-06-12")
    assert answer.due == day("2026-07-13")
    assert answer.aim_by is None
    assert answer.unused[0][1] is NoEffect.BEFORE_IT_BEGAN


def test_of_a_pause_that_began_before_the_proof_only_the_rest_counts() -> None:
    answer = sar("2026-06-01", "ask 2026-06-10, id 2026-06-12, got 2026-06-15")
    assert answer.due == day("2026-07-16")  # 12 July + 4
    assert StepKind.PAUSED_FROM in kinds(answer)


def test_while_proof_is_asked_for_and_has_not_come_there_is_no_date() -> None:
    answer = sar("2026-06-01", "id? 2026-06-02")
    assert (answer.due, answer.stands_still_since, answer.days_left) == (None, day("2026-06-02"), None)
    assert sar("2026-06-01", "id? 2026-06-02, id 2026-06-12").due == day("2026-07-13")


def test_the_latest_of_all_proofs_starts_it() -> None:
    first = sar("2026-06-01", "auth 2026-06-20, id 2026-06-12, fee 2026-06-14")
    assert first.due == day("2026-07-20")
    assert kinds(first)[1:3] == [StepKind.RESTARTED_ID, StepKind.RESTARTED_FEE]


def test_a_notice_on_the_last_day_is_in_time_and_a_day_later_is_not() -> None:
    assert sar("2026-06-01", "ext 2026-07-01").due == day("2026-09-01")
    late = sar("2026-06-01", "ext 2026-07-02")
    assert late.due == day("2026-07-01")
    assert late.unused[0][1] is NoEffect.NOTICE_TOO_LATE
    assert "too late" in " ".join(in_english(late))


def test_the_notice_does_not_rely_on_the_roll_forward() -> None:
    answer = sar("2026-09-03")  # 3 October is a Saturday
    assert (answer.notice_by, answer.send_notice_by) == (day("2026-10-03"), day("2026-10-02"))
    assert sar("2026-09-03", "ext 2026-10-05").due == day("2026-10-05")


def test_a_pause_gives_the_notice_as_many_days() -> None:
    paused = "ask 2026-06-15, got 2026-06-24"
    assert sar("2026-06-10", f"{paused}, ext 2026-07-20").due == day("2026-09-21")
    assert sar("2026-06-10", f"{paused}, ext 2026-07-21").due == day("2026-07-20")
    assert sar("2026-06-10", "ext 2026-07-20").due == day("2026-07-10")


def test_a_notice_while_the_clock_stands_still_is_in_time() -> None:
    answer = sar("2026-06-10", "ask 2026-06-15, ext 2026-08-01, got 2026-08-10")
    assert answer.due == day("2026-11-06")  # 10 September + 57 days


def test_a_pause_in_the_third_month_counts_only_with_an_extension() -> None:
    paused = "ask 2026-08-03, got 2026-08-12"
    assert sar("2026-06-10", f"ext 2026-07-01, {paused}").due == day("2026-09-21")  # 10 + 10 = Sunday
    assert sar("2026-06-10", paused).due == day("2026-07-10")


@pytest.mark.parametrize(
    ("start", "due"),
    [("2024-02-29", "2024-04-02"), ("2027-01-31", "2027-03-01"), ("2027-02-28", "2027-03-30")],
)
def test_no_end_of_the_month_sticks(start: str, due: str) -> None:
    """29 February goes to 29 March (Good Friday in 2024), 31 January to 28 February (a Sunday in 2027), and
    28 February to 28 March, not 31 (Easter Sunday in 2027)."""
    assert sar(start).due == day(due)


@pytest.mark.parametrize(
    ("died", "until"),
    [("2024-02-29", "2039-02-28"), ("2024-03-01", "2039-02-28"), ("2025-03-01", "2040-02-29")],
)
def test_fifteen_years_that_begin_with_a_day_end_before_the_sixteenth(died: str, until: str) -> None:
    assert work_out("keep_care_record_after_death", day(died)).due == day(until)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-10-24T12:00", "2026-10-27T11:00"),  # the clocks go back: an hour more passes
        ("2027-03-27T12:00", "2027-03-30T13:00"),  # the clocks go forward
        ("2026-10-25T01:30", "2026-10-28T00:30"),  # comes twice: the first, which is due earlier
        ("2027-03-28T01:30", "2027-03-31T02:30"),  # never was: the time an hour later
        ("2028-02-27T09:15:30", "2028-03-01T09:15:30"),
    ],
)
def test_hours_really_pass_when_the_clocks_change(start: str, due: str) -> None:
    answer = as_json(work_out("breach", datetime.fromisoformat(start)))
    assert answer["due"] == due


def test_a_moment_with_its_zone_is_that_moment() -> None:
    second_half_past_one = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert as_json(work_out("breach", second_half_past_one))["due"] == "2026-10-28T01:30"


def test_a_day_proclaimed_since_moves_what_runs_over_it() -> None:
    special = frozenset({day("2026-10-05")})
    moved = work_out("sar", day("2026-09-03"), extra=special)
    assert moved.due == day("2026-10-06")
    assert "a special bank holiday" in " ".join(in_english(moved))
    assert work_out("review_decisions", day("2026-10-01"), extra=special).due == day("2026-10-09")
    assert work_out("review_second", day("2026-07-05"), extra=special).aim_by == day("2026-10-02")


def test_past_the_end_of_the_published_list_it_says_so() -> None:
    assert "2029 are not published yet" in in_english(work_out("sar", day("2029-02-01")))[-1]
    assert StepKind.COMPUTED not in kinds(work_out("sar", day("2027-02-01")))
    assert StepKind.COMPUTED not in kinds(work_out("keep_care_record", day("2008-05-17")))


def test_what_began_before_the_rule_says_so() -> None:
    assert StepKind.NOT_IN_FORCE in kinds(work_out("dp_complaint", day("2026-06-18")))
    assert StepKind.NOT_IN_FORCE not in kinds(work_out("dp_complaint", day("2026-06-19")))


def test_holidays_are_named() -> None:
    said = " ".join(in_english(sar("2026-11-25")))
    assert "Friday 25 December 2026 is Christmas Day" in said
    assert "Monday 28 December 2026 is the bank holiday in place of Boxing Day" in said
    assert "it is Good Friday" in " ".join(in_english(work_out("review_record", day("2026-03-30"))))


@pytest.mark.parametrize(
    ("clock", "start", "events", "fault"),
    [
        ("nothing", day("2026-01-01"), [], Fault.NO_SUCH_CLOCK),
        ("sar", day("2026-01-05"), [Event("nothing", day("2026-01-06"))], Fault.NO_SUCH_EVENT),
        ("breach", day("2026-01-05"), [], Fault.NEEDS_A_TIME),
        ("sar", datetime.fromisoformat("2026-01-05T09:00"), [], Fault.NEEDS_A_DAY),
        ("dispute", day("2026-01-05"), [Event("id_received", day("2026-01-06"))], Fault.NOT_FOR_THIS_CLOCK),
        ("sar", day("2026-01-05"), [Event("id_received", day("2026-01-04"))], Fault.BEFORE_START),
        ("sar", day("2026-01-05"), [Event("clarification_received", day("2026-01-06"))], Fault.NOT_ASKED),
        ("answer", day("2026-01-05"), [], Fault.NEEDS_A_COUNT),
        ("keep_adoption_record", day("9950-01-01"), [], Fault.OUT_OF_CALENDAR),
        ("sar", day("1920-01-03"), [], Fault.OUT_OF_CALENDAR),
        ("visit_first", day("9999-12-30"), [], Fault.OUT_OF_CALENDAR),
        ("breach", datetime.fromisoformat("9999-12-30T09:00"), [], Fault.OUT_OF_CALENDAR),
    ],
)
def test_what_cannot_be_counted_says_why(clock: str, start: date, events: list[Event], fault: Fault) -> None:
    with pytest.raises(CannotCount) as refused:
        work_out(clock, start, events)
    assert refused.value.why is fault


def test_an_answer_before_its_question_is_refused() -> None:
    with pytest.raises(CannotCount):
        sar("2026-06-01", "got 2026-06-03, ask 2026-06-05, got 2026-06-06")


def test_every_clock_has_a_title_a_source_and_a_link() -> None:
    assert set(TITLES) == set(clocks())
    for clock in clocks().values():
        assert clock.source
        assert clock.certainty is Certainty.HOUSE or clock.link.startswith("https://")


def test_every_step_and_holiday_has_words() -> None:
    assert set(WORDS) == set(StepKind)
    assert set(HOLIDAYS) == set(Holiday)
