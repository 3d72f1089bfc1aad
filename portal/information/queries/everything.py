"""Who looked, as their own page lists it; how many things of each kind are held."""

from __future__ import annotations

import sqlalchemy as sa

from portal import db
from portal.advocacy.models import Referral
from portal.complaints.models import Complaint
from portal.home.queries import Opened, who_opened
from portal.policy.viewer import Viewer
from portal.records.queries.theirs import of_young_person
from portal.reviews.queries.letters import own_letters
from portal.voice.models import Statement
from portal.voice.queries.shown import is_shown

MOST_PAGES = 12


def who_looked(viewer: Viewer) -> list[Opened]:
    """The newest, as far as a file holds them."""
    found: list[Opened] = []
    for number in range(1, MOST_PAGES + 1):
        page = who_opened(viewer, number)
        found += page.rows
        if number * page.size >= page.total:
            break
    return found


def how_many(viewer: Viewer) -> dict[str, int]:
    """By the key of a kind; nothing while their past is shut."""
    whose = viewer.young_person_id
    if whose is None or viewer.past_is_shut:
        return {}
    said = _count(sa.select(Statement.id).where(Statement.young_person_id == whose, is_shown()))
    complained = _count(sa.select(Complaint.id).where(Complaint.young_person_id == whose))
    return {
        "say": said,
        "letter": len(own_letters(viewer)),
        "answers": complained + len(of_young_person(whose)),
        "people": _count(sa.select(Referral.id).where(Referral.young_person_id == whose)),
        "eye": who_opened(viewer, 1).total,
    }


def _count(rows: sa.Select[tuple[object]]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0
