"""What follows a review: the manager's answer to its decisions, and why something was late."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import reviews_given as commands
from portal.reviews.commands.reviews_late import say_why_late
from portal.reviews.forms.reviews_given import LateForm, RespondForm
from portal.reviews.presenters.reviews_given import late_page, respond_page
from portal.reviews.presenters.reviews_held import late_choices
from portal.reviews.presenters.reviews_words import why_not_words
from portal.reviews.queries.reviews_late import of_late
from portal.reviews.queries.subjects import of_review
from portal.reviews.rules import WhatLate
from portal.reviews.views import bp


@bp.route("/staff/reviews/review/<uuid:review_id>/respond", methods=["GET", "POST"])
@requires(P.RESPOND_TO_REVIEW, of=of_review)
def respond(review: Any) -> Any:
    """The manager reads what was decided, and says whether they agree."""
    form = RespondForm()
    if flask.request.method == "POST" and form.validate():
        by, now = the_viewer().account_id, clock.now()
        try:
            commands.respond(review.id, form.said(), form.words.data or "", by=by, now=now)
        except Refused as refused:
            form.response.errors = [why_not_words(refused.reason)]
        else:
            flask.flash(_("Thank you. Whoever leads the review sees your answer."))
            return _back(review)
    page = flask.render_template("reviews/respond.html", form=form, **respond_page(review))
    return page, 422 if form.errors else 200


@bp.route("/staff/reviews/review/<uuid:review_id>/late/<what>", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=of_late)
def late(found: tuple[Any, WhatLate]) -> Any:
    """Why something of it was late, as it truly was."""
    review, what = found
    form = LateForm()
    form.set_up(late_choices())
    page = late_page(review, what)
    if flask.request.method == "POST" and form.validate():
        by, now = the_viewer().account_id, clock.now()
        sent = form.sent_id()
        say_why_late(review, what, form.reason(), form.words.data or "", send_once=sent, by=by, now=now)
        flask.flash(_("Written down. It counts in the figures, without a name."))
        return _back(review)
    form.give_id()
    html = flask.render_template("reviews/late.html", form=form, **page)
    return html, 422 if form.errors else 200


def _back(review: Any) -> Any:
    person = review.young_person_id
    return flask.redirect(flask.url_for("reviews.of_young_person", young_person_id=person), 303)
