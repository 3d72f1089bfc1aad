"""The letters of the demo, and what every new letter begins with, pass the product's own check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import flask
import flask_babel
import pytest

from portal.demo.reviews_letters import NEXT_ONE, ROBINS
from portal.reviews.presenters.writing_first import first_sections
from portal.reviews.presenters.writing_phrases import PHRASES
from portal.reviews.rules import Preset
from portal.reviews.rules.plain import Known, Piece, check
from portal.reviews.rules.plain.words import BUILT_IN
from portal.reviews.rules.writing import LONGEST_SENTENCE, target_age
from portal.settings import Settings

TODAY = date(2026, 11, 2)
SETTINGS = Settings(var_dir=Path(), master_key_file=Path("key"))


def known(preset: Preset) -> Known:
    return Known(
        child=("Robin", "Robin Made-Up"),
        around=("Irene Made-Up", SETTINGS.advocacy_name),
        numbers=frozenset({"01632960000", "01632960555", "irene@example.org"}),
        say_instead=BUILT_IN,
        age=target_age(preset),
        longest_sentence=LONGEST_SENTENCE[preset],
    )


def remarks(preset: Preset, words: list[str]) -> list[tuple[str, str, str]]:
    pieces = [Piece(place, text) for place, text in enumerate(words) if text]
    return [
        (one.what.value, one.found or pieces[one.place].words if one.place >= 0 else "", one.about)
        for one in check(pieces, known(preset), [], today=TODAY)
    ]


@pytest.fixture
def bare() -> flask.Flask:
    app = flask.Flask("bare")
    flask_babel.Babel(app)
    return app


@pytest.mark.parametrize("preset", Preset)
def test_what_a_letter_begins_with_passes_the_check(bare: flask.Flask, preset: Preset) -> None:
    with bare.test_request_context():
        first = first_sections(
            preset,
            "en",
            quotes=(),
            before=(),
            name="Irene Made-Up",
            email="irene@example.org",
            settings=SETTINGS,
        )
    assert remarks(preset, [one.words for one in first]) == []


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("key", PHRASES)
def test_words_that_explain_pass_the_check(bare: flask.Flask, preset: Preset, key: str) -> None:
    with bare.test_request_context():
        assert remarks(preset, [PHRASES[key].words(preset, "en")]) == []


@pytest.mark.parametrize("words", [ROBINS, NEXT_ONE])
def test_the_demos_letters_pass_the_check(words: dict[str, str]) -> None:
    assert remarks(Preset.TEEN, list(words.values())) == []
