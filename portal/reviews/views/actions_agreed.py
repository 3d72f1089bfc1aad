"""What was agreed at a review: from what is still open, pasted or typed, checked line by line, kept."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.people import queries as people
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import actions as commands
from portal.reviews.commands import actions_going
from portal.reviews.forms.actions import LinesForm, PasteForm
from portal.reviews.presenters import actions as show
from portal.reviews.queries import actions as queries
from portal.reviews.queries.subjects import of_review
from portal.reviews.rules import ActionKind, ReviewKind
from portal.reviews.rules.actions_pasted import Parsed, parse
from portal.reviews.views import bp


@bp.get("/staff/reviews/<uuid:review_id>/agreed")
@requires(P.LEAD_REVIEW, of=of_review)
def agreed(review: Any) -> Any:
    """What is agreed so far, what is still open from before, and room to paste."""
    return _agreed(review, PasteForm(formdata=None))


@bp.route("/staff/reviews/<uuid:review_id>/agreed/check", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=of_review)
def agreed_check(review: Any) -> Any:
    """What was pasted, taken apart, to be looked at line by line. Nothing is kept yet."""
    if flask.request.method == "GET":
        return _check(review, show.lines_form(review.young_person_id, Parsed(), empty=3))
    form = PasteForm()
    if not form.validate():
        return _agreed(review, form), 422
    parsed = parse(form.pasted.data or "", review.completed_on or today())
    return _check(review, show.lines_form(review.young_person_id, parsed), parsed)


@bp.post("/staff/reviews/<uuid:review_id>/agreed/keep")
@requires(P.LEAD_REVIEW, of=of_review)
def agreed_keep(review: Any) -> Any:
    """They looked at each line: now it is agreed, each owner is told, and the child sees it."""
    form = show.lines_form(review.young_person_id)
    if not form.is_right(today()):
        return _check(review, form), 422
    kind = ActionKind.CHILD_PROTECTION if review.kind is ReviewKind.CHILD_PROTECTION else ActionKind.REVIEW
    commands.agree(
        review.young_person_id,
        form.as_lines(),
        send_once=form.sent_id(),
        by=the_viewer().account_id,
        today=today(),
        kind=kind,
        review_id=review.id,
    )
    flask.flash(_("Kept. Each owner is told."))
    return flask.redirect(flask.url_for("reviews.agreed", review_id=review.id), 303)


@bp.post("/staff/reviews/<uuid:review_id>/agreed/before")
@requires(P.LEAD_REVIEW, of=of_review)
def agreed_before(review: Any) -> Any:
    """What was still open from before: it goes on, is done, was changed, will not be done."""
    found = queries.open_from_before(review, today())
    form, parts = show.going_through(found)
    if form.validate():
        said = {one.id: part.said(one.due_on) for one, part in parts}
        refused = actions_going.go_through(
            review.id, said, send_once=form.sent_id(), by=the_viewer().account_id, today=today()
        )
        if not refused:
            flask.flash(_("Kept. The young person sees how it stands."))
            return flask.redirect(flask.url_for("reviews.agreed", review_id=review.id), 303)
        for one, part in parts:
            part.say(refused.get(one.id))
    return _agreed(review, PasteForm(formdata=None), before=(form, parts)), 422


def _agreed(review: Any, form: PasteForm, *, before: Any = None) -> str:
    person = people.get(review.young_person_id)
    return flask.render_template(
        "reviews/actions_agreed.html",
        review=review,
        person=person,
        found=queries.all_for(review.id, today()),
        before=before or show.going_through(queries.open_from_before(review, today())),
        form=form,
        show=show,
        has=lambda endpoint: endpoint in flask.current_app.view_functions,
    )


def _check(review: Any, form: LinesForm, parsed: Parsed | None = None) -> str:
    return flask.render_template(
        "reviews/actions_check.html",
        review=review,
        person=people.get(review.young_person_id),
        form=form,
        parsed=parsed or Parsed(),
        show=show,
        keep_url=flask.url_for("reviews.agreed_keep", review_id=review.id),
        back_url=flask.url_for("reviews.agreed", review_id=review.id),
    )
