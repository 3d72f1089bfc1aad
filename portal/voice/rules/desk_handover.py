"""Notes from one shift to the next. Pure."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID


class WhyNot(StrEnum):
    """Why a note was not confirmed."""

    OWN_NOTE = "somebody else has to read what you left"


def why_not_confirm(*, written_by: UUID, by: UUID) -> WhyNot | None:
    """A note is for somebody else: whoever left it does not confirm it."""
    return WhyNot.OWN_NOTE if written_by == by else None
