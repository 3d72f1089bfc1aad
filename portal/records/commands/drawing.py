"""The picture of a page, drawn for whoever reads it. Drawing takes a second: no lock is held meanwhile."""

from __future__ import annotations

from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.documents import leaves
from portal.documents.leaves import Drawn
from portal.records.queries.documents import content_of
from portal.records.queries.reading import OnPage
from portal.records.queries.requests import hides_from_them


def draw(there: OnPage, *, width: int, by: UUID, role: str) -> Drawn:
    """The page as it is in the file, nothing covered. Raises NotDrawn, TooBusy, SealBroken."""
    content, number = content_of(there.document), there.leaf.number
    hides = hides_from_them(there.request)
    about, subject = there.request.young_person_id, ("records_request", there.request.id)
    db.hold_nothing()  # what the guard wrote down goes with it, and is written down below
    drawn = leaves.page_picture(content, number, width=width)
    audit.record(
        "records: looked at a page",
        by=by,
        role=role,
        young_person_id=about,
        subject=subject,
        safety=hides,
    )
    return drawn
