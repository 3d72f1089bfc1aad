"""Cases as JSON lines: in order, a bad one says what is wrong with it and the next is read."""

from __future__ import annotations

import json

import pytest

from portal.clocks.lines import due_lines


def _counted(*lines: str | bytes) -> list[dict[str, object]]:
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return [json.loads(line) for line, _is_good in due_lines(raw, {"answer_working_days": 5})]


def test_each_case_gives_its_line_in_order() -> None:
    first, second = _counted(
        '{"clock": "sar", "start": "2026-11-25", "events": [], "due": "never looked at"}',
        "",
        '{"clock": "review_second", "start": "2026-11-30"}',
    )
    assert (first["due"], first["aim_by"]) == ("2026-12-29", None)
    assert (second["due"], second["aim_by"]) == ("2027-02-28", "2027-02-26")
    assert isinstance(first["steps"], list)
    assert first["steps"][0] == "It began on Wednesday 25 November 2026."


def test_a_clock_that_stands_still_has_no_date() -> None:
    [answer] = _counted(
        '{"clock": "sar", "start": "2026-10-05",'
        ' "events": [{"kind": "clarification_asked", "on": "2026-10-07"}]}'
    )
    assert (answer["due"], answer["aim_by"]) == (None, None)


def test_the_councils_own_promise_takes_its_setting() -> None:
    assert _counted('{"clock": "answer", "start": "2026-11-20"}')[0]["due"] == "2026-11-27"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("nonsense", "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "no clock"),
        (b"\xff\xfe{}", "not UTF-8"),
        ('{"clock": "sar"}', "start is not a day"),
        ('{"clock": "sar", "start": 7}', "start is not a day"),
        ('{"clock": "sar", "start": "2026-02-29"}', "2026-02-29"),
        ('{"clock": "sar", "start": "20261125"}', "as 2026-11-25"),
        ('{"clock": "sar", "start": "2026-11-25T09:15"}', "as 2026-11-25"),
        ('{"clock": "breach", "start": "2026-11-25"}', "a day and a time"),
        ('{"clock": "breach", "start": "2026-11-25T25:00"}', "a day and a time"),
        ('{"clock": "of the tower", "start": "2026-11-25"}', "there is no such clock: of the tower"),
        ('{"clock": "sar", "start": "2026-11-25", "events": {}}', "events is not a list"),
        ('{"clock": "sar", "start": "2026-11-25", "events": "x"}', "events is not a list"),
        ('{"clock": "sar", "start": "2026-11-25", "events": [1]}', "an event has no kind"),
        ('{"clock": "sar", "start": "2026-11-25", "events": [{"kind": "id_received"}]}', "id_received"),
        (
            '{"clock": "sar", "start": "2026-11-25",'
            ' "events": [{"kind": "id_received", "on": "2026-11-24"}]}',
            "before the start",
        ),
        (
            '{"clock": "sar", "start": "2026-11-25", "events": [{"kind": "x", "on": "2026-11-26"}]}',
            "no such event",
        ),
        ('{"clock": "' + "[" * 5 + '", "start": "2026-11-25"}', "no such clock"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_says_what_is_wrong_and_the_next_is_read(line: str | bytes, error: str) -> None:
    first, second = _counted(line, '{"clock": "sar", "start": "2026-11-25"}')
    assert first["line"] == 1
    assert error in str(first["error"])
    assert second["due"] == "2026-12-29"
