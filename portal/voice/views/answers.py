"""Those a statement was delivered to: their list, reading one, answering it, telling somebody in person."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.pages import Page, page_number
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import answers as commands
from portal.voice.commands.answers import AnswerWords
from portal.voice.presenters import answers as show
from portal.voice.queries import delivered as queries
from portal.voice.queries import owed
from portal.voice.queries.delivered import Delivered
from portal.voice.queries.desk import today
from portal.voice.views import bp


@bp.get("/staff/statements")
@requires(P.READ_LISTS)
def delivered() -> Any:
    """What they owe an answer to first, late ones on top; then whom to tell; then everything else."""
    viewer, number = the_viewer(), page_number()
    rows, total = owed.others(viewer, today(), page=number)
    return flask.render_template(
        "voice/delivered.html",
        to_answer=owed.to_answer(viewer, today()),
        please_tell=owed.please_tell(viewer),
        page=Page(rows, number, total, owed.PAGE_SIZE),
        unread_after=show.unread_after(clock.now()),
    )


@bp.get("/staff/statements/<uuid:statement_id>")
@requires(P.READ_DELIVERED, of=queries.delivered_subject)
def delivered_statement(found: Delivered) -> Any:
    """One statement with its answers, and the form to answer it for whoever may."""
    page = show.delivered_page(found, may_answer=found.may_answer)
    commands.note_opened(found.statement, by=the_viewer().account_id, now=clock.now())
    return flask.render_template("voice/delivered_statement.html", page=page)


@bp.post("/staff/statements/<uuid:statement_id>/answer")
@requires(P.ANSWER, of=queries.delivered_to_change)
def answer(found: Delivered) -> Any:
    """Send an answer, once."""
    form = show.answer_form()
    if not form.validate():
        page = show.delivered_page(found, may_answer=True, form=form)
        return flask.render_template("voice/delivered_statement.html", page=page), 422
    commands.send_answer(
        found.statement,
        AnswerWords(**form.values()),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=today(),
    )
    flask.flash(_("Your answer is sent."))
    return flask.redirect(flask.url_for("voice.delivered_statement", statement_id=found.statement.id))


@bp.post("/staff/statements/<uuid:statement_id>/told")
@requires(P.TELL_IN_PERSON, of=queries.tell_subject)
def told(found: Delivered) -> Any:
    """They told the young person in person that an answer is there."""
    commands.tell_in_person(found.statement, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Thank you for telling them."))
    return flask.redirect(flask.url_for("voice.delivered"))


@bp.get("/staff/overdue")
@requires(P.SEE_OVERDUE_OF_TEAM)
def overdue() -> Any:
    """Late answers of the people they manage: who and how late, no word of what it is about."""
    rows = owed.owed_by_team(the_viewer(), today())
    return flask.render_template("voice/overdue.html", rows=rows)
