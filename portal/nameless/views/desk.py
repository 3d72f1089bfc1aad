"""The desk's pages of talks without a name: all of them, one, marked read, answered, closed."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.pages import page_number
from portal.nameless.commands import reading as commands
from portal.nameless.commands.reading import Done
from portal.nameless.forms.reading import AnswerForm, MarkReadForm
from portal.nameless.presenters import desk as show
from portal.nameless.presenters.talk import settings
from portal.nameless.queries import desk as queries
from portal.nameless.queries.apart import today
from portal.nameless.queries.desk import TalkAtDesk
from portal.nameless.rules import Outcome
from portal.nameless.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/nameless")
@requires(P.USE_DESK)
def talks() -> Any:
    """Every talk, those with something unread first."""
    page = queries.all_talks(the_viewer(), page=page_number())
    return flask.render_template("nameless/talks.html", page=page)


@bp.get("/staff/nameless/<uuid:talk_id>")
@requires(P.READ_NAMELESS, of=queries.talk_at_desk)
def talk_at_desk(found: TalkAtDesk) -> Any:
    """One talk, opened: the calling stops."""
    page = _page(found)
    commands.note_opened(found.talk, by=the_viewer().account_id, now=clock.now())
    return page


@bp.post("/staff/nameless/<uuid:talk_id>/read")
@requires(P.READ_NAMELESS, of=queries.talk_at_desk)
def talk_read(found: TalkAtDesk) -> Any:
    """Mark what was on the page as read: what was done, whom it concerns, who answers by when."""
    form = show.mark_form(found)
    if "search" in flask.request.form:
        return _page(found, mark=form)
    if not form.validate():
        return _page(found, mark=form), 422
    by, now = the_viewer().account_id, clock.now()
    commands.mark_read(found.talk, form.number(), done_from(form), by=by, now=now, on=today())
    flask.flash(_("Marked as read."))
    return flask.redirect(flask.url_for("voice.desk"))


@bp.post("/staff/nameless/<uuid:talk_id>/answer")
@requires(P.ANSWER_NAMELESS, of=queries.talk_at_desk)
def talk_answered(found: TalkAtDesk) -> Any:
    """Write back."""
    form = AnswerForm()
    form.limit(settings().max_words)
    if not form.validate():
        return _page(found, answer=form), 422
    commands.answer(
        found.talk, form.sent_id(), form.words.data or "", by=the_viewer().account_id, now=clock.now()
    )
    flask.flash(_("Your answer is there for them."))
    return flask.redirect(flask.url_for("nameless.talk_at_desk", talk_id=found.talk.id))


@bp.post("/staff/nameless/<uuid:talk_id>/close")
@requires(P.ANSWER_NAMELESS, of=queries.talk_at_desk)
def talk_closed(found: TalkAtDesk) -> Any:
    """End it from our side."""
    commands.close(found.talk, by=the_viewer().account_id, on=today())
    flask.flash(_("The talk has ended. They can read it until it is erased."))
    return flask.redirect(flask.url_for("nameless.talks"))


def done_from(form: MarkReadForm) -> Done:
    return Done(
        Outcome(form.outcome.data),
        form.reference.data or "",
        form.note.data or "",
        form.marked(),
        form.answerer_id(),
        settings().answer_working_days,
        settings().complaint_outside_working_days,
    )


def _page(found: TalkAtDesk, *, mark: MarkReadForm | None = None, answer: AnswerForm | None = None) -> str:
    if answer is None:
        answer = AnswerForm(formdata=None)
        answer.limit(settings().max_words)
        answer.give_id()
    return flask.render_template(
        "nameless/talk_at_desk.html",
        found=found,
        mark=mark or show.mark_form(found, fresh=True),
        answer=answer,
        page_has_errors=bool((mark and mark.errors) or answer.errors),
        keep_days=settings().nameless_keep_days,
    )
