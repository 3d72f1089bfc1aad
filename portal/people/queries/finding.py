"""Finding young people: by words of their names or their number, scoped by who looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.pages import Page
from portal.people.models import CareLink, Episode, NameToken, YoungPerson
from portal.people.queries.facts import number_hash
from portal.people.queries.links import holding
from portal.people.rules import TOKEN_MAX, WORKER_KINDS, age_on, fold, words_of
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.vault import keys

SORTS = ("name", "changed", "added")
SORT_BY_NAME_AT_MOST = 300
"""Names are sealed, so sorting by name opens every one: done for a short list only."""
MAX_WORDS = 6
_SEE_ALL = frozenset({Role.ADMINISTRATOR, Role.PARTICIPATION_WORKER})


@dataclass(frozen=True)
class Found:
    """A young person in the list. `home_kind` is the return's code of where they live, "" when unknown."""

    person: YoungPerson
    age: int | None
    is_mine: bool
    home_kind: str


@dataclass(frozen=True)
class FoundPage:
    """One page of the list, the order it really has, and whether it may be sorted by name."""

    page: Page[Found]
    sort: str
    can_sort_by_name: bool


def young_people(
    viewer: Viewer, *, asked: str = "", sort: str = "name", number: int = 1, on: date, size: int = 25
) -> FoundPage:
    """The young people a viewer may look for: all of them for administrators and participation workers,
    their own and those they stand in for otherwise. Their own come first. Queries do not grow with rows."""
    mine = _mine(viewer, on)
    wanted = _scope(viewer, mine)
    if asked.strip():
        wanted = wanted.where(matching(asked))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    short = total <= SORT_BY_NAME_AT_MOST
    sort = sort if sort in SORTS and (short or sort != "name") else "changed"
    number = min(number, max(1, -(-total // size)))
    rows = (
        _by_name(wanted, mine, number, size) if sort == "name" else _by_time(wanted, mine, sort, number, size)
    )
    homes = _homes([person.id for person, _ in rows], on)
    found = [
        Found(person, age_on(person.born_on, on), is_mine, homes.get(person.id, ""))
        for person, is_mine in rows
    ]
    return FoundPage(Page(found, number, total, size), sort, short)


def _mine(viewer: Viewer, on: date) -> sa.Select[UUID]:
    """The young people a viewer works with or stands in for that day."""
    kinds = [kind for kind in WORKER_KINDS if kind.value in viewer.roles]
    by_link = sa.and_(CareLink.account_id == viewer.account_id, CareLink.kind.in_(kinds))
    by_standing_in = sa.and_(CareLink.account_id.in_(viewer.stands_in_for), CareLink.kind.in_(WORKER_KINDS))
    return sa.select(CareLink.young_person_id).where(sa.or_(by_link, by_standing_in), holding(on))


def _scope(viewer: Viewer, mine: sa.Select[UUID]) -> sa.Select[YoungPerson]:
    everybody = sa.select(YoungPerson).where(YoungPerson.merged_into_id.is_(None))
    return everybody if viewer.roles & _SEE_ALL else everybody.where(YoungPerson.id.in_(mine))


def matching(asked: str) -> sa.ColumnElement[bool]:
    """Every word begins a word of the name, or the whole is the council's number."""
    tokens = [keys.blind("name", word[:TOKEN_MAX]) for word in words_of(asked)[:MAX_WORDS]]
    each = [
        sa.exists().where(NameToken.young_person_id == YoungPerson.id, NameToken.token == token)
        for token in tokens
    ]
    by_number = YoungPerson.child_ref_hash == number_hash(asked)
    return sa.or_(by_number, sa.and_(*each)) if each else by_number


Rows = list[tuple[YoungPerson, bool]]


def _by_time(
    wanted: sa.Select[YoungPerson], mine: sa.Select[UUID], sort: str, number: int, size: int
) -> Rows:
    moment = YoungPerson.made_at if sort == "added" else YoungPerson.changed_at
    is_mine = YoungPerson.id.in_(mine)
    rows = db.session.execute(
        wanted.add_columns(is_mine)
        .order_by(sa.case((is_mine, 0), else_=1), moment.desc(), YoungPerson.id)
        .limit(size)
        .offset((number - 1) * size)
    ).all()
    return _opened([(row[0], bool(row[1])) for row in rows])


def _by_name(wanted: sa.Select[YoungPerson], mine: sa.Select[UUID], number: int, size: int) -> Rows:
    rows = db.session.execute(wanted.add_columns(YoungPerson.id.in_(mine))).all()
    opened = _opened([(row[0], bool(row[1])) for row in rows])
    opened.sort(key=lambda row: (not row[1], fold(row[0].name), row[0].child_ref))
    return opened[(number - 1) * size : number * size]


def _opened(rows: Rows) -> Rows:
    keys.preload(person.id for person, _ in rows)
    return rows


def _homes(ids: Sequence[UUID], on: date) -> dict[UUID, str]:
    """Where each lives that day, by the newest episode that has begun and not ended."""
    rows = db.session.execute(
        sa.select(Episode.young_person_id, Episode.home_kind)
        .where(
            Episode.young_person_id.in_(ids),
            Episode.started_on <= on,
            sa.or_(Episode.ended_on.is_(None), Episode.ended_on > on),
        )
        .order_by(Episode.started_on)
    )
    return {row.young_person_id: row.home_kind for row in rows}
