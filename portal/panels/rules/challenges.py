"""What may happen to a challenge, and when it is late. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from portal.disclosure.counts import Cell, What
from portal.panels.rules import OPEN, ChallengeState, Progress, StepKind

MAX_WORDS = 2000
"""The longest question, sentence or answer, in letters."""
MAX_OWNER = 120
DAYS_AHEAD = 400
"""How far ahead the date of an action may lie, in days."""
WARN_WORKING_DAYS = 3
"""How many working days before an answer or an action is due its officer is reminded."""
_DAYS_A_WEEK = 7
MANAGER_AFTER, CHAIR_AFTER = 5, 10
"""More working days late than this: the officer's manager is told, then those who chair the panel."""
MAX_FILE_BYTES = 10_000_000

PAGES = frozenset(
    {"plan", "measures", "records", "reviews", "surveys", "missing", "answers", "good_news", "else"}
)
"""What can be asked about beside a paper's numbers, as `page:plan`."""

CHECKED = frozenset({ChallengeState.TO_ANSWER, ChallengeState.ANSWERED, ChallengeState.CLOSED})
"""States in which everybody who reads the papers sees a challenge."""
UNCHECKED = frozenset({ChallengeState.TO_CHECK, ChallengeState.SENT_BACK})
"""States in which whoever asked and panel support see it, and nobody else."""
BEFORE_CHECK = frozenset({StepKind.SENT_BACK, StepKind.ASKED_AGAIN, StepKind.TAKEN_BACK})
"""Steps that stay between whoever asked and panel support."""
SAYS = frozenset({StepKind.SAYS_CLOSE, StepKind.SAYS_KEEP_OPEN})
"""What a member would do with it."""
LEFT_OUT_STEP = "left out"
"""In the step of handing on: what could be a name was left out."""
STOPPED = frozenset({Progress.DONE, Progress.CANT, Progress.NOT_ACCEPTED})
"""Of an action that is done, cannot be, or was not accepted, nothing is due any more."""


class WhyNot(StrEnum):
    """Why something about a challenge was refused."""

    NO_WORDS = "nothing was written"
    NAMES_SOMEBODY = "the words hold a name that is known here"
    NOT_TO_CHECK = "it does not wait to be checked"
    NOT_SENT_BACK = "it was not sent back"
    NOT_UNCHECKED = "others have seen it"
    NOT_OPEN = "it is not open"
    NOT_TO_ANSWER = "it is answered, and the panel has not asked for more"
    NOT_ANSWERED = "it is not answered yet"
    NO_OFFICER = "nobody who could answer it was picked"
    SAME_OFFICER = "they have it already"
    NO_OWNER = "no post was named"
    NO_DATE = "no date was given"
    DATE_PASSED = "the date has passed"
    DATE_TOO_FAR = "the date is too far ahead"
    NO_REASON = "no reason was given"
    NO_MEETING = "the meeting has not been held, or was before it was asked"
    CHANGED = "it was changed meanwhile"
    NOT_CLOSED = "it is not closed"
    NOT_A_MEMBER = "they are no member of the panel"
    NOTHING_SHOWN = "nothing was said of what it shows"
    FILE_TOO_BIG = "the file is too big"
    FILE_UNKNOWN = "it is no picture, PDF or Word file"
    FILE_UNSAFE = "the file can do things by itself, or hides more in it"
    TOO_MANY_FILES = "there are as many as one can look through"
    BUSY = "too many files are being looked at"
    AN_ANSWER = "whether it is accepted is said in an answer"


def why_not_hand_on(state: ChallengeState, *, is_covered: bool) -> WhyNot | None:
    """It goes to an officer when it waits for that and no name known here stands in it."""
    if state is not ChallengeState.TO_CHECK:
        return WhyNot.NOT_TO_CHECK
    return WhyNot.NAMES_SOMEBODY if is_covered else None


def why_not_hand_over(state: ChallengeState, *, is_same: bool) -> WhyNot | None:
    """An open one may go to another officer."""
    if state not in OPEN:
        return WhyNot.NOT_OPEN
    return WhyNot.SAME_OFFICER if is_same else None


def may_answer_now(state: ChallengeState, steps: Collection[StepKind]) -> bool:
    """Whether an answer is wanted: the first, or another since the panel kept it open.

    Otherwise a date that was promised could be moved by answering again. `steps` in their order."""
    if state is ChallengeState.TO_ANSWER:
        return True
    decisive = [kind for kind in steps if kind in (StepKind.ANSWERED, StepKind.KEPT_OPEN)]
    return state is ChallengeState.ANSWERED and decisive[-1:] == [StepKind.KEPT_OPEN]


