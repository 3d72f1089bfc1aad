"""Conditions about accounts that owe something: whether they still work with a young person."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.accounts.models import Account, RoleGrant
from portal.accounts.queries.around import has_role
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, KeptApart
from portal.people.queries.links import holding
from portal.policy.roles import STAFF, Role
from portal.voice.models import Answer, Recipient, Statement
from portal.voice.rules import Desk

_OUTER = (Statement, Answer, Notice, Recipient)
Column = Any
"""An id: a column of the outer query."""


def works_with(account_id: Column, on: date) -> sa.ColumnElement[bool]:
    """An open account with a link to the statement's young person, in a role that it still has."""
    in_that_role = sa.and_(
        RoleGrant.account_id == CareLink.account_id,
        # Two enumerations with the same names: compared as they are stored.
        sa.type_coerce(RoleGrant.role, sa.String) == sa.type_coerce(CareLink.kind, sa.String),
        RoleGrant.from_on <= on,
        sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= on),
    )
    return (
        sa.select(CareLink.id)
        .join(Account, Account.id == CareLink.account_id)
        .join(RoleGrant, in_that_role)
        .where(
            CareLink.young_person_id == Statement.young_person_id,
            CareLink.account_id == account_id,
            Account.is_open.is_(True),
            holding(on),
        )
        .correlate(*_OUTER)
        .exists()
    )


def is_here(account_id: Column, on: date, *roles: Role) -> sa.ColumnElement[bool]:
    """An open account that has one of these roles that day."""
    here = sa.select(Account.id).where(Account.id == account_id, has_role(on, *roles))
    return here.correlate(*_OUTER).exists()


def is_kept_apart(account_id: Column) -> sa.ColumnElement[bool]:
    """It is written down that the statement must not reach this account."""
    apart = sa.select(KeptApart.id).where(
        KeptApart.statement_id == Statement.id, KeptApart.account_id == account_id
    )
    return apart.correlate(*_OUTER).exists()


def is_asked_of_somebody(on: date) -> sa.ColumnElement[bool]:
    """Somebody was asked to tell them of an answer and can still do it: they work with them, wrote it, or
    were asked because nobody like that is left; and nobody took it from them."""
    by_desk = sa.or_(
        sa.and_(Statement.desk == Desk.COUNCIL, is_here(Notice.account_id, on, Role.SAFETY_LEAD)),
        sa.and_(Statement.desk == Desk.ADVOCATE, is_here(Notice.account_id, on, Role.ADVOCATE)),
    )
    wrote_it = sa.and_(Notice.account_id == Answer.by_id, is_here(Notice.account_id, on, *STAFF))
    return (
        sa.select(Notice.id)
        .where(
            Notice.about_id == Answer.statement_id,
            Notice.kind == NoticeKind.PLEASE_TELL,
            Notice.made_at >= Answer.at,
            Notice.dropped_at.is_(None),
            sa.or_(works_with(Notice.account_id, on), wrote_it, by_desk),
            ~is_kept_apart(Notice.account_id),
        )
        .correlate(Answer, Statement)
        .exists()
    )
