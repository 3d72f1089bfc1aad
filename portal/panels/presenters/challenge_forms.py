"""The forms at a challenge: fresh ones for the page, or as they were sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.accounts.queries import staffing
from portal.deadlines import queries as due_days
from portal.disclosure.counts import What
from portal.kit import clock, dates
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
    WrittenForm,
)
from portal.panels.presenters.challenge_history import about_words, pages_to_ask_about
from portal.panels.queries.challenges import AskedOf, Found, held_meetings
from portal.settings import Settings


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def today() -> date:
    """The council's date now."""
    return clock.today(settings().time_zone)


def answer_by_on() -> date:
    """The day by which an officer who gets a challenge today is to answer it."""
    return due_days.day_for("panel_challenge", today(), settings().challenge_answer_days)


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


def proof_form(*, fresh: bool = False) -> ProofForm:
    form = ProofForm(**_given(fresh))
    form.give_id()
    return form


def reopen_form(found: Found, *, fresh: bool = False) -> ReopenForm:
    """The meetings since it was closed: no earlier one can have opened it again."""
    form = ReopenForm(**_given(fresh))
    closed_at = found.challenge.closed_at or found.challenge.asked_at
    held = held_meetings(closed_at.astimezone(settings().time_zone).date(), today())
    form.offer([(str(meeting_id), dates.day(held_on)) for meeting_id, held_on in held])
    return form


def written_form(asked_of: AskedOf) -> WrittenForm:
    """For panel support: who asked, and what of this paper it is about."""
    form = WrittenForm()
    names = staffing.names(staffing.members(today()))
    themes = [
        f"theme:{cell.name}" for cell in asked_of.paper.cells if cell.what is What.THEME and not cell.by
    ]
    about = [("whole", str(_("The paper as a whole"))), *((one, about_words(one)) for one in themes)]
    form.offer(sorted(names.items(), key=lambda one: one[1].casefold()), about + pages_to_ask_about())
    return form
