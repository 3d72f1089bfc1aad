"""A young person's reviews: when the next is, how they want it, and were they listened to."""

from __future__ import annotations

import uuid
from typing import Any

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import wishes as commands
from portal.reviews.commands.wishes_said import say_how_it_was, to_the_desk
from portal.reviews.forms.wishes import PICKED, WRITTEN, FeltForm, WishForm
from portal.reviews.presenters import wishes as show
from portal.reviews.queries import reviews as queries
from portal.reviews.queries import wishes
from portal.reviews.queries.wishes import own_review
from portal.reviews.views import bp
from portal.voice.commands import drafts
from portal.voice.commands.saying import Speaker
from portal.voice.forms.saying import ids_in
from portal.voice.presenters.saying import promises, settings, themes
from portal.voice.queries.drafts import past_shut_at
from portal.voice.queries.speaking import around, speaking, speaking_now_or_lately
from portal.voice.rules.saying import ADVOCATE

_ONE = "/reviews/<uuid:review_id>"
MOST = 4_000


@bp.get("/reviews")
@requires(P.OWN_SPACE)
def own() -> Any:
    """The next one, and those that were."""
    return flask.render_template("reviews/own.html", send_once=uuid.uuid4(), **show.own_page(the_viewer()))


@bp.route(f"{_ONE}/wishes", methods=["GET", "POST"])
@requires(P.SEE_OWN_REVIEW, of=own_review)
def wish(review: Any) -> Any:
    """How do you want it? One page, theirs to change until it is held."""
    if show.is_closed(review):
        flask.flash(_("This review was already. You can say how it was."), "info")
        return flask.redirect(flask.url_for("reviews.own"), 303)
    form, viewer = WishForm(), the_viewer()
    if flask.request.method == "POST" and form.validate():
        wanted, now = form.wanted(), clock.now()
        shut_at = past_shut_at(viewer.account_id) if viewer.past_is_shut else None
        by = viewer.account_id
        read_first = to_the_desk(_speaker(), review, wanted, promises=promises(), themes=themes(), now=now)
        commands.wish(review.id, wanted, by=by, now=now, today=today(), shut_at=shut_at)
        told = _("Thank you. We have it.") if read_first else _("We told the person who leads your review.")
        flask.flash(told)
        return flask.redirect(flask.url_for("reviews.own"), 303)
    if flask.request.method == "GET":
        before = wishes.own_wish(viewer, review.id)
        form.fill(wishes.draft_of(review, viewer) or (_of(before) if before else {}))
    near = around(review.young_person_id, today())
    shown = show.own_review(review, viewer, near)
    page = flask.render_template(
        "reviews/wish.html",
        form=form,
        review=shown,
        grown_up=near.grown_up,
        is_little=show.is_little(near),
    )
    return page, 422 if form.errors else 200


@bp.post(f"{_ONE}/wishes/keep")
@requires(P.SEE_OWN_REVIEW, of=own_review)
def wish_keep(review: Any) -> Any:
    """Scripts bring what is typed here when somebody leaves quickly or goes quiet."""
    commands.keep_draft(review.id, _typed(), is_shut=the_viewer().past_is_shut)
    return flask.Response(status=204, mimetype="text/plain")


@bp.post(f"{_ONE}/say")
@requires(P.SEE_OWN_REVIEW, of=own_review)
def say_before(review: Any) -> Any:
    """What they want said there is said like anything else. What they have started stays as it is."""
    return _begin({"asked": queries.BEFORE_REVIEW})


@bp.post(f"{_ONE}/advocate")
@requires(P.SEE_OWN_REVIEW, of=own_review)
def ask_advocate(review: Any) -> Any:
    """One tap to an advocate: the message is begun, and the advocate picked."""
    if not around(review.young_person_id, today()).has_advocate:
        flask.flash(_("No advocate reads here right now. Please ring them."), "info")
        return flask.redirect(flask.url_for("reviews.own"), 303)
    return _begin({"asked": queries.BEFORE_REVIEW, "to": [ADVOCATE]})


@bp.route(f"{_ONE}/felt", methods=["GET", "POST"])
@requires(P.SEE_OWN_REVIEW, of=own_review)
def felt(review: Any) -> Any:
    """Three faces, and words if they like: those are read like anything they say."""
    near, viewer = around(review.young_person_id, today()), the_viewer()
    choices, ticked = show.felt_people(near, review)
    form = FeltForm()
    form.set_up(choices, settings().max_words)
    if flask.request.method == "POST" and form.validate():
        now, statement_id = clock.now(), None
        try:
            if form.words.data:
                statement_id = say_how_it_was(
                    _speaker(),
                    form.sent_id(),
                    form.words.data,
                    tuple(ids_in(form.to.data or [])),
                    promises=promises(),
                    themes=themes(),
                    now=now,
                )
            face = form.face.data or ""
            commands.feel(review.id, face, statement_id=statement_id, by=viewer.account_id, now=now)
        except Refused:
            flask.flash(_("You can say this after your review."), "info")
            return flask.redirect(flask.url_for("reviews.own"), 303)
        flask.flash(_("Thank you. We have it."))
        return flask.redirect(flask.url_for("reviews.own"), 303)
    if flask.request.method == "GET":
        before = queries.felt_of(review.id)
        form.face.data = before.face if before and not wishes.is_shut(viewer, before.at) else None
        form.to.data = ticked
    form.give_id()
    page = flask.render_template(
        "reviews/felt.html",
        form=form,
        on=review.completed_on,
        is_little=show.is_little(near),
        grown_up=near.grown_up,
    )
    return page, 422 if form.errors else 200


def keep_what_was_typed() -> None:
    """At the door: their session ran out while they wrote how they want it. It waits on the page."""
    ours = flask.request.endpoint in ("reviews.wish", "reviews.wish_keep")
    if not ours or flask.request.method != "POST":
        return
    who, review_id = speaking_now_or_lately(), (flask.request.view_args or {})["review_id"]
    review = wishes.of(who.young_person_id, review_id) if who else None
    if who and review:
        commands.keep_draft(review.id, _typed(), is_shut=who.past_shut_at is not None)


def _typed() -> dict[str, str]:
    return {name: flask.request.form.get(name, "")[:MOST] for name in (*PICKED, *WRITTEN)}


def _begin(typed: dict[str, str | list[str]]) -> Any:
    who = speaking(the_viewer())
    started = who.started()
    if started is None or not started.says_something:
        once = started.send_once if started else uuid.uuid4()
        drafts.keep(who.young_person_id, typed, send_once=once, past_shut_at=who.past_shut_at)
    else:
        flask.flash(_("You had started something. Send it first, or pick what it is about."), "info")
    return flask.redirect(flask.url_for("voice.say"), 303)


def _of(row: Any) -> dict[str, str]:
    return {name: getattr(row, name) for name in (*PICKED, *WRITTEN)}


def _speaker() -> Speaker:
    who = speaking(the_viewer())
    return Speaker(who.young_person_id, who.account_id, str(get_locale() or "en"), who.past_shut_at)
