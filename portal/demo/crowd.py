"""`portal seed`: as many made-up young people and statements as wanted, to see how the product bears them.

Rows go in many at a time, past the product's commands: nobody is notified, nothing is due, and no event is
written, so the chain of events tells nothing of them. Text is sealed exactly as the product seals it. One
batch is in memory at a time and committed before the next.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.demo import crowd_words, signin
from portal.demo.cohort import _FIRST, _LAST
from portal.demo.crowd_rows import Crowd, Row, id_of, insert, new_id, sealed
from portal.kit import clock
from portal.people.models import Episode, NameToken, YoungPerson
from portal.people.queries import number_hash
from portal.people.rules import tokens_of
from portal.settings import Settings
from portal.vault import keys

__all__ = ["Crowd", "NotMadeUp", "seed"]

SOURCE = "seed"
NAME = "Seeder Madeup"
_AT_ONCE = 500

Progress = Callable[[int, int], None]
"""Told how many statements there are now, of how many."""


class NotMadeUp(Exception):
    """The database holds young people whom neither the demo nor this made."""


def seed(crowd: Crowd, progress: Progress = lambda done, of: None) -> None:
    """Make them. Raises NotMadeUp before anything is written; what was committed when it is stopped stays."""
    with db.transaction():
        there = _made_before(crowd.settings)
        crowd.dice = random.Random(f"{crowd.seed}:{there}")  # noqa: S311  # made-up people
        crowd.by = _somebody()
    done = made = 0
    for number in range(0, crowd.children, _AT_ONCE):
        count = min(_AT_ONCE, crowd.children - number)
        with db.transaction():
            people = _people(crowd, there + number + 1, count)
        made += count
        share = crowd.statements * made // crowd.children - done
        for rows in crowd_words.statements(crowd, people, share):
            progress(done, crowd.statements)
            done += crowd_words.store(crowd, rows)
        progress(done, crowd.statements)


def _made_before(settings: Settings) -> int:
    """How many this made before. Raises NotMadeUp when there are others, unless the demo made them."""
    of = sa.select(sa.func.count(YoungPerson.id))
    others = db.session.scalar(of.where(YoungPerson.source != SOURCE)) or 0
    if others and not signin.read(settings):
        raise NotMadeUp
    return db.session.scalar(of.where(YoungPerson.source == SOURCE)) or 0


def _somebody() -> UUID:
    """The account that read, sorted and answered everything; nobody can sign in with it."""
    hashed = keys.blind("email", "seed@demo.example")
    there = db.session.scalar(sa.select(Account.id).where(Account.email_hash == hashed))
    if there is not None:
        return there
    account = Account(name=NAME, email="seed@demo.example", email_hash=hashed, made_at=clock.now())
    account.is_open = False
    db.session.add(account)
    db.session.flush()
    made: UUID = account.id
    return made


# young people


def _people(crowd: Crowd, first: int, count: int) -> list[UUID]:
    """The next young people with their keys, names to be found by, and one episode each."""
    rows, tokens, episodes = [], [], []
    for number in range(first, first + count):
        person, born_on, name = _person(crowd, number)
        rows.append(person)
        owner = id_of(person)
        tokens += [
            {"young_person_id": owner, "token": keys.blind("name", word)} for word in sorted(tokens_of(name))
        ]
        episodes.append(_episode(crowd, owner, born_on))
    db.session.flush()
    insert(YoungPerson, rows)
    insert(NameToken, tokens)
    insert(Episode, episodes)
    return [id_of(row) for row in rows]


def _person(crowd: Crowd, number: int) -> tuple[Row, date, str]:
    dice, owner, now = crowd.dice, new_id(crowd), clock.now()
    keys.make_for(owner)
    first, ref = dice.choice(_FIRST), f"SEED-{number:06}"
    name, born_on = f"{first} {dice.choice(_LAST)}", crowd.today - timedelta(days=dice.randint(1_500, 7_600))
    row: Row = {
        "id": owner,
        "source": SOURCE,
        "made_at": now,
        "changed_at": now,
        "sex": dice.choice("12"),
        "in_touch": "YES" if _is_grown(crowd, born_on) else "",
        "child_ref_hash": number_hash(ref),
        "ethnicity": "",
        **sealed(
            YoungPerson,
            owner,
            owner,
            full_name=name,
            called=first,
            child_ref=ref,
            born_on=born_on.isoformat(),
        ),
    }
    return row, born_on, name


def _is_grown(crowd: Crowd, born_on: date) -> bool:
    return (crowd.today - born_on).days >= 18 * 365.25


def _episode(crowd: Crowd, owner: UUID, born_on: date) -> Row:
    """In care since before the six quarters, until they are 18."""
    grown_on = born_on + timedelta(days=round(18 * 365.25))
    return {
        "id": new_id(crowd),
        "young_person_id": owner,
        "reason_started": "S",
        "legal_status": "C2",
        "need": "N1",
        "home_kind": "U6",
        "provider": "PR1",
        "started_on": min(grown_on, crowd.today) - timedelta(days=1_200),
        "ended_on": grown_on if grown_on <= crowd.today else None,
        "reason_ended": "E11" if grown_on <= crowd.today else "",
    }
