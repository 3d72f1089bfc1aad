"""Asking for an advocate, by a young person: one short page, and how far it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.advocacy.commands import offers as offering
from portal.advocacy.commands import referrals as commands
from portal.advocacy.commands.referrals import Wish
from portal.advocacy.forms import REACH, AskForm, HelpedForm
from portal.advocacy.queries import offers
from portal.advocacy.queries import referrals as queries
from portal.advocacy.rules import ADVOCATES_UNTIL, Helped, Helps, Reach, Reply
from portal.advocacy.views import bp
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands.saying import Speaker
from portal.voice.presenters.saying import promises, settings
from portal.voice.queries.speaking import speaking


@bp.route("/advocate/ask", methods=["GET", "POST"])
@requires(P.ASK_FOR_ADVOCATE)
def ask() -> Any:
    """What it is about and how to reach them. While one goes on, its own page is shown instead."""
    who, form = speaking(the_viewer()), AskForm()
    form.limit(settings().max_words)
    age = queries.age_of(who.young_person_id, today())
    is_too_old = age is not None and age >= ADVOCATES_UNTIL
    if flask.request.method == "GET":
        if not the_viewer().past_is_shut and queries.open_referral(who.young_person_id):
            return flask.redirect(flask.url_for("advocacy.mine"))
        form.give_id()
    elif not is_too_old and form.validate():
        now = clock.now()
        wish = Wish(
            Reach(form.reach.data),
            form.words.data or "",
            form.number.data or "",
            form.speaks.data or "",
            [Helps(one) for one in form.helps.data or []],
        )
        try:
            asked = commands.ask(
                Speaker(
                    who.young_person_id,
                    who.account_id,
                    str(get_locale() or "en"),
                    who.past_shut_at,
                    who.by_old_way,
                ),
                form.sent_id(),
                wish,
                offer=_offer(who.young_person_id),
                promises=promises(),
                days=settings().advocate_working_days,
                now=now,
            )
            if now == asked.asked_at or asked.send_once == form.sent_id():
                flask.flash(_("You asked for an advocate."))
            else:
                flask.flash(_("You have asked already. Ring them if it can't wait."), "info")
        except Refused:
            flask.flash(_("You have asked already. Ring them if it can't wait."), "info")
        return flask.redirect(flask.url_for("advocacy.mine"), 303)
    page = flask.render_template(
        "advocacy/ask.html",
        form=form,
        offer=flask.request.args.get("offer", ""),
        is_here=queries.is_somebody_here(today()),
        is_too_old=is_too_old,
    )
    return page, 422 if form.errors else 200


@bp.get("/advocate/mine")
@requires(P.ASK_FOR_ADVOCATE)
def mine() -> Any:
    """What they asked for and how far it is, and what was offered. Not while their past is shut."""
    return _mine(HelpedForm())


@bp.post("/advocate/offers/<uuid:advocate_offer_id>/no")
@requires(P.SEE_OWN_ADVOCACY, of=offers.own_offer)
def say_no(row: Any) -> Any:
    """No, thank you. It is not offered again for the same thing."""
    try:
        offering.reply(row, Reply.NO, by=the_viewer().account_id, now=clock.now())
        flask.flash(_("That is fine. You can ask for one at any time."))
    except Refused:
        flask.flash(_("You had said yes. You can take it back here."), "info")
    return flask.redirect(flask.url_for("advocacy.mine"), 303)


@bp.post("/advocate/mine/<uuid:own_referral_id>/take-back")
@requires(P.SEE_OWN_ADVOCACY, of=queries.own_referral)
def take_back(row: Any) -> Any:
    """They do not want one any more."""
    try:
        commands.take_back(row, by=the_viewer().account_id, now=clock.now())
        flask.flash(_("Taken back. You can ask again at any time."))
    except Refused:
        flask.flash(_("It has ended already."), "info")
    return flask.redirect(flask.url_for("advocacy.mine"), 303)


@bp.post("/advocate/mine/<uuid:own_referral_id>/helped")
@requires(P.SEE_OWN_ADVOCACY, of=queries.own_referral)
def say_helped(row: Any) -> Any:
    """Did it help?"""
    form = HelpedForm()
    if not form.validate():
        return _mine(form), 422
    try:
        commands.say_helped(row, Helped(form.helped.data), by=the_viewer().account_id)
        flask.flash(_("Thank you for telling us."))
    except Refused:
        flask.flash(_("It has not ended yet."), "info")
    return flask.redirect(flask.url_for("advocacy.mine"), 303)


def _mine(form: HelpedForm) -> str:
    viewer = the_viewer()
    is_shut = viewer.past_is_shut or viewer.young_person_id is None
    rows = [] if viewer.young_person_id is None or is_shut else queries.own_referrals(viewer.young_person_id)
    waiting = next((one for one in rows if one.referral.state == "ended" and not one.referral.helped), None)
    return flask.render_template(
        "advocacy/mine.html",
        rows=rows,
        asks=waiting,
        form=form,
        is_shut=is_shut,
        is_here=queries.is_somebody_here(today()),
        reach=REACH,
        offers=[]
        if viewer.young_person_id is None or is_shut
        else offers.open_offers(viewer.young_person_id),
    )


def _offer(young_person_id: UUID) -> Any:
    """The offer they came from; a damaged or foreign one is none."""
    asked = flask.request.args.get("offer", "")
    return next((one for one in offers.open_offers(young_person_id) if str(one.id) == asked), None)
