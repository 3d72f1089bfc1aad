"""Who is kept from a statement: what was written down when it was marked, and who has become close since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role, too_close_to
from portal.people import queries as people
from portal.people.models import CareLink, KeptApart
from portal.people.queries.links import holding, links_of
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.voice.models import Call, Concern, Statement
from portal.voice.rules import alone
from portal.voice.rules.desk import LAST_RESORT, LAST_STEP, gravest

READING = (Role.READER, Role.SAFETY_LEAD, Role.DUTY_WORKER, Role.MANAGER)
"""Roles that can be called to a statement and read it."""


def concerned_by(statement_id: UUID) -> set[UUID]:
    """Accounts that a statement concerns, said by the young person or marked by a reader."""
    return set(
        db.session.scalars(
            sa.select(Concern.account_id).where(
                Concern.statement_id == statement_id, Concern.account_id.is_not(None)
            )
        )
    )


def kept_from(statement_id: UUID, on: date, also: Iterable[UUID] = ()) -> dict[UUID, str]:
    """Everybody kept from a statement that day, and why. `also`: accounts it is about to concern."""
    concerned = concerned_by(statement_id) | set(also)
    home = _home_it_is_kept_from(statement_id, on)
    return gravest(too_close_to(concerned, on), home, people.kept_apart_from(statement_id))


def home_of(young_person_id: UUID, on: date) -> dict[UUID, str]:
    """Whoever looks after a child at home that day, and all of their household."""
    carers = {link.account_id for link in links_of(young_person_id, on) if link.kind is LinkKind.FOSTER_CARER}
    return alone.kept_apart(carers, too_close_to(carers, on))


def _home_it_is_kept_from(statement_id: UUID, on: date) -> dict[UUID, str]:
    """ "See me on my own" is kept from the child's home as it is that day, not only as it was when asked."""
    asked = sa.select(Statement.young_person_id).where(
        Statement.id == statement_id, Statement.asked == alone.ASKED
    )
    young_person_id = db.session.scalar(asked)
    return home_of(young_person_id, on) if young_person_id else {}


def was_let_in(account_id: UUID) -> sa.ColumnElement[bool]:
    """The condition for what nobody else may read: this account, only a manager of somebody it concerns or a
    stand-in of theirs, was called to it last of all and reads it. Over once somebody else has read it."""
    called = (
        sa.select(Call.id)
        .where(Call.statement_id == Statement.id, Call.account_id == account_id, Call.step == LAST_STEP)
        .correlate(Statement)
    )
    too_close = (
        sa.select(KeptApart.id)
        .where(
            KeptApart.statement_id == Statement.id,
            KeptApart.account_id == account_id,
            KeptApart.why.not_in(LAST_RESORT),
        )
        .correlate(Statement)
    )
    theirs = sa.or_(Statement.read_at.is_(None), Statement.read_by_id == account_id)
    return sa.and_(theirs, called.exists(), ~too_close.exists())


def is_let_in(account_id: UUID, statement_id: UUID, apart: Mapping[UUID, str]) -> bool:
    """The same for one statement and somebody who is among those kept from it today."""
    if apart.get(account_id) not in LAST_RESORT:
        return False
    let_in = sa.select(Statement.id).where(Statement.id == statement_id, was_let_in(account_id))
    return db.session.scalar(let_in) is not None


def still_has_it(statement: Statement, on: date) -> bool:
    """Whether who took it still is here, in a role that reads, and may read it."""
    taker = statement.taken_by_id
    reads = sa.select(Account.id).where(Account.id == taker, has_role(on, *READING))
    if taker is None or db.session.scalar(reads) is None:
        return False
    apart = kept_from(statement.id, on)
    return taker not in apart or is_let_in(taker, statement.id, apart)


def is_written_down_for(account_id: UUID) -> sa.ColumnElement[bool]:
    """The condition for statements this account was kept apart from when they were marked."""
    return (
        sa.select(KeptApart.id)
        .where(KeptApart.statement_id == Statement.id, KeptApart.account_id == account_id)
        .correlate(Statement)
        .exists()
    )


def shut_to(account_id: UUID, statement_ids: Collection[UUID], on: date) -> set[UUID]:
    """Of these statements, those that must not reach the account: written down, or close since.

    The same few queries however many statements, unless the account is close to somebody concerned."""
    if not statement_ids:
        return set()
    wanted = list(statement_ids)
    shut = _shut_to_home(account_id, wanted, on) | set(
        db.session.scalars(
            sa.select(KeptApart.statement_id).where(
                KeptApart.statement_id.in_(wanted), KeptApart.account_id == account_id
            )
        )
    )
    about: dict[UUID, set[UUID]] = {}
    for concerned_id, statement_id in db.session.execute(
        sa.select(Concern.account_id, Concern.statement_id).where(
            Concern.statement_id.in_(wanted), Concern.account_id.is_not(None)
        )
    ):
        if concerned_id is not None:
            about.setdefault(concerned_id, set()).add(statement_id)
    if account_id in too_close_to(about, on):
        for concerned_id, ids in about.items():
            if account_id in too_close_to({concerned_id}, on):
                shut |= ids
    return shut


def _shut_to_home(account_id: UUID, wanted: list[UUID], on: date) -> set[UUID]:
    """Those that ask "see me on my own", of children who live with this account today."""
    household = sa.select(Account.household_id).where(Account.id == account_id).scalar_subquery()
    return set(
        db.session.scalars(
            sa.select(Statement.id)
            .join(CareLink, CareLink.young_person_id == Statement.young_person_id)
            .join(Account, Account.id == CareLink.account_id)
            .where(
                Statement.id.in_(wanted),
                Statement.asked == alone.ASKED,
                CareLink.kind == LinkKind.FOSTER_CARER,
                holding(on),
                sa.or_(Account.id == account_id, Account.household_id == household),
            )
        )
    )
