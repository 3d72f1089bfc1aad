"""Which team a member of staff is in, where the case system's extract says so."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.models import WorkerTeam

AT_ONCE = 1_000


def teams_by_name(account_ids: Collection[UUID]) -> dict[UUID, str]:
    """Account -> the name of its team; nobody whose team is not known."""
    ids, found = sorted(account_ids), {}
    for first in range(0, len(ids), AT_ONCE):
        some = WorkerTeam.account_id.in_(ids[first : first + AT_ONCE])
        for row in db.session.scalars(sa.select(WorkerTeam).where(some)):
            found[row.account_id] = row.name
    return found
