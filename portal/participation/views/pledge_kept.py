"""The pledge, for those who keep it and for the panel's answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands import pledge as commands
from portal.participation.forms.pledge import PledgeAnswerForm, RoundForm
from portal.participation.presenters import pledge as presenters
from portal.participation.queries import pledge as queries
from portal.participation.rules.pledge import RoundState, WhyNot
from portal.participation.views import bp
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/pledge")
@requires(P.KEEP_PLEDGE)
def kept_pledge() -> Any:
    """The promises, and the rounds in which they were marked."""
    rounds = queries.rounds()
    return flask.render_template(
        "participation/pledge_kept.html",
        promises=queries.promises(ended=True),
        rounds=rounds,
        states=presenters.states(rounds, today()),
    )


@bp.route("/staff/pledge/promises/new", methods=["GET", "POST"])
@requires(P.KEEP_PLEDGE)
def new_promise() -> Any:
    """One more promise."""
    form = presenters.promise_form()
    if flask.request.method == "POST" and form.validate():
        try:
            commands.write(form.said(), form.sent_id(), by=the_viewer().account_id, now=clock.now())
        except Refused as refused:
            form.means.errors = [presenters.why_words(refused.reason)]
        else:
            flask.flash(_("The promise is part of the pledge."))
            return flask.redirect(flask.url_for("participation.kept_pledge"), 303)
    page = flask.render_template("participation/promise.html", form=form, promise=None, versions=[])
    return page, 422 if flask.request.method == "POST" else 200


@bp.route("/staff/pledge/promises/<uuid:promise_id>", methods=["GET", "POST"])
@requires(P.KEEP_PLEDGE, of=queries.promise_subject)
def promise(promise: Any) -> Any:
    """What it says, and all that it said before."""
    now = next(one for one in queries.promises(ended=True) if one.id == promise.id)
    form = presenters.promise_form(now)
    if flask.request.method == "POST" and form.validate():
        try:
            commands.change(
                promise,
                form.said(),
                mark=form.mark_number(),
                by=the_viewer().account_id,
                now=clock.now(),
                today=today(),
            )
        except Refused as refused:
            form.means.errors = [presenters.why_words(refused.reason)]
            if refused.reason is WhyNot.CHANGED_MEANWHILE:
                form.mark.data = str(promise.newest)
        else:
            flask.flash(_("Changed. What it said before is kept."))
            return flask.redirect(flask.url_for("participation.promise", promise_id=promise.id), 303)
    page = flask.render_template(
        "participation/promise.html", form=form, promise=now, versions=queries.versions(promise.id)
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/staff/pledge/promises/<uuid:promise_id>/end")
@requires(P.KEEP_PLEDGE, of=queries.promise_subject)
def end_promise(promise: Any) -> Any:
    """No part of the pledge any more, or again."""
    ended = flask.request.form.get("again") is None
    commands.end(promise, ended=ended, by=the_viewer().account_id, today=today())
    flask.flash(_("It is no part of the pledge any more.") if ended else _("It is part of the pledge again."))
    return flask.redirect(flask.url_for("participation.kept_pledge"), 303)


@bp.route("/staff/pledge/rounds/new", methods=["GET", "POST"])
@requires(P.KEEP_PLEDGE)
def new_pledge_round() -> Any:
    """This year's marking."""
    form = RoundForm()
    if flask.request.method == "GET":
        form = RoundForm(formdata=None, data={"year": str(today().year)})
    elif form.validate():
        try:
            made = commands.begin(form.days(), by=the_viewer().account_id, now=clock.now())
        except Refused as refused:
            form.year.errors = [presenters.why_words(refused.reason)]
        else:
            flask.flash(_("It opens on its first day."))
            return _to(made.id)
    page = flask.render_template("participation/pledge_round_new.html", form=form)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/pledge/rounds/<uuid:round_id>")
@requires(P.KEEP_PLEDGE, of=queries.round_subject)
def pledge_round(round_: Any) -> Any:
    """How it stands; once it is counted the marks and the answers."""
    on, shown = today(), presenters.one_round(round_)
    state = queries.state(round_, on)
    is_counted = state is RoundState.COUNTED
    return flask.render_template(
        "participation/pledge_round.html",
        round=round_,
        shown=shown,
        state=presenters.STATES[state],
        is_counted=is_counted,
        may_close=state in (RoundState.OPEN, RoundState.OVER),
        is_late=is_counted and shown.lacks_answers and on > round_.answer_by_on,
        may_answer=is_counted and may(P.ANSWER_PLEDGE),
    )


@bp.post("/staff/pledge/rounds/<uuid:round_id>/close")
@requires(P.KEEP_PLEDGE, of=queries.round_subject)
def close_pledge_round(round_: Any) -> Any:
    """End it before its last day and count it."""
    try:
        commands.count(round_, now=clock.now(), today=today(), by=the_viewer().account_id)
    except Refused as refused:
        flask.flash(presenters.why_words(refused.reason), "error")
    else:
        flask.flash(_("Counted. Who marked what is thrown away."))
    return _to(round_.id)


@bp.route("/staff/pledge/rounds/<uuid:round_id>/answer/<uuid:promise_id>", methods=["GET", "POST"])
@requires(P.ANSWER_PLEDGE, of=queries.marked_subject)
def answer_pledge(found: Any) -> Any:
    """The panel's answer to how one promise was marked."""
    round_, promise_id = found
    shown = next(one for one in presenters.one_round(round_).promises if one.promise_id == promise_id)
    form = PledgeAnswerForm()
    if flask.request.method == "GET":
        form = PledgeAnswerForm(formdata=None, data={"words": shown.answer})
    elif form.validate():
        try:
            commands.answer(
                round_,
                promise_id,
                form.words.data or "",
                form.sent_id(),
                by=the_viewer().account_id,
                now=clock.now(),
            )
        except Refused as refused:
            form.words.errors = [presenters.why_words(refused.reason)]
        else:
            flask.flash(_("Answered. Young people read it with the marks."))
            return _to(round_.id)
    form.give_id()
    page = flask.render_template("participation/pledge_answer.html", round=round_, shown=shown, form=form)
    return page, 422 if flask.request.method == "POST" else 200


def _to(round_id: UUID) -> Any:
    return flask.redirect(flask.url_for("participation.pledge_round", round_id=round_id), 303)
