"""What may happen to an action of the improvement plan, and when it is late. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

MAX_TITLE = 300
MAX_WORDS = 2000
MAX_POST = 120
MAX_LINK = 500
DAYS_AHEAD = 5 * 366
DAYS_BACK = 5 * 366
WARN_WORKING_DAYS = 5
"""How many working days before an action is due its owner is reminded."""
CHAIR_AFTER_DAYS = 14
"""So many days late, and the board's chair hears of it too."""
_DAYS_A_WEEK = 7


class ActionState(StrEnum):
    """How far an action is, as its owner says."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"  # with evidence
    WILL_NOT = "will_not"  # it is not going to happen, and why
    REOPENED = "reopened"  # it was said to be over, and is not


OPEN_ACTIONS = frozenset({ActionState.NOT_BEGUN, ActionState.UNDER_WAY, ActionState.REOPENED})
ENDED_ACTIONS = frozenset(ActionState) - OPEN_ACTIONS
SAYABLE = (ActionState.NOT_BEGUN, ActionState.UNDER_WAY, ActionState.DONE, ActionState.WILL_NOT)
"""What an owner may say; reopening is for those who keep the plan."""


class PlanStepKind(StrEnum):
    """One line of an action's history."""

    WRITTEN = "written"
    CHANGED = "changed"
    SENT = "sent"
    SAID = "said"
    REOPENED = "reopened"
    REMINDED = "reminded"


class WhyNot(StrEnum):
    """Why something about the plan was refused."""

    NO_WORDS = "nothing was written"
    NO_OWNER = "nobody who could do it was picked"
    NO_DATE = "no date was given"
    DATE_PASSED = "the date has passed"
    DATE_TOO_FAR = "the date is too far away"
    NO_EVIDENCE = "nothing shows that it was done"
    NO_REASON = "no reason was given"
    BAD_LINK = "this is no address of a web page"
    NOT_OPEN = "it is over"
    NOT_OVER = "it is open"
    NAMES_SOMEBODY = "the words hold a name that is known here"
    NOTHING_TO_SEND = "nothing in the plan is new"
    CHANGED = "it was changed meanwhile"


def why_not_due(due_on: date | None, *, today: date, may_be_past: bool = False) -> WhyNot | None:
    """An action has a day. One that is brought along from an older plan may be late already."""
    if due_on is None:
        return WhyNot.NO_DATE
    if due_on < today and not may_be_past:
        return WhyNot.DATE_PASSED
    return None if _is_near(due_on, today) else WhyNot.DATE_TOO_FAR


def why_not_say(now: ActionState, said: ActionState, words: str, evidence: str) -> WhyNot | None:
    """Done needs something that shows it; what is not going to happen needs its reason."""
    if now not in OPEN_ACTIONS:
        return WhyNot.NOT_OPEN
    if said is ActionState.DONE and not evidence.strip():
        return WhyNot.NO_EVIDENCE
    return WhyNot.NO_REASON if said is ActionState.WILL_NOT and not words.strip() else None


def why_not_reopen(now: ActionState, words: str) -> WhyNot | None:
    """Only what is over is opened again, and with a reason."""
    if now in OPEN_ACTIONS:
        return WhyNot.NOT_OVER
    return None if words.strip() else WhyNot.NO_REASON


def why_not_link(link: str) -> WhyNot | None:
    """A link leads to a page: anything else could run something when it is pressed."""
    good = not link or (link.startswith(("https://", "http://")) and not any(c.isspace() for c in link))
    return None if good else WhyNot.BAD_LINK


def is_late(state: ActionState, due_on: date, today: date) -> bool:
    """Whether an open action's day has passed."""
    return state in OPEN_ACTIONS and due_on < today


def reminder(due_on: date, warn_from: date, today: date) -> str | None:
    """The reminder that belongs to this day: `due`, `late 0`, a week later `late 1` and so on."""
    late = (today - due_on).days
    if late > 0:
        return f"late {(late - 1) // _DAYS_A_WEEK}"
    return "due" if today >= warn_from else None


def goes_to_the_chair(due_on: date, today: date) -> bool:
    """Whether it is so late that the board's chair hears of it."""
    return (today - due_on).days >= CHAIR_AFTER_DAYS


def _is_near(day: date, today: date) -> bool:
    return today - timedelta(days=DAYS_BACK) <= day <= today + timedelta(days=DAYS_AHEAD)
