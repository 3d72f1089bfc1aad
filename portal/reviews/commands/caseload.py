"""The list of reviews, taken away as a file."""

from __future__ import annotations

from uuid import UUID

from portal.audit import commands as audit


def note_list_taken(by: UUID) -> None:
    """Somebody saved the list as a file: from then on it is no longer under lock."""
    audit.record("took list of reviews", by=by)
