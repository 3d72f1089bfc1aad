"""Staff make access cards, and check lost ways in."""

from __future__ import annotations

import flask
import segno
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from portal.accounts.commands import cards as commands
from portal.accounts.commands import checks
from portal.accounts.forms.cards import CancelForm, CardForm, CheckForm
from portal.accounts.queries import cards as queries
from portal.accounts.views import bp
from portal.accounts.views.around_pages import settings
from portal.kit import clock
from portal.kit.errors import NotFound
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.route("/staff/young-people/<uuid:young_person_id>/card", methods=["GET", "POST"])
@requires(P.MAKE_CARD, of=queries.holder)
def card_new(person: queries.Holder) -> ResponseReturnValue:
    """Make a card, and see the cards that were made. A card's words are shown once, by the POST."""
    form, me = CardForm(), the_viewer().account_id
    if flask.request.method == "POST" and commands.why_not(person.id, me):
        return _cards(CardForm(formdata=None), person, stop=True), 409
    if flask.request.method == "POST" and form.validate():
        made = commands.make_card(person.id, send_once=form.sent_id(), by=me, days=settings().card_days)
        return flask.render_template("accounts/card_made.html", person=person, card=made, **_card(made))
    return _cards(form, person), 200 if flask.request.method != "POST" else 422


def _cards(form: CardForm, person: queries.Holder, *, stop: bool = False) -> str:
    form.give_id()
    return flask.render_template(
        "accounts/card_new.html",
        form=form,
        person=person,
        cards=queries.cards_of(person.id),
        for_lost=queries.has_account(person.id),
        check=queries.open_check(person.id),
        now=clock.now(),
        days=settings().card_days,
        stop=stop,
    )


def _card(made: commands.MadeCard) -> dict[str, object]:
    code = "-".join(made.words)
    address = settings().base_url.rstrip("/") + flask.url_for("accounts.card_open", code=code)
    picture = segno.make(address, error="m", micro=False)
    svg = picture.svg_inline(scale=4, border=4, light="#fff", dark="#000", omitsize=True)
    return {"qr": Markup(svg), "address": address}  # noqa: S704  # made here


@bp.post("/staff/young-people/<uuid:young_person_id>/card/<uuid:card_id>/cancel")
@requires(P.MAKE_CARD, of=queries.card_subject)
def card_cancel(card: queries.CardRef) -> ResponseReturnValue:
    """End a card that was lost or made by mistake."""
    form, me = CancelForm(), the_viewer().account_id
    if commands.why_not(card.young_person_id, me):
        return _cards(CardForm(formdata=None), queries.holder_of(card.young_person_id), stop=True), 409
    if form.validate() and commands.cancel_card(card.id, card.young_person_id, by=me):
        flask.flash(_("The card does not work any more."))
    else:
        flask.flash(_("It was too late to cancel: the card had been used or cancelled."), "error")
    return flask.redirect(flask.url_for("accounts.card_new", young_person_id=card.young_person_id), code=303)


@bp.get("/staff/checks")
@requires(P.STAFF_HOME)
def checks_waiting() -> str:
    """Lost ways in that wait for a second worker, of the young people this one may check."""
    viewer = the_viewer()
    return flask.render_template(
        "accounts/checks.html", checks=queries.checks_waiting(viewer), me=viewer.account_id
    )


@bp.route("/staff/checks/<uuid:check_id>", methods=["GET", "POST"])
@requires(P.CONFIRM_IDENTITY, of=queries.check_subject)
def check(waiting: queries.Check) -> ResponseReturnValue:
    """Say what you found when you met them."""
    if not waiting.is_open and flask.request.method != "POST":
        raise NotFound
    form, me = CheckForm(), the_viewer().account_id
    stop = checks.why_not(waiting.id, me)
    if flask.request.method != "POST" or not form.validate():
        page = flask.render_template("accounts/check.html", form=form, check=waiting, stop=stop)
        return page, 200 if flask.request.method != "POST" else 422
    if form.found.data == "them":
        checks.confirm_identity(waiting.id, by=me)
        flask.flash(_("Their page is whole again."))
    else:
        checks.refuse_identity(waiting.id, by=me)
        flask.flash(_("Every way in is ended. Please make them a new card."))
    return flask.redirect(flask.url_for("accounts.checks_waiting"), code=303)
