"""Which help lines fit somebody's age. Pure.

Numbers are to be confirmed by the council (docs/decisions.md): Childline is for under 19s.
"""

from __future__ import annotations

CHILDLINE_UNDER = 19


def help_keys(age: int | None, *, is_day: bool = True) -> list[str]:
    """Keys of the help lines to show, in order: the council's number that is answered now comes first.

    An unknown age is shown Childline and the adults' line."""
    councils = ["council_day", "council_night"] if is_day else ["council_night", "council_day"]
    keys = ["emergency", *councils]
    if age is None or age < CHILDLINE_UNDER:
        keys.append("childline")
    if age is None or age >= CHILDLINE_UNDER:
        keys.append("samaritans")
    return [*keys, "shout"]
