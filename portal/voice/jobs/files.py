"""Files that were added to something that was never sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.voice.commands.files import forget_never_sent

KEPT_DAYS = 30
"""For so long a file waits to be sent. The page says so."""


def forget_files_never_sent(now: datetime) -> int:
    """Files of a draft go after a month; returns how many went."""
    return forget_never_sent(now - timedelta(days=KEPT_DAYS))
