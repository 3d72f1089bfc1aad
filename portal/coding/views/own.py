"""A young person's own words on their way to the panel: they say yes or no, and can stop it at any time."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.coding.commands import quotes as commands
from portal.coding.forms.quotes import YES, DecideForm, ShownForm
from portal.coding.queries import quotes as queries
from portal.coding.queries.quotes import Own
from portal.coding.rules import QuoteState
from portal.coding.rules.quotes import SAID_YES, why_not_decide
from portal.coding.views import bp
from portal.kit import clock
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/my-quotes")
@requires(P.OWN_SPACE)
def my_quotes() -> str:
    """Their words that we asked about."""
    viewer = the_viewer()
    return flask.render_template(
        "coding/my_quotes.html", quotes=queries.own_quotes(viewer), past_is_shut=viewer.past_is_shut
    )


@bp.get("/my-quotes/<uuid:quote_id>")
@requires(P.DECIDE_QUOTE, of=queries.own_quote)
def my_quote(own: Own) -> str:
    """The exact words, and what happens to them."""
    return _page(own, DecideForm())


@bp.post("/my-quotes/<uuid:quote_id>")
@requires(P.DECIDE_QUOTE, of=queries.own_quote)
def decide_quote(own: Own) -> Any:
    """Yes or no, to the words they read: if those are others by now they read them again first."""
    form = DecideForm()
    says_yes, shown = form.says.data == YES, form.shown.data or ""
    if not form.validate():
        return _page(own, form), 422
    if own.state is QuoteState.ASKED and why_not_decide(own.state, shown, own.mark):
        return _page(own, form, are_new=True), 422
    if own.state is QuoteState.ASKED or (own.state in SAID_YES and not says_yes):
        _decide(own, says_yes, shown)
    return flask.redirect(flask.url_for("coding.my_quote", quote_id=own.id), 303)


def _decide(own: Own, says_yes: bool, shown: str) -> None:
    viewer = the_viewer()
    commands.decide(own.id, says_yes, shown, by=viewer.account_id, on=people.today(), now=clock.now())
    flask.flash(
        _("Thank you. You can change your mind at any time.") if says_yes else _("OK. Nobody uses them.")
    )


@bp.post("/my-quotes/<uuid:quote_id>/stop")
@requires(P.DECIDE_QUOTE, of=queries.own_quote)
def stop_quote(own: Own) -> Any:
    """They take their yes back."""
    form = ShownForm()
    if not form.validate():
        return _page(own, DecideForm(formdata=None)), 422
    commands.withdraw(own.id, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Done. Your words are on no page here any more."))
    return flask.redirect(flask.url_for("coding.my_quote", quote_id=own.id), 303)


def _page(own: Own, form: DecideForm, *, are_new: bool = False) -> str:
    form.shown.data = own.mark
    return flask.render_template("coding/my_quote.html", quote=own, form=form, are_new=are_new)
