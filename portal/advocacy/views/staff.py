"""The provider's list of young people who want an advocate; that one was offered; figures."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.advocacy import figures
from portal.advocacy.commands import offers as offering
from portal.advocacy.commands import referrals as commands
from portal.advocacy.forms import HELPED, HELPS, POINTS, REACH, REPLIES, OfferForm
from portal.advocacy.queries import offers
from portal.advocacy.queries import referrals as queries
from portal.advocacy.queries.referrals import Row
from portal.advocacy.rules import Point, Reply
from portal.advocacy.views import bp
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.queries.standing import young_person_subject
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.presenters.saying import promises, settings


@bp.get("/staff/referrals")
@requires(P.USE_REFERRALS)
def referrals() -> Any:
    """Whom nobody has answered first."""
    viewer = the_viewer()
    lists = queries.waiting(viewer), queries.with_an_advocate(viewer), queries.ended(viewer)
    return flask.render_template("advocacy/referrals.html", lists=lists, reach=REACH, helped=HELPED)


@bp.get("/staff/referrals/<uuid:referral_id>")
@requires(P.READ_REFERRAL, of=queries.referral)
def referral(row: Row) -> Any:
    """One: how to reach them. Their words are on the advocates' desk."""
    return flask.render_template("advocacy/referral.html", row=row, reach=REACH, helps=HELPS, helped=HELPED)


@bp.post("/staff/referrals/<uuid:referral_id>/there")
@requires(P.ANSWER_REFERRAL, of=queries.referral)
def referral_there(row: Row) -> Any:
    """An advocate is there for them."""
    try:
        commands.be_there(row.referral, by=the_viewer().account_id, now=clock.now())
        flask.flash(_("They see that you are there for them."))
    except Refused:
        flask.flash(_("Somebody else is there for them already, or it has ended."), "info")
    return _back(row)


@bp.post("/staff/referrals/<uuid:referral_id>/end")
@requires(P.ANSWER_REFERRAL, of=queries.referral)
def referral_end(row: Row) -> Any:
    """It has ended."""
    try:
        commands.end(row.referral, by=the_viewer().account_id, now=clock.now())
        flask.flash(_("Ended. They are asked whether it helped."))
    except Refused:
        flask.flash(_("Say first that somebody is there for them."), "info")
    return _back(row)


@bp.get("/staff/advocacy")
@requires(P.SEE_ADVOCACY_FIGURES)
def figures_page() -> Any:
    """Figures of the newest closed quarter; who has nobody yet, for whoever rings the provider."""
    late = queries.waits_too_long(the_viewer(), clock.now()) if may(P.CHASE_ADVOCATES) else None
    return flask.render_template("advocacy/figures.html", quarter=figures.newest(), late=late, points=POINTS)


@bp.route("/staff/young-people/<uuid:young_person_id>/advocate", methods=["GET", "POST"])
@requires(P.OFFER_ADVOCATE, of=young_person_subject)
def offered(person: Any) -> Any:
    """That one was offered, and whether they said yes; never a word of what it is about."""
    form, now, me = OfferForm(), clock.now(), the_viewer().account_id
    if flask.request.method == "POST" and form.validate():
        row = offering.offer(person.id, Point(form.point.data), form.sent_id(), me, now=now)
        if form.reply.data and row.reply is None:
            _reply(person.id, row, Reply(form.reply.data), me, now)
        flask.flash(_("Written down."))
        return flask.redirect(flask.url_for("advocacy.offered", young_person_id=person.id), 303)
    form.give_id()
    page = flask.render_template(
        "advocacy/offered.html",
        person=person,
        form=form,
        rows=offers.all_offers(person.id),
        points=POINTS,
        replies=REPLIES,
    )
    return page, 422 if form.errors else 200


def _reply(young_person_id: UUID, row: Any, says: Reply, me: UUID, now: datetime) -> None:
    """A yes is asked for at once; who is too old for ours is written down and no more."""
    try:
        if says is Reply.YES:
            commands.ask_for_them(
                young_person_id,
                row,
                promises=promises(),
                days=settings().advocate_working_days,
                by=me,
                now=now,
            )
            return
    except Refused:
        pass
    offering.reply(row, says, by=me, now=now)


def _back(row: Row) -> Any:
    return flask.redirect(flask.url_for("advocacy.referral", referral_id=row.referral.id), 303)
