"""What panel support and officers do with a challenge: check it, hand it on, answer it, close it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from portal.accounts.queries import staffing
from portal.kit import clock
from portal.panels.commands import challenge_answers as answers
from portal.panels.commands import challenges as commands
from portal.panels.commands.challenge_answers import AnswerWords, Decision
from portal.panels.forms.challenges import CLOSE, NO
from portal.panels.presenters import challenges as show
from portal.panels.queries import challenges as queries
from portal.panels.queries.challenges import Found
from portal.panels.rules import Progress
from portal.panels.views import bp
from portal.panels.views.challenges import back_to, page_of
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.post("/staff/challenges/<uuid:challenge_id>/send-back")
@requires(P.CHECK_CHALLENGE, of=queries.challenge_to_change)
def challenge_send_back(found: Found) -> Any:
    """Ask the member to put it differently."""
    form = show.send_back_form()
    if not form.validate():
        return page_of(found, "send_back", form)
    commands.send_back(
        found.challenge,
        form.back_words.data or "",
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
    )
    return back_to(found, _("It is sent back. They can change it and send it again."))


@bp.post("/staff/challenges/<uuid:challenge_id>/hand-on")
@requires(P.CHECK_CHALLENGE, of=queries.challenge_to_change)
def challenge_hand_on(found: Found) -> Any:
    """It was checked: an officer gets it, and from now on the panel and officers see it."""
    form = show.hand_on_form(found, staffing.officers(show.today()))
    if not form.validate():
        return page_of(found, "hand_on", form)
    commands.hand_on(
        found.challenge,
        form.officer_id(),
        form.sent_id(),
        steps_seen=form.seen(),
        answer_by_on=show.answer_by_on(),
        leave_out=form.leaves_out(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=show.today(),
    )
    return back_to(found, _("The officer has it now."))


@bp.post("/staff/challenges/<uuid:challenge_id>/hand-over")
@requires(P.CHECK_CHALLENGE, of=queries.challenge_to_change)
def challenge_hand_over(found: Found) -> Any:
    """Another officer takes it over."""
    form = show.hand_over_form(found, staffing.officers(show.today()))
    if not form.validate():
        return page_of(found, "hand_over", form)
    commands.hand_over(
        found.challenge,
        form.officer_id(),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=show.today(),
    )
    return back_to(found, _("The other officer has it now."))


@bp.post("/staff/challenges/<uuid:challenge_id>/answer")
@requires(P.ANSWER_CHALLENGE, of=queries.challenge_to_change)
def challenge_answer(found: Found) -> Any:
    """Say what will be done, by whom, by which day."""
    form = show.answer_form()
    if not form.validate():
        return page_of(found, "answer", form)
    answers.answer(
        found.challenge,
        AnswerWords(form.action.data or "", form.owner.data or "", form.due_on.data, form.accepts.data != NO),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=show.today(),
    )
    return back_to(found, _("Your answer is sent. Whoever asked is told that it is there."))


@bp.post("/staff/challenges/<uuid:challenge_id>/progress")
@requires(P.ANSWER_CHALLENGE, of=queries.challenge_to_change)
def challenge_progress(found: Found) -> Any:
    """Say how far it is."""
    form = show.progress_form(found)
    if not form.validate():
        return page_of(found, "progress", form)
    answers.say_progress(
        found.challenge,
        Progress(form.progress.data),
        form.progress_words.data or "",
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
    )
    return back_to(found, _("The panel sees how far it is."))


@bp.post("/staff/challenges/<uuid:challenge_id>/decide")
@requires(P.CLOSE_CHALLENGE, of=queries.challenge_to_change)
def challenge_decide(found: Found) -> Any:
    """Write down what the panel decided."""
    form = show.decide_form(found)
    if not form.validate():
        return page_of(found, "decide", form)
    answers.decide(
        found.challenge,
        Decision(form.decision.data == CLOSE, UUID(form.meeting.data), form.decision_words.data or ""),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=show.today(),
        zone=show.settings().time_zone,
    )
    closed = form.decision.data == CLOSE
    return back_to(found, _("It is closed.") if closed else _("It stays open."))
