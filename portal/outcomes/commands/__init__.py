"""Changes: entering papers in the register, writing and publishing outcomes, saying what came of them."""

from portal.outcomes.commands.difference import say_difference
from portal.outcomes.commands.papers import NeverChanged, enter
from portal.outcomes.commands.writing import (
    About,
    Words,
    change_draft,
    change_state,
    publish,
    show_to_all,
    take_down,
    throw_away,
    write,
)

__all__ = [
    "About",
    "NeverChanged",
    "Words",
    "change_draft",
    "change_state",
    "enter",
    "publish",
    "say_difference",
    "show_to_all",
    "take_down",
    "throw_away",
    "write",
]
