"""Whole numbers: what is none says what to write, and no length of it breaks anything."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.kit.forms import WholeField


class _Asked(Form):
    many = WholeField("How many", most=25, wrong="Write a number, like 8.")
    none = WholeField("How many more", most=25, wrong="Write a number, like 8.", empty=0)


@pytest.mark.parametrize("typed", ["26", "-1", "3.5", "eight", "\u0663", "1e3", "9" * 400, "9" * 5_000])
def test_what_is_no_whole_number_says_what_to_write(typed: str) -> None:
    form = _Asked(MultiDict({"many": typed}))
    assert not form.validate()
    assert form.many.errors == ["Write a number, like 8."]


@pytest.mark.parametrize(("typed", "meant"), [("0", 0), (" 25 ", 25), ("007", 7)])
def test_a_whole_number_is_taken(typed: str, meant: int) -> None:
    form = _Asked(MultiDict({"many": typed}))
    assert form.validate()
    assert form.many.data == meant


def test_what_is_left_empty_is_what_the_form_says() -> None:
    form = _Asked(MultiDict({"many": "", "none": ""}))
    assert form.validate()
    assert (form.many.data, form.none.data) == (None, 0)
