"""What is printed of a quarter of ideas, and what is not because too few young people are in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.disclosure.counts import Period
from portal.disclosure.quarters import printed_count, printed_row, printed_share
from portal.participation.rules.ideas import IdeaState

STATES = tuple(state for state in IdeaState if state is not IdeaState.WAITING)


@dataclass(frozen=True)
class Counted:
    """The true counts of one quarter. Never printed, never kept."""

    approved: int = 0  # in the quarter
    states: Mapping[str, int] = field(default_factory=dict)  # of all that was approved, at its end
    in_time: int = 0  # answers that came by the day that was promised
    late: int = 0
    authors: int = 0  # different young people whose ideas were approved in the quarter
    authors_ever: int = 0  # of all that was approved, at its end
    authors_answered: int = 0  # whose ideas were answered in the quarter


def printed(counted: Counted, period: Period) -> dict[str, Any]:
    """Rounded to 5, small numbers never. Where fewer than five young people suggested, nothing is printed of
    what they suggested: many ideas may be one child's."""
    states = {state.value: counted.states.get(state.value, 0) for state in STATES}
    return {
        "approved": printed_count(counted.approved) if _enough(counted.authors) else None,
        "authors": printed_count(counted.authors),
        "states": printed_row(states, period) if _enough(counted.authors_ever) else {},
        "in_time": printed_share(counted.in_time, counted.late)
        if _enough(counted.authors_answered)
        else None,
    }


def _enough(authors: int) -> bool:
    return printed_count(authors) is not None
