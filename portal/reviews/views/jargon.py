"""The list of words that letters had better not use: a council's own page to change it."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import jargon as commands
from portal.reviews.forms.jargon import ChangeForm, WordForm
from portal.reviews.queries import jargon as queries
from portal.reviews.views import bp


@bp.route("/staff/reviews/words", methods=["GET", "POST"])
@requires(P.SET_JARGON)
def jargon_words() -> Any:
    """The whole list, and one word more."""
    form = WordForm()
    if form.validate_on_submit():
        commands.put(form.word.data or "", form.say.data or "", **_by())
        flask.flash(_("It is on the list."))
        return flask.redirect(flask.url_for("reviews.jargon_words"), 303)
    page = flask.render_template("reviews/jargon_words.html", form=form, words=queries.words())
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/staff/reviews/words/change")
@requires(P.SET_JARGON)
def jargon_change() -> Any:
    """A word off the list, or on it again."""
    form = ChangeForm()
    if not form.validate():
        page = flask.render_template("reviews/jargon_words.html", form=WordForm(), words=queries.words())
        return page, 422
    do, _colon, word = (form.do.data or "").partition(":")
    if do == "off":
        commands.take_off(word, **_by())
        flask.flash(_("It is not pointed out any more."))
    elif do == "back":
        commands.put_back(word, **_by())
        flask.flash(_("It is on the list again."))
    return flask.redirect(flask.url_for("reviews.jargon_words"), 303)


def _by() -> dict[str, Any]:
    viewer = the_viewer()
    return {"by": viewer.account_id, "role": ",".join(sorted(viewer.roles)), "now": clock.now()}
