"""The record of a review: reading it, writing it, finishing it, giving it out, as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import flask
from flask_babel import gettext as _

from portal.documents.pdf import NotMade
from portal.kit.errors import Refused
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import record as commands
from portal.reviews.forms.record import SAYS_WHY, RecordForm
from portal.reviews.presenters import actions as show
from portal.reviews.presenters import record as presenter
from portal.reviews.queries.subjects import of_review
from portal.reviews.rules.record import parts_for
from portal.reviews.views import bp

_PATH = "/staff/reviews/<uuid:review_id>/record"


@bp.get(_PATH)
@requires(P.SEE_REVIEW, of=of_review)
def record(review: Any) -> Any:
    """One page of what was decided, who, by when and why; then the rest."""
    return flask.render_template(
        "reviews/record.html",
        review=review,
        record=presenter.page_of(review),
        steps=presenter.steps_of(review),
        show=show,
        may_write=may(P.LEAD_REVIEW, of_review(the_viewer(), review.id)),
        may_see_all=may(P.SEE_REVIEW, of_review(the_viewer(), review.id)),
    )


@bp.route(f"{_PATH}/write", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=of_review)
def record_write(review: Any) -> Any:
    """The parts beside the decisions. What two write at once is put together by a person."""
    form = presenter.form_for(review)
    if flask.request.method == "GET":
        return _write(review, form)
    if not form.validate():
        return _write(review, form), 422
    try:
        commands.write(review.id, presenter.typed(review, form), seen=form.seen(), by=the_viewer().account_id)
    except Refused as refused:
        form.form_errors = [SAYS_WHY[refused.reason]]  # type: ignore[index]  # the rules of the record
        form.number.data = str(presenter.number_now(review))
        return _write(review, form), 422
    flask.flash(_("Kept."))
    return flask.redirect(flask.url_for("reviews.record", review_id=review.id), 303)


@bp.post(f"{_PATH}/finish")
@requires(P.LEAD_REVIEW, of=of_review)
def record_finish(review: Any) -> Any:
    """The full record is written."""
    return _do(review, commands.finish, _("The record is finished."))


@bp.post(f"{_PATH}/open-again")
@requires(P.LEAD_REVIEW, of=of_review)
def record_open_again(review: Any) -> Any:
    """Something in it has to be put right."""
    return _do(review, commands.open_again, _("You can change it now. Finish it again when it is right."))


@bp.post(f"{_PATH}/decisions")
@requires(P.LEAD_REVIEW, of=of_review)
def record_decisions(review: Any) -> Any:
    """The decisions are with the team's managers."""
    return _do(
        review,
        partial(commands.give_decisions, today=today()),
        _("The team’s managers are asked to answer the decisions."),
    )


@bp.post(f"{_PATH}/decisions-out")
@requires(P.LEAD_REVIEW, of=of_review)
def record_decisions_out(review: Any) -> Any:
    """Everybody has the decisions."""
    return _do(review, commands.give_decisions_out, _("Noted: everybody has the decisions."))


@bp.post(f"{_PATH}/given-out")
@requires(P.LEAD_REVIEW, of=of_review)
def record_given_out(review: Any) -> Any:
    """Everybody has the record."""
    return _do(review, commands.give_out, _("Noted: everybody has the record."))


@bp.get(f"{_PATH}/print")
@requires(P.SEE_REVIEW, of=of_review)
def record_print(review: Any) -> Any:
    """To read on paper."""
    return flask.render_template(
        "reviews/record_print.html", review=review, record=presenter.page_of(review), show=show
    )


@bp.get(f"{_PATH}.pdf")
@requires(P.SEE_REVIEW, of=of_review)
def record_pdf(review: Any) -> Any:
    """A tagged PDF."""
    try:
        return presenter.as_pdf(review)
    except NotMade:
        flask.flash(_("We could not make the PDF just now. Print the page, or try again later."), "error")
        return flask.redirect(flask.url_for("reviews.record", review_id=review.id), 303)


@bp.get(f"{_PATH}.docx")
@requires(P.SEE_REVIEW, of=of_review)
def record_docx(review: Any) -> Any:
    """For a word processor."""
    return presenter.as_word(review)


def _do(review: Any, act: Callable[..., None], done: str) -> Any:
    try:
        act(review.id, by=the_viewer().account_id)
    except Refused as refused:
        flask.flash(str(SAYS_WHY[refused.reason]), "error")  # type: ignore[index]  # the rules of the record
    else:
        flask.flash(done)
    return flask.redirect(flask.url_for("reviews.record", review_id=review.id), 303)


def _write(review: Any, form: RecordForm) -> str:
    return flask.render_template(
        "reviews/record_write.html",
        review=review,
        record=presenter.page_of(review),
        form=form,
        parts=[form[part.value] for part in parts_for(review.kind)],
        show=show,
    )
