"""The desk's pure rules: who answers, who is next in line, how a time is read. No database."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from portal.voice.forms.done import read_time
from portal.voice.rules.answers import is_time_to_tell, teller_among
from portal.voice.rules.desk import answerer_among, next_in_line, taking_holds, unread_line, urgent_line

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
A, B, C, D = (uuid4() for _number in range(4))


def test_social_worker_or_adviser_answers_before_participation_worker_before_reviewing_officer() -> None:
    picked = [(A, "iro"), (B, "participation_worker"), (C, "personal_adviser"), (D, "social_worker")]
    assert answerer_among(picked, set()) == C
    assert answerer_among(picked, {C, D}) == B
    assert answerer_among(picked, {B, C, D}) == A
    assert answerer_among(picked, {A, B, C, D}) is None
    assert answerer_among([(A, "foster_carer")], set()) is None


def test_nobody_is_called_twice_in_one_go_even_in_two_steps() -> None:
    line = urgent_line([(2, A), (1, B)], leads=[A, C], managers=[C], apart=set())
    assert next_in_line(line, set()) == [(1, B)]
    assert next_in_line(line, {B}) == [(2, A)]
    assert next_in_line(line, {A, B}) == [(90, C)]
    assert sorted(account for _step, account in next_in_line(line, {A, B, C})) == sorted([A, B, C])


def test_nobody_kept_apart_is_in_the_line_and_an_empty_step_is_none() -> None:
    line = urgent_line([(1, A)], leads=[B], managers=[C], apart={A, B})
    assert line == [(91, [C])]
    assert next_in_line(urgent_line([], [], [], set()), set()) == []


def test_good_news_goes_to_readers_only() -> None:
    assert unread_line([A], [B], [C], set(), is_good_news=True) == [(80, [A])]


def test_a_taking_holds_for_two_hours() -> None:
    assert taking_holds(NOW - timedelta(minutes=119), NOW)
    assert not taking_holds(NOW - timedelta(hours=2), NOW)
    assert not taking_holds(None, NOW)


def test_who_tells_them_and_when() -> None:
    around = [(A, "foster_carer"), (B, "iro"), (C, "social_worker")]
    assert teller_among(around, set()) == C
    assert teller_among(around, {B, C}) is None
    assert is_time_to_tell(sent_at=NOW, has_address=False, now=NOW, after_days=3)
    assert not is_time_to_tell(sent_at=NOW, has_address=True, now=NOW + timedelta(days=2), after_days=3)
    assert is_time_to_tell(sent_at=NOW, has_address=True, now=NOW + timedelta(days=3), after_days=3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("0905", time(9, 5)),
        ("9", time(9)),
        ("2:30 pm", time(14, 30)),
        ("12 am", time(0)),
        ("12 pm", time(12)),
        ("25:00", None),
        ("14:75", None),
        ("13 pm", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, expected: time | None) -> None:
    assert read_time(text) == expected
