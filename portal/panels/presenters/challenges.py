"""What the pages of challenges show: the words, covered where they must be, and the forms one may use."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from portal.accounts.queries import staffing
from portal.kit.errors import Refused
from portal.notices.queries import unseen
from portal.outcomes import queries as outcomes
from portal.outcomes.presenters import seen_words
from portal.outcomes.queries import Told
from portal.panels.commands.challenge_steps import STANDS
from portal.panels.forms.challenges import (
    AnswerForm,
    AskForm,
    DecideForm,
    HandOnForm,
    HandOverForm,
    ProgressForm,
    ProofForm,
    ReopenForm,
    SendBackForm,
)
from portal.panels.presenters.challenge_forms import (
    again_form,
    answer_by_on,
    answer_form,
    ask_form,
    decide_form,
    hand_on_form,
    hand_over_form,
    progress_form,
    proof_form,
    reopen_form,
    send_back_form,
    settings,
    today,
    written_form,
)
from portal.panels.presenters.challenge_history import (
    StepLine,
    about_words,
    heading_of,
    history,
    left_out,
    people_in,
    words_of,
)
from portal.panels.queries.challenges import Challenge, Found, meets_on
from portal.panels.queries.influence import seen_of
from portal.panels.queries.members import those_who_vote, young_members
from portal.panels.queries.naming import looks_like_names
from portal.panels.queries.proof import Proof, proof_of
from portal.panels.rules import OPEN, ChallengeState, Progress, StepKind
from portal.panels.rules.challenges import (
    UNCHECKED,
    WhyNot,
    days_late,
    may_answer_now,
    may_decide_now,
    may_say_now,
    says_now,
    theme_of,
    what_is_due,
)
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject, the_viewer

__all__ = [
    "again_form",
    "answer_by_on",
    "answer_form",
    "ask_form",
    "challenge_page",
    "decide_form",
    "hand_on_form",
    "hand_over_form",
    "progress_form",
    "proof_form",
    "reopen_form",
    "send_back_form",
    "settings",
    "today",
    "written_form",
]


@dataclass(frozen=True)
class Offered:
    """The forms and buttons this viewer may use now."""

    again: AskForm | None = None
    hand_on: HandOnForm | None = None
    send_back: SendBackForm | None = None
    hand_over: HandOverForm | None = None
    answer: AnswerForm | None = None
    progress: ProgressForm | None = None
    decide: DecideForm | None = None
    proof: ProofForm | None = None
    reopen: ReopenForm | None = None
    take_back: bool = False
    says: bool = False
    seen: bool = False
    write: bool = False


@dataclass(frozen=True)
class ChallengePage:
    """All that the page of one challenge needs; `form` is the one that has mistakes."""

    found: Found
    heading: str
    about: str
    theme: str
    meets_on: date | None
    words: str
    is_covered: bool
    look_at: Sequence[str]
    left_out: str
    names: dict[UUID, str]
    due_on: date | None
    days_late: int
    steps: Sequence[StepLine]
    told: Told | None
    would_close: Sequence[str]
    would_keep_open: Sequence[str]
    i_say: StepKind | None
    officer_has_left: bool
    answer_by_on: date
    proof: Sequence[Proof] = ()
    seen: str = ""  # how young people saw what was done, when the last paper was printed
    tally: tuple[int, int] | None = None  # of those with a vote: who would close it, who would keep it open
    hidden_views: bool = False
    is_written: bool = False
    offered: Offered = field(default_factory=Offered)
    form: Any = None


def challenge_page(found: Found, slot: str = "", form: Any = None) -> ChallengePage:
    """The page; with a form that has mistakes, that form stands in its `slot` (a name in Offered).

    Raises Refused when that form is no longer wanted."""
    challenge = found.challenge
    names = staffing.names(people_in(found))
    officers = staffing.officers(today()) if found.is_support else []
    words, is_covered = words_of(found)
    due = what_is_due(challenge.state, challenge.progress, challenge.answer_by_on, challenge.due_on)
    says = says_now((step.kind, step.by_id) for step in challenge.steps)
    young = young_members(today())
    offered = _offered(found, officers)
    if slot and not getattr(offered, slot):
        raise Refused(WhyNot.CHANGED)
    is_checked_now = found.is_support and challenge.state is ChallengeState.TO_CHECK
    return ChallengePage(
        found=found,
        heading=heading_of(words),
        about=about_words(challenge.about),
        theme=theme_of(challenge.about),
        meets_on=meets_on(challenge.meeting_id),
        words=words,
        is_covered=is_covered,
        look_at=looks_like_names(words) if is_checked_now else [],
        left_out=left_out(found) if offered.hand_on else "",
        names=names,
        due_on=due,
        days_late=days_late(due, today()),
        steps=history(found, names, young - {the_viewer().account_id}),
        told=outcomes.of_challenges([challenge.id]).get(challenge.id),
        would_close=_names_of(says, StepKind.SAYS_CLOSE, names, young),
        would_keep_open=_names_of(says, StepKind.SAYS_KEEP_OPEN, names, young),
        i_say=says.get(the_viewer().account_id),
        officer_has_left=_has_left(found, officers),
        answer_by_on=answer_by_on(),
        proof=proof_of(challenge.id),
        seen=seen_words(seen) if (seen := seen_of(challenge.id)) else "",
        tally=_tally(found, says),
        hidden_views=bool(says.keys() & young),
        is_written=challenge.written_by_id is not None,
        offered=replace(offered, **{slot: form}) if slot else offered,
        form=form,
    )


def _names_of(
    says: dict[UUID, StepKind], what: StepKind, names: dict[UUID, str], young: set[UUID]
) -> list[str]:
    """Young members' views are shown to nobody by name."""
    return sorted(names.get(one, "") for one, kind in says.items() if kind is what and one not in young)


