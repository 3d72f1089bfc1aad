"""A manager reads a few letters that were sent; an IRO sees their letters and what came of them."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.kit.pages import Page, page_number
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import writing_samples as commands
from portal.reviews.forms.writing_samples import MARKS, QUESTIONS, SampleForm, as_data
from portal.reviews.presenters import writing_sampling as show
from portal.reviews.presenters.letters import shown
from portal.reviews.queries import writing_samples as queries
from portal.reviews.queries.letters import as_sent
from portal.reviews.queries.writing_samples import Drawn
from portal.reviews.views import bp


@bp.get("/staff/reviews/samples")
@requires(P.SAMPLE_LETTERS)
def letter_samples() -> Any:
    """The letters that were drawn for this manager."""
    return flask.render_template("reviews/letter_samples.html", found=queries.drawn_for(the_viewer()))


@bp.route("/staff/reviews/samples/<uuid:letter_id>", methods=["GET", "POST"])
@requires(P.SAMPLE_LETTERS, of=queries.drawn_letter)
def letter_sample(found: Drawn) -> Any:
    """One of them as the child has it, what its writer kept, and four questions."""
    before = as_data(found.sample.marks, found.sample.words) if found.sample else None
    form = SampleForm(data=before)
    if form.validate_on_submit():
        try:
            commands.say(found.letter, form.marks(), form.words.data or "", by=the_viewer(), now=clock.now())
        except Refused:
            form.words.errors = [_("Say what would make it better.")]
        else:
            flask.flash(_("Thank you. Whoever wrote it was told to look."))
            return flask.redirect(flask.url_for("reviews.letter_samples"), 303)
    page = flask.render_template(
        "reviews/letter_sample.html",
        found=found,
        form=form,
        letter=shown(as_sent(found.letter)),
        kept=show.kept_of(found.letter),
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/reviews/letters")
@requires(P.USE_REVIEWS)
def my_letters() -> Any:
    """Letters to the young people whose reviews they lead: sent, in time, read, answered, helpful?"""
    number = page_number()
    found, total = queries.letters_by(the_viewer(), number)
    return flask.render_template(
        "reviews/my_letters.html",
        page=Page(found, number, total, queries.PER_PAGE),
        lines=[show.line_of(one) for one in found],
        questions=QUESTIONS,
        marks=MARKS,
    )


@bp.post("/staff/reviews/letters/<uuid:letter_id>/said")
@requires(P.USE_REVIEWS, of=queries.own_sampled_letter)
def letter_feedback_seen(letter: Any) -> Any:
    """Its writer has read what a manager said of it."""
    commands.see(letter, by=the_viewer(), now=clock.now())
    return flask.redirect(flask.url_for("reviews.my_letters"), 303)
