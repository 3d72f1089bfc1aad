"""The board: requests by how pressing they are, counted and filtered in the database. The number of queries
does not grow with the number of requests; only the names of one page are opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.clocks.bank_holidays import add_working_days, previous_working_day
from portal.deadlines.queries import proclaimed
from portal.people.rules import TOKEN_MAX, words_of
from portal.policy.viewer import Viewer
from portal.records.models import RecordsRequest, RequestKey, RequestName
from portal.records.queries.apart import people_shut_to, shut_by_officer
from portal.records.rules import ENDED, State
from portal.records.rules.board import (
    AT_RISK_WORKING_DAYS,
    NEARLY_DONE,
    NOBODY,
    ORDER,
    RUNNING,
    SHOW_UNPROVEN_AFTER_WORKING_DAYS,
    Light,
    Wanted,
)
from portal.vault import keys

PAGE_SIZE = 50
MOST_FOUND = 50
MAX_WORDS = 6
NAMES = "records name"
"""Not the hash of young people's names: nobody can lay the two tables over each other."""
R = RecordsRequest


@dataclass(frozen=True)
class Line:
    """A request of the list and its light."""

    request: RecordsRequest
    light: Light
    officer_id: UUID | None = None


@dataclass(frozen=True)
class Count:
    """How many running requests somebody has, whose turn they are, and how they stand."""

    officer_id: UUID | None
    turn: str
    light: Light
    count: int


def lines(
    viewer: Viewer, wanted: Wanted, on: date, number: int, *, size: int = PAGE_SIZE
) -> tuple[list[Line], int]:
    """One page of what is wanted, the most pressing first, and how many there are in all."""
    light = light_column(on)
    rows = db.session.execute(
        sa.select(R, light, officer_column(on), sa.func.count().over())
        .where(*_scope(viewer, on), *_matching(wanted, on))
        .order_by(*_order(light))
        .limit(size)
        .offset((number - 1) * size)
    ).all()
    keys.preload(row[0].id for row in rows)
    if not rows:
        return [], count_of(viewer, wanted, on) if number > 1 else 0
    return [Line(request, ORDER[rank], has) for request, rank, has, _ in rows], rows[0][3]


def count_of(viewer: Viewer, wanted: Wanted, on: date) -> int:
    """How many are wanted."""
    return (
        db.session.scalar(
            sa.select(sa.func.count()).select_from(R).where(*_scope(viewer, on), *_matching(wanted, on))
        )
        or 0
    )


def every(viewer: Viewer, wanted: Wanted, on: date, *, with_names: bool) -> Sequence[Line]:
    """All of what is wanted, for a file. Names are opened only when they go into it."""
    light = light_column(on)
    rows = db.session.execute(
        sa.select(R, light, officer_column(on))
        .where(*_scope(viewer, on), *_matching(wanted, on))
        .order_by(*_order(light))
    ).all()
    if with_names:
        keys.preload(row[0].id for row in rows)
    return [Line(request, ORDER[rank], has) for request, rank, has in rows]


def found(viewer: Viewer, asked: str, on: date) -> list[Line]:
    """Those whose name or reference was typed, ended ones too: every word begins a word of a name."""
    light = light_column(on)
    hit = _by_reference(asked)
    if hit is None:
        hit = _by_name(asked)
    rows = db.session.execute(
        sa.select(R, light, officer_column(on))
        .where(*_scope(viewer, on), hit)
        .order_by(*_order(light))
        .limit(MOST_FOUND)
    ).all()
    keys.preload(row[0].id for row in rows)
    return [Line(request, ORDER[rank], has) for request, rank, has in rows]


def counts(viewer: Viewer, on: date) -> list[Count]:
    """What is running, by who has it, whose turn it is and how it stands: one query."""
    light, officer = light_column(on), officer_column(on).label("officer")
    rows = db.session.execute(
        sa.select(officer, R.next_move_with, light, sa.func.count())
        .where(*_scope(viewer, on), *_matching(Wanted(), on))
        .group_by(sa.literal_column("officer"), R.next_move_with, sa.literal_column("light"))
    )
    return [Count(officer_id, turn, ORDER[rank], count) for officer_id, turn, rank, count in rows]


def years(viewer: Viewer, on: date) -> list[int]:
    """The years in which requests came, the newest first."""
    first, last = db.session.execute(
        sa.select(sa.func.min(R.received_on), sa.func.max(R.received_on)).where(*_scope(viewer, on))
    ).one()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def at_risk_until(on: date) -> date:
    """A request due up to this day is at risk, unless it is nearly done."""
    return add_working_days(on, AT_RISK_WORKING_DAYS, proclaimed())


def unproven_shown_until(on: date) -> date:
    """One from the public page that came up to this day and is not proven is shown all the same."""
    for _ in range(SHOW_UNPROVEN_AFTER_WORKING_DAYS):
        on = previous_working_day(on, proclaimed())
    return on


