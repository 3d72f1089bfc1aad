"""Names that are known, as people write them and as machines misread them: turned round, with initials, with
an 's, without accents, broken at the end of a line, with a letter or two read wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from portal.documents.leaves.finding import ordinary
from portal.documents.leaves.finding.spans import Hit, hit
from portal.documents.leaves.folding import folded
from portal.documents.leaves.shapes import Word

SHORTEST = 2
SLIPS_FROM = 5
"""So long a name must be before one letter may be wrong; twice as long for two."""

_POSSESSIVE = re.compile(r"(?:['’‘`´]s|(?<=s)['’‘`´])$", re.IGNORECASE)
_EDGES = re.compile(r"^[^\w]+|[^\w'’‘`´]+$")
_CONFUSED = (
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("5", "s"),
    ("8", "b"),
    ("6", "b"),
)


@dataclass(frozen=True)
class _Name:
    """A known name by its parts."""

    given: str
    parts: tuple[str, ...]

    @cached_property
    def initials(self) -> str:
        return "".join(part[0] for part in self.parts).upper()


@dataclass
class _Known:
    """All known names by what can be looked up."""

    names: list[_Name]
    exact: dict[str, set[int]] = field(default_factory=dict)
    confused: dict[str, set[int]] = field(default_factory=dict)
    initials: dict[str, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, name in enumerate(self.names):
            for part in name.parts:
                self.exact.setdefault(part, set()).add(at)
                if len(part) >= SLIPS_FROM - 1:
                    self.confused.setdefault(_confused(part), set()).add(at)
            if len(name.parts) > 1:
                ends = (name.parts[0], name.parts[-1])
                for both in (name.parts, name.parts[::-1], ends, ends[::-1]):
                    self.exact.setdefault("".join(both), set()).add(at)
                if name.initials not in ordinary.LETTERS:
                    self.initials.setdefault(name.initials, set()).add(at)


_Matches = dict[int, dict[int, bool]]
"""Which word may be part of which name; and whether that is sure."""


def found_names(words: Sequence[Word], names: Sequence[str]) -> Iterator[tuple[int, Hit]]:
    """Each with the place of its first word."""
    known = _Known([_Name(name, parts) for name in dict.fromkeys(names) if (parts := _parts(name))])
    if not known.names:
        return
    matches: _Matches = {}
    texts = [word.text for word in words]
    for at, text in enumerate(texts):
        _match(matches, known, (at,), text)
    for at, (one, other) in enumerate(pairwise(texts)):
        _match_broken(matches, known, at, one, other)
    yield from _together(words, known, matches)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in folded(name).split() if len(part) >= SHORTEST)


def _bare(text: str) -> str:
    return _POSSESSIVE.sub("", _EDGES.sub("", text))


def _match(matches: _Matches, known: _Known, at: tuple[int, ...], text: str) -> None:
    bare = _bare(text)
    letters = bare.replace(".", "")
    for name in known.initials.get(letters, ()) if letters.isupper() else ():
        _note(matches, at, name, is_sure=False)
    for part in folded(bare).split():
        for name, is_sure in _names_of(part, bare, known):
            _note(matches, at, name, is_sure=is_sure)


def _names_of(part: str, bare: str, known: _Known) -> Iterator[tuple[int, bool]]:
    is_a_word, is_small = part in ordinary.WORDS, bare[:1].islower()
    if part in known.exact:
        if not (is_a_word and is_small):
            yield from ((name, not is_a_word) for name in known.exact[part])
        return
    if len(part) >= SLIPS_FROM and part.endswith("s") and part[:-1] in known.exact:
        yield from ((name, False) for name in known.exact[part[:-1]])
    if is_small and part.isalpha():
        return
    yield from ((name, False) for name in known.confused.get(_confused(part), ()))
    for other, names in known.exact.items():
        if len(other) >= SLIPS_FROM and abs(len(other) - len(part)) <= 2:
            most = 2 if len(other) >= 2 * SLIPS_FROM - 1 else 1
            if _slips(part, other, most) or _slips(_confused(part), _confused(other), 1):
                yield from ((name, False) for name in names)


def _slips(one: str, other: str, most: int) -> bool:
    return Levenshtein.distance(one, other, score_cutoff=most) <= most


def _match_broken(matches: _Matches, known: _Known, at: int, one: str, other: str) -> None:
    """A name that a line's end, or a machine, has broken in two; and initials with a gap between."""
    first, second = folded(_bare(one.rstrip("-"))), folded(_bare(other))
    if first in known.exact and second in known.exact:
        return
    whole = first + second
    if len(whole) >= SLIPS_FROM and first and second and one[:1].isupper():
        for name in known.exact.get(whole, ()):
            _note(matches, (at, at + 1), name, is_sure=one.endswith("-"))
    both = one.replace(".", "") + other.replace(".", "").rstrip(",;:")
    if len(both) == 2 and both.isupper():
        for name in known.initials.get(both, ()):
            _note(matches, (at, at + 1), name, is_sure=False)


def _note(matches: _Matches, at: tuple[int, ...], name: int, *, is_sure: bool) -> None:
    for one in at:
        here = matches.setdefault(one, {})
        here[name] = here.get(name, False) or is_sure


def _confused(part: str) -> str:
    for read, meant in _CONFUSED:
        part = part.replace(read, meant)
    return part


def _together(words: Sequence[Word], known: _Known, matches: _Matches) -> Iterator[tuple[int, Hit]]:
    """Parts of one name that stand side by side are one; of two names at one place the longer."""
    runs = sorted(_runs(words, known, matches), key=lambda run: (run[0] - run[1], run[2]))
    taken: set[int] = set()
    for first, end, name, is_sure in runs:
        if taken.isdisjoint(range(first, end)):
            taken.update(range(first, end))
            yield first, hit(words[first:end], None, known.names[name].given, is_sure=is_sure)


def _runs(words: Sequence[Word], known: _Known, matches: _Matches) -> Iterator[tuple[int, int, int, bool]]:
    for name in range(len(known.names)):
        at = 0
        while at < len(words):
            end = at
            while end < len(words) and (
                name in matches.get(end, ()) or _joins(words, known.names[name], matches, name, at, end)
            ):
                end += 1
            named = [matches[one][name] for one in range(at, end) if name in matches.get(one, ())]
            if named:
                yield at, end, name, any(named)
            at = max(end, at + 1)


def _joins(words: Sequence[Word], name: _Name, matches: _Matches, which: int, at: int, end: int) -> bool:
    """An initial of the name beside a part of it: `J. Smith`, `Smith, J`."""
    bare = words[end].text.strip(".,;:()")
    if len(bare) != 1 or not bare.isupper() or bare.lower() not in {part[0] for part in name.parts}:
        return False
    return end > at or which in matches.get(end + 1, ())
