"""Refusals that commands raise and the app turns into pages. They carry a reason, never prose."""

from __future__ import annotations

from enum import Enum


class Refused(Exception):
    """A rule said no. `reason` is the rule's own enum member; templates hold the words for it.

    The app answers 409 and nothing is stored."""

    def __init__(self, reason: Enum) -> None:
        super().__init__(str(reason.value))
        self.reason = reason


class TooLate(Exception):
    """A form came when its session was over. The app shows what was typed in it, so that it can be copied."""


class NotFound(Exception):
    """Not there, or not theirs: the same 404, so that a child's existence is not revealed."""
