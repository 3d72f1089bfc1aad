"""How do you want your review, and was it good? Nothing is compulsory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import Optional

from portal.kit.forms import AnyOf, AtMost, Form, OneOf, SendOnceForm
from portal.reviews.rules.reviews_said import Wanted

WORDS = 2_000
PICKED, WRITTEN = ("coming", "chair", "brings"), ("who", "who_not", "where", "anything")

COMING = [
    SelectChoice("room", _l("Yes, all of it")),
    SelectChoice("part", _l("Yes, some of it")),
    SelectChoice("video", _l("By phone or video")),
    SelectChoice("not", _l("No")),
    SelectChoice("not_sure", _l("I don't know yet")),
]
CHAIR = [
    SelectChoice("me", _l("Yes, me")),
    SelectChoice("together", _l("Yes, together with somebody")),
    SelectChoice("not", _l("No")),
    SelectChoice("not_sure", _l("I don't know yet")),
]
BRINGS = [
    SelectChoice("friend", _l("A friend")),
    SelectChoice("advocate", _l("An advocate")),
    SelectChoice("somebody", _l("Somebody else I trust")),
    SelectChoice("nobody", _l("Nobody")),
]
FACES = [
    SelectChoice("good", _l("Yes")),
    SelectChoice("ok", _l("A bit")),
    SelectChoice("bad", _l("No")),
]


def _pick(words: Any, choices: list[Any]) -> Any:
    return RadioField(words, choices=choices, validate_choice=False, validators=[Optional(), OneOf()])


class WishForm(Form):
    """One page. What is empty is fine."""

    coming = _pick(_l("Do you want to be there?"), COMING)
    chair = _pick(_l("Do you want to lead it?"), CHAIR)
    brings = _pick(_l("Who do you want to bring?"), BRINGS)
    who = TextAreaField(_l("Who should be there?"), validators=[AtMost(WORDS)])
    who_not = TextAreaField(_l("Who should not be there?"), validators=[AtMost(WORDS)])
    where = TextAreaField(_l("Where should it be?"), validators=[AtMost(WORDS)])
    anything = TextAreaField(_l("What else would help?"), validators=[AtMost(WORDS)])

    def wanted(self) -> Wanted:
        return Wanted(**{name: self[name].data or "" for name in (*PICKED, *WRITTEN)})

    def fill(self, typed: Mapping[str, str]) -> None:
        for name in (*PICKED, *WRITTEN):
            self[name].data = typed.get(name) or None


class FeltForm(SendOnceForm):
    """Was I listened to?"""

    face = _pick(_l("Were you listened to?"), FACES)
    words = TextAreaField(_l("Do you want to say more?"))
    to = SelectMultipleField(
        _l("Who should get what you wrote?"), validate_choice=False, validators=[AnyOf()]
    )

    def set_up(self, to: list[tuple[str, str]], max_words: int) -> None:
        self.words.validators = [AtMost(max_words)]
        self.to.choices = [SelectChoice(value, words) for value, words in to]
