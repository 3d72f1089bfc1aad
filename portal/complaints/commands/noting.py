"""What is only noted: that a list was taken away."""

from __future__ import annotations

from uuid import UUID

from portal.audit import commands as audit


def note_list_taken(*, by: UUID) -> None:
    """Somebody took the list of complaints as a file."""
    audit.record("complaints: list taken", by=by)
