"""The advocacy provider's desk. It is theirs: nothing here shows on a page of the council."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.pages import Page, page_number
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import advocates as commands
from portal.voice.commands import answers
from portal.voice.commands.after import read_addition
from portal.voice.forms.answers import PassOnForm
from portal.voice.jobs import reading_hours
from portal.voice.presenters import advocate as show
from portal.voice.presenters.answers import answer_form
from portal.voice.presenters.saying import ring_now, settings
from portal.voice.queries import advocate as queries
from portal.voice.queries.advocate import AddedForAdvocate, ForAdvocate
from portal.voice.queries.desk import today
from portal.voice.rules.desk import why_not_mark_read
from portal.voice.views import bp


@bp.get("/staff/advocate")
@requires(P.USE_ADVOCATE_DESK)
def advocate() -> Any:
    """What young people told an advocate: unread first, then what was read."""
    viewer, number = the_viewer(), page_number()
    rows, total = queries.already_read(viewer, page=number)
    page = Page(rows, number, total, queries.PAGE_SIZE)
    return flask.render_template("voice/advocate.html", to_read=queries.to_read(viewer), page=page)


@bp.get("/staff/advocate/<uuid:statement_id>")
@requires(P.READ_AS_ADVOCATE, of=queries.for_advocate)
def advocate_statement(found: ForAdvocate) -> Any:
    """One statement with its answers and the form to answer."""
    page = show.advocate_page(found)
    commands.note_opened(found.statement, by=the_viewer().account_id, now=clock.now())
    return flask.render_template("voice/advocate_statement.html", page=page)


@bp.post("/staff/advocate/<uuid:statement_id>/read")
@requires(P.ANSWER_AS_ADVOCATE, of=queries.for_advocate_to_change)
def advocate_read(found: ForAdvocate) -> Any:
    """Mark it read; whoever was second is told that it was."""
    if why_not_mark_read(found.statement.read_at):
        flask.flash(_("It was marked as read already."), "info")
        return _back(found)
    commands.mark_read(found.statement, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Marked as read."))
    return _back(found)


@bp.post("/staff/advocate/<uuid:statement_id>/additions/<uuid:addition_id>/read")
@requires(P.ANSWER_AS_ADVOCATE, of=queries.addition_for_advocate)
def advocate_addition_read(thing: AddedForAdvocate) -> Any:
    """An advocate has read what was added or changed later."""
    statement, me = thing.found.statement, the_viewer().account_id
    read_addition(statement, thing.addition, by=me, now=clock.now(), on=today())
    flask.flash(_("Marked as read."))
    return _back(thing.found)


@bp.post("/staff/advocate/<uuid:statement_id>/answer")
@requires(P.ANSWER_AS_ADVOCATE, of=queries.for_advocate_to_change)
def advocate_answer(found: ForAdvocate) -> Any:
    """Answer it; answering is reading it too."""
    form, me, now = answer_form(), the_viewer().account_id, clock.now()
    if not form.validate():
        page = show.advocate_page(found, form=form)
        return flask.render_template("voice/advocate_statement.html", page=page), 422
    if found.statement.read_at is None:
        commands.mark_read(found.statement, by=me, now=now)
    words = form.words()
    answers.send_answer(found.statement, words, form.sent_id(), by=me, now=now, on=today())
    flask.flash(_("Your answer is sent."))
    return _back(found)


@bp.post("/staff/advocate/<uuid:statement_id>/told")
@requires(P.ANSWER_AS_ADVOCATE, of=queries.for_advocate_to_change)
def advocate_told(found: ForAdvocate) -> Any:
    """The advocate told them in person that an answer is there."""
    answers.tell_in_person(found.statement, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Thank you for telling them."))
    return _back(found)


@bp.get("/staff/advocate/<uuid:statement_id>/pass-on")
@requires(P.READ_AS_ADVOCATE, of=queries.for_advocate)
def advocate_pass_on(found: ForAdvocate) -> Any:
    """What is passed on and what is not, before it is."""
    return _pass_on_page(found, PassOnForm())


@bp.post("/staff/advocate/<uuid:statement_id>/pass-on")
@requires(P.ANSWER_AS_ADVOCATE, of=queries.for_advocate_to_change)
def advocate_passed_on(found: ForAdvocate) -> Any:
    """Tell the council's safety team; their words go only if they agreed."""
    form, known = PassOnForm(), settings()
    if not form.validate():
        return _pass_on_page(found, form), 422
    commands.pass_to_safety_team(
        found.statement,
        with_words=form.words.data == "with",
        by=the_viewer().account_id,
        hours=reading_hours(known),
        zone=known.time_zone,
        answer_days=known.answer_working_days,
        now=clock.now(),
    )
    flask.flash(_("The council's safety team has been told."))
    return _back(found)


def _pass_on_page(found: ForAdvocate, form: PassOnForm) -> str:
    page, ring = show.advocate_page(found), ring_now(clock.now())
    return flask.render_template("voice/advocate_pass_on.html", page=page, form=form, ring=ring)


def _back(found: ForAdvocate) -> Any:
    return flask.redirect(flask.url_for("voice.advocate_statement", statement_id=found.statement.id))
