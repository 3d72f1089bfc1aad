"""What the council changed because of complaints, and whether it still holds three months on."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.complaints.commands import learning as commands
from portal.complaints.commands.learning import Changed
from portal.complaints.forms import words
from portal.complaints.forms.outcome import CheckForm, LearnForm
from portal.complaints.presenters.complaint import theme_labels
from portal.complaints.queries import learning as queries
from portal.complaints.queries.naming import printed_names
from portal.complaints.views import bp
from portal.kit.errors import Refused
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.route("/staff/complaints/learning", methods=["GET", "POST"])
@requires(P.LEARN_FROM_COMPLAINTS)
def learning() -> Any:
    """The list, and a new one."""
    form = LearnForm()
    form.give_id()
    form.offer(theme_labels())
    if form.validate_on_submit() and form.names_are_out(_named(form.words, form.owner)):
        changed = Changed(
            form.words.data or "", form.owner.data or "", form.changed.data, form.theme.data or ""
        )
        try:
            commands.learn(changed, send_once=form.sent_id(), by=the_viewer().account_id, today=today())
        except Refused as refused:
            form.changed.errors = [words.why_words(refused.reason)]
        else:
            flask.flash(_("It is kept. In three months you are asked whether it still holds."))
            return flask.redirect(flask.url_for("complaints.learning"), 303)
    return _list(form), 422 if flask.request.method == "POST" else 200


def _named(*fields: Any) -> list[str]:
    """It is printed in the yearly report."""
    return printed_names(field.data or "" for field in fields)


def _list(form: LearnForm) -> str:
    return flask.render_template(
        "complaints/learning.html",
        form=form,
        lines=queries.learned(),
        words=words,
        themes=theme_labels(),
        today=today(),
    )


@bp.route("/staff/complaints/learning/<uuid:learning_id>", methods=["GET", "POST"])
@requires(P.LEARN_FROM_COMPLAINTS, of=queries.of_learning)
def learning_check(row: Any) -> Any:
    """Three months on: does it still hold?"""
    form = CheckForm()
    if form.validate_on_submit() and form.names_are_out(_named(form.words)):
        try:
            commands.check(row, form.what(), form.words.data or "", by=the_viewer().account_id, today=today())
        except Refused as refused:
            form.words.errors = [words.why_words(refused.reason)]
        else:
            flask.flash(_("It is checked."))
            return flask.redirect(flask.url_for("complaints.learning"), 303)
    page = flask.render_template(
        "complaints/learning_check.html", row=row, form=form, words=words, today=today()
    )
    return page, 422 if flask.request.method == "POST" else 200
