"""The sorting board: which cards there are, where each lies, and how that is kept in a draft. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portal.kit.i18n import N_
from portal.voice.rules import Going
from portal.voice.rules.saying import Placed

OWN = "own"
"""A card with words of their own."""

CARDS = {
    "home": N_("Where I live"),
    "family": N_("My family"),
    "friends": N_("My friends"),
    "school": N_("School"),
    "sleep": N_("Sleep"),
    "food": N_("Food"),
    "health": N_("My health"),
    "feelings": N_("My feelings"),
    "worker": N_("My worker"),
    "things_i_do": N_("Things I do"),
    "heard": N_("Being listened to"),
    "safe": N_("Feeling safe"),
}
"""What each card says, the same for every age, in the order in which they lie before they are put somewhere.
Stored and counted by its key."""

AREAS = {
    Going.WELL: N_("Going well"),
    Going.SO_SO: N_("So-so"),
    Going.NOT_WELL: N_("Not going well"),
}
"""The three areas of the board, in their order."""

MAX_OWN, MAX_OWN_WORDS = 3, 60
_APART = "|"


def value_of(placed: Placed) -> str:
    """As a draft keeps it: card, place and their own words."""
    return _APART.join((placed.card, placed.going.value, placed.words))


def placed_in(values: Sequence[str]) -> tuple[Placed, ...]:
    """What lies where, whatever comes in: unknown cards and places are left out, and a card lies once."""
    found: dict[str, Placed] = {}
    own: list[Placed] = []
    for placed in filter(None, map(_placed, values)):
        if placed.card != OWN:
            found.setdefault(placed.card, placed)
        elif len(own) < MAX_OWN and placed.words not in {other.words for other in own}:
            own.append(placed)
    return (*(found[card] for card in CARDS if card in found), *own)


def lying_at(placed: Iterable[Placed], going: Going) -> tuple[Placed, ...]:
    """The cards of one of the three areas."""
    return tuple(one for one in placed if one.going is going)


def own_words(text: str) -> str:
    """The words of an own card on one line, and no longer than it is."""
    return " ".join(text.split())[:MAX_OWN_WORDS].rstrip()


def _placed(value: str) -> Placed | None:
    card, _, rest = str(value).partition(_APART)
    going, _, words = rest.partition(_APART)
    if going not in set(Going) or card not in (*CARDS, OWN):
        return None
    words = own_words(words) if card == OWN else ""
    return Placed(card, Going(going), words) if words or card != OWN else None
