"""How families come in from outside: their words, how guessing is slowed, how long a page is open. Pure."""

from __future__ import annotations

from datetime import timedelta

from portal.accounts.rules.throttle import Ceiling, Steps

WORDS = 5
OPEN_FOR = timedelta(minutes=60)
"""How long their page stays open on a device that nobody touches."""
OPEN_AT_MOST = timedelta(hours=8)
ONE_WAY_IN = Steps(
    free=5, window=timedelta(minutes=30), first=timedelta(seconds=5), longest=timedelta(minutes=2)
)
ALL_WAYS_IN = Ceiling(tries=300, window=timedelta(minutes=1))
ALL_COMPLAINING = Ceiling(tries=60, window=timedelta(minutes=10))
"""So many complaints of strangers at once are not people: the next waits a little, its words kept."""
