"""What a records request is, how it moves, and why something is refused. Pure."""

from portal.records.rules.finding import Found, SearchPlace
from portal.records.rules.giving import HowGiven, MeetingKind, ReleaseState
from portal.records.rules.questioning import QuestionKind, QuestionOutcome
from portal.records.rules.reading import Balance, DocumentState, HarmAnswer, PageRead, TakenOut, Who, Why
from portal.records.rules.request import (
    CLOCK,
    ENDED,
    Asker,
    Came,
    EventKind,
    Format,
    Regime,
    Scope,
    Stage,
    State,
)

__all__ = [
    "CLOCK",
    "ENDED",
    "Asker",
    "Balance",
    "Came",
    "DocumentState",
    "EventKind",
    "Format",
    "Found",
    "HarmAnswer",
    "HowGiven",
    "MeetingKind",
    "PageRead",
    "QuestionKind",
    "QuestionOutcome",
    "Regime",
    "ReleaseState",
    "Scope",
    "SearchPlace",
    "Stage",
    "State",
    "TakenOut",
    "Who",
    "Why",
]
