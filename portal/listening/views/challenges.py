"""Challenges between practitioners: making one, the list, one with its outcome."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.errors import Refused
from portal.listening.commands import challenges as commands
from portal.listening.forms import DecideForm, SpeakUpForm
from portal.listening.presenters.challenges import why_words
from portal.listening.queries import challenges as queries
from portal.listening.queries.challenges import Challengeable, Shown
from portal.listening.views import bp
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/speaking-up")
@requires(P.SEE_PRACTICE_CHALLENGES)
def challenges() -> Any:
    """What they challenged, what was challenged of them, what is theirs to decide."""
    found = queries.challenges_of(the_viewer(), today())
    return flask.render_template("listening/challenges.html", found=found)


@bp.route("/staff/speaking-up/about/<uuid:statement_id>", methods=["GET", "POST"])
@requires(P.CHALLENGE_PRACTICE, of=queries.challengeable)
def speak_up(found: Challengeable) -> Any:
    """Challenge a silence or an answer, on the record."""
    form = SpeakUpForm()
    form.give_id()
    if form.validate_on_submit():
        try:
            row = commands.challenge(
                found,
                form.sent_id(),
                form.what(),
                form.words.data or "",
                by=the_viewer().account_id,
                today=today(),
                working_days=flask.current_app.extensions["heard.settings"].practice_challenge_working_days,
            )
        except Refused as refused:
            form.about.errors = [why_words(refused.reason)]
        else:
            flask.flash(_("It is on the record. You will hear what came of it."))
            return flask.redirect(flask.url_for("listening.challenge", spoken_id=row.id), 303)
    page = flask.render_template("listening/speak_up.html", found=found, form=form)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/speaking-up/<uuid:spoken_id>")
@requires(P.SEE_PRACTICE_CHALLENGE, of=queries.challenge_subject)
def challenge(found: Shown) -> Any:
    """One challenge, and what came of it."""
    return _page(found, DecideForm(formdata=None))


@bp.post("/staff/speaking-up/<uuid:spoken_id>/withdraw")
@requires(P.WITHDRAW_PRACTICE_CHALLENGE, of=queries.challenge_subject)
def challenge_withdraw(found: Shown) -> Any:
    """Whoever made it takes it off the table."""
    commands.withdraw(found.row, by=the_viewer().account_id)
    flask.flash(_("Withdrawn. That it was made stays on the record."))
    return flask.redirect(flask.url_for("listening.challenge", spoken_id=found.row.id), 303)


@bp.post("/staff/speaking-up/<uuid:spoken_id>/decide")
@requires(P.DECIDE_PRACTICE_CHALLENGE, of=queries.challenge_subject)
def challenge_decide(found: Shown) -> Any:
    """Say what came of it."""
    form = DecideForm()
    if not form.validate():
        return _page(found, form), 422
    commands.decide(
        found.row,
        form.what(),
        form.changed.data or "",
        by=the_viewer().account_id,
        today=today(),
        told=(form.told.data or "") if found.tells_them else "",
    )
    flask.flash(_("On the record. Both were told to look."))
    return flask.redirect(flask.url_for("listening.challenge", spoken_id=found.row.id), 303)


def _page(found: Shown, form: DecideForm) -> str:
    return flask.render_template("listening/challenge.html", found=found, form=form)
