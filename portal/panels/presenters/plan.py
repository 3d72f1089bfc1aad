"""What the pages of the improvement plan show: one action, its history, and the forms one may use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.queries import staffing
from portal.kit import clock, dates
from portal.notices.queries import unseen
from portal.panels.forms.plan import ActionForm, ReopenForm, SayForm
from portal.panels.queries.plan import ActionFound, ActionLine, Step, lines_of
from portal.panels.rules.plan import OPEN_ACTIONS, ActionState, PlanStepKind
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject, the_viewer
from portal.settings import Settings

_ORDER = list(PlanStepKind)


@dataclass(frozen=True)
class StepLine:
    """One line of the history."""

    at: datetime
    text: str
    words: str


@dataclass(frozen=True)
class ActionPage:
    """All that the page of one action needs; `form` is the one that has mistakes."""

    found: ActionFound
    line: ActionLine
    steps: Sequence[StepLine]
    say: SayForm | None
    reopen: ReopenForm | None
    may_change: bool
    may_see_plan: bool
    is_new: bool
    form: Any = None


@dataclass(frozen=True)
class Tab:
    """One of the pages of plan, measures and reports."""

    label: str
    href: str
    is_here: bool


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def today() -> date:
    """The council's date now."""
    return clock.today(settings().time_zone)


def tabs(here: str) -> list[Tab]:
    """The parts that this viewer may open."""
    found = [
        (P.SEE_PLAN, "panels.plan", _("Plan")),
        (P.OWN_PLAN_ACTIONS, "panels.plan_mine", _("My part")),
        (P.SEE_MEASURES, "panels.measures", _("Measures")),
        (P.SEE_BOARD_REPORTS, "panels.reports", _("Reports to the board")),
    ]
    return [Tab(label, flask.url_for(name), name == here) for asks, name, label in found if may(asks)]


def state_words(state: ActionState) -> str:
    """How far an action is, in words."""
    words = {
        ActionState.NOT_BEGUN: _("Not begun"),
        ActionState.UNDER_WAY: _("Under way"),
        ActionState.DONE: _("Done"),
        ActionState.WILL_NOT: _("Not going to happen"),
        ActionState.REOPENED: _("Opened again"),
    }
    return str(words[state])


def action_page(found: ActionFound, slot: str = "", form: Any = None) -> ActionPage:
    """The page of one action; `slot` says which form has mistakes."""
    action = found.action
    subject = Subject(None, relations=found.relations)
    is_open = action.state in OPEN_ACTIONS
    keeps = may(P.KEEP_PLAN)
    say = say_form(found, fresh=True) if is_open and may(P.DO_PLAN_ACTION, subject) else None
    again = reopen_form(found, fresh=True) if keeps and not is_open else None
    return ActionPage(
        found=found,
        line=lines_of([action], today())[0],
        steps=_history(found),
        say=form if slot == "say" else say,
        reopen=form if slot == "reopen" else again,
        may_change=keeps,
        may_see_plan=may(P.SEE_PLAN),
        is_new=any(one.about_id == action.id for one in unseen(the_viewer().account_id)),
        form=form,
    )


def _history(found: ActionFound) -> list[StepLine]:
    steps = sorted(found.action.steps, key=lambda step: (step.at, _ORDER.index(step.kind)))
    names = staffing.names({one for step in steps for one in (step.by_id, step.owner_id) if one})
    return [_line(step, names) for step in steps]


def _line(step: Step, names: dict[Any, str]) -> StepLine:
    who = names.get(step.by_id, "") if step.by_id else ""
    day = short(step.due_on)
    texts = {
        PlanStepKind.WRITTEN: _("%(who)s wrote it, to be done by %(day)s.", who=who, day=day),
        PlanStepKind.CHANGED: _("%(who)s changed it. Before, it was due on %(day)s:", who=who, day=day),
        PlanStepKind.SENT: _("%(who)s sent the plan to its owners and readers.", who=who),
        PlanStepKind.SAID: _("%(who)s said: %(state)s.", who=who, state=state_words(step.state)),
        PlanStepKind.REOPENED: _("%(who)s opened it again.", who=who),
        PlanStepKind.REMINDED: _("%(owner)s was reminded.", owner=names.get(step.owner_id, "")),
    }
    words = "" if step.kind in (PlanStepKind.REMINDED, PlanStepKind.WRITTEN) else step.words
    return StepLine(step.at, str(texts[step.kind]), words)


def short(value: date) -> str:
    """A day inside a sentence."""
    return dates.short_day(value)


def action_form(found: ActionFound | None = None) -> ActionForm:
    """A new action, or one to be changed."""
    if found is None:
        form = ActionForm()
        form.set_up(staffing.owners(today()), today=today())
        return form
    action = found.action
    data = {
        "title": action.title,
        "why": action.why,
        "post": action.post,
        "owner": str(action.owner_id),
        "due_on": action.due_on,
        "seen": str(action.mark),
    }
    form = ActionForm(data=data)
    form.set_up(staffing.owners(today()), today=today(), was_due=action.due_on)
    return form


def say_form(found: ActionFound, *, fresh: bool = False) -> SayForm:
    """How far it is. Another form's words are not read into a fresh one."""
    action = found.action
    given: dict[str, Any] = {"formdata": None} if fresh else {}
    form = SayForm(data={"seen": str(action.mark)}, **given)
    form.set_up(action.state)
    return form


def reopen_form(found: ActionFound, *, fresh: bool = False) -> ReopenForm:
    given: dict[str, Any] = {"formdata": None} if fresh else {}
    form = ReopenForm(data={"seen": str(found.action.mark)}, **given)
    form.give_id()
    return form
