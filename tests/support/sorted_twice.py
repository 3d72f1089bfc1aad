"""Statements to sort: read ones, and ids that the draw for a second opinion picks or passes over."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.sorting.models import SecondSorting, Taking
from portal.sorting.rules.second import is_drawn
from portal.vault import keys
from portal.voice.models import Statement
from tests.support.factories import Make


def an_id(*, drawn: bool) -> UUID:
    """An id that is sorted twice, or one that is not."""
    while True:
        one = uuid.uuid4()
        if is_drawn(keys.blind("sorted twice", str(one))) is drawn:
            return one


def read_one(
    make: Make, person: YoungPerson, reader: Account, words: str, *, drawn: bool = False, **fields: Any
) -> Statement:
    """Read by somebody a day ago unless it says otherwise, and not sorted."""
    sent_at = fields.pop("sent_at", None) or clock.now() - timedelta(days=1)
    return make.statement(person, words, read_by=reader, sent_at=sent_at, id=an_id(drawn=drawn), **fields)


def taking_of(account: Account) -> Taking | None:
    """What somebody has before them."""
    with db.transaction() as session:
        return session.scalars(sa.select(Taking).where(Taking.account_id == account.id)).one_or_none()


def second_of(statement: Statement) -> SecondSorting | None:
    """The second opinion that was kept."""
    asked = sa.select(SecondSorting).where(SecondSorting.statement_id == statement.id)
    with db.transaction() as session:
        return session.scalars(asked).one_or_none()


def an_hour_ago() -> datetime:
    return clock.now() - timedelta(hours=1)
