"""What young people say is wrong or should stop, for those who decide."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.information import commands, queries
from portal.information.forms import KINDS, SAYS, AnswerForm
from portal.information.queries import Row
from portal.information.rules import Says
from portal.information.views import bp
from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.presenters.saying import settings


@bp.get("/staff/information")
@requires(P.USE_INFORMATION_DESK)
def desk() -> Any:
    """The soonest due first."""
    viewer = the_viewer()
    return flask.render_template(
        "information/desk.html",
        rows=queries.to_answer(viewer),
        done=queries.answered(viewer),
        unread=queries.how_many_unread(),
        kinds=KINDS,
        says=SAYS,
    )


@bp.route("/staff/information/<uuid:info_asking_id>", methods=["GET", "POST"])
@requires(P.ANSWER_ASKING, of=queries.asking)
def asking(row: Row) -> Any:
    """One: what they say, and the decision."""
    form = AnswerForm()
    form.limit(settings().max_words)
    if flask.request.method == "POST" and form.validate():
        try:
            commands.answer(
                row.asking,
                Says(form.says.data),
                form.reason.data or "",
                by=the_viewer().account_id,
                now=clock.now(),
            )
            flask.flash(_("Your answer is sent."))
        except Refused:
            flask.flash(_("Somebody answered it already."), "info")
        return flask.redirect(flask.url_for("information.desk"), 303)
    page = flask.render_template("information/asking.html", row=row, form=form, kinds=KINDS, says=SAYS)
    return page, 422 if form.errors else 200
