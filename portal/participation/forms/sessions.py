"""A session with pictures: how many picked each, what was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, TextAreaField

from portal.kit.forms import AtMost, Form, SendOnceForm, WholeField
from portal.participation.forms.meetings import SAYS_WHY
from portal.participation.forms.minutes import PICTURES, so_many
from portal.participation.rules.meetings import WORDS_MAX, WhyNot

LAID_OUT = (
    "home",
    "family_time",
    "friends",
    "school",
    "food",
    "sleep",
    "activities",
    "feelings",
    "safety",
    "listened",
)
"""The pictures of a session, as they are laid out on the floor."""

QUOTES = 5


class QuoteForm(Form):
    """Something a child said."""

    class Meta(Form.Meta):
        csrf = False

    words = TextAreaField(_l("Their words"), [AtMost(WORDS_MAX)])
    said_yes = BooleanField(_l("They, and who may speak for them, said yes to others reading these words"))


class _Session(SendOnceForm):
    how_many = so_many(_l("How many children were there"))
    names_meant = BooleanField(_l("These are not names of young people, or they have to be there"))

    def set_up(self, names_in: Callable[[str], Sequence[str]]) -> None:
        self.names_in = names_in
        self.seen: Sequence[str] = ()

    @property
    def counts(self) -> list[WholeField]:
        return [getattr(self, f"pick_{picture}") for picture in LAID_OUT]

    @property
    def blocks(self) -> list[QuoteForm]:
        return [getattr(self, f"quote{number}").form for number in range(1, QUOTES + 1)]

    @property
    def picks(self) -> dict[str, int]:
        return {picture: getattr(self, f"pick_{picture}").data or 0 for picture in LAID_OUT}

    @property
    def quotes(self) -> list[tuple[str, bool]]:
        return [(one.words.data, bool(one.said_yes.data)) for one in self.blocks if one.words.data]

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        if self.how_many.data is not None and self.how_many.data < 2:
            self.how_many.errors = [
                _l("A session is 2 or more. What one child said goes on a form of its own.")
            ]
            fine = False
        most = self.how_many.data or 0
        for field in self.counts:
            if field.data is not None and field.data > most and not self.how_many.errors:
                field.errors = [_l("This is more than were there.")]
                fine = False
        self.seen = self.names_in("\n\n".join(words for words, _yes in self.quotes))
        if self.seen and not self.names_meant.data:
            self.names_meant.errors = [
                _l("No names are needed. Take out what could be one, or say that it has to be there.")
            ]
            fine = False
        return fine

    def say(self, why: Any) -> None:
        self.how_many.errors = [SAYS_WHY.get(why, SAYS_WHY[WhyNot.CHANGED_MEANWHILE])]


_LABELS = {choice.value: choice.label for choice in PICTURES}
SessionForm: type[_Session] = type(
    "SessionForm",
    (_Session,),
    {f"pick_{picture}": so_many(_LABELS[picture]) for picture in LAID_OUT}
    | {f"quote{number}": FormField(QuoteForm) for number in range(1, QUOTES + 1)},
)
"""How many picked each picture, and what was said."""
