"""What the worker does for the panel: working out numbers, reminding officers."""

from portal.panels.jobs.counting import count_what_was_asked
from portal.panels.jobs.reminding import remind

__all__ = ["count_what_was_asked", "remind"]
