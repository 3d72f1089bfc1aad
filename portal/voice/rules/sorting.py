"""Which statements are sorted by theme. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID


class WhyNot(StrEnum):
    """Why a statement is not sorted by theme."""

    NOT_READ_YET = "nobody has marked it read yet"
    TAKEN_BACK = "the young person took it back"
    FROM_ADVOCATE = "it was said to an advocate, not to the council"


def why_not_sort(
    *, read_at: datetime | None, taken_back_at: datetime | None, passed_by: UUID | None
) -> WhyNot | None:
    """Safety comes first: it is read before it is sorted. What was taken back counts nowhere."""
    if taken_back_at:
        return WhyNot.TAKEN_BACK
    if passed_by:
        return WhyNot.FROM_ADVOCATE
    return None if read_at else WhyNot.NOT_READ_YET
