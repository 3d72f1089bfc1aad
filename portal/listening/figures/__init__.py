"""How well young people were heard in a closed quarter: true counts, for the job that suppresses them.

Every count is of young people, each counted once. They count with the team of whoever works with them most
closely on the quarter's last day, so that teams add up. What counts is what `voice.figures` counts: said to
the council, read, not taken back; an advocate's never.
"""

from __future__ import annotations

from portal.listening.figures.heard import Heard, heard
from portal.listening.figures.silent import DIMENSIONS, VALUES, Silent, silent
from portal.listening.figures.teams import teams_of

__all__ = ["DIMENSIONS", "VALUES", "Heard", "Silent", "heard", "silent", "teams_of"]
