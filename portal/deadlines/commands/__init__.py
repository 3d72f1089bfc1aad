"""Starting a clock, counting it anew, handing it on, ending it; bank holidays. Each change of a date leaves a
row that says why."""

from portal.deadlines.commands.counting import follows, recompute, start_clock
from portal.deadlines.commands.days import add_day, take_off_day
from portal.deadlines.commands.running import drop, finish, forget, hand_to, next_round, start

__all__ = [
    "add_day",
    "drop",
    "finish",
    "follows",
    "forget",
    "hand_to",
    "next_round",
    "recompute",
    "start",
    "start_clock",
    "take_off_day",
]
