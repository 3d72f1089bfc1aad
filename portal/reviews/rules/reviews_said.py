"""What is said about a review, as plain values: a meeting, how it was held, how it is wanted. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FOR_THE_DESK = "review_wish"
"""What is asked of somebody whose words about how they want a review the safety team reads."""


@dataclass(frozen=True)
class Meeting:
    """A meeting as it is planned: when, where, who is asked; `why` it was moved."""

    on: date
    at_time: str = ""
    where: str = ""
    who: str = ""
    why: str = ""


@dataclass(frozen=True)
class Held:
    """How a meeting of a review was. `goes_on`: the next meeting, where it was not the last."""

    on: date
    participation: str = ""
    who: str = ""
    chaired: bool = False
    goes_on: Meeting | None = None


@dataclass(frozen=True)
class Wanted:
    """How they want it. All of it may be empty."""

    coming: str = ""
    chair: str = ""
    brings: str = ""
    who: str = ""
    who_not: str = ""
    where: str = ""
    anything: str = ""
