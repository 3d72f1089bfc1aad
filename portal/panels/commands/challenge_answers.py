"""An officer answers and says how far it is; members say what they would do; the panel closes it or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal import db
from portal.accounts.queries import staffing
from portal.clocks.reading import LONDON
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices.commands import drop, see
from portal.notices.rules import NoticeKind
from portal.panels.commands.challenge_steps import (
    ACTION_CLOCK,
    ALL_NOTICES,
    ANSWER_CLOCK,
    REMINDERS,
    check_words,
    is_done_already,
    note,
    start_clock,
    tell,
)
from portal.panels.models import Challenge
from portal.panels.queries.challenges import meets_on
from portal.panels.rules import OPEN, ChallengeState, Progress, StepKind
from portal.panels.rules.challenges import (
    STOPPED,
    WhyNot,
    days_late,
    may_answer_now,
    may_decide_now,
    may_say_now,
    pack,
    says_now,
    what_is_due,
    why_not_answer,
    why_not_progress,
)

_LONDON = ZoneInfo(LONDON)


@dataclass(frozen=True)
class AnswerWords:
    """What will be done, by whom (a post), and by which day; or, where it is not accepted, why not."""

    action: str
    owner: str
    due_on: date | None
    accepts: bool = True

    def why_not(self, today: date) -> WhyNot | None:
        """What is missing in it. Where nothing will be done nobody does it by any day."""
        if not self.accepts:
            return None if self.action.strip() else WhyNot.NO_REASON
        return why_not_answer(self.action, self.owner, self.due_on, today=today)


@dataclass(frozen=True)
class Decision:
    """What the panel decided at a meeting, in its words."""

    closes: bool
    meeting_id: UUID
    words: str


def answer(
    challenge: Challenge, words: AnswerWords, send_once: UUID, *, by: UUID, now: datetime, on: date
) -> None:
    """Answer a challenge, or answer anew when the panel kept it open. Each answer stays in the history.

    Raises Refused when no answer is wanted now, something is missing, or a name known here is in it."""
    if is_done_already(challenge, send_once):
        return
    if not may_answer_now(challenge.state, [step.kind for step in challenge.steps]):
        raise Refused(WhyNot.NOT_TO_ANSWER)
    if why := words.why_not(on):
        raise Refused(why)
    check_words(words.action, words.owner)
    due_on = words.due_on if words.accepts else None
    owner = " ".join(words.owner.split()) if words.accepts else ""  # one line: the history is read by lines
    challenge.action, challenge.owner, challenge.due_on = words.action, owner, due_on
    challenge.state, challenge.answered_at = ChallengeState.ANSWERED, now
    challenge.progress, challenge.progress_words = _at_first(words), ""
    packed = pack(due_on or "", owner, words.action)
    note(challenge, StepKind.ANSWERED, packed, by=by, now=now, send_once=send_once)
    deadlines.finish(ANSWER_CLOCK, challenge.id, by=by)
    deadlines.drop(ACTION_CLOCK, challenge.id, by=by, why="answered anew")
    if due_on:
        start_clock(challenge, due_on, by=by)
    drop(challenge.id, NoticeKind.CHALLENGE_TO_ANSWER, *REMINDERS)
    tell([challenge.asked_by_id, *staffing.support(on)], NoticeKind.CHALLENGE_ANSWERED, challenge)
    db.session.flush()


def _at_first(words: AnswerWords) -> Progress:
    return Progress.NOT_YET if words.accepts else Progress.NOT_ACCEPTED


def say_progress(
    challenge: Challenge, progress: Progress, words: str, send_once: UUID, *, by: UUID, now: datetime
) -> None:
    """How far the action is. What is done, or cannot be, is no longer due; when that turns out wrong it is
    due again on the same day. Raises Refused before the answer, for "can't" without its reason, or when a
    name known here is in the words."""
    if is_done_already(challenge, send_once):
        return
    if why := why_not_progress(challenge.state, progress, words, before=challenge.progress):
        raise Refused(why)
    check_words(words)
    was_due = challenge.progress not in STOPPED
    challenge.progress, challenge.progress_words = progress, words
    note(challenge, StepKind.PROGRESS, pack(progress.value, words), by=by, now=now, send_once=send_once)
    if progress in STOPPED:
        _stop(challenge, progress, by=by)
    elif not was_due and challenge.due_on:
        start_clock(challenge, challenge.due_on, by=by, why="not done after all")
    see(by, challenge.id)
    db.session.flush()


def _stop(challenge: Challenge, progress: Progress, *, by: UUID) -> None:
    if progress is Progress.DONE:
        deadlines.finish(ACTION_CLOCK, challenge.id, by=by)
    else:
        deadlines.drop(ACTION_CLOCK, challenge.id, by=by, why="cannot be done")
    drop(challenge.id, *REMINDERS)


def say(challenge: Challenge, what: StepKind, *, by: UUID, now: datetime) -> None:
    """A member would close it, or keep it open; their last word counts. The panel decides in its meeting.

    Raises Refused when it is not open, or not answered yet."""
    if challenge.state not in OPEN:
        raise Refused(WhyNot.NOT_OPEN)
    if not may_say_now(challenge.state):
        raise Refused(WhyNot.NOT_ANSWERED)
    see(by, challenge.id)
    if says_now((step.kind, step.by_id) for step in challenge.steps).get(by) is not what:
        note(challenge, what, by=by, now=now)


def decide(
    challenge: Challenge,
    decision: Decision,
    send_once: UUID,
    *,
    by: UUID,
    now: datetime,
    on: date,
    zone: ZoneInfo = _LONDON,
) -> None:
    """Panel support writes down what the panel decided: closed, or kept open. `zone`: the council's.

    Raises Refused when it is not open, neither answered nor late, the meeting was not held since it was
    asked, or the words are missing or name somebody known here."""
    if is_done_already(challenge, send_once):
        return
    if challenge.state not in OPEN:
        raise Refused(WhyNot.NOT_OPEN)
    due = what_is_due(challenge.state, challenge.progress, challenge.answer_by_on, challenge.due_on)
    if not may_decide_now(challenge.state, days_late(due, on)):
        raise Refused(WhyNot.NOT_ANSWERED)
    held_on = meets_on(decision.meeting_id)
    if held_on is None or not challenge.asked_at.astimezone(zone).date() <= held_on <= on:
        raise Refused(WhyNot.NO_MEETING)
    if not decision.words.strip():
        raise Refused(WhyNot.NO_WORDS)
    check_words(decision.words)
    kind = StepKind.CLOSED if decision.closes else StepKind.KEPT_OPEN
    note(challenge, kind, pack(held_on, decision.words), by=by, now=now, send_once=send_once)
    if decision.closes:
        _close(challenge, by=by, now=now)
    elif challenge.officer_id and challenge.state is ChallengeState.ANSWERED:
        tell([challenge.officer_id], NoticeKind.CHALLENGE_TO_ANSWER, challenge)
    see(by, challenge.id)
    db.session.flush()


def _close(challenge: Challenge, *, by: UUID, now: datetime) -> None:
    challenge.state, challenge.closed_at = ChallengeState.CLOSED, now
    for kind in (ANSWER_CLOCK, ACTION_CLOCK):
        deadlines.drop(kind, challenge.id, by=by, why="closed by the panel")
    drop(challenge.id, *ALL_NOTICES)
