"""What somebody of the council wrote down for whoever complained: read by the desk as all words are."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal.complaints.commands.receiving import NewComplaint, receive
from portal.complaints.models import Complaint
from portal.nameless.commands import sayings
from portal.nameless.commands.talking import Moment
from portal.people import queries as people


def record(
    new: NewComplaint,
    question: str,
    *,
    by: UUID,
    moment: Moment,
    outside_days: int,
    today: date | None = None,
) -> Complaint:
    """Take it in, and put it onto the desk under `question`: a child may not be safe, and whoever wrote it
    down may not have seen that. Sent twice it is one. Raises Refused."""
    complaint = receive(new, by=by, now=moment.now, today=today, outside_days=outside_days)
    if complaint.received_at == moment.now:  # not the same form sent again
        sayings.say(question, _text(complaint), moment)
    return complaint


def _text(complaint: Complaint) -> str:
    """With who it is about: it came with a name, and whoever reads it may have to act on it."""
    child = people.get(complaint.young_person_id) if complaint.young_person_id else None
    who = (child.name if child else "", complaint.name, complaint.reach, complaint.child_name)
    said = (complaint.reference, *who, complaint.words, complaint.wish, complaint.about)
    return "\n\n".join(part for part in said if part)
