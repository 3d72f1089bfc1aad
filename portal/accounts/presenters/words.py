"""Words with their check pictures: whoever sees the right picture has the right word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.accounts.words import Reading, picture_of
from portal.kit.i18n import N_

# What each picture of static/words.svg shows, in the order of the sprite.
_PICTURES = (
    N_("apple"),
    N_("banana"),
    N_("pear"),
    N_("lemon"),
    N_("strawberry"),
    N_("carrot"),
    N_("mushroom"),
    N_("corn"),
    N_("cat"),
    N_("rabbit"),
    N_("horse"),
    N_("cow"),
    N_("sheep"),
    N_("duck"),
    N_("owl"),
    N_("penguin"),
    N_("fish"),
    N_("whale"),
    N_("turtle"),
    N_("frog"),
    N_("snail"),
    N_("bee"),
    N_("butterfly"),
    N_("ladybird"),
    N_("elephant"),
    N_("giraffe"),
    N_("hedgehog"),
    N_("fox"),
    N_("panda"),
    N_("tree"),
    N_("palm tree"),
    N_("cactus"),
    N_("sunflower"),
    N_("tulip"),
    N_("leaf"),
    N_("rainbow"),
    N_("sun"),
    N_("moon"),
    N_("star"),
    N_("cloud"),
    N_("umbrella"),
    N_("snowman"),
    N_("sailing boat"),
    N_("train"),
    N_("bus"),
    N_("bicycle"),
    N_("rocket"),
    N_("balloon"),
    N_("kite"),
    N_("football"),
    N_("drum"),
    N_("guitar"),
    N_("trumpet"),
    N_("bell"),
    N_("book"),
    N_("key"),
    N_("cup"),
    N_("cap"),
    N_("sock"),
    N_("glasses"),
    N_("chair"),
    N_("tent"),
    N_("anchor"),
    N_("feather"),
)


@dataclass(frozen=True)
class ShownWord:
    """A word with its picture; or a piece that is no word of ours, with the one it may have been."""

    text: str
    number: int = 0
    picture: int | None = None
    picture_name: str = ""
    nearest: str | None = None


def shown(words: Iterable[str]) -> list[ShownWord]:
    """Words, numbered from 1, each with its picture."""
    return [_with_picture(word, number) for number, word in enumerate(words, start=1)]


def typed_words(reading: Reading) -> list[ShownWord]:
    """What was understood of something typed, in the order it was typed."""
    found: list[ShownWord] = []
    for piece in reading.pieces:
        if not piece.words:
            found.append(ShownWord(piece.typed, nearest=piece.nearest))
        found += [_with_picture(word, 0) for word in piece.words]
    return [ShownWord(w.text, n, w.picture, w.picture_name, w.nearest) for n, w in enumerate(found, start=1)]


def _with_picture(word: str, number: int) -> ShownWord:
    picture = picture_of(word)
    return ShownWord(word, number, picture, _(_PICTURES[picture]))
