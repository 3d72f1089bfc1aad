"""How a date was worked out, on a page: each step in words, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime

import flask
import pytest
from flask_babel import force_locale

from portal.clocks.answer import Answer, Event, Step, StepKind
from portal.clocks.engine import work_out
from portal.clocks.holidays import Holiday
from portal.clocks.wording import in_english
from portal.deadlines.presenters import clock_label, due_in_words, steps_in_words

DAY = date(2026, 12, 29)
ALL_VALUES = {
    "day": DAY, "at": datetime.fromisoformat("2026-12-29T09:15"), "start": DAY, "last": DAY,
    "asked": DAY, "received": DAY, "holiday": Holiday.CHRISTMAS, "year": 2031,
    "instead": datetime.fromisoformat("2026-12-29T10:15"),
}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("number", [0, 1, 2, 3, 11, 100])
def test_every_step_has_words_in_every_language(app: flask.Flask, language: str, number: int) -> None:
    steps = tuple(Step(kind, {**ALL_VALUES, "num": number}) for kind in StepKind)
    with app.test_request_context(), force_locale(language):
        said = steps_in_words(Answer("sar", None, None, steps))
    assert len(said) == len(StepKind)
    assert all(line and "%(" not in line for line in said)


@pytest.mark.once
def test_in_english_it_is_what_the_command_says(app: flask.Flask) -> None:
    answer = work_out("sar", date(2026, 11, 25), [Event("id_received", date(2026, 12, 1))])
    with app.test_request_context():
        assert steps_in_words(answer) == in_english(answer)
        assert due_in_words(answer) == "Monday 4 January 2027"


@pytest.mark.once
def test_standing_still_is_said_in_place_of_a_date(app: flask.Flask) -> None:
    answer = work_out("sar", date(2026, 10, 5), [Event("clarification_asked", date(2026, 10, 7))])
    with app.test_request_context():
        assert due_in_words(answer) == "The clock stands still since Wednesday 7 October 2026."
        assert clock_label("sar") == "Answer a records request"
        assert clock_label("one of old") == "one of old"
