"""What the worker does for the panel: working out numbers, reminding officers and owners of the plan."""

from portal.panels.jobs.counting import count_what_was_asked
from portal.panels.jobs.cycle import remind_of_dates
from portal.panels.jobs.plan import remind_of_plan
from portal.panels.jobs.reminding import remind

__all__ = ["count_what_was_asked", "remind", "remind_of_dates", "remind_of_plan"]
