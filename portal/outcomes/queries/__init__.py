"""Reads: the register of published papers, what officers wrote, what may be told."""

from portal.outcomes.queries.papers import (
    from_json,
    paper,
    papers,
    printed_periods,
    register,
    summaries,
    to_json,
)
from portal.outcomes.queries.telling import Told, of_challenges, told, told_of
from portal.outcomes.queries.writing import written, written_by

__all__ = [
    "Told",
    "from_json",
    "of_challenges",
    "paper",
    "papers",
    "printed_periods",
    "register",
    "summaries",
    "to_json",
    "told",
    "told_of",
    "written",
    "written_by",
]
