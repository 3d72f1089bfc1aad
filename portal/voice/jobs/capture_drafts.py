"""What was begun to be written down for a young person, and was never sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.voice.commands.capture_drafts import forget_before
from portal.voice.rules.capture import KEPT_DAYS


def forget_what_was_never_sent(now: datetime) -> int:
    """It goes some days after the last change; returns how many went."""
    return forget_before(now - timedelta(days=KEPT_DAYS))
