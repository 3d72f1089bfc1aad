"""What the worker does about records: starts the clocks, asks safety leads, reminds of what is not filed,
makes files with many, and lets them go."""

from portal.filing.jobs.asking import ask_safety_leads
from portal.filing.jobs.batches import let_batches_go, make_batches
from portal.filing.jobs.clocks import remind, start_clocks

__all__ = ["ask_safety_leads", "let_batches_go", "make_batches", "remind", "start_clocks"]
