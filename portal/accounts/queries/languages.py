"""Which languages members of staff read."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import ReadsLanguage


def languages_of(account_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The languages, besides English, that each of these people reads; who reads none is not in it."""
    found: dict[UUID, set[str]] = {}
    rows = db.session.execute(
        sa.select(ReadsLanguage.account_id, ReadsLanguage.language).where(
            ReadsLanguage.account_id.in_(list(account_ids))
        )
    )
    for account_id, language in rows:
        found.setdefault(account_id, set()).add(language)
    return found
