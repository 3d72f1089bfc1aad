"""Made rows for counting: statements sorted by theme, episodes of care, verdicts."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.coding import commands
from portal.coding.models import CodedTheme, Coding
from portal.coding.rules import Stance
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.people.models import Episode, YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Statement
from portal.voice.rules import Desk, Says
from tests.support.factories import Make

LONDON = ZoneInfo("Europe/London")
AUTUMN = Period(date(2026, 7, 1), date(2026, 9, 30))


def coded(
    statement: Statement, by: Account, *themes: str, stance: Stance | None = Stance.WORRY, at: Any = None
) -> Coding:
    """Somebody sorted this statement; without themes it is about none of them."""
    with db.transaction():
        row = commands.confirm(
            statement.id,
            statement.young_person_id,
            said_on=statement.sent_at.astimezone(LONDON).date(),
            themes=themes,
            stance=stance if themes else None,
            by=by.id,
            now=at or clock.now(),
        )
        themes_of(row)
        return row


def coding_of(statement: Statement) -> Coding | None:
    """The stored row, its themes loaded."""
    with db.transaction() as session:
        return session.scalars(sa.select(Coding).where(Coding.statement_id == statement.id)).one_or_none()


def themes_of(row: Coding) -> set[str]:
    """The themes stored for it."""
    return set(db.session.scalars(sa.select(CodedTheme.theme).where(CodedTheme.coding_id == row.id)))


def themes_stored(statement: Statement) -> set[str]:
    """The themes under which a statement counts now."""
    row = coding_of(statement)
    return themes_of(row) if row else set()


def in_care(person: YoungPerson, started_on: date, ended_on: date | None = None) -> Episode:
    """They were in care on these days, the last one too."""
    with db.transaction() as session:
        row = Episode(young_person_id=person.id, started_on=started_on, ended_on=ended_on)
        session.add(row)
        return row


@dataclass(frozen=True)
class Truth:
    """What a made council holds, kept apart from the database so that a count can be checked by hand."""

    born: dict[UUID, date | None]
    in_care_on: dict[UUID, list[tuple[date, date | None]]]
    leavers: set[UUID]
    statements: list[MadeStatement]


@dataclass(frozen=True)
class MadeStatement:
    """One statement as it was made; `counts`: said to the council, read, not taken back."""

    young_person_id: UUID
    said_on: date
    read_on: date | None
    counts: bool
    themes: frozenset[str] | None
    verdict: tuple[datetime, str] | None


def made_council(make: Make, number: int, seed: int) -> Truth:
    """Young people of all ages, some without a known birthday, some of whom spoke: some often, some to an
    advocate, some took it back; most of it is sorted by theme."""
    chance = random.Random(seed)
    reader = make.staff(Role.READER)
    truth = Truth({}, {}, set(), [])
    for _ in range(number):
        _one_young_person(make, chance, reader, truth)
    return truth


def _one_young_person(make: Make, chance: random.Random, reader: Account, truth: Truth) -> None:
    born = chance.choice([None, *(date(year, 9, day) for year in range(2004, 2018) for day in (29, 30))])
    leaver = chance.choice(["", "", "YES", "NO", "DIED"])
    person = make.young_person(in_touch=leaver)
    with db.transaction() as session:
        session.get_one(YoungPerson, person.id).born_on = born
    truth.born[person.id] = born
    if leaver in ("YES", "NO"):
        truth.leavers.add(person.id)
    spans = chance.choice([[], [(date(2026, 1, 1), None)], [(date(2025, 1, 1), AUTUMN.first)]])
    spans = chance.choice([spans, [(date(2025, 1, 1), AUTUMN.first - timedelta(days=1))]])
    truth.in_care_on[person.id] = spans
    for span in spans:
        in_care(person, *span)
    for _ in range(chance.choice([0, 0, 1, 2, 4])):
        truth.statements.append(_one_statement(make, chance, reader, person))


def _one_statement(make: Make, chance: random.Random, reader: Account, person: YoungPerson) -> MadeStatement:
    edges = [AUTUMN.first, AUTUMN.last, AUTUMN.first - timedelta(days=1), AUTUMN.last + timedelta(days=1)]
    day = chance.choice([*edges, *(AUTUMN.first + timedelta(days=n) for n in (5, 40, 70))])
    hour = chance.choice([0, 23])  # the edges of the council's day: another day in UTC in summer
    sent_at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=LONDON)
    fate = chance.choice(["read"] * 6 + ["unread", "taken back", "advocate", "passed on"])
    statement = make.statement(
        person,
        sent_at=sent_at,
        read_by=None if fate == "unread" else reader,
        desk=Desk.ADVOCATE if fate == "advocate" else Desk.COUNCIL,
        passed_by_id=reader.id if fate == "passed on" else None,
    )
    themes = chance.choice(
        [None, frozenset(), *[frozenset(chance.sample(["home", "money", "school"], k=2))] * 3]
    )
    if fate in ("read", "taken back") and themes is not None:
        coded(statement, reader, *themes)
    verdict = _verdict(make, chance, reader, statement, day) if fate != "unread" else None
    if fate == "taken back":
        with db.transaction() as session:
            session.get_one(Statement, statement.id).taken_back_at = sent_at + timedelta(hours=5)
            commands.set_aside(statement.id, sent_at + timedelta(hours=5))
    read_on = statement.read_at.astimezone(LONDON).date() if statement.read_at else None
    return MadeStatement(person.id, day, read_on, fate == "read", themes, verdict)


def _verdict(
    make: Make, chance: random.Random, reader: Account, statement: Statement, day: date
) -> tuple[datetime, str] | None:
    says = chance.choice([None, *Says])
    if says is None:
        return None
    day += timedelta(days=chance.choice([0, 3, 30]))
    # No two at one moment, so that the last one is never in doubt.
    at = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON) + timedelta(
        seconds=statement.id.int % 30_000
    )
    make.answer(statement, reader, at=statement.sent_at, says=says, says_at=at, read_at=at)
    return (at, says.value)
