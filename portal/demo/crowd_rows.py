"""What making a crowd needs everywhere: how much to make, by which dice, and rows sealed and put in."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.coding.codebook import codebook
from portal.demo.lines import Line, lines
from portal.kit import clock
from portal.settings import Settings
from portal.vault.sealed import HasSealed, seal_value

Row = dict[str, object]


@dataclass
class Crowd:
    """How much to make, and by which dice: the same seed makes the same people and words."""

    settings: Settings
    children: int
    statements: int
    seed: int = 1
    dice: random.Random = field(init=False)
    today: date = field(init=False)
    by_theme: list[list[Line]] = field(init=False)
    weights: list[float] = field(init=False)
    by: UUID = field(init=False)

    def __post_init__(self) -> None:
        known = {theme.key for theme in codebook().tiles()}
        found: dict[str, list[Line]] = {}
        for line in lines():
            if set(line.themes) <= known:
                found.setdefault(line.themes[0], []).append(line)
        # the first theme is spoken of twice as often as the second, three times as often as the third, …
        self.by_theme = [found[key] for key in sorted(found, key=lambda key: (-len(found[key]), key))]
        self.weights = [1 / place for place in range(1, len(self.by_theme) + 1)]
        self.today = clock.today(self.settings.time_zone)


def new_id(crowd: Crowd) -> UUID:
    return UUID(int=crowd.dice.getrandbits(128), version=4)


def id_of(row: Row, column: str = "id") -> UUID:
    found = row[column]
    assert isinstance(found, UUID)
    return found


def sealed(kind: type[HasSealed], row_id: UUID, owner: UUID, **texts: str) -> Row:
    """The sealed columns of a row; every row of a table names the same ones."""
    session = db.session()
    return {
        f"{name}_sealed": seal_value(session, kind, f"{name}_sealed", row_id, owner, text)
        for name, text in texts.items()
    }


def insert(kind: type[db.Base], rows: Sequence[Row]) -> None:
    if rows:
        db.session.execute(sa.insert(db.Base.metadata.tables[kind.__tablename__]), rows)
