"""What the worker does about listening: counts each closed quarter once, sends late challenges up the line,
draws the monthly samples and sees that somebody judges them."""

from portal.listening.jobs.audited import count_audits
from portal.listening.jobs.challenges import remind_of_challenges
from portal.listening.jobs.quarters import count_quarters, heard_paper, silent_paper
from portal.listening.jobs.samples import draw_sample, look_after_samples

__all__ = [
    "count_audits",
    "count_quarters",
    "draw_sample",
    "heard_paper",
    "look_after_samples",
    "remind_of_challenges",
    "silent_paper",
]
