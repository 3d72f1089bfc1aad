"""The sorting board as a picture: an SVG drawn from what lies where. Pure."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from portal.voice.rules import Going

WIDTH = 960
_COLUMN, _GAP, _EDGE, _HEAD, _LINE, _LETTERS = 293, 20, 20, 116, 26, 24
_INK = "#1f2340"
_GROUNDS = {Going.WELL: "#e3f3f0", Going.SO_SO: "#fff3d1", Going.NOT_WELL: "#fbe8f1"}
_MOUTHS = {
    Going.WELL: "M-14 7c6 9 22 9 28 0",
    Going.SO_SO: "M-13 11h26",
    Going.NOT_WELL: "M-14 15c6-9 22-9 28 0",
}
_FONT = "ui-rounded, 'Segoe UI', system-ui, 'Noto Sans', 'Noto Sans Arabic', sans-serif"


@dataclass(frozen=True)
class Area:
    """One area of the board, in words: its name, and what each card in it says."""

    going: Going
    name: str
    cards: Sequence[str]


@dataclass(frozen=True)
class Drawn:
    """The picture and how large it is."""

    svg: str
    width: int
    height: int


def drawn(title: str, areas: Sequence[Area]) -> Drawn:
    """The board: a column an area, a card a name. What it shows is said in words inside it as well."""
    columns = [_column(place, area) for place, area in enumerate(areas)]
    height = max(bottom for _, bottom in columns) + _EDGE
    said = ". ".join(f"{area.name}: {', '.join(area.cards) or '-'}" for area in areas)
    parts = [
        f'<title id="t">{_text(title)}</title><desc id="d">{_text(said)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fffcf7"/>',
    ]
    for place, area in enumerate(areas):
        parts += [_ground(place, area, height), columns[place][0]]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-labelledby="t d" font-family="{_FONT}" text-anchor="middle">'
    )
    return Drawn(head + "".join(parts) + "</svg>", WIDTH, height)


def _left(place: int) -> int:
    return _EDGE + place * (_COLUMN + _GAP)


def _ground(place: int, area: Area, height: int) -> str:
    return (
        f'<rect x="{_left(place)}" y="{_EDGE}" width="{_COLUMN}" height="{height - 2 * _EDGE}" rx="18" '
        f'fill="{_GROUNDS[area.going]}" stroke="{_INK}" stroke-width="2"/>'
    )


def _column(place: int, area: Area) -> tuple[str, int]:
    """A column's face, name and cards, and where it ends."""
    middle, at = _left(place) + _COLUMN // 2, _EDGE + _HEAD
    parts = [_face(middle, area.going), _words(middle, _EDGE + 98, [area.name], 24, bold=True)]
    for card in area.cards:
        lines = textwrap.wrap(_plain(card), _LETTERS) or [""]
        tall = len(lines) * _LINE + 24
        parts.append(
            f'<rect x="{_left(place) + 14}" y="{at + 4}" width="{_COLUMN - 28}" height="{tall}" rx="12" '
            f'fill="#fff" stroke="{_INK}" stroke-width="1.5"/>'
        )
        parts.append(_words(middle, at + 36, lines, 20))
        at += tall + 12
    return "".join(parts), at + 16


def _face(middle: int, going: Going) -> str:
    return (
        f'<g transform="translate({middle} {_EDGE + 42})" fill="none" stroke="{_INK}" stroke-width="3" '
        f'stroke-linecap="round"><circle r="28" fill="#ffe3a1"/><path d="{_MOUTHS[going]}"/>'
        f'<circle cx="-9" cy="-7" r="2"/><circle cx="9" cy="-7" r="2"/></g>'
    )


def _words(middle: int, top: int, lines: Sequence[str], size: int, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    spans = "".join(
        f'<tspan x="{middle}" y="{top + n * _LINE}">{_text(line)}</tspan>' for n, line in enumerate(lines)
    )
    return f'<text font-size="{size}"{weight} fill="{_INK}">{spans}</text>'


def _plain(text: str) -> str:
    """Without what XML may not hold, whatever was typed."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Cn") or c in "\t\n")


def _text(text: str) -> str:
    return escape(_plain(text))
