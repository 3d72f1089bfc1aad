"""How asking for one's file felt: three questions a month after the last part, never on the day. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from portal.clocks.counting import months_later

ASK_FOR_DAYS = 90
"""How long the questions stay on their page. After that nobody is asked any more."""


class FeltQuestion(StrEnum):
    """The three questions."""

    GOT_IT = "got_it"  # did you get what you asked for?
    KIND = "kind"  # were we kind and clear?
    BESIDE = "beside"  # did somebody stand by you, if you wanted?


class Felt(StrEnum):
    """The answers."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


def ask_on(given_on: date) -> date:
    """The day to ask: a calendar month after the last part was given."""
    return months_later(given_on, 1)[0]
