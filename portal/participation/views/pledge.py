"""The pledge, for young people and for everybody."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands import pledge as commands
from portal.participation.commands.to_desk import tell_the_desk
from portal.participation.forms.pledge import MARK_PICTURES, MarkForm, mark_form
from portal.participation.presenters import hub
from portal.participation.presenters import pledge as presenters
from portal.participation.queries import evidence
from portal.participation.queries import pledge as queries
from portal.participation.views import bp
from portal.participation.views.too_late import still_said
from portal.people.queries import today
from portal.policy.guard import public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands.saying import Speaker
from portal.voice.presenters.saying import promises
from portal.voice.queries.speaking import around, speaking

hub.gives(presenters.hub)
hub.waits(presenters.waits)


def register_figures(app: flask.Flask) -> None:
    """What this capability can show for a promise; `home` adds what others can."""
    evidence.shows(app, "rooms", presenters.ROOMS, presenters.rooms_sentence)


@bp.get("/pledge")
@public
def pledge_public() -> Any:
    """What was promised, how young people marked it, what the panel says. Nobody has to sign in."""
    return flask.render_template(
        "participation/pledge_public.html", rounds=presenters.counted_rounds(), **presenters.pledge()
    )


@bp.get("/groups/pledge")
@requires(P.MARK_PLEDGE)
def pledge() -> Any:
    """The same for a young person, and whether they can mark it now."""
    viewer, on = the_viewer(), today()
    who = around(speaking(viewer).young_person_id, on)
    return flask.render_template(
        "participation/pledge.html",
        rounds=presenters.counted_rounds(),
        is_young=who.age is not None and who.age < presenters.UNDER_ELEVEN,
        **presenters.hub(viewer, on),
        **presenters.pledge(),
    )


@bp.route("/groups/pledge/mark", methods=["GET", "POST"])
@requires(P.MARK_PLEDGE)
def mark_pledge() -> Any:
    """How well is each promise kept? Words go to the desk like all they say."""
    viewer, on, now = the_viewer(), today(), clock.now()
    who, round_ = speaking(viewer), queries.open_round(on)
    if round_ is None:
        if flask.request.method == "POST" and _too_late(MarkForm()):
            return flask.redirect(flask.url_for("participation.pledge"), 303)
        page = flask.render_template("participation/pledge_shut.html")
        return page, 409 if flask.request.method == "POST" else 200
    found = queries.promises()
    before = {} if viewer.past_is_shut else queries.marks_of(round_.id, who.young_person_id) or {}
    is_young = (around(who.young_person_id, on).age or 99) < presenters.UNDER_ELEVEN
    form = mark_form({str(one.id): one.easy if is_young else one.title for one in found}, before)
    form.give_id()
    if flask.request.method == "POST" and form.validate():
        if not form.marks() and not form.words.data:
            form.form_errors = [_("Pick an answer for one promise or more.")]
            return _mark_page(form, found, round_, is_young), 422
        try:
            commands.mark(round_, who.young_person_id, form.marks(), by=viewer.account_id, now=now, today=on)
        except Refused as refused:
            form.form_errors = [presenters.why_words(refused.reason)]
            if _too_late(form):
                return flask.redirect(flask.url_for("participation.pledge"), 303)
            return _mark_page(form, found, round_, is_young), 422
        speaker = Speaker(who.young_person_id, who.account_id, past_shut_at=who.past_shut_at)
        words = form.words.data or ""
        tell_the_desk(speaker, form.sent_id(), _question(), words, promises=promises(), now=now)
        flask.flash(_("Thank you. We have it. You can change it until the last day."))
        return flask.redirect(flask.url_for("participation.pledge"), 303)
    return _mark_page(form, found, round_, is_young), 422 if flask.request.method == "POST" else 200


def _question() -> str:
    return str(_("How well do we keep our promises? Do you want to say anything about this?"))


def _too_late(form: MarkForm) -> bool:
    """It was counted while they marked: marks come too late, and words never do."""
    return still_said(form.sent_id(), _question(), form.words.data)


def _mark_page(form: MarkForm, found: Any, round_: Any, is_young: bool) -> str:
    return flask.render_template(
        "participation/pledge_mark.html",
        form=form,
        fields=form.fields_of_marks(),
        promises={str(one.id): one for one in found},
        pictures=MARK_PICTURES,
        round=round_,
        is_young=is_young,
    )
