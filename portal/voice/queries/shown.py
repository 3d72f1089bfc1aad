"""What a young person knows of what is kept about them: one condition for all of their pages."""

from __future__ import annotations

import sqlalchemy as sa

from portal.voice.models import Statement
from portal.voice.rules import Way


def is_shown() -> sa.ColumnElement[bool]:
    """Not what is kept from them; and what somebody passed on only once a trained person has read it: the
    tablet they look at may be the carer's."""
    may_wait = sa.or_(Statement.way != Way.PASSED_ON, Statement.read_at.is_not(None))
    return sa.and_(Statement.is_shown_to_them.is_(True), may_wait)
