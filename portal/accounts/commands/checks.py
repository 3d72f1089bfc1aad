"""A second worker met the young person after a lost way in: it was theirs, or it was not."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.commands.ways import end_all
from portal.accounts.models import Account, IdentityCheck
from portal.accounts.queries.around import account_of
from portal.accounts.rules.cards import CheckStop, why_not_check
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.people import queries as people


def confirm_identity(check_id: UUID, *, by: UUID) -> None:
    """They checked in person that it is the young person: the past opens again.

    Raises Refused for the card's maker, when the maker has been kept apart since, or when it is done."""
    check = _ready(check_id, by)
    check.confirmed_by, check.confirmed_at = by, clock.now()
    account = _account(check)
    account.past_shut_at = None
    notices.drop(check.id, NoticeKind.CHECK_IDENTITY)
    db.session.flush()


def refuse_identity(check_id: UUID, *, by: UUID) -> None:
    """It was not the young person who came in: every way in ends and the past stays shut. They need a new
    card, which somebody has to check again. Raises Refused as above."""
    check = _ready(check_id, by)
    check.refused_by, check.ended_at = by, clock.now()
    end_all(_account(check))
    notices.drop(check.id, NoticeKind.CHECK_IDENTITY)
    db.session.flush()


def why_not(check_id: UUID, by: UUID) -> CheckStop | None:
    """Why this worker cannot decide this check, or None. For the page and for the commands."""
    check = db.session.get_one(IdentityCheck, check_id)
    return why_not_check(
        by=by,
        card_made_by=check.card_made_by,
        is_open=check.confirmed_at is None and check.ended_at is None,
        kept_apart=people.kept_apart(check.young_person_id),
    )


def _ready(check_id: UUID, by: UUID) -> IdentityCheck:
    # Lock first: of two who decide at the same moment the second finds it done.
    check = db.session.scalars(
        sa.select(IdentityCheck)
        .where(IdentityCheck.id == check_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if stop := why_not(check_id, by):
        raise Refused(stop)
    return check


def _account(check: IdentityCheck) -> Account:
    account = account_of(check.young_person_id)
    assert account is not None  # a check exists only for an account
    return account
