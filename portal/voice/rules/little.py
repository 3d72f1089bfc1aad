"""Little ones: one picture question a screen. The same keys as on every other face of the form. Pure."""

from __future__ import annotations

from portal.voice.rules import Face, Going

FACE, WITH, WHO = "face", "with", "who"
CARDS_ASKED = ("home", "family", "school")
"""Cards of the sorting board, asked one by one."""

STEPS = (FACE, *CARDS_ASKED, WITH, WHO)

WITH_WHOM = ("alone", "home", "school", "worker")
"""Who is beside the child: staff know that an adult was there."""

FACE_PROMPT, WITH_PROMPT = "how_are_you", "who_is_here"
"""The keys under which these answers are kept with their questions."""

ANYBODY = "anybody"
"""The pick that leaves it to us who answers."""


def choices_of(step: str) -> tuple[str, ...]:
    """What can be tapped at a step; whom to tell is found from who is around."""
    if step == FACE:
        return tuple(Face)
    if step in CARDS_ASKED:
        return tuple(Going)
    return WITH_WHOM if step == WITH else ()


def step_after(step: str) -> str | None:
    """The next screen; None: that was the last."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def step_before(step: str) -> str | None:
    """The screen before this one; None: it is the first."""
    place = STEPS.index(step)
    return STEPS[place - 1] if place else None
