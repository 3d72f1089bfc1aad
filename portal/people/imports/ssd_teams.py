"""The team of each worker of the extract who has an account here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.imports.reading import Row
from portal.people.imports.ssd_links import Professional
from portal.people.imports.ssd_people import chunks
from portal.people.imports.ssd_workers import MOST
from portal.people.models import WorkerTeam

LONGEST = 255


def team_names(rows: Iterator[Row]) -> dict[str, str]:
    """Team number -> name, from the extract's table of them."""
    return {row["DEPT_TEAM_ID"]: row["DEPT_TEAM_NAME"] for row in islice(rows, MOST)}


def put_teams(workers: Mapping[str, Row], found: Mapping[str, Professional], names: Mapping[str, str]) -> int:
    """Keep each worker's team as the extract has it now; gives how many changed. One without a team there has
    none here; a worker whom it does not name keeps theirs."""
    said: dict[UUID, str] = {}
    for number, row in workers.items():
        account_id = found[number].account_id
        if account_id is not None:
            team = row["PROF_PROFESSIONAL_DEPARTMENT"]
            name = (names.get(team) or team).strip()[:LONGEST]
            said[account_id] = name or said.get(account_id, "")
    kept: dict[UUID, WorkerTeam] = {}
    for some in chunks(list(said)):
        for one in db.session.scalars(sa.select(WorkerTeam).where(WorkerTeam.account_id.in_(some))):
            kept[one.account_id] = one
    changed = sum(_put(kept.get(account_id), account_id, name) for account_id, name in said.items())
    db.session.flush()
    return changed


def _put(row: WorkerTeam | None, account_id: UUID, name: str) -> bool:
    if name == (row.name if row else ""):
        return False
    if not name:
        db.session.delete(row)
        return True
    row = row or WorkerTeam(account_id=account_id)
    row.name = name
    db.session.add(row)
    return True
