"""A worker's own young people: who told them what kind of thing last, what is due, who has been silent.

Only what the worker may see counts, in every line: what somebody is kept from changes nothing here, neither a
number nor a day, so that its absence tells nothing either."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.kit.pages import Page
from portal.people import queries as people
from portal.people.models import YoungPerson
from portal.people.rules import WORKER_KINDS, fold, words_of
from portal.policy.viewer import Viewer
from portal.voice.models import Statement
from portal.voice.queries import owed
from portal.voice.queries.apart import shut_to
from portal.voice.queries.promised import promised
from portal.voice.rules import Way
from portal.voice.rules.mine import Silence, in_order, silence_of

PAGE_SIZE = 25


@dataclass(frozen=True)
class LastTold:
    """The newest thing that reached the viewer from one young person: when and how, no word of it."""

    statement_id: UUID
    at: datetime
    way: Way


@dataclass(frozen=True)
class MyYoungPerson:
    """A line of the page. `for_name`: whom the viewer stands in for, if they are not their own."""

    id: UUID
    name: str
    age: int | None
    for_name: str
    last: LastTold | None
    due: int
    due_on: date | None
    days_late: int
    silence: Silence
    linked_on: date


@dataclass(frozen=True)
class Mine:
    """A page of them, and of all of them how many have been silent for long."""

    page: Page[MyYoungPerson]
    silent: int
    everybody: int


def my_young_people(
    viewer: Viewer, on: date, *, asked: str = "", sort: str = "silence", number: int = 1
) -> Mine:
    """The viewer's own today and those they stand in for. The same few queries however many there are."""
    found = _all_of(viewer, on)
    wanted = [one for one in found if _fits(one, asked)]
    wanted = in_order(wanted, sort, folded=lambda one: fold(one.name))
    number = min(number, max(1, -(-len(wanted) // PAGE_SIZE)))
    rows = wanted[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    silent = sum(one.silence is not Silence.HEARD for one in found)
    return Mine(Page(rows, number, len(wanted), PAGE_SIZE), silent, len(found))


def how_many_silent(viewer: Viewer, on: date) -> int:
    """How many of theirs told them nothing for long: for the start page."""
    return sum(one.silence is not Silence.HEARD for one in _all_of(viewer, on))


def _all_of(viewer: Viewer, on: date) -> list[MyYoungPerson]:
    links = _links(viewer, on)
    last = _last_told(viewer, links, on)
    due = _due(viewer, on)
    names = names_of({owner for owner, _, _ in links.values() if owner != viewer.account_id})
    found = []
    for person_id, (owner, since, person) in links.items():
        days = sorted(due.get(person_id, []))
        told = last.get(person_id)
        found.append(
            MyYoungPerson(
                person_id,
                person.name,
                people.age_on(person, on),
                names.get(owner, ""),
                told,
                len(days),
                days[0] if days else None,
                max(0, (on - days[0]).days) if days else 0,
                silence_of(told.at.date() if told else None, since, on),
                since,
            )
        )
    return found


def _links(viewer: Viewer, on: date) -> dict[UUID, tuple[UUID, date, YoungPerson]]:
    """Whose link it is, since when, and the young person; an own link before one they stand in for."""
    found: dict[UUID, tuple[UUID, date, YoungPerson]] = {}
    links = people.young_people_of([viewer.account_id, *viewer.stands_in_for], on)
    for link in sorted(links, key=lambda link: link.account_id != viewer.account_id):
        own = link.account_id == viewer.account_id
        if link.kind in WORKER_KINDS and (not own or link.kind.value in viewer.roles):
            found.setdefault(link.young_person_id, (link.account_id, link.from_on, link.young_person))
    return found


def _last_told(viewer: Viewer, young_people: Iterable[UUID], on: date) -> dict[UUID, LastTold]:
    rows = db.session.execute(
        sa.select(Statement.young_person_id, Statement.id, Statement.sent_at, Statement.way)
        .where(owed.may_have(viewer, on), Statement.young_person_id.in_(list(young_people)))
        .order_by(Statement.sent_at.desc(), Statement.id)
    ).all()
    shut = shut_to(viewer.account_id, [row.id for row in rows], on)
    found: dict[UUID, LastTold] = {}
    for person_id, statement_id, at, way in rows:
        if statement_id not in shut:
            found.setdefault(person_id, LastTold(statement_id, at, way))
    return found


def _due(viewer: Viewer, on: date) -> dict[UUID, list[date]]:
    found: dict[UUID, list[date]] = {}
    for answer in owed.to_answer(viewer, on):
        found.setdefault(answer.young_person_id, []).append(answer.due_on)
    for promise in promised(viewer, on):
        found.setdefault(promise.young_person_id, []).append(promise.by_when)
    return found


def _fits(one: MyYoungPerson, asked: str) -> bool:
    own = words_of(one.name)
    return all(any(word.startswith(part) for word in own) for part in words_of(asked))
