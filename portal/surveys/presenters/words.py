"""Words of the scales, for staff and for results."""

from __future__ import annotations

from collections.abc import Iterable

import flask
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from portal.surveys.rules.content import Words
from portal.surveys.rules.kinds import NOT_SAID

FACE_WORDS = {"good": _l("Good"), "ok": _l("So-so"), "bad": _l("Not good")}
AGREE_WORDS = {
    "5": _l("Agree a lot"),
    "4": _l("Agree"),
    "3": _l("In between"),
    "2": _l("Disagree"),
    "1": _l("Disagree a lot"),
}
NOT_SAID_WORDS = _l("I’d rather not say")


def scale_words() -> dict[str, Words]:
    """By language that the site speaks: what each step of the scales is called."""
    known: Iterable[str] = flask.current_app.jinja_env.globals["languages"]  # type: ignore[assignment]  # app.py's
    return {code: _in(code) for code in known}


def _in(language: str) -> Words:
    with force_locale(language):
        steps = {**FACE_WORDS, **AGREE_WORDS, NOT_SAID: NOT_SAID_WORDS}
        return {key: str(words) for key, words in steps.items()}
