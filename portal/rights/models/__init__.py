"""Rights: tables, one file a matter."""

from __future__ import annotations

from portal.rights.models.quarter import RightsQuarter
from portal.rights.models.theirs import ListNote, ListTick, PersonCard, RightsAsk

__all__ = ["ListNote", "ListTick", "PersonCard", "RightsAsk", "RightsQuarter"]
