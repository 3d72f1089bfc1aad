"""What was done about a request, in the log of events. One place: none forgets whom it must not reach."""

from __future__ import annotations

from uuid import UUID

from portal.audit import commands as audit
from portal.records.models import RecordsRequest
from portal.records.queries.requests import KIND
from portal.records.queries.theirs import hides_from_them


def put_in_log(action: str, request: RecordsRequest, by: UUID | None) -> None:
    """An event about whoever the records are about; hidden from "who opened" where somebody else asked."""
    audit.record(
        f"records: {action}",
        by=by,
        young_person_id=request.young_person_id,
        safety=hides_from_them(request),
        subject=(KIND, request.id),
    )
