"""The codebook: exactly the agreed keys, whole, unchangeable and in words a child reads."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from babel.messages.extract import extract_python

from portal.coding.codebook import PROMISES, Theme, codebook, labels

KEYS = (
    "family_time social_worker home moving school friends safety health feelings listened "
    "records money leaving_care work rights identity activities fairness staff"
)
NOT_FOR_CHILDREN = {
    "contact",
    "placement",
    "user",
    "case",
    "lac",
    "wellbeing",
    "advocacy",
    "sibling",
    "siblings",
}


def test_exactly_the_agreed_keys_in_order() -> None:
    assert " ".join(codebook().keys) == KEYS
    assert codebook().version >= 1


@pytest.mark.parametrize("theme", codebook().themes, ids=lambda theme: theme.key)
def test_every_theme_is_whole(theme: Theme) -> None:
    values = {field.name: getattr(theme, field.name) for field in dataclasses.fields(theme)}
    for name in ("key", "label", "child_label", "description", "words", "include", "exclude", "picture"):
        assert values[name]
    assert values["promise"] in PROMISES
    assert values["picture"] == values["key"]
    assert len(values["words"]) == len(set(values["words"]))


@pytest.mark.parametrize("theme", codebook().tiles(), ids=lambda theme: theme.key)
def test_children_read_short_plain_labels(theme: Theme) -> None:
    words = theme.child_label.split()
    assert 1 <= len(words) <= 4
    assert not NOT_FOR_CHILDREN & {word.lower() for word in words}


def test_every_promise_has_a_theme() -> None:
    assert {theme.promise for theme in codebook().themes} == set(PROMISES)


def test_staff_is_not_offered_to_children() -> None:
    assert "staff" not in {theme.key for theme in codebook().tiles()}
    assert len(codebook().tiles()) == len(codebook().themes) - 1


def test_tiles_fit_the_age() -> None:
    young = {theme.key for theme in codebook().tiles(7)}
    older = {theme.key for theme in codebook().tiles(17)}
    assert not {"leaving_care", "work"} & young
    assert {"leaving_care", "work", "home"} <= older
    assert codebook().tiles(None) == codebook().tiles()


def test_it_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        codebook().theme("home").label = "House"  # type: ignore[misc]
    with pytest.raises(KeyError):
        codebook().theme("weather")


def test_labels_are_marked_for_translation() -> None:
    """Babel finds what stands inside N_(): every label must."""
    with Path(labels.__file__).open("rb") as source:
        found = {message for _, _, message, _ in extract_python(source, {"N_": None}, [], {})}
    for theme in codebook().themes:
        assert {theme.label, theme.child_label, theme.description} <= found


def test_plain_themes_for_suggesting() -> None:
    plain = codebook().for_suggesting()
    assert [theme.key for theme in plain] == list(codebook().keys)
    assert plain[0].words == codebook().themes[0].words
    assert plain[0].examples == codebook().themes[0].include
