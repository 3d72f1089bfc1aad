"""Little ones' screens: the question, and the pictures that can be tapped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import flask
from flask_babel import gettext as _

from portal.kit.i18n import N_
from portal.vault.files.sheets import SIDE
from portal.voice.queries.little import Photos
from portal.voice.queries.speaking import Around
from portal.voice.rules import Face, Going
from portal.voice.rules.little import (
    ANYBODY,
    FACE,
    FACE_PROMPT,
    STEPS,
    WHO,
    WITH,
    WITH_PROMPT,
    choices_of,
    step_after,
    step_before,
)
from portal.voice.rules.saying import State

SEE_ALONE = N_("See me on my own")

QUESTIONS = {
    FACE: N_("How are you?"),
    "home": N_("How is it where you live?"),
    "family": N_("How is it with your family?"),
    "school": N_("How is school or nursery?"),
    WITH: N_("Who is with you now?"),
    WHO: N_("Who do you want to tell?"),
}
TOPS = {
    FACE: "",
    "home": "home",
    "family": "family_time",
    "school": "school",
    WITH: "people",
    WHO: "say",
}
"""The drawing above each question."""

_WORDS: dict[str, str] = {
    Face.VERY_GOOD: N_("Really good"),
    Face.GOOD: N_("Good"),
    Face.MIXED: N_("Up and down"),
    Face.BAD: N_("Not good"),
    Face.VERY_BAD: N_("Really bad"),
    Going.WELL: N_("Good"),
    Going.SO_SO: N_("So-so"),
    Going.NOT_WELL: N_("Not good"),
    "alone": N_("Just me"),
    "home": N_("Somebody from home"),
    "school": N_("Somebody from school"),
    "worker": N_("My worker"),
}
_PICTURES: dict[str, str] = {
    **{face: f"face-{face.value}" for face in Face},
    Going.WELL: "face-good",
    Going.SO_SO: "face-mixed",
    Going.NOT_WELL: "face-bad",
    "alone": "me",
    "home": "home",
    "school": "school",
    "worker": "social_worker",
}
_STATES = {State.WAITING: "letter", State.READ: "eye", State.TAKEN_BACK: "back"}
"""How something stands, as a drawing; answered ones are all one."""


@dataclass(frozen=True)
class Choice:
    """Something that can be tapped: a drawing, or a person's photo or first letter."""

    value: str
    words: str
    picture: str = ""
    place: int | None = None  # of their photo among the others in one picture
    letter: str = ""


@dataclass(frozen=True)
class Screen:
    """One question, its choices, and where Back goes."""

    step: str
    question: str
    picture: str
    choices: Sequence[Choice]
    number: int
    of: int
    back: str
    is_last: bool
    photos: str = ""
    """Where the one picture with all photos is; each a square of `SIDE`, one beside the other."""
    photos_width: int = 0


def screen(step: str, around: Around, photos: Photos) -> Screen:
    """The screen of a step."""
    before = step_before(step)
    back = flask.url_for("voice.little_step", step=before) if before else flask.url_for("home.start")
    choices = _people(around, photos) if step == WHO else [_choice(key) for key in choices_of(step)]
    return Screen(
        step,
        _(QUESTIONS[step]),
        TOPS[step],
        choices,
        STEPS.index(step) + 1,
        len(STEPS),
        back,
        is_last=step_after(step) is None,
        photos=flask.url_for("voice.little_photos", key=photos.key) if photos.files else "",
        photos_width=SIDE * len(photos.files),
    )


def questions() -> Mapping[str, str]:
    """The questions that are stored with their answers, as they were read."""
    return {FACE_PROMPT: _(QUESTIONS[FACE]), WITH_PROMPT: _(QUESTIONS[WITH])}


def state_picture(state: State) -> str:
    """The drawing for how something stands."""
    return _STATES.get(state, "answers")


def state_words(state: State) -> str:
    """The same in words, for whoever hears the page."""
    words = {
        State.WAITING: _("We have it"),
        State.READ: _("Somebody read it"),
        State.TAKEN_BACK: _("You took it back"),
    }
    return str(words.get(state) or _("Somebody answered you"))


def picture_of(value: str) -> str:
    """The drawing of a face or of how something is going."""
    return _PICTURES[value]


def words_of(value: str) -> str:
    """The same in words."""
    return str(_(_WORDS[value]))


def _choice(key: str) -> Choice:
    return Choice(key, _(_WORDS[key]), _PICTURES[key])


def _people(around: Around, photos: Photos) -> list[Choice]:
    found = []
    for person in around.can_be_picked:
        place, letter = photos.places.get(person.account_id), person.name.strip()[:1].upper()
        found.append(Choice(str(person.account_id), person.name, "", place, letter))
    return [*found, Choice(ANYBODY, _("Anybody who helps children"), "people")]
