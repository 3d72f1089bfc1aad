"""The versioned codebook: what comments may be about, in the council's words and in a child's.

It is where a council starts; it changes the themes with its young people, and every change is a new version.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from portal.coding.codebook.examples import EXCLUDE, INCLUDE
from portal.coding.codebook.labels import LABELS, Label
from portal.coding.codebook.words import WORDS
from portal.themes.theme import Theme as PlainTheme

VERSION = 1
PROMISES = ("home", "identity", "education", "health", "future", "involvement")


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. Labels and description are marked for translation and still English here.

    `picture` names the tile's picture. `from_age` and `to_age` are hints for which tiles to offer
    first (years, both included, `None` for no limit); they never stop anybody from choosing a theme.
    """

    key: str
    label: str
    child_label: str
    description: str
    words: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    promise: str
    for_children: bool
    picture: str
    from_age: int | None
    to_age: int | None

    def suits(self, age: int | None) -> bool:
        """Is this a tile to offer a young person of this age? An age that is not known shuts nothing out."""
        if not self.for_children:
            return False
        return age is None or (self.from_age or 0) <= age <= (self.to_age or age)


@dataclass(frozen=True, slots=True)
class Codebook:
    """A version of the codebook, its themes in the order in which they are shown."""

    version: int
    themes: tuple[Theme, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the themes, in order."""
        return tuple(theme.key for theme in self.themes)

    def theme(self, key: str) -> Theme:
        """The theme of that key. Raises KeyError for a key that is not in this version."""
        for theme in self.themes:
            if theme.key == key:
                return theme
        raise KeyError(key)

    def tiles(self, age: int | None = None) -> tuple[Theme, ...]:
        """The themes to offer a young person as picture tiles; without an age, all that children are
        offered.
        """
        return tuple(theme for theme in self.themes if theme.suits(age))

    def for_suggesting(self) -> tuple[PlainTheme, ...]:
        """The same themes as plain values, for `portal.themes.suggest`."""
        return tuple(PlainTheme(theme.key, theme.words, theme.include) for theme in self.themes)


@cache
def codebook() -> Codebook:
    """The codebook that this release ships, as values that cannot be changed."""
    return Codebook(VERSION, tuple(_theme(label) for label in LABELS))


def _theme(label: Label) -> Theme:
    return Theme(
        key=label.key,
        label=label.adult,
        child_label=label.child,
        description=label.description,
        words=WORDS[label.key],
        include=INCLUDE[label.key],
        exclude=EXCLUDE[label.key],
        promise=label.promise,
        for_children=label.for_children,
        picture=label.key,
        from_age=label.from_age,
        to_age=label.to_age,
    )
