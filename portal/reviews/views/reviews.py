"""One young person's reviews: the next one planned, moved, brought forward, called off."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.queries import today, young_person_subject
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import reviews as commands
from portal.reviews.commands.wishes import wishes_seen
from portal.reviews.forms.reviews import CallOffForm, MeetingForm
from portal.reviews.presenters import reviews as show
from portal.reviews.presenters.reviews_words import kind_words, why_not_words
from portal.reviews.queries import reviews as queries
from portal.reviews.queries.subjects import of_review
from portal.reviews.views import bp

_ONE = "/staff/reviews/review/<uuid:review_id>"


@bp.get("/staff/reviews/<uuid:young_person_id>")
@requires(P.SEE_REVIEW, of=young_person_subject)
def of_young_person(person: Any) -> Any:
    """When the next is and how that was worked out, what is wanted, what follows the last, all before."""
    page = show.page_of(person, the_viewer())
    if page["leads"]:
        wishes_seen(person.id, by=the_viewer().account_id, now=clock.now())
    return flask.render_template("reviews/of_young_person.html", **page)


@bp.route(f"{_ONE}/plan", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=of_review)
def plan(review: Any) -> Any:
    """Plan its meeting; where one is planned, move it, with why."""
    form = MeetingForm()
    is_moved = review.planned_on is not None
    if is_moved:
        form.needs_why(_l("Why it moves"), _l("Write why it moves."))
    _fill(form, review)
    title = _("Move the meeting") if is_moved else _("Plan the meeting")
    return _meeting(review, form, commands.plan, title, _("Move it") if is_moved else _("Plan it"))


@bp.route(f"{_ONE}/forward", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=of_review)
def forward(review: Any) -> Any:
    """Sooner than the law asks, with why."""
    form = MeetingForm()
    form.needs_why(_l("Why it is brought forward"), _l("Write why it is brought forward."))
    _fill(form, review, with_day=False)
    title = _("Bring the review forward")
    return _meeting(review, form, commands.bring_forward, title, _("Bring it forward"))


@bp.route(f"{_ONE}/adjourn", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=of_review)
def adjourn(review: Any) -> Any:
    """Its meeting was broken off and nothing was decided: another day."""
    form = MeetingForm()
    form.needs_why(_l("Why it was broken off"), _l("Write why it was broken off."))
    _fill(form, review, with_day=False)

    def give(review_id: Any, meeting: Any, **more: Any) -> Any:
        return commands.adjourn(review_id, meeting.why, meeting, **more)

    return _meeting(review, form, give, _("The meeting was broken off"), _("Write it down"))


@bp.route(f"{_ONE}/call-off", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=of_review)
def call_off(review: Any) -> Any:
    """The meeting is not held; the review stays due."""
    form = CallOffForm()
    if flask.request.method == "POST" and form.validate():
        try:
            commands.call_off(review.id, form.why.data or "", by=the_viewer().account_id, now=clock.now())
        except Refused as refused:
            form.why.errors = [why_not_words(refused.reason)]
        else:
            flask.flash(_("Called off. They see it on their page. The review is still due when it was."))
            return _back(review)
    form.give_id()
    page = flask.render_template("reviews/call_off.html", review=review, form=form, name=_name(review))
    return page, 422 if form.errors else 200


@bp.route("/staff/reviews/<uuid:young_person_id>/another", methods=["GET", "POST"])
@requires(P.LEAD_REVIEW, of=young_person_subject)
def another(person: Any) -> Any:
    """A child protection review, on the day the conference has set."""
    form = MeetingForm()
    if flask.request.method == "POST" and form.validate():
        try:
            commands.another(person.id, form.meeting(), **_sent(form))
        except Refused as refused:
            form.on.errors = [why_not_words(refused.reason)]
        else:
            flask.flash(_("Planned."))
            return flask.redirect(flask.url_for("reviews.of_young_person", young_person_id=person.id), 303)
    return _page(form, person.id, person.name, _("Plan a child protection review"), _("Plan it"), "")


def _meeting(review: Any, form: MeetingForm, command: Any, title: str, button: str) -> Any:
    if flask.request.method == "POST" and form.validate():
        try:
            command(review.id, form.meeting(), **_sent(form))
        except Refused as refused:
            form.on.errors = [why_not_words(refused.reason)]
        else:
            flask.flash(_("Done. They see the new day on their page."))
            return _back(review)
    kind = kind_words(review.kind)
    return _page(form, review.young_person_id, _name(review), title, button, kind, review)


def _page(
    form: MeetingForm, person_id: Any, name: str, title: str, button: str, kind: str, review: Any = None
) -> Any:
    form.give_id()
    page = flask.render_template(
        "reviews/plan.html",
        form=form,
        young_person_id=person_id,
        name=name,
        title=title,
        button_words=button,
        kind=kind,
        review=review,
    )
    return page, 422 if form.errors else 200


def _fill(form: MeetingForm, review: Any, *, with_day: bool = True) -> None:
    """What is planned stands there already."""
    planned = queries.next_meeting(review.id)
    if flask.request.method == "POST" or planned is None:
        return
    if with_day:
        form.on.process(None, planned.on)
    form.clock.data, form.where.data, form.who.data = planned.at_time, planned.where, planned.who


def _sent(form: Any) -> dict[str, Any]:
    return {
        "send_once": form.sent_id(),
        "by": the_viewer().account_id,
        "now": clock.now(),
        "today": today(),
    }


def _name(review: Any) -> str:
    return show.name_of(review.young_person_id)


def _back(review: Any) -> Any:
    return flask.redirect(
        flask.url_for("reviews.of_young_person", young_person_id=review.young_person_id), 303
    )
