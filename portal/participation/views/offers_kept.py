"""Being in the room, for the participation team: offers, who comes, what was asked of the chair."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands import offers as commands
from portal.participation.forms.offers import AskChairForm, CameForm, InviteForm
from portal.participation.presenters import offers as presenters
from portal.participation.queries import awards, groups
from portal.participation.queries import offers as queries
from portal.participation.rules import room as rules
from portal.participation.rules.room import ForWhom
from portal.participation.views import bp
from portal.people.queries import today, zone
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/in-the-room")
@requires(P.KEEP_OFFERS)
def kept_offers() -> Any:
    """All offers, and how young people's view counted."""
    found = queries.all_offers()
    return flask.render_template(
        "participation/offers_kept.html",
        offers=found,
        answers=queries.answers_of([one.id for one in found]),
        words=presenters.WORDS,
        influence=presenters.influence_shown(),
        now=clock.now(),
        today=today(),
    )


@bp.route("/staff/in-the-room/new", methods=["GET", "POST"])
@requires(P.KEEP_OFFERS)
def new_offer() -> Any:
    """One more."""
    form = presenters.offer_form()
    if flask.request.method == "POST" and form.validate():
        made = commands.make(form.said(zone()), form.sent_id(), by=the_viewer().account_id, now=clock.now())
        flask.flash(_("The offer is there."))
        return _to(made.id)
    page = flask.render_template("participation/offer_write.html", form=form, offer=None)
    return page, 422 if flask.request.method == "POST" else 200


@bp.route("/staff/in-the-room/<uuid:offer_id>/change", methods=["GET", "POST"])
@requires(P.KEEP_OFFERS, of=queries.kept_subject)
def change_offer(offer: Any) -> Any:
    """Put it right."""
    form = presenters.offer_form(offer)
    if flask.request.method == "POST" and form.validate():
        commands.change(offer, form.said(zone()), by=the_viewer().account_id)
        flask.flash(_("The offer is changed."))
        return _to(offer.id)
    page = flask.render_template("participation/offer_write.html", form=form, offer=offer)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/in-the-room/<uuid:offer_id>")
@requires(P.KEEP_OFFERS, of=queries.kept_subject)
def kept_offer(offer: Any) -> Any:
    """One offer: who comes, what they need, who came, what it changed."""
    commands.opened(offer, by=the_viewer().account_id)
    return _page(offer)


@bp.post("/staff/in-the-room/<uuid:offer_id>/invite")
@requires(P.KEEP_OFFERS, of=queries.kept_subject)
def invite_to_offer(offer: Any) -> Any:
    """Ask some of those who are in the groups."""
    form = InviteForm()
    form.who.choices = _to_invite(offer)
    if not form.validate() or not form.who.data:
        form.who.errors = form.who.errors or [_("Tick who you invite.")]
        return _page(offer, invite=form), 422
    try:
        asked = [UUID(one) for one in form.who.data]
        many = commands.invite(offer, asked, by=the_viewer().account_id, now=clock.now())
    except Refused as refused:
        form.form_errors = [presenters.why_words(refused.reason)]
        return _page(offer, invite=form), 422
    if many < len(asked):
        flask.flash(_("Somebody you ticked cannot be invited to this one."), "info")
    if many:
        flask.flash(_("They are invited."))
    return _to(offer.id)


@bp.post("/staff/in-the-room/<uuid:offer_id>/call-off")
@requires(P.KEEP_OFFERS, of=queries.kept_subject)
def call_off_offer(offer: Any) -> Any:
    """It does not happen."""
    commands.call_off(offer, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Called off. Those who said yes or maybe are told."))
    return _to(offer.id)


@bp.post("/staff/in-the-room/<uuid:offer_id>/came")
@requires(P.KEEP_OFFERS, of=queries.kept_subject)
def offer_came(offer: Any) -> Any:
    """Who took part, and thank you."""
    form = CameForm()
    form.came.choices = [(str(one.young_person_id), one.name) for one in queries.comers(offer.id)]
    if not form.validate():
        return _page(offer, came=form), 422
    came = {UUID(one) for one in form.came.data or []}
    try:
        commands.note_who_came(
            offer, came, form.thanks.data or "", by=the_viewer().account_id, now=clock.now()
        )
    except Refused as refused:
        form.form_errors = [presenters.why_words(refused.reason)]
        return _page(offer, came=form), 422
    flask.flash(_("Written down. They read your thank-you."))
    return _to(offer.id)


@bp.post("/staff/in-the-room/<uuid:offer_id>/ask")
@requires(P.KEEP_OFFERS, of=queries.kept_subject)
def ask_chair(offer: Any) -> Any:
    """Ask whoever chaired it what their view changed."""
    form = AskChairForm()
    form.chair.choices = [(str(one), name) for one, name in queries.chairs()]
    if not form.validate():
        return _page(offer, ask=form), 422
    try:
        commands.ask_what_changed(
            offer, UUID(form.chair.data), form.due_on.data, by=the_viewer().account_id, now=clock.now()
        )
    except Refused as refused:
        form.form_errors = [presenters.why_words(refused.reason)]
        return _page(offer, ask=form), 422
    flask.flash(_("They are asked. If the day passes we remind them and tell you."))
    return _to(offer.id)


def _to_invite(offer: Any) -> list[tuple[str, str]]:
    """Of a group's offer its members, else everybody; without those who were asked or answered."""
    there = {
        one.young_person_id for one in queries.comers(offer.id) if one.place.invited_at or one.place.coming
    }
    only = (
        set(groups.members_of(offer.group_id, today()))
        if offer.for_whom is ForWhom.GROUP and offer.group_id
        else None
    )
    found = awards.may_be_chosen()
    return [(str(one), name) for one, name in found if one not in there and (only is None or one in only)]


def _page(
    offer: Any,
    invite: InviteForm | None = None,
    came: CameForm | None = None,
    ask: AskChairForm | None = None,
) -> str:
    comers, on = queries.comers(offer.id), today()
    invite = invite or InviteForm(formdata=None)
    invite.who.choices = _to_invite(offer)
    if came is None:
        there = [str(one.young_person_id) for one in comers if one.place.took_part]
        came = CameForm(formdata=None, data={"came": there, "thanks": offer.thanks})
        came.came.choices = [(str(one.young_person_id), one.name) for one in comers]
    if ask is None:
        ask = AskChairForm(
            formdata=None,
            data={"chair": str(offer.chair_id or ""), "due_on": offer.change_due_on or rules.change_due(on)},
        )
        ask.chair.choices = [(str(one), name) for one, name in queries.chairs()]
    return flask.render_template(
        "participation/offer_kept.html",
        offer=offer,
        comers=comers,
        needed=presenters.what_is_needed(comers),
        needs_words=presenters.needs_words,
        page_has_errors=any(one.errors for one in (invite, came, ask)),
        invite=invite,
        came=came,
        ask=ask,
        words=presenters.WORDS,
        is_over=offer.starts_at <= clock.now(),
        is_late=rules.is_late(offer.change_due_on, answered=offer.changed is not None, today=on),
    )


def _to(offer_id: UUID) -> Any:
    return flask.redirect(flask.url_for("participation.kept_offer", offer_id=offer_id), 303)
