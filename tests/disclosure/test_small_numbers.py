"""Small numbers of people are found where they stand beside a word for people, and nowhere else."""

from __future__ import annotations

import pytest

from portal.disclosure.small_numbers import small_numbers_of_people


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two girls asked.", ["Two girls"]),
        ("3 of them moved, and 3 of them stayed.", ["3 of them"]),
        ("children: four", ["children: four"]),
        ("for one young\nperson", ["one young\nperson"]),
        ("two of the boys", ["two of the boys"]),
        ("boys (2) and 1 child", ["boys (2", "1 child"]),
        ("young people, 3", ["young people, 3"]),
        ("four children and three people", ["four children", "three people"]),
    ],
)
def test_found(text: str, found: list[str]) -> None:
    assert small_numbers_of_people(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "About 35 of 60 young people said so.",
        "14 children, 1,003 people, 24 boys",
        "5 girls",
        "two visits",
        "We rang on 3 May. Children were glad.",
        "many children",
        "someone people trust",
        "one of the things young people want",
    ],
)
def test_not_found(text: str) -> None:
    assert small_numbers_of_people(text) == []
