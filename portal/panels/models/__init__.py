"""What the panel has: meetings with their papers, challenges with their history."""

from __future__ import annotations

from portal.panels.models.challenges import Challenge, ChallengeStep
from portal.panels.models.meetings import Meeting, MeetingQuote

__all__ = ["Challenge", "ChallengeStep", "Meeting", "MeetingQuote"]
