"""Answers: what one must hold in each state, who tells a young person, who hears that it is late. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from portal.voice.rules import AnswerState, Way


class WhyNot(StrEnum):
    """Why an answer, a sharing, a telling or an asking was refused."""

    TAKEN_BACK = "they took it back"
    NOT_READ_YET = "our safety team has not read it yet"
    NO_STATE = "say how it stands"
    NO_DID = "say what is done, or what we said before"
    NO_WILL_DO = "say what we will do"
    NO_BY_WHEN = "say by when"
    DAY_HAS_PASSED = "this day has passed"
    NO_REASON = "say the true reason"
    GAP_LEFT = "a gap of a suggested wording is not filled in"
    UNCHANGED = "a suggested wording was not made their own"
    TOLD_ALREADY = "somebody told them already"
    NO_ANSWER = "there is no answer to tell them about"
    NOT_AROUND_THEM = "this person is not around them or must not see it"
    SHARED_ALREADY = "it is shared with them already"
    NOT_TOLD_OF = "the young person does not know of it"
    NOTHING_OF_THEIRS = "nothing of it was said by the young person"
    NOT_ASKED = "they were not asked by anybody, or gave it back already"


_S = AnswerState
PROMISES = frozenset({_S.WILL_DO, _S.PARTLY, _S.CHANGED_PLAN})
"""Answers that name a day on which something will have been done."""
SAYS_NO = frozenset({_S.CANT, _S.CLOSED_NOT_DONE})
"""Answers with a true reason, a way to challenge it, and an advocate beside it."""
SAYS_WHAT_WAS = frozenset({_S.DONE, _S.PARTLY, _S.CHANGED_PLAN})
SAYS_WHY = SAYS_NO | {_S.CHANGED_PLAN}

TELLERS = ("social_worker", "personal_adviser", "participation_worker", "iro")
"""Who is asked to tell a young person in person that an answer is there, in this order."""


@dataclass(frozen=True)
class AnswerWords:
    """What an answer says: what we understood, how it stands, and what belongs to that state."""

    understood: str
    state: AnswerState | None
    did: str = ""
    will_do: str = ""
    by_when: date | None = None
    reason: str = ""
    decided_by: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.understood, self.did, self.will_do, self.reason, self.decided_by)


def state_of_answer(state: AnswerState | None, *, can_do: bool) -> AnswerState:
    """The state of a stored answer. One from before there were states has only its yes or no."""
    if state in (None, _S.WILL_DO) and not can_do:
        return _S.CANT
    return state or _S.WILL_DO


def why_not_answer(words: AnswerWords, *, today: date) -> WhyNot | None:
    """What is missing for its state: a promise says what and by when, a no says the true reason."""
    state = words.state
    if state is None:
        return WhyNot.NO_STATE
    if state in SAYS_WHAT_WAS and not words.did.strip():
        return WhyNot.NO_DID
    if state in PROMISES and not words.will_do.strip():
        return WhyNot.NO_WILL_DO
    if state in SAYS_WHY and not words.reason.strip():
        return WhyNot.NO_REASON
    if state not in PROMISES:
        return None
    if words.by_when is None:
        return WhyNot.NO_BY_WHEN
    return WhyNot.DAY_HAS_PASSED if words.by_when < today else None


def only_what_belongs(words: AnswerWords) -> AnswerWords:
    """Without what was typed into boxes that this state does not use: it is not sent by accident."""
    state = words.state
    return AnswerWords(
        understood=words.understood,
        state=state,
        did=words.did if state in SAYS_WHAT_WAS else "",
        will_do=words.will_do if state in PROMISES else "",
        by_when=words.by_when if state in PROMISES else None,
        reason=words.reason if state in SAYS_WHY else "",
        decided_by=words.decided_by if state in SAYS_NO else "",
    )


def teller_among(around: Iterable[tuple[UUID, str]], apart: Collection[UUID]) -> UUID | None:
    """Who tells them, of the workers around them (account, capacity); None when nobody is left."""
    left = [(account_id, kind) for account_id, kind in around if account_id not in apart]
    for wanted in TELLERS:
        for account_id, kind in left:
            if kind == wanted:
                return account_id
    return None


def is_time_to_tell(*, sent_at: datetime, has_address: bool, now: datetime, after_days: int) -> bool:
    """At once where there is no address to write to; else when it was not read for some days."""
    return not has_address or now - sent_at >= timedelta(days=after_days)


class Hears(StrEnum):
    """Who hears that something is late, in the order of the line."""

    OWNER = "whoever owes it"
    STAND_IN = "who stands in for them"
    MANAGER = "their manager"
    ABOVE = "their manager's manager, and safety leads"


LEADS_AFTER = 5
"""Working days after which what is late goes on to safety leads, unless the council set another number."""
ASKED_FIRST_DAYS = 2
"""Working days in which only whoever made a promise is asked what came of it; then their manager hears."""


def who_hears(kind: str, *, working_days_late: int, leads_after: int) -> tuple[Hears, ...]:
    """How far up the line it has gone. A late answer is the manager's from the first day, a promise whose day
    has passed is first asked of whoever made it."""
    line = [Hears.OWNER, Hears.STAND_IN]
    if kind != "promise" or working_days_late > ASKED_FIRST_DAYS:
        line.append(Hears.MANAGER)
    if working_days_late > leads_after:
        line.append(Hears.ABOVE)
    return tuple(line)


def why_not_share(way: Way, *, is_shown_to_them: bool, has_words: bool) -> WhyNot | None:
    """Only what the young person knows of, since their page says with whom it is shared; and only what is
    their own: a worker's words must not be taken for theirs."""
    if not is_shown_to_them:
        return WhyNot.NOT_TOLD_OF
    is_theirs = way in (Way.OWN, Way.TOGETHER) or (way is Way.PASSED_ON and has_words)
    return None if is_theirs else WhyNot.NOTHING_OF_THEIRS
