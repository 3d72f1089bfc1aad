"""What a page of saying something asks: which occasion, in which look, of whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import flask
from flask_babel import gettext as _

from portal.voice.forms.saying_prompts import Question
from portal.voice.forms.saying_typed import wants_call
from portal.voice.presenters import occasions
from portal.voice.presenters.saying import Choice, ticked_for_them
from portal.voice.queries.drafts import Typed
from portal.voice.queries.looks import chosen_look
from portal.voice.queries.speaking import Around
from portal.voice.rules import Look
from portal.voice.rules.board import placed_in
from portal.voice.rules.occasion_kinds import Occasion
from portal.voice.rules.occasions import BY_KEY, PLAIN, TALK, field_of, occasion_of, offered_to
from portal.voice.rules.saying import ADVOCATE
from portal.voice.rules.standing import Standing, look_by_age, looks_for

LITTLE = "voice.little"
"""The page of the little look."""


@dataclass(frozen=True)
class Asking:
    """One occasion, ready to be asked. `look`: of this form; whoever has the little look and comes here
    all the same gets the younger one."""

    occasion: Occasion
    look: Look
    around: Around

    @property
    def is_plain(self) -> bool:
        return self.occasion.key == PLAIN

    @property
    def who(self) -> Standing:
        return self.around.standing

    @property
    def name(self) -> str:
        return occasions.name_of(self.occasion.key, self.look, self.who)

    @cached_property
    def _questions(self) -> list[Question]:
        return occasions.questions(self.occasion, self.look, self.who, _means_nothing(self))

    @property
    def to_pick(self) -> list[Question]:
        """Those of page 1."""
        return [question for question in self._questions if question.choices]

    @property
    def to_write(self) -> list[Question]:
        """Those of page 2."""
        return [question for question in self._questions if not question.choices]

    @property
    def all(self) -> Mapping[str, str]:
        """Every question, as it is stored beside its answer."""
        return occasions.all_questions(self.occasion, self.look, self.who)


def asking(asked: str, around: Around) -> Asking:
    """What to ask about this, in the look they chose or that fits their age."""
    return Asking(occasion_of(asked), form_look(around), around)


def form_look(around: Around) -> Look:
    look = look_now(around) or Look.OLDER
    return Look.YOUNGER if look is Look.LITTLE else look


def look_now(around: Around) -> Look | None:
    """The look they have; None: they have not chosen, and nobody knows how old they are."""
    return chosen_look(around.young_person_id) or look_by_age(around.standing)


def asked_in(*places: Typed) -> str:
    """The occasion by the first of these that names one; the plain one else."""
    named = (str(typed.get("asked", "")) for typed in places)
    return next((key for key in named if key in BY_KEY), PLAIN)


def cards(around: Around) -> list[tuple[str, str, str]]:
    """What somebody may pick to speak about: key, name, picture."""
    look = form_look(around)
    return [
        (one.key, occasions.name_of(one.key, look, around.standing), one.picture)
        for one in offered_to(around.standing)
    ]


def look_choices(around: Around) -> list[Choice]:
    names = {
        Look.LITTLE: _("Pictures to tap"),
        Look.YOUNGER: _("Big and short"),
        Look.OLDER: _("All the questions"),
        Look.LEAVER: _("Plain"),
    }
    return [(look.value, names[look]) for look in looks_for(around.standing)]


def look_hints() -> dict[str, str]:
    return {
        Look.LITTLE.value: _("For little ones. Somebody big can sit with you."),
        Look.YOUNGER.value: _("Big faces and few questions."),
        Look.OLDER.value: _("A few more questions. You can skip any."),
        Look.LEAVER.value: _("For 16 and over. Smaller, and a few more questions."),
    }


def little_url() -> str | None:
    """Where the little look is."""
    return flask.url_for(LITTLE) if has_page(LITTLE) else None


def has_page(endpoint: str) -> bool:
    return endpoint in flask.current_app.view_functions


def cards_placed(typed: Typed) -> int:
    """How many cards of the sorting board were put somewhere."""
    values = typed.get("board", [])
    return len(placed_in(values)) if isinstance(values, list) else 0


def answered_already(asking: Asking, typed: Typed) -> dict[str, str | list[str]]:
    """What the last page need not ask again: who gets it, and the call they asked for."""
    found: dict[str, str | list[str]] = {"to": _ticked_first(asking, typed)}
    if asking.occasion.key == TALK:
        found["wants_call"] = "yes" if wants_call(typed) else ""
        found["call_when"] = typed.get(field_of("talk_when"), "")
    return found


def _ticked_first(asking: Asking, typed: Typed) -> list[str]:
    """Who gets it until they say otherwise: whom they want to talk to, and an advocate if they want one."""
    wanted = typed.get(field_of("talk_who")) if asking.occasion.key == TALK else None
    near = asking.around
    if wanted == ADVOCATE:
        return [ADVOCATE] if near.has_advocate else []
    ticked = [str(person.account_id) for person in near.can_be_picked if person.kind == wanted]
    ticked = ticked or ticked_for_them(near)
    return [*ticked, ADVOCATE] if _wants_an_advocate(asking, typed) and near.has_advocate else ticked


def _wants_an_advocate(asking: Asking, typed: Typed) -> bool:
    found = {field_of("conference_advocate"): "yes", field_of("review_speak"): ADVOCATE}
    own = {field_of(prompt.key) for prompt in asking.occasion.prompts}
    return any(typed.get(field) == pick for field, pick in found.items() if field in own)


def _means_nothing(asking: Asking) -> set[str]:
    """Picks of whom to talk to, where nobody of that kind works with them."""
    if asking.occasion.key != TALK:
        return set()
    here = {person.kind.value for person in asking.around.can_be_picked} | {"anyone"}
    here |= {ADVOCATE} if asking.around.has_advocate else set()
    return {
        key for prompt in asking.occasion.prompts if prompt.key == "talk_who" for key in prompt.choices
    } - here