def _tally(found: Found, says: dict[UUID, StepKind]) -> tuple[int, int] | None:
    """For panel support: how those who have a vote would decide, by count alone."""
    if not found.is_support or not says:
        return None
    voting = those_who_vote(today())
    cast = [kind for one, kind in says.items() if one in voting]
    return cast.count(StepKind.SAYS_CLOSE), cast.count(StepKind.SAYS_KEEP_OPEN)


def _has_left(found: Found, officers: Collection[tuple[UUID, str]]) -> bool:
    challenge = found.challenge
    here = {account_id for account_id, _name in officers}
    return found.is_support and challenge.state in OPEN and challenge.officer_id not in here


def _offered(found: Found, officers: Sequence[tuple[UUID, str]]) -> Offered:
    challenge, state = found.challenge, found.challenge.state
    subject = Subject(None, relations=found.relations)
    changes, checks = may(P.CHANGE_CHALLENGE, subject), may(P.CHECK_CHALLENGE, subject)
    answers = may(P.ANSWER_CHALLENGE, subject)
    waits, is_open = state is ChallengeState.TO_CHECK, state in OPEN
    kinds = [step.kind for step in challenge.steps]
    due = what_is_due(state, challenge.progress, challenge.answer_by_on, challenge.due_on)
    decides = may(P.CLOSE_CHALLENGE, subject) and may_decide_now(state, days_late(due, today()))
    return Offered(
        again=again_form(found, fresh=True) if changes and state is ChallengeState.SENT_BACK else None,
        hand_on=hand_on_form(found, officers, fresh=True) if checks and waits else None,
        send_back=send_back_form(fresh=True) if checks and waits else None,
        hand_over=hand_over_form(found, officers, fresh=True) if checks and is_open else None,
        answer=answer_form(fresh=True) if answers and may_answer_now(state, kinds) else None,
        progress=progress_form(found, fresh=True) if answers and _goes_on(challenge) else None,
        decide=decide_form(found, fresh=True) if decides else None,
        proof=proof_form(fresh=True) if answers and state is ChallengeState.ANSWERED else None,
        reopen=reopen_form(found, fresh=True)
        if may(P.CLOSE_CHALLENGE, subject) and state is ChallengeState.CLOSED
        else None,
        take_back=changes and state in UNCHECKED,
        says=may(P.SAY_OF_CHALLENGE, subject) and may_say_now(state),
        seen=any(n.about_id == challenge.id and n.kind not in STANDS for n in _unseen()),
        write=answers and may(P.WRITE_OUTCOMES) and challenge.answered_at is not None,
    )


def _goes_on(challenge: Challenge) -> bool:
    is_answered = challenge.state is ChallengeState.ANSWERED
    return is_answered and challenge.progress is not Progress.NOT_ACCEPTED


def _unseen() -> Sequence[Any]:
    return unseen(the_viewer().account_id)
