"""You said, we did, of a wave: what it has to say, and to whom it is shown when. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from portal.surveys.rules.kinds import WaveState, WhyNot

LONGEST = 1_000


def why_not_tell(state: WaveState) -> WhyNot | None:
    """While it is still asked, an answer would steer the rest."""
    return None if state is WaveState.CLOSED else WhyNot.NOT_YET_TO_SHOW


def all_from(published_on: date, first_days: int) -> date:
    """The day from which everybody sees it; before, those who were asked."""
    return published_on + timedelta(days=first_days)
