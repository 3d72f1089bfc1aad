"""Matching who answered with what was answered, by what lies in a database: its rows, its files, a copy.

Whoever attacks knows the order in which everybody answered, has the keys, and guesses that some order of what
is stored is the same. A guess is good when more of it is right than in 99 of 100 random orders, or when it
runs along (or against) the true order more than 99 of 100 random ones do.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.nameless.models import SurveySaying
from portal.surveys.models import Invitation, SurveyAnswer, SurveyAnswered, SurveyWords
from tests.support.databases import TestDatabase

SIMULATED = 4_000
Order = Sequence[int]
"""Who answered, by their number, in the order in which something of theirs lies."""


def is_good(guess: Order, truth: Order) -> bool:
    """Whether this matching is better than the 99th percentile of random ones."""
    right, along = _score(guess, truth)
    most_right, most_along = _percentile_99(len(truth))
    return right > most_right or along > most_along


def _score(guess: Order, truth: Order) -> tuple[int, float]:
    """How many places are right, and how strongly one order runs along the other (Spearman, either way)."""
    count = len(truth)
    assert sorted(guess) == sorted(truth), "everybody who answered is in both"
    place = {one: number for number, one in enumerate(guess)}
    apart = sum((place[one] - number) ** 2 for number, one in enumerate(truth))
    right = sum(one == other for one, other in zip(guess, truth, strict=True))
    return right, abs(1 - 6 * apart / (count * (count**2 - 1)))


@cache
def _percentile_99(count: int) -> tuple[int, float]:
    chance, truth = random.Random(7), list(range(count))  # the same at each run
    scores = []
    for _time in range(SIMULATED):
        guess = list(truth)
        chance.shuffle(guess)
        scores.append(_score(guess, truth))
    place = SIMULATED * 99 // 100
    return sorted(right for right, _ in scores)[place], sorted(along for _, along in scores)[place]


def orders_of_answers(wave_id: UUID) -> dict[str, Order]:
    """Answers and words of a wave, and what is with the desk, in each order a database could be read in."""
    found: dict[str, Order] = {}
    for table, number_of in _WITH_ANSWERS:
        for name, by in _positions(table).items():
            rows = db.session.scalars(_of_wave(table, wave_id).order_by(*by))
            found[f"{table.__tablename__} by {name}"] = [number_of(row) for row in rows]
    db.session.remove()
    return found


def orders_of_people(wave_id: UUID, numbers: dict[UUID, int]) -> dict[str, Order]:
    """Who has answered in each order their rows could be read in."""
    found: dict[str, Order] = {}
    for name, by in _positions(SurveyAnswered).items():
        ids = db.session.scalars(
            sa.select(SurveyAnswered.invitation_id).where(SurveyAnswered.wave_id == wave_id).order_by(*by)
        )
        found[f"who has answered by {name}"] = [numbers[one] for one in ids]
    answered = sa.select(SurveyAnswered.invitation_id).where(SurveyAnswered.wave_id == wave_id)
    for name, by in _positions(Invitation).items():
        asked = sa.select(Invitation.id).where(Invitation.id.in_(answered)).order_by(*by)
        found[f"invitations by {name}"] = [numbers[one] for one in db.session.scalars(asked)]
    db.session.remove()
    return found


def _positions(table: Any) -> dict[str, list[Any]]:
    """Where a row lies, what its key is, which transaction wrote it."""
    key = list(table.__table__.primary_key.columns)
    name = table.__tablename__
    if db.session.get_bind().dialect.name == "sqlite":
        return {"rowid": [sa.literal_column(f"{name}.rowid")], "key": key}
    place: sa.ColumnElement[Any] = sa.literal_column(f"{name}.ctid")
    return {
        "ctid": [place],
        "key": key,
        "writer": [sa.literal_column(f"{name}.xmin::text::bigint"), place],
        "locker": [sa.literal_column(f"{name}.xmax::text::bigint"), place],
        "command": [sa.literal_column(f"{name}.cmin::text::bigint"), place],
    }


def writers(table: Any, wave_id: UUID) -> set[str]:
    """PostgreSQL: the transactions that wrote a wave's rows."""
    rows = db.session.execute(
        sa.text(f"SELECT DISTINCT xmin::text FROM {table.__tablename__} WHERE wave_id = :wave"),
        {"wave": wave_id},
    )
    return {row[0] for row in rows}


def _of_answer(row: SurveyAnswer) -> int:
    return int(json.loads(row.values)["mark"])


def _of_words(row: SurveyWords | SurveySaying) -> int:
    return int(row.words.rsplit(" ", 1)[1])


_WITH_ANSWERS: tuple[tuple[Any, Callable[[Any], int]], ...] = (
    (SurveyAnswer, _of_answer),
    (SurveyWords, _of_words),
    (SurveySaying, _of_words),  # it does not know its wave: there is one at a time here
)


def _of_wave(table: Any, wave_id: UUID) -> Any:
    return sa.select(table) if table is SurveySaying else sa.select(table).where(table.wave_id == wave_id)


def orders_in_a_copy(database: TestDatabase, wave_id: UUID, folder: Path) -> dict[str, Order]:
    """Make a backup as `docs/operating.md` says, and look where each answer lies in it."""
    known = {}
    for table, number_of in _WITH_ANSWERS:
        rows = db.session.scalars(_of_wave(table, wave_id))
        known[table.__tablename__] = {row.id: number_of(row) for row in rows}
    db.session.remove()
    text = _copied(database, folder)
    return {
        f"{name} in a backup": [number for _, number in sorted(_places(text, numbers))]
        for name, numbers in known.items()
    }


def _places(text: bytes, numbers: dict[UUID, int]) -> Iterable[tuple[int, int]]:
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    for one, number in numbers.items():
        yield text.index((one.hex if is_sqlite else str(one)).encode()), number


def _copied(database: TestDatabase, folder: Path) -> bytes:
    engine = db.session.get_bind()
    if engine.dialect.name == "sqlite":
        copy = folder / f"copy-{random.random()}.sqlite3"  # a name
        with sqlite3.connect(database.settings.var_dir / "heard.sqlite3") as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        connection.close()
        return _dumped(copy)
    return b"".join(_copied_tables(engine))


def _copied_tables(engine: Any) -> Iterable[bytes]:
    """What `pg_dump` does: each table by COPY, as it lies. (The one at hand may be older than the server.)"""
    raw = engine.raw_connection()
    try:
        with raw.cursor() as cursor:
            for table in db.Base.metadata.sorted_tables:
                with cursor.copy(f"COPY {table.name} TO STDOUT") as rows:
                    yield from (bytes(part) for part in rows)
    finally:
        raw.close()


def _dumped(copy: Path) -> bytes:
    """Row by row, table by table, in the order in which the copy holds them."""
    connection = sqlite3.connect(copy)
    try:
        return "\n".join(connection.iterdump()).encode()
    finally:
        connection.close()


def bytes_of(database: TestDatabase) -> bytes:
    """All files the database keeps its tables in. PostgreSQL's write-ahead log is an exception that the docs
    name; SQLite's is not."""
    engine = db.session.get_bind()
    if engine.dialect.name == "sqlite":
        return b"".join(path.read_bytes() for path in database.files())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:  # type: ignore[union-attr]
        connection.exec_driver_sql("CHECKPOINT")
        oid = connection.exec_driver_sql(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).scalar()
    own = [
        path
        for path in database.files()
        if path.parent.name == str(oid) and path.parent.parent.name == "base"
    ]
    assert own
    return b"".join(path.read_bytes() for path in own if path.exists())
