"""What the pages of challenges show: the words, covered where they must be, and the forms one may use."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

import flask

from portal.accounts.queries import staffing
from portal.deadlines import queries as due_days
from portal.kit import clock, dates
from portal.kit.errors import Refused
from portal.notices.queries import unseen
from portal.outcomes import queries as outcomes
from portal.outcomes.queries import Told
from portal.panels.commands.challenge_steps import STANDS
from portal.panels.forms.challenges import (
    AnswerForm,
    AskForm,
    DecideForm,
    HandOnForm,
    HandOverForm,
    ProgressForm,
    SendBackForm,
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
from portal.panels.queries.challenges import Found, held_meetings, meets_on
from portal.panels.queries.naming import looks_like_names
from portal.panels.rules import OPEN, ChallengeState, StepKind
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
from portal.settings import Settings


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
    offered: Offered = field(default_factory=Offered)
    form: Any = None


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def today() -> date:
    """The council's date now."""
    return clock.today(settings().time_zone)


def answer_by_on() -> date:
    """The day by which an officer who gets a challenge today is to answer it."""
    return due_days.day_for("panel_challenge", today(), settings().challenge_answer_days)


def challenge_page(found: Found, slot: str = "", form: Any = None) -> ChallengePage:
    """The page; with a form that has mistakes, that form stands in its `slot` (a name in Offered).

    Raises Refused when that form is no longer wanted."""
    challenge = found.challenge
    names = staffing.names(people_in(found))
    officers = staffing.officers(today()) if found.is_support else []
    words, is_covered = words_of(found)
    due = what_is_due(challenge.state, challenge.progress, challenge.answer_by_on, challenge.due_on)
    says = says_now((step.kind, step.by_id) for step in challenge.steps)
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
        steps=history(found, names),
        told=outcomes.of_challenges([challenge.id]).get(challenge.id),
        would_close=_names_of(says, StepKind.SAYS_CLOSE, names),
        would_keep_open=_names_of(says, StepKind.SAYS_KEEP_OPEN, names),
        i_say=says.get(the_viewer().account_id),
        officer_has_left=_has_left(found, officers),
        answer_by_on=answer_by_on(),
        offered=replace(offered, **{slot: form}) if slot else offered,
        form=form,
    )


def _names_of(says: dict[UUID, StepKind], what: StepKind, names: dict[UUID, str]) -> list[str]:
    return sorted(names.get(one, "") for one, kind in says.items() if kind is what)


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
        progress=progress_form(found, fresh=True) if answers and state is ChallengeState.ANSWERED else None,
        decide=decide_form(found, fresh=True) if decides else None,
        take_back=changes and state in UNCHECKED,
        says=may(P.SAY_OF_CHALLENGE, subject) and may_say_now(state),
        seen=any(n.about_id == challenge.id and n.kind not in STANDS for n in _unseen()),
        write=answers and may(P.WRITE_OUTCOMES) and challenge.answered_at is not None,
    )


def _unseen() -> Sequence[Any]:
    return unseen(the_viewer().account_id)


def _given(fresh: bool) -> dict[str, Any]:
    """A fresh form reads nothing of what was sent: another one on the page was."""
    return {"formdata": None} if fresh else {}


def ask_form() -> AskForm:
    form = AskForm()
    form.give_id()
    return form


def again_form(found: Found, *, fresh: bool = False) -> AskForm:
    """The question as it was put, to be changed."""
    form = AskForm(words=found.challenge.words, **_given(fresh))
    form.give_id()
    return form


def send_back_form(*, fresh: bool = False) -> SendBackForm:
    form = SendBackForm(**_given(fresh))
    form.give_id()
    return form


def hand_on_form(found: Found, officers: Sequence[tuple[UUID, str]], *, fresh: bool = False) -> HandOnForm:
    form = HandOnForm(steps_seen=str(len(found.challenge.steps)), **_given(fresh))
    form.offer(officers)
    return form


def hand_over_form(
    found: Found, officers: Sequence[tuple[UUID, str]], *, fresh: bool = False
) -> HandOverForm:
    form = HandOverForm(**_given(fresh))
    form.offer([(one, name) for one, name in officers if one != found.challenge.officer_id])
    return form


def answer_form(*, fresh: bool = False) -> AnswerForm:
    form = AnswerForm(**_given(fresh))
    form.set_up(today=today())
    return form


def progress_form(found: Found, *, fresh: bool = False) -> ProgressForm:
    form = ProgressForm(progress=found.challenge.progress.value, **_given(fresh))
    form.set_up(found.challenge.progress, found.challenge.progress_words)
    return form


def decide_form(found: Found, *, fresh: bool = False) -> DecideForm:
    """The meetings since it was asked: no earlier one can have decided it."""
    form = DecideForm(**_given(fresh))
    asked_on = found.challenge.asked_at.astimezone(settings().time_zone).date()
    held = held_meetings(asked_on, today())
    form.offer([(str(meeting_id), dates.day(held_on)) for meeting_id, held_on in held])
    return form