def light_column(on: date) -> sa.ColumnElement[int]:
    """The place of its light, as `rules.board.light_of` says it, worked out by the database."""
    near = at_risk_until(on)
    return sa.case(
        (R.state.in_(sorted(ENDED)), ORDER.index(Light.ENDED)),
        (R.stands_still_since.is_not(None), ORDER.index(Light.STANDS_STILL)),
        (R.due_on.is_(None), ORDER.index(Light.NO_CLOCK)),
        (R.due_on < on, ORDER.index(Light.LATE)),
        (R.aim_by_on < on, ORDER.index(Light.AT_RISK)),
        (
            sa.and_(R.due_on <= near, R.stage.not_in(NEARLY_DONE)),
            ORDER.index(Light.AT_RISK),
        ),
        else_=ORDER.index(Light.ON_ITS_WAY),
    ).label("light")


def may_meet(account_id: UUID, on: date) -> sa.ColumnElement[bool]:
    """Requests this account may meet in any list, count or file."""
    shut = people_shut_to(account_id, on)
    return sa.or_(R.young_person_id.is_(None), R.young_person_id.not_in(shut)) if shut else sa.true()


def officer_column(on: date) -> sa.ColumnElement[UUID | None]:
    """Who works on it: nobody, where it became a conflict for the officer who had it."""
    nobody = sa.cast(sa.null(), R.officer_id.type)
    shut = [
        (sa.and_(R.officer_id == one, R.young_person_id.in_(people)), nobody)
        for one, people in shut_by_officer(on).items()
    ]
    return sa.case((sa.false(), nobody), *shut, else_=R.officer_id)


def _scope(viewer: Viewer, on: date) -> list[sa.ColumnElement[bool]]:
    return [may_meet(viewer.account_id, on)]


def _order(light: sa.ColumnElement[int]) -> list[sa.ColumnElement[Any]]:
    """The most pressing first: by light, then the soonest due; what has ended, the last first."""
    return [
        light,
        R.due_on.is_(None),
        sa.case((R.ended_on.is_(None), R.due_on)),
        R.ended_on.desc(),
        sa.asc(R.received_on),
        sa.asc(R.id),
    ]


def _matching(wanted: Wanted, on: date) -> list[sa.ColumnElement[bool]]:
    plain: list[tuple[str, sa.ColumnElement[bool]]] = [
        (wanted.stage, R.stage == wanted.stage),
        (wanted.turn, R.next_move_with == wanted.turn),
        (wanted.came, R.came == wanted.came),
        (wanted.regime, R.regime == wanted.regime),
    ]
    found = [condition for value, condition in plain if value]
    if wanted.turn or wanted.stage:
        found.append(R.state.not_in(sorted(ENDED)))
    found += _state(wanted, on) + _officer(wanted, on)
    if wanted.light:
        found.append(light_column(on) == ORDER.index(Light(wanted.light)))
    if wanted.year:
        first = date(int(wanted.year), 1, 1)
        found += [R.received_on >= first, R.received_on <= date(first.year, 12, 31)]
    return found


def _state(wanted: Wanted, on: date) -> list[sa.ColumnElement[bool]]:
    if wanted.state == RUNNING and wanted.light == Light.ENDED:
        return []
    if wanted.state == RUNNING:
        long_ago = R.received_on <= unproven_shown_until(on)
        # Nobody mailed them a code: only an officer can find out whether they can be reached.
        by_hand = sa.exists().where(RequestKey.request_id == R.id, RequestKey.code_number == 0)
        unproven = sa.and_(R.state == State.UNPROVEN, sa.or_(long_ago, by_hand))
        return [sa.or_(R.state == State.OPEN, unproven)]
    return [R.state == wanted.state] if wanted.state else []


def _officer(wanted: Wanted, on: date) -> list[sa.ColumnElement[bool]]:
    if wanted.officer == NOBODY:
        return [officer_column(on).is_(None)]
    try:
        return [officer_column(on) == UUID(wanted.officer)] if wanted.officer else []
    except ValueError:
        return [sa.false()]


def _by_reference(asked: str) -> sa.ColumnElement[bool] | None:
    digits = "".join(c for c in asked if c.isascii() and c.isdigit())
    return R.reference == f"R-{digits[:4]}-{digits[4:]}" if len(digits) == 8 else None


def _by_name(asked: str) -> sa.ColumnElement[bool]:
    tokens = [keys.blind(NAMES, word[:TOKEN_MAX]) for word in words_of(asked)[:MAX_WORDS]]
    each = [sa.exists().where(RequestName.request_id == R.id, RequestName.token == token) for token in tokens]
    return sa.and_(*each) if each else sa.false()
