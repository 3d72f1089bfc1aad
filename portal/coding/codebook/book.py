"""What a codebook is: plain values that cannot be changed. A change makes a new version."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.themes.theme import Theme as PlainTheme


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
    since: date | None = None  # the council's day on which it came in; None: it was there from the beginning
    gone_on: date | None = None  # the day on which it was put away or merged
    merged_into: str = ""

    @property
    def is_gone(self) -> bool:
        """It is not offered any more. What was sorted under it stays as it is."""
        return self.gone_on is not None

    def stood_on(self, day: date) -> bool:
        """Whether it was a theme on that day, both ends as of the end of the day."""
        return (self.since is None or self.since <= day) and (self.gone_on is None or self.gone_on > day)

    def suits(self, age: int | None) -> bool:
        """Is this a tile to offer a young person of this age? An age that is not known shuts nothing out."""
        if not self.for_children or self.is_gone:
            return False
        return age is None or (self.from_age or 0) <= age <= (self.to_age or age)


@dataclass(frozen=True, slots=True)
class Codebook:
    """A version of the codebook, its themes in the order in which they are shown. Those that were put away or
    merged are still there, for their names: `in_use` are those to offer."""

    version: int
    themes: tuple[Theme, ...]

    @property
    def in_use(self) -> tuple[Theme, ...]:
        """The themes to offer, in order."""
        return tuple(theme for theme in self.themes if not theme.is_gone)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the themes to offer, in order."""
        return tuple(theme.key for theme in self.in_use)

    def now(self, key: str) -> str:
        """The theme that a merged one is part of now; any other key as it is."""
        return self._carried(key, None)

    def on(self, key: str, day: date) -> str:
        """The same as of a day: what was merged later still stood by itself then."""
        return self._carried(key, day)

    def keys_under(self, key: str) -> tuple[str, ...]:
        """The theme's own key, and those of the themes that were merged into it."""
        return (key, *(one.key for one in self.themes if one.key != key and self.now(one.key) == key))

    def counted(self, last: date) -> tuple[Theme, ...]:
        """The themes children are offered as they stood at the end of a period: a merge after it moves no
        number of it, and a theme that came later is not in it."""
        return tuple(theme for theme in self.themes if theme.for_children and theme.stood_on(last))

    def _carried(self, key: str, day: date | None) -> str:
        known = {theme.key: theme for theme in self.themes}
        seen: set[str] = set()
        while key in known and known[key].merged_into and key not in seen:
            if day is not None and known[key].stood_on(day):
                break
            seen.add(key)
            key = known[key].merged_into
        return key

    def theme(self, key: str) -> Theme:
        """The theme of that key, also one that is gone. Raises KeyError for a key that was never in it."""
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
        return tuple(
            PlainTheme(theme.key, theme.words, theme.include, f"{theme.label}. {theme.description}")
            for theme in self.in_use
        )


def as_plain(theme: Theme) -> dict[str, Any]:
    """A theme as JSON keeps it."""
    days = {"since": theme.since, "gone_on": theme.gone_on}
    return asdict(theme) | {name: day.isoformat() if day else None for name, day in days.items()}


def from_plain(kept: dict[str, Any]) -> Theme:
    """The same theme again."""
    lists = {name: tuple(kept[name]) for name in ("words", "include", "exclude")}
    days = {name: date.fromisoformat(kept[name]) if kept.get(name) else None for name in ("since", "gone_on")}
    return Theme(**{**kept, **lists, **days})
