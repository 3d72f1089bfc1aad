"""A complaint is answered, by the council's own commands: one point and the letter."""

from __future__ import annotations

import uuid
from uuid import UUID
from zoneinfo import ZoneInfo

from portal import db
from portal.complaints.commands.letters import find, send_letter, set_points, write_letter
from portal.complaints.models import Complaint, ComplaintLetter
from portal.complaints.queries.one import points_of
from portal.complaints.rules import Finding
from portal.kit import clock

LONDON = ZoneInfo("Europe/London")


def answer(complaint_id: UUID, by: UUID, body: str = "Dear Sam,\n\nwe are sorry.") -> UUID:
    """The id of the letter that was sent."""
    with db.transaction() as session:
        complaint = session.get_one(Complaint, complaint_id)
        set_points(complaint, ["Nobody told me why"], by=by)
        (point,) = points_of(complaint.id)
        find(complaint, {point.id: (Finding.UPHELD, "We should have told you.")}, by=by)
        write_letter(complaint, body, by=by)
        letter: ComplaintLetter = send_letter(
            complaint, send_once=uuid.uuid4(), by=by, today=clock.today(LONDON)
        )
        return letter.id
