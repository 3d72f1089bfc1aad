"""What fired and what it proved to be, by kind of reason. Nobody's counts hold what is shut to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from portal import db
from portal.people import queries as people
from portal.policy.viewer import Viewer
from portal.voice.models import Firing, Proved, Statement
from portal.voice.queries.apart import shut_to
from portal.voice.rules import Desk

NOTHING_FIRED = ""
NOT_SAID = ""
Counts = Mapping[str, Mapping[str, int]]


def proved_by_kind(viewer: Viewer, since: datetime) -> Counts:
    """By kind of reason, how many statements it fired for by what they proved to be (NOT_SAID: nobody has
    said). Under NOTHING_FIRED those for which nothing fired and somebody has said what they proved to be."""
    rows = db.session.execute(
        sa.select(Statement.id, Firing.kind, Proved.proof)
        .select_from(Statement)
        .outerjoin(Firing, Firing.statement_id == Statement.id)
        .outerjoin(Proved, Proved.statement_id == Statement.id)
        .where(
            Statement.desk == Desk.COUNCIL,
            Statement.sent_at >= since,
            sa.or_(Firing.id.is_not(None), Proved.statement_id.is_not(None)),
        )
    ).all()
    shut = shut_to(viewer.account_id, {row.id for row in rows}, people.today())
    found: dict[str, Counter[str]] = {}
    for statement_id, kind, proof in rows:
        if statement_id not in shut:
            counts = found.setdefault(kind or NOTHING_FIRED, Counter())
            counts[proof.value if proof else NOT_SAID] += 1
    return dict(sorted(found.items(), key=lambda one: (one[0] == NOTHING_FIRED, one[0])))
