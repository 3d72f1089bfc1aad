"""The picture of a page, drawn for whoever reads it. Drawing takes a second: no lock is held meanwhile."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.documents import leaves
from portal.documents.leaves import Drawn
from portal.kit import clock
from portal.records.queries.documents import content_of
from portal.records.queries.reading import OnPage
from portal.records.queries.theirs import hides_from_them
from portal.vault import keys

OPENING = timedelta(minutes=30)
"""So long after a page was opened its picture belongs to that opening, whose event is written already."""


def slip_for(there: OnPage, account_id: UUID) -> str:
    """Says that this person has just opened this page. It goes into the address of the picture."""
    began = int(clock.now().timestamp())
    return f"{began}.{_mark(there, account_id, began)}"


def _is_of_opening(slip: str, there: OnPage, account_id: UUID, now: datetime) -> bool:
    began, _dot, mark = slip.partition(".")
    if not (began.isascii() and began.isdigit() and len(began) < 12):
        return False
    if not 0 <= now.timestamp() - int(began) <= OPENING.total_seconds():
        return False
    return hmac.compare_digest(mark.encode(), _mark(there, account_id, int(began)).encode())


def _mark(there: OnPage, account_id: UUID, began: int) -> str:
    return keys.blind("records page opened", f"{account_id}|{there.leaf.id}|{began}").hex()


def draw(there: OnPage, *, width: int, by: UUID, role: str, slip: str = "") -> Drawn:
    """The page as it is in the file, nothing covered. It is an event, unless a slip says that it belongs to
    an opening of the page, which is one. Raises NotDrawn, TooBusy, SealBroken."""
    content, number = content_of(there.document), there.leaf.number
    hides = hides_from_them(there.request)
    about, subject = there.request.young_person_id, ("records_request", there.request.id)
    is_written = _is_of_opening(slip, there, by, clock.now())
    db.hold_nothing()  # what the guard wrote down goes with it, and is written down below
    drawn = leaves.page_picture(content, number, width=width)
    if not is_written:
        audit.record(
            "records: looked at a page",
            by=by,
            role=role,
            young_person_id=about,
            subject=subject,
            safety=hides,
        )
    return drawn