def may_say_now(state: ChallengeState) -> bool:
    """Whether members may say what they would do: once there is an answer to say it of."""
    return state is ChallengeState.ANSWERED


def may_decide_now(state: ChallengeState, days_late: int) -> bool:
    """Whether the panel can decide: an open one that was answered, or whose answer is late."""
    return state in OPEN and (state is ChallengeState.ANSWERED or days_late > 0)


def why_not_answer(action: str, owner: str, due_on: date | None, *, today: date) -> WhyNot | None:
    """An answer says what will be done, by whom, and by which day (from today, at most 400 days ahead)."""
    if not action.strip():
        return WhyNot.NO_WORDS
    if not owner.strip():
        return WhyNot.NO_OWNER
    if due_on is None:
        return WhyNot.NO_DATE
    if due_on < today:
        return WhyNot.DATE_PASSED
    return WhyNot.DATE_TOO_FAR if due_on > today + timedelta(days=DAYS_AHEAD) else None


def why_not_progress(
    state: ChallengeState, progress: Progress, words: str, *, before: Progress = Progress.NOT_YET
) -> WhyNot | None:
    """Progress is said of an answered one; "can't" needs its reason. What was not accepted makes no progress
    until it is answered anew, and nothing becomes "not accepted" on the way."""
    if state is not ChallengeState.ANSWERED:
        return WhyNot.NOT_ANSWERED
    if Progress.NOT_ACCEPTED in (progress, before):
        return WhyNot.AN_ANSWER
    return WhyNot.NO_REASON if progress is Progress.CANT and not words.strip() else None


def what_is_due(
    state: ChallengeState, progress: Progress, answer_by_on: date | None, due_on: date | None
) -> date | None:
    """The day by which the officer owes the answer, or the action; None when nothing is owed."""
    if state is ChallengeState.TO_ANSWER:
        return answer_by_on
    return due_on if state is ChallengeState.ANSWERED and progress not in STOPPED else None


def days_late(due: date | None, today: date) -> int:
    """Whole days past the day it was due; 0 on the day itself."""
    return max(0, (today - due).days) if due else 0


def above(working_days_late: int) -> str:
    """Who above the officer is told by now: nobody, their manager, or those who chair the panel as well."""
    if working_days_late > CHAIR_AFTER:
        return "chair"
    return "manager" if working_days_late > MANAGER_AFTER else ""


def reminder(due: date, warn_from: date, today: date) -> str | None:
    """The reminder that belongs to this day: `due` shortly before, `late 0` from the first day past it,
    `late 1` a week later and so on. One is sent once, however often one looks."""
    late = days_late(due, today)
    if late:
        return f"late {(late - 1) // _DAYS_A_WEEK}"
    return "due" if today >= warn_from else None


def pack(*parts: object) -> str:
    """The words of a step that holds more than words: its facts first, a line each, the words last."""
    return "\n".join(str(part) for part in parts)


def unpack(words: str, facts: int) -> list[str]:
    """The facts and the words of such a step."""
    parts = words.split("\n", facts)
    return parts + [""] * (facts + 1 - len(parts))


def cell_of(about: str) -> Cell | None:
    """The place in a paper that `theme:moving`, `verdict:sorted` or `said` is about, or None."""
    what, _, name = about.partition(":")
    return Cell(What(what), name) if what in set(What) else None


def page_of(about: str) -> str:
    """The page that `page:plan` is about, or nothing."""
    what, _, name = about.partition(":")
    return name if what == "page" and name in PAGES else ""


def theme_of(about: str) -> str:
    """The theme's key, or nothing when it is about something else."""
    what, _, name = about.partition(":")
    return name if what == What.THEME else ""


def says_now(steps: Iterable[tuple[StepKind, UUID | None]]) -> dict[UUID, StepKind]:
    """What each member would do, by their last word since the panel last kept it open. `steps`: what each
    was and who made it, in their order."""
    found: dict[UUID, StepKind] = {}
    for kind, by in steps:
        if kind in (StepKind.KEPT_OPEN, StepKind.REOPENED):
            found = {}
        elif kind in SAYS and by is not None:
            found[by] = kind
    return found
