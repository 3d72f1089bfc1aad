"""Where a young person counts: the agency and the team of whoever works with them most closely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from portal import db
from portal.accounts.models import Account
from portal.listening.rules import Team, lead_of
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.people.queries.teams import teams_by_name

AT_ONCE = 1_000


def teams_of(account_ids: Iterable[UUID]) -> dict[UUID, Team]:
    """Each account's team: the one that the case system has them in, otherwise who manages them; and in which
    agency. A manager counts with the team they lead."""
    units = teams_by_name(set(account_ids))
    places = agencies_of(set(account_ids))
    managing = set(
        db.session.scalars(
            sa.select(Account.manager_id).where(Account.manager_id.in_(list(places))).distinct()
        )
    )
    return {
        one: Team(
            agency, str(one if one in managing and not manager else manager or ""), unit=units.get(one, "")
        )
        for one, (agency, manager) in places.items()
    }


def agencies_of(account_ids: set[UUID]) -> dict[UUID, tuple[str, UUID | None]]:
    """Each account's agency and manager."""
    rows = db.session.scalars(
        sa.select(Account)
        .where(Account.id.in_(list(account_ids)))
        .options(load_only(Account.organisation_sealed, Account.manager_id, Account.young_person_id))
    )
    return {row.id: ((row.organisation or "").strip(), row.manager_id) for row in rows}


def teams_on(everybody: set[UUID], on: date) -> dict[UUID, Team]:
    """Each young person's team that day."""
    links: dict[UUID, list[tuple[str, UUID]]] = defaultdict(list)
    ids = sorted(everybody)
    for first in range(0, len(ids), AT_ONCE):
        some = CareLink.young_person_id.in_(ids[first : first + AT_ONCE])
        wanted = sa.select(CareLink.young_person_id, CareLink.kind, CareLink.account_id)
        for young_person_id, kind, account_id in db.session.execute(wanted.where(some, holding(on))):
            links[young_person_id].append((kind.value, account_id))
    leads = {one: lead_of(links[one]) for one in ids}
    teams = teams_of({lead for lead in leads.values() if lead})
    return {one: teams[lead] if lead else Team(is_nobody=True) for one, lead in leads.items()}
