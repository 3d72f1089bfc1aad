"""Saying which languages one reads."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import ReadsLanguage
from portal.accounts.rules.languages import LETTERS


def set_languages(account_id: UUID, languages: Iterable[str]) -> None:
    """These and no others, from now on. What is not on the list is left out."""
    db.session.execute(sa.delete(ReadsLanguage).where(ReadsLanguage.account_id == account_id))
    for language in sorted(set(languages) & LETTERS.keys()):
        db.session.add(ReadsLanguage(account_id=account_id, language=language))
    db.session.flush()
