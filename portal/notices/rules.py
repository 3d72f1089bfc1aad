"""Kinds of notices, and when a failed one is tried again. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is for. Its words are neutral templates; what it is about is never in them."""

    ANSWER_READY = "answer_ready"  # to a young person
    PLEASE_TELL = "please_tell"  # to a worker: tell a young person in person that an answer is there
    TO_READ = "to_read"  # to readers: something is waiting
    TO_ANSWER = "to_answer"  # to the one who answers
    DELIVERED = "delivered"  # to somebody who has something from now on and need not answer
    REOPENED = "reopened"  # "not sorted"
    OVERDUE = "overdue"  # to the answerer and their manager
    CALLED = "called"  # to whoever is on duty: open the desk now
    ARRANGE = "arrange"  # to administrators: nobody may read something, somebody must arrange who does
    FOR_ADVOCATE = "for_advocate"  # to the provider's desk
    SHARED = "shared"  # to a foster carer or partner
    CHECK_IDENTITY = "check_identity"  # to workers who can check a lost way in


MAX_TRIES = 12


def wait_before(tries: int) -> timedelta:
    """How long to wait after `tries` failures: a minute, then twice as long each time, at most six hours."""
    return min(timedelta(minutes=2 ** max(0, tries - 1)), timedelta(hours=6))
