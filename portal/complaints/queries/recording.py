"""Whose complaint somebody of the staff may write down on a young person's own page."""

from __future__ import annotations

from datetime import date

from portal.people import queries as people
from portal.policy.viewer import Viewer


def young_people_here(viewer: Viewer, on: date) -> list[tuple[str, str]]:
    """The young people they work with today, by name."""
    ids = {link.young_person_id for link in people.young_people_of([viewer.account_id], on)}
    found = people.several(ids).values()
    return sorted(((str(one.id), one.name or "") for one in found), key=lambda row: row[1])
