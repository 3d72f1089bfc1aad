"""Telling young people that something was done because of what they said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.coding.queries import speakers
from portal.kit import logs
from portal.notices.commands import notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.outcomes.models import Outcome

LOOK_BACK = timedelta(days=14)
"""For so long after it was published, whoever turns out to have led to it is told, too."""
AT_ONCE = 500
ONE_MAIL_IN = timedelta(days=1)


def tell_whose_words_led(now: datetime) -> int:
    """Tell each young person whose words led to something published, once for each; at most AT_ONCE in a run.

    Asked again it goes on where it stopped: a notice that is there is not made twice. Mail goes once a day,
    however much was published. Returns how many were told."""
    told = 0
    for outcome_id in _published_since(now - LOOK_BACK, now):
        try:
            with db.session.begin_nested():
                told += _tell_of(outcome_id, now, AT_ONCE - told)
        except Exception as fault:  # one that fails does not stop the others
            logs.fault("tell whose words led to it", fault)
        if told >= AT_ONCE:
            break
    db.session.flush()
    return told


def _published_since(since: datetime, now: datetime) -> Sequence[UUID]:
    return db.session.scalars(
        sa.select(Outcome.id)
        .where(Outcome.published_at > since, Outcome.published_at <= now, Outcome.taken_down_at.is_(None))
        .order_by(Outcome.published_at, Outcome.id)
    ).all()


def _tell_of(outcome_id: UUID, now: datetime, most: int) -> int:
    """Locked, so that two workers at once tell nobody twice."""
    row = db.session.scalars(
        sa.select(Outcome)
        .where(Outcome.id == outcome_id, Outcome.taken_down_at.is_(None))
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return 0
    accounts = _not_told(speakers(row.theme, row.said_from, row.said_until), outcome_id)[:most]
    mailed = _mailed_since([account_id for account_id, _ in accounts], now - ONE_MAIL_IN)
    for account_id, has_address in accounts:
        notify(account_id, NoticeKind.WE_DID, outcome_id, mail=has_address and account_id not in mailed)
    db.session.flush()
    return len(accounts)


def _not_told(young_people: Sequence[UUID], outcome_id: UUID) -> list[tuple[UUID, bool]]:
    """The open accounts of these that were not told of it, and whether they gave an address. Not while the
    past is shut: whoever came in may be somebody else, and the page would not show it."""
    notice = sa.select(Notice.id).where(
        Notice.account_id == Account.id, Notice.kind == NoticeKind.WE_DID, Notice.about_id == outcome_id
    )
    found: list[tuple[UUID, bool]] = []
    for start in range(0, len(young_people), AT_ONCE):
        rows = db.session.execute(
            sa.select(Account.id, Account.email_sealed.is_not(None))
            .where(
                Account.young_person_id.in_(young_people[start : start + AT_ONCE]),
                Account.is_open.is_(True),
                Account.past_shut_at.is_(None),
                ~notice.exists(),
            )
            .order_by(Account.id)
        )
        found += [(account_id, bool(has_address)) for account_id, has_address in rows]
    return found


def _mailed_since(account_ids: Sequence[UUID], since: datetime) -> set[UUID]:
    return set(
        db.session.scalars(
            sa.select(Notice.account_id).where(
                Notice.account_id.in_(account_ids),
                Notice.kind == NoticeKind.WE_DID,
                Notice.made_at > since,
                sa.or_(Notice.send_after.is_not(None), Notice.sent_at.is_not(None)),
            )
        )
    )
