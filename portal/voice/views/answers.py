"""Those a statement was delivered to: their list, reading one, answering it, telling somebody in person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.kit.pages import Page, page_number
from portal.nameless.queries.owed import owed_by as owed_without_a_name
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import answers as commands
from portal.voice.commands import answers_asking as asking
from portal.voice.presenters import answers as show
from portal.voice.presenters.saying import settings
from portal.voice.queries import delivered as queries
from portal.voice.queries import late, owed
from portal.voice.queries.delivered import Delivered
from portal.voice.queries.desk import today
from portal.voice.queries.promised import promised
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
        nameless=owed_without_a_name(viewer, today()),
        promised=promised(viewer, today()),
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
    form = show.answer_form_for(found)
    if not form.validate():
        page = show.delivered_page(found, may_answer=True, form=form)
        return flask.render_template("voice/delivered_statement.html", page=page), 422
    commands.send_answer(
        found.statement,
        form.words(),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=today(),
    )
    flask.flash(_("Your answer is sent."))
    return flask.redirect(flask.url_for("voice.delivered_statement", statement_id=found.statement.id))


@bp.post("/staff/statements/<uuid:statement_id>/wording")
@requires(P.READ_DELIVERED, of=queries.delivered_subject)
def answer_wording(found: Delivered) -> Any:
    """Put a suggested wording into the form, beside what was typed. Nothing is stored or sent."""
    if not found.may_answer:
        raise NotFound
    form = show.answer_form_for(found)
    if not form.use_phrase():
        flask.flash(_("Choose a wording first, or write in your own words."), "info")
    return flask.render_template(
        "voice/delivered_statement.html", page=show.delivered_page(found, may_answer=True, form=form)
    )


@bp.post("/staff/statements/<uuid:statement_id>/ask")
@requires(P.ASK_TO_ANSWER, of=queries.delivered_to_change)
def answer_ask(found: Delivered) -> Any:
    """Ask somebody else to answer. The day it is due stays."""
    form = show.ask_form_for(found)
    if form is None or not form.validate():
        page = show.delivered_page(found, may_answer=True, ask_form=form)
        return flask.render_template("voice/delivered_statement.html", page=page), 422
    asking.ask_instead(
        found.statement,
        UUID(form.instead.data),
        form.note.data or "",
        by=the_viewer().account_id,
        now=clock.now(),
        on=today(),
    )
    flask.flash(
        _(
            "Handed on. Who cannot take it is not asked: then a safety lead answers. Where nobody can, it"
            " stays in your list. The day it is due stays."
        )
    )
    return flask.redirect(flask.url_for("voice.delivered"))


@bp.post("/staff/statements/<uuid:statement_id>/give-back")
@requires(P.ASK_TO_ANSWER, of=queries.delivered_to_change)
def answer_give_back(found: Delivered) -> Any:
    """Whoever was asked cannot answer it after all."""
    form = show.give_back_form()
    if found.was_asked and not form.validate():
        page = show.delivered_page(found, may_answer=True, back_form=form)
        return flask.render_template("voice/delivered_statement.html", page=page), 422
    asking.give_back(
        found.statement, form.why.data or "", by=the_viewer().account_id, now=clock.now(), on=today()
    )
    flask.flash(_("Given back. Somebody else answers it. Where nobody can, it stays in your list."))
    return flask.redirect(flask.url_for("voice.delivered"))


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
    """What is late and came up the line to them: who and how late, no word of what it is about."""
    after = settings().overdue_leads_after_days
    rows = late.owed_by_team(the_viewer(), today(), leads_after=after)
    return flask.render_template("voice/overdue.html", rows=rows)
