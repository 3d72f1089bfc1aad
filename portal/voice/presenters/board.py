"""The sorting board in words and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _

from portal.voice.rules import Going
from portal.voice.rules.board import AREAS, CARDS

PICTURES = {
    "home": "home",
    "family": "family_time",
    "friends": "friends",
    "school": "school",
    "sleep": "sleep",
    "food": "food",
    "health": "health",
    "feelings": "feelings",
    "worker": "social_worker",
    "things_i_do": "activities",
    "heard": "listened",
    "safe": "safety",
    "own": "pencil",
}
"""Each card's drawing in static/pictures.svg."""

FACES = {Going.WELL: "face-good", Going.SO_SO: "face-mixed", Going.NOT_WELL: "face-bad"}


class Card(Protocol):
    """A card that was put somewhere: a row, or what a draft holds."""

    @property
    def card(self) -> str: ...
    @property
    def going(self) -> Going: ...
    @property
    def words(self) -> str | None: ...


@dataclass(frozen=True)
class ShownArea:
    """One area of a board: its name, its face, and what lies in it."""

    going: Going
    name: str
    picture: str
    cards: Sequence[str]


def card_name(card: str, words: str | None = None) -> str:
    """What a card says. One that is not offered any more still says its key."""
    return words or (_(CARDS[card]) if card in CARDS else card)


def areas_of(cards: Iterable[Card]) -> list[ShownArea]:
    """The three areas with the cards in them, empty ones too."""
    lying = list(cards)
    return [
        ShownArea(
            going,
            _(name),
            FACES[going],
            [card_name(one.card, one.words) for one in lying if one.going is going],
        )
        for going, name in AREAS.items()
    ]
