"""It was held: one page, then on to what was agreed. A review from before anybody wrote them down here."""

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
from portal.reviews.commands import reviews_held as commands
from portal.reviews.commands.reviews_late import say_why_late
from portal.reviews.commands.talks import write_talk
from portal.reviews.forms.reviews_held import EarlierForm, HeldForm
from portal.reviews.presenters import reviews as show
from portal.reviews.presenters import reviews_held as held_show
from portal.reviews.presenters.reviews_words import why_not_words
from portal.reviews.queries import reviews as queries
from portal.reviews.queries.subjects import of_review
from portal.reviews.rules import ReviewState, WhatLate
from portal.reviews.rules.reviews import WhyNotReview
from portal.reviews.views import bp


@bp.route("/staff/reviews/review/<uuid:review_id>/held", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=of_review)
def held(review: Any) -> Any:
    """How it was. What is known here stands there already."""
    form = HeldForm()
    page = held_show.page_of(review, the_viewer(), form)
    if flask.request.method == "POST" and _is_whole(form, review, page):
        try:
            commands.hold(
                review.id,
                form.held(),
                letter_days=show.settings().letter_working_days,
                **_sent(form),
            )
        except Refused as refused:
            _refuse(form, refused.reason)
        else:
            _write_more(review, form, page)
            return _on(review)
    if flask.request.method == "GET" and review.state is ReviewState.HELD:
        return _on(review)
    form.give_id()
    html = flask.render_template("reviews/held.html", form=form, review=review, **page)
    return html, 422 if form.errors else 200


@bp.route("/staff/reviews/<uuid:young_person_id>/earlier", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=young_person_subject)
def earlier(person: Any) -> Any:
    """One that was held before: the next is counted from it."""
    form = EarlierForm()
    form.set_up(held_show.code_choices())
    if flask.request.method == "POST" and form.validate():
        try:
            by, now = the_viewer().account_id, clock.now()
            on = form.on.data
            commands.held_before(person.id, on, form.took_part.data, by=by, now=now, today=today())
        except Refused as refused:
            _refuse(form, refused.reason)
        else:
            flask.flash(_("Written down. The next one is counted from it."))
            return flask.redirect(flask.url_for("reviews.of_young_person", young_person_id=person.id), 303)
    form.give_id()
    page = flask.render_template("reviews/earlier.html", form=form, person=person)
    return page, 422 if form.errors else 200


def _is_whole(form: HeldForm, review: Any, page: dict[str, Any]) -> bool:
    """What only the whole page can say: was it late, and was the talk alone written down."""
    fine = bool(form.validate())
    if form.goes_on:
        return fine
    if page["asks_talk"] and not form.talk.data:
        form.talk.errors = [why_not_words(WhyNotReview.NO_TALK)]
        fine = False
    is_late = form.on.data and review.due_on and form.on.data > review.due_on
    if is_late and not form.why_late.data:
        form.why_late.errors = [why_not_words(WhyNotReview.NO_REASON)]
        fine = False
    return fine


def _write_more(review: Any, form: HeldForm, page: dict[str, Any]) -> None:
    """The talk alone, and why it was late, from the same page."""
    sent = _sent(form)
    if (talked := form.talked()) and page["asks_talk"]:
        write_talk(review, talked, form.on.data or sent["today"], form.talk_note.data or "", **sent)
    sent.pop("today")
    why, is_late = form.late(), review.completed_on and review.due_on and review.completed_on > review.due_on
    if why and is_late:
        say_why_late(review, WhatLate.REVIEW, why, form.late_words.data or "", **sent)


def _refuse(form: Any, why: Any) -> None:
    field = form.took_part if why in (WhyNotReview.UNDER_FOUR, WhyNotReview.FOUR_OR_OLDER) else form.on
    field.errors = [why_not_words(why)]


def _on(review: Any) -> Any:
    """To what was agreed; a series that goes on, back to its young person."""
    if queries.locked(review.id).state is ReviewState.HELD and show.has("reviews.agreed"):
        return flask.redirect(flask.url_for("reviews.agreed", review_id=review.id), 303)
    flask.flash(_("Written down."))
    person = review.young_person_id
    return flask.redirect(flask.url_for("reviews.of_young_person", young_person_id=person), 303)


def _sent(form: Any) -> dict[str, Any]:
    return {
        "send_once": form.sent_id(),
        "by": the_viewer().account_id,
        "now": clock.now(),
        "today": today(),
    }
