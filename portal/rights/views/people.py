"""My people: who they are and how to reach them, cards of one's own, on paper and on the phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.queries.sessions import is_shared_device
from portal.documents.pdf import NotMade
from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.rights.commands import theirs as commands
from portal.rights.forms.theirs import CardForm
from portal.rights.presenters import people as show
from portal.rights.queries import theirs as queries
from portal.rights.views import bp


@bp.get("/my-people")
@requires(P.OWN_PEOPLE_CARDS)
def my_people() -> str:
    """Everybody, with what one needs to reach them."""
    return _page()


@bp.route("/my-people/add", methods=["GET", "POST"])
@requires(P.OWN_PEOPLE_CARDS)
def person_add() -> Any:
    """A card of one's own."""
    form, viewer = CardForm(), the_viewer()
    if form.validate_on_submit() and viewer.young_person_id:
        commands.add_card(
            viewer.young_person_id,
            form.name.data or "",
            form.does.data or "",
            form.phone.data or "",
            send_once=form.sent_id(),
            by=viewer.account_id,
            now=clock.now(),
        )
        flask.flash(_("The card is here now. Only you see it."))
        return flask.redirect(flask.url_for("rights.my_people"), 303)
    form.give_id()
    return flask.render_template("rights/person_add.html", form=form), 422 if form.errors else 200


@bp.post("/my-people/<uuid:person_card_id>/remove")
@requires(P.OWN_PEOPLE_CARDS, of=queries.own_card)
def person_remove(card: Any) -> Any:
    """It is gone for good."""
    commands.remove_card(card, by=the_viewer().account_id)
    flask.flash(_("The card is gone."), "info")
    return flask.redirect(flask.url_for("rights.my_people"), 303)


@bp.post("/my-people/paper")
@requires(P.OWN_PEOPLE_CARDS)
def people_paper() -> Any:
    """Small cards to cut out."""
    return _fetched(lambda: show.paper(the_viewer()))


@bp.post("/my-people/phone")
@requires(P.OWN_PEOPLE_CARDS)
def people_phone() -> Any:
    """A file that a phone takes into its address book."""
    is_neutral = bool(flask.request.form.get("neutral"))
    return _fetched(lambda: show.phone_file(the_viewer(), is_neutral=is_neutral))


def _fetched(make: Callable[[], flask.Response]) -> Any:
    """Never on a phone or tablet that others use."""
    if is_shared_device():
        return _page(), 409
    try:
        return make()
    except NotMade:
        flask.flash(_("We could not make the file just now. Try again in a minute."), "error")
        return flask.redirect(flask.url_for("rights.my_people"), 303)


def _page() -> str:
    viewer = the_viewer()
    return flask.render_template(
        "rights/people.html",
        cards=show.cards(viewer),
        numbers=show.numbers(),
        is_shared=is_shared_device(),
        some_are_shut=viewer.past_is_shut,
    )
