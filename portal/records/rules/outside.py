"""Requesters without an account: how they prove that an address is theirs, and how guessing is slowed. Pure.

Nothing here locks anybody out: each wait is short and ends by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from portal.accounts.rules.throttle import Ceiling, Steps

WORDS = 5
"""Words of a way in: 55 bits."""
CODE_DIGITS = 6
CODE_FOR = timedelta(hours=24)
"""How long a mailed code opens the page."""
CODE_BY_HAND_FOR = timedelta(days=60)
"""How long a code that an officer read out or wrote in a letter opens it."""
CODE_TRIES = 20
"""Wrong tries after which a code ends; a new one can be had at once."""
OPEN_FOR = timedelta(minutes=60)
"""How long their page stays open on a device that nobody touches."""
OPEN_AT_MOST = timedelta(hours=8)
"""How long it stays open at all, however much it is used."""
CODE_AFTER_OPENING = timedelta(minutes=1)
"""A mailed code is used up by opening the page; a second tap on the button still finds it."""
SHOWN_AGAIN_FOR = timedelta(minutes=30)
"""How long the officer who made a way in is shown it again, when the same form comes twice."""

ONE_WAY_IN = Steps(
    free=5, window=timedelta(minutes=30), first=timedelta(seconds=5), longest=timedelta(minutes=2)
)
ALL_WAYS_IN = Ceiling(tries=300, window=timedelta(minutes=1))
ALL_ASKING = Ceiling(tries=60, window=timedelta(minutes=10))
"""So many requests of strangers at once are not people: each is taken in, its code goes a little later."""
MAILS_TO_ONE = Ceiling(tries=4, window=timedelta(minutes=60))
"""Codes mailed to one address: nobody else can fill a letter box with them. The next waits for its hour."""
LONGEST_WAIT_FOR_MAIL = timedelta(hours=24)
"""A code that would wait longer is not mailed: an officer gives them a way in."""
MAIL_TRIES = 8


class Mail(StrEnum):
    """What waits to be mailed to a requester without an account."""

    NOTHING = ""
    CODE = "code"
    NEWS = "news"


def is_open(until: datetime | None, now: datetime) -> bool:
    """Whether a code still opens a page."""
    return until is not None and now < until


def is_over(wrong_tries: int) -> bool:
    """Whether too many wrong codes were tried on it."""
    return wrong_tries >= CODE_TRIES


def code_from(number: int) -> str:
    """The digits of a code, of a number drawn by chance."""
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def read_code(typed: str) -> str:
    """The digits in whatever was typed or pasted, in any script's digits."""
    digits: Sequence[str] = [str(int(letter)) for letter in typed[:60] if letter.isdecimal()]
    return "".join(digits)
