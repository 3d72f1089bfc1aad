"""Which sorted statements are most like a text: those that share its rarest words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from uuid import UUID

from portal.sorting.queries.material import Confirmed
from portal.themes.tokens import tokens

MOST = 2_000
LEAST_LIKE = 0.15


class Nearest:
    """The newest sorted statements by their stems, rarer ones weighing more (cosine)."""

    def __init__(self) -> None:
        self._ids: list[UUID] = []
        self._holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._rarity: dict[str, float] = {}

    @classmethod
    def of(cls, material: Sequence[Confirmed]) -> Nearest:
        found = cls()
        stems = [frozenset(token.stem for token in tokens(one.text)) for one in material[:MOST]]
        often = Counter(stem for some in stems for stem in some)
        found._rarity = {stem: math.log((1 + len(stems)) / count) for stem, count in often.items()}
        for place, (one, some) in enumerate(zip(material[:MOST], stems, strict=True)):
            found._ids.append(one.statement_id)
            length = math.sqrt(sum(found._rarity[stem] ** 2 for stem in some)) or 1.0
            for stem in some:
                found._holders[stem].append((place, found._rarity[stem] / length))
        return found

    def to(self, text: str, but: UUID, most: int) -> list[UUID]:
        """The statements most like a text, the likest first; none where nothing is like it."""
        stems = {token.stem for token in tokens(text)} & self._rarity.keys()
        length = math.sqrt(sum(self._rarity[stem] ** 2 for stem in stems)) or 1.0
        alike: dict[int, float] = defaultdict(float)
        for stem in stems:
            for place, weight in self._holders[stem]:
                alike[place] += weight * self._rarity[stem] / length
        ranked = sorted(alike.items(), key=lambda one: (-one[1], one[0]))
        near = [self._ids[place] for place, share in ranked[: most + 1] if share >= LEAST_LIKE]
        return [one for one in near if one != but][:most]
