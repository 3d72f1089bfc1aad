"""Complaints: rules. Pure."""

from portal.complaints.rules.kinds import (
    BY_STAFF,
    Came,
    Complainer,
    Ending,
    EventKind,
    Finding,
    Helped,
    Holds,
    Part,
    RemedyKind,
    Stage,
    State,
    Track,
)

__all__ = [
    "BY_STAFF",
    "Came",
    "Complainer",
    "Ending",
    "EventKind",
    "Finding",
    "Helped",
    "Holds",
    "Part",
    "RemedyKind",
    "Stage",
    "State",
    "Track",
]
