"""What those on duty read, and who else could read what they do not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role, names_of, on_duty, with_role
from portal.accounts.queries.languages import languages_of
from portal.policy.roles import Role
from portal.voice.models import Statement
from portal.voice.queries.apart import READING
from portal.voice.rules.languages import read_by


def read_on_duty(now: datetime, zone: ZoneInfo) -> frozenset[str]:
    """The languages, besides English, that somebody on duty reads; while nobody is, that a reader does."""
    on = now.astimezone(zone).date()
    here = [account_id for _step, account_id in on_duty(now, zone)]
    if not here:
        readers = sa.select(Account.id).where(has_role(on, Role.READER, Role.SAFETY_LEAD))
        here = list(db.session.scalars(readers))
    return frozenset(one for languages in languages_of(here).values() for one in languages)


def nobody_reads(statement: Statement, known: Collection[str]) -> bool:
    """Whether it has words in a language that is not among those known."""
    needed = read_by(statement.language, f"{statement.words} {statement.wants}")
    return needed is not None and not needed & set(known)


def who_reads(statement: Statement, on: date, apart: Collection[UUID]) -> Sequence[str]:
    """Names of people who read for the council and can read its language; nobody it must not reach."""
    needed = read_by(statement.language, f"{statement.words} {statement.wants}") or frozenset()
    could = {one for role in READING for one in with_role(role, on)} - set(apart)
    found = [account_id for account_id, languages in languages_of(could).items() if languages & needed]
    return sorted(names_of(found).values(), key=str.casefold)
