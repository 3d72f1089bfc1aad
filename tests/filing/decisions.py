"""A safety lead has said that something may go on the record."""

from __future__ import annotations

from portal import db
from portal.accounts.models import Account
from portal.filing.commands.deciding import decide
from portal.filing.rules import Decided
from portal.kit import clock
from portal.voice.models import Statement


def may_be_filed(said: Statement, lead: Account, how: Decided = Decided.AS_IT_IS) -> None:
    """It may, as it is or restricted."""
    with db.transaction() as session:
        now = clock.now()
        row = session.get_one(Statement, said.id)
        decide(row, how, by=lead.id, now=now, today=now.date(), days=5)
