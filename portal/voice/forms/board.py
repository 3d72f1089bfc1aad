"""The sorting board as a plain form: for each card, how it is going, or nothing. Scripts only move these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, SendOnceForm
from portal.voice.rules.board import AREAS, CARDS, MAX_OWN, MAX_OWN_WORDS, OWN, placed_in, value_of
from portal.voice.rules.saying import Placed

_PLACES = [SelectChoice(going.value, _l(name)) for going, name in AREAS.items()]
_NOWHERE = SelectChoice("", _l("Not now"))


def _places(label: Any) -> RadioField:
    return RadioField(label, choices=[*_PLACES, _NOWHERE], default="", validate_choice=False)


class BoardForm(SendOnceForm):
    """A field a card, named `card_<key>`; own cards are words and a place each."""

    @property
    def cards(self) -> list[tuple[str, Field]]:
        """Each card's key and field, in their order."""
        return [(key, self[f"card_{key}"]) for key in CARDS]

    @property
    def own(self) -> list[tuple[Field, Field]]:
        """Words and place of each own card."""
        return [(self[f"own_{n}"], self[f"card_own_{n}"]) for n in range(MAX_OWN)]

    def placed(self) -> tuple[Placed, ...]:
        """What lies where. Anything that means nothing is left out."""
        values = [f"{key}|{field.data}|" for key, field in self.cards]
        values += [f"{OWN}|{place.data}|{words.data or ''}" for words, place in self.own]
        return placed_in(values)

    def values(self) -> list[str]:
        """The same, as a draft keeps it."""
        return [value_of(one) for one in self.placed()]

    def lay(self, values: Sequence[str]) -> None:
        """Put the cards where they were."""
        placed = placed_in(values)
        for one in placed:
            if one.card != OWN:
                self[f"card_{one.card}"].data = one.going.value
        for (words, place), one in zip(self.own, _own(placed), strict=False):
            words.data, place.data = one.words, one.going.value


def _own(placed: Iterable[Placed]) -> list[Placed]:
    return [one for one in placed if one.card == OWN]


def _needs_a_place(form: BoardForm, field: Field) -> None:
    if field.data and not form[f"card_{field.name}"].data:
        raise ValidationError(_l("Say how this is going. Or take the words away."))


for _key, _name in CARDS.items():
    setattr(BoardForm, f"card_{_key}", _places(_l(_name)))
for _n in range(MAX_OWN):
    setattr(
        BoardForm,
        f"own_{_n}",
        StringField(_l("Your own card"), validators=[AtMost(MAX_OWN_WORDS), _needs_a_place]),
    )
    setattr(BoardForm, f"card_own_{_n}", _places(_l("How is it going?")))
