"""A talk alone before a review, visits and talks between reviews. What was said is the IRO's note alone."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.queries import today, young_person_subject
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import talks as commands
from portal.reviews.forms.talks import BetweenForm, TalkForm
from portal.reviews.presenters.reviews import name_of
from portal.reviews.presenters.reviews_held import talk_choices
from portal.reviews.presenters.reviews_words import between_words, why_not_words
from portal.reviews.queries.subjects import of_review
from portal.reviews.rules import Between
from portal.reviews.views import bp


@bp.route("/staff/reviews/review/<uuid:review_id>/talk", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=of_review)
def talk(review: Any) -> Any:
    """They talked alone, or why not."""
    form = TalkForm()
    form.set_up(talk_choices())
    if flask.request.method == "POST" and form.validate():
        try:
            commands.write_talk(review, form.talked(), form.on.data, form.note.data or "", **_sent(form))
        except Refused as refused:
            form.on.errors = [why_not_words(refused.reason)]
        else:
            return _back(review.young_person_id)
    return _page("reviews/talk.html", form, review.young_person_id)


@bp.route("/staff/reviews/<uuid:young_person_id>/between", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=young_person_subject)
def between(person: Any) -> Any:
    """A visit, a talk, a check of what was agreed."""
    form = BetweenForm()
    form.set_up([(kind.value, between_words(kind)) for kind in Between])
    if flask.request.method == "POST" and form.validate():
        try:
            commands.write_between(
                person.id,
                form.what(),
                form.on.data,
                form.note.data or "",
                saw_alone=bool(form.saw_alone.data),
                **_sent(form),
            )
        except Refused as refused:
            form.on.errors = [why_not_words(refused.reason)]
        else:
            return _back(person.id)
    return _page("reviews/between.html", form, person.id)


def _page(template: str, form: Any, young_person_id: Any) -> Any:
    if flask.request.method != "POST":
        form.on.process(None, today())
    form.give_id()
    name = name_of(young_person_id)
    page = flask.render_template(template, form=form, name=name, young_person_id=young_person_id)
    return page, 422 if form.errors else 200


def _sent(form: Any) -> dict[str, Any]:
    return {
        "send_once": form.sent_id(),
        "by": the_viewer().account_id,
        "now": clock.now(),
        "today": today(),
    }


def _back(young_person_id: Any) -> Any:
    flask.flash(_("Written down."))
    return flask.redirect(flask.url_for("reviews.of_young_person", young_person_id=young_person_id), 303)
