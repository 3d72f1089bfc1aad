"""A young person's complaints: making one, the list of them, and the ways in and out of the say flow."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.complaints.commands import own as commands
from portal.complaints.commands import said as _said  # noqa: F401  # what is said becomes a complaint: hooks
from portal.complaints.forms.own import ComplainForm
from portal.complaints.presenters import own as show
from portal.complaints.queries.one import complaints_of
from portal.complaints.queries.origins import is_theirs
from portal.complaints.rules import Came
from portal.complaints.views import bp
from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import drafts
from portal.voice.commands.saying import Speaker
from portal.voice.presenters.saying import about_choices
from portal.voice.queries.own import own_statement
from portal.voice.queries.speaking import Speaking, around, speaking
from portal.voice.rules.occasions import COMPLAINT


@bp.route("/complain", methods=["GET", "POST"])
@requires(P.COMPLAIN)
def complain() -> Any:
    """Write it here, on one page. Everything but what happened can be left."""
    who, form = speaking(the_viewer()), ComplainForm()
    people = around(who.young_person_id, show.today())
    form.set_up(about_choices(people), show.settings().max_words)
    if flask.request.method == "GET":
        _grown_out_of(form)
        form.give_id()
    elif form.validate():
        complaint = commands.complain(
            _speaker(who), form.sent_id(), _typed(form), promises=show.promises(), now=clock.now()
        )
        if _calls_somebody(complaint.statement_id):  # what happens now stands there, beside the numbers
            return flask.redirect(flask.url_for("voice.sent", statement_id=complaint.statement_id), 303)
        flask.flash(_("We have your complaint. You see here what happens with it."))
        return flask.redirect(flask.url_for("complaints.mine"), 303)
    page = flask.render_template("complaints/complain.html", form=form, people=people.people)
    return page, 422 if form.errors else 200


@bp.post("/complain/another-way")
@requires(P.COMPLAIN)
def complain_another_way() -> Any:
    """With their voice, a picture, a drawing, with somebody: the pages of saying something. What they have
    started there stays."""
    who = speaking(the_viewer())
    started = who.started()
    if started and started.says_something:
        flask.flash(_("You have started something else. Send it first, or throw it away."), "info")
        return flask.redirect(flask.url_for("voice.say_words"), 303)
    drafts.keep(
        who.young_person_id,
        {"asked": COMPLAINT},
        send_once=started.send_once if started else uuid4(),
        past_shut_at=who.past_shut_at,
        by_old_way=who.by_old_way,
    )
    flask.flash(_("What you send now is your complaint."), "info")
    return flask.redirect(flask.url_for("voice.say_words"), 303)


@bp.get("/my-complaints")
@requires(P.COMPLAIN)
def mine() -> Any:
    """Their complaints, the newest first. Not while their past is shut."""
    viewer = the_viewer()
    is_shut = viewer.past_is_shut or viewer.young_person_id is None
    rows = [] if is_shut or viewer.young_person_id is None else complaints_of(viewer.young_person_id)
    return flask.render_template(
        "complaints/mine.html", rows=rows, is_shut=is_shut, first_words=show.first_words, today=show.today()
    )


def _grown_out_of(form: ComplainForm) -> None:
    """From an answer that did not help their words come along; from something agreed, only that it was it."""
    asked = flask.request.args
    if said := _id(asked.get("said")):
        subject = own_statement(the_viewer(), said)
        if subject is not None and subject.thing is not None:
            form.origin.data, form.origin_id.data = Came.NOT_SORTED.value, str(said)
            form.words.data, form.wish.data = subject.thing.words, subject.thing.wants
    elif (action := _id(asked.get("action"))) and is_theirs(the_viewer(), Came.ACTION, action):
        form.origin.data, form.origin_id.data = Came.ACTION.value, str(action)


def _calls_somebody(statement_id: UUID | None) -> bool:
    """Whether their words sound as if somebody has to know at once."""
    subject = own_statement(the_viewer(), statement_id) if statement_id else None
    return bool(subject and subject.thing and subject.thing.pages_duty)


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _typed(form: ComplainForm) -> commands.Typed:
    came, came_from_id = form.came()
    if came_from_id and not is_theirs(the_viewer(), came, came_from_id):
        came, came_from_id = Came.OWN_PAGE, None
    return commands.Typed(
        words=form.words.data or "",
        wish=form.wish.data or "",
        about=form.picked(),
        about_name=form.about_name.data or "",
        advocate=form.advocate.data or "",
        advocate_question=show.advocate_question(),
        came=came,
        came_from_id=came_from_id,
    )


def _speaker(who: Speaking) -> Speaker:
    language = str(get_locale() or "en")
    return Speaker(who.young_person_id, who.account_id, language, who.past_shut_at, who.by_old_way)
