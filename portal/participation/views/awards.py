"""Thank-yous, for young people and for staff who thank somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands import awards as commands
from portal.participation.commands.to_desk import tell_the_desk
from portal.participation.forms.awards import NameForm, SuggestForm, id_of
from portal.participation.presenters import awards as presenters
from portal.participation.presenters import hub
from portal.participation.queries import awards as queries
from portal.participation.rules.awards import Named
from portal.participation.views import bp
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands.saying import Speaker
from portal.voice.presenters.saying import promises
from portal.voice.queries.speaking import speaking

hub.gives(presenters.hub)


@bp.get("/groups/thank-yous")
@requires(P.OWN_GROUPS)
def thank_yous() -> Any:
    """Who thanked them, their certificates, the list of rewards, and what became of what they wrote."""
    return flask.render_template(
        "participation/thanks.html", suggest=_suggest_form(), **presenters.own(the_viewer())
    )


@bp.post("/groups/thank-yous/suggest")
@requires(P.OWN_GROUPS)
def suggest_award() -> Any:
    """An idea for the list: read by the desk first."""
    form, viewer = SuggestForm(), the_viewer()
    if not form.validate():
        page = flask.render_template(
            "participation/thanks.html", suggest=form, page_has_errors=True, **presenters.own(viewer)
        )
        return page, 422
    name, sent = form.name.data or "", form.sent_id()
    statement_id = _to_desk(_("What would be a good reward or thank-you?"), name, sent)
    young_person_id = speaking(viewer).young_person_id
    commands.suggest(name, sent, statement_id, young_person_id, by=viewer.account_id, now=clock.now())
    flask.flash(_("Thank you. We read it and tell you here what becomes of it."))
    return _home()


@bp.post("/groups/thank-yous/rewards/<uuid:award_id>/like")
@requires(P.OWN_GROUPS, of=queries.award_subject)
def like_award(award: Any) -> Any:
    """They would choose this one, or not any more."""
    try:
        likes = flask.request.form.get("likes") == "yes"
        commands.like(award, speaking(the_viewer()).young_person_id, likes=likes)
    except Refused as refused:
        flask.flash(presenters.why_words(refused.reason), "error")
    return _home()


@bp.route("/groups/thank-yous/new", methods=["GET", "POST"])
@requires(P.NOMINATE)
def thank_somebody() -> Any:
    """Name somebody: read by the desk like all they say, passed on by a worker. Staff have a page like it."""
    form = presenters.name_form()
    if flask.request.method == "POST" and form.validate():
        sent = form.sent_id()
        statement_id = _to_desk(str(form.words.label.text), _thanked(form), sent)
        _name(form, sent, speaking(the_viewer()).young_person_id, statement_id)
        flask.flash(_("Thank you. We read it first. Then we pass it on, or tell you why not."))
        return _home()
    page = flask.render_template("participation/thanks_new.html", form=form)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/thank-yous/mine")
@requires(P.SEE_WHAT_WAS_ASKED)
def thanks_staff() -> Any:
    """What an adult was thanked for, and whom they thanked."""
    return flask.render_template(
        "participation/thanks_staff.html",
        may_thank=may(P.THANK_AS_STAFF),
        **presenters.to_staff(the_viewer()),
    )


@bp.route("/staff/thank-yous/new", methods=["GET", "POST"])
@requires(P.THANK_AS_STAFF)
def thank_as_staff() -> Any:
    """Name a young person or a colleague."""
    form = presenters.name_form()
    if flask.request.method == "POST" and form.validate():
        _name(form, form.sent_id(), None, None)
        flask.flash(_("The participation team reads it and passes it on."))
        return flask.redirect(flask.url_for("participation.thanks_staff"), 303)
    page = flask.render_template("participation/thanks_new_staff.html", form=form)
    return page, 422 if flask.request.method == "POST" else 200


def _thanked(form: NameForm) -> str:
    """Whom, and for what: a name is typed, and so sealed with their words, never part of the question."""
    return "\n\n".join(filter(None, (form.who.data, form.words.data)))


def _name(form: NameForm, sent: UUID, young_person_id: UUID | None, statement_id: UUID | None) -> None:
    named = Named(form.who.data or "", form.words.data or "", form.says_who.data == "yes", id_of(form.award))
    commands.name_somebody(
        named,
        sent,
        young_person_id=young_person_id,
        statement_id=statement_id,
        by=the_viewer().account_id,
        now=clock.now(),
    )


def _to_desk(question: str, words: str, sent: UUID) -> UUID | None:
    who = speaking(the_viewer())
    speaker = Speaker(who.young_person_id, who.account_id, past_shut_at=who.past_shut_at)
    return tell_the_desk(speaker, sent, question, words, promises=promises(), now=clock.now())


def _suggest_form() -> SuggestForm:
    form = SuggestForm(formdata=None)
    form.give_id()
    return form


def _home() -> Any:
    return flask.redirect(flask.url_for("participation.thank_yous"), 303)
