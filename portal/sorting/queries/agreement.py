"""What two people and the machine said of the same statements."""

from __future__ import annotations

import sqlalchemy as sa

from portal import db
from portal.coding.codebook import codebook
from portal.sorting.models import SecondSorting
from portal.sorting.rules.agreement import Three
from portal.voice.models import Statement

MOST = 300
"""The newest so many: how people sort now, worked out in the time of a page."""


def compared() -> tuple[Three, ...]:
    """Those that were sorted twice, the newest first, without those taken back since. Themes that were merged
    count as what they are now."""
    now = codebook().now
    rows = db.session.scalars(
        sa.select(SecondSorting)
        .join(Statement, Statement.id == SecondSorting.statement_id)
        .where(Statement.taken_back_at.is_(None))
        .order_by(SecondSorting.at.desc(), SecondSorting.id)
        .limit(MOST)
    )
    return tuple(
        Three(
            band=row.band,
            first=frozenset(map(now, row.first_themes)),
            second=frozenset(map(now, row.themes)),
            machine=frozenset(map(now, row.machine_themes)),
            first_stance=row.first_stance or "",
            second_stance=row.stance or "",
        )
        for row in rows
    )
