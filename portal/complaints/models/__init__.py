"""Complaints: tables, one file a matter."""

from __future__ import annotations

from portal.complaints.models.complaint import Complaint, ComplaintConcern, ComplaintEvent, ComplaintPart
from portal.complaints.models.family import ComplaintKey
from portal.complaints.models.outcome import (
    ComplaintFinding,
    ComplaintLetter,
    ComplaintPoint,
    ComplaintsQuarter,
    ComplaintsYear,
    Compliment,
    Learning,
    Remedy,
)

__all__ = [
    "Complaint",
    "ComplaintConcern",
    "ComplaintEvent",
    "ComplaintFinding",
    "ComplaintKey",
    "ComplaintLetter",
    "ComplaintPart",
    "ComplaintPoint",
    "ComplaintsQuarter",
    "ComplaintsYear",
    "Compliment",
    "Learning",
    "Remedy",
]
