"""A young person's own ways in: words for coming back, and an address for notices if they like."""

from __future__ import annotations

import flask
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.commands import addresses
from portal.accounts.commands import ways as commands
from portal.accounts.forms.ways import AddressForm, KeptWordsForm, OwnPhoneForm
from portal.accounts.presenters import shown
from portal.accounts.queries import ways as queries
from portal.accounts.queries.sessions import is_shared_device
from portal.accounts.views import bp
from portal.accounts.views import session as sessions
from portal.accounts.views.come_in import remember_phone
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.route("/my-words", methods=["GET", "POST"])
@requires(P.OWN_SPACE)
def my_words() -> ResponseReturnValue:
    """Words for coming back: made when they have said whose phone this is, shown until they have them."""
    account_id = the_viewer().account_id
    form = OwnPhoneForm()
    if flask.request.method == "POST" and form.validate():
        secret = commands.make_words(account_id, own_phone=form.own.data == "yes")
        sessions.is_shared(form.own.data != "yes")
        response = flask.make_response(flask.redirect(flask.url_for("accounts.my_words"), code=303))
        remember_phone(response, secret)
        return response
    if flask.request.method != "POST" and (way := queries.words_to_keep(account_id)):
        return _show(KeptWordsForm(formdata=None), way.words, 200)
    page = flask.render_template("accounts/my_words.html", form=form, has_words=queries.has_words(account_id))
    return page, 422 if form.errors else 200


@bp.post("/my-words/kept")
@requires(P.OWN_SPACE)
def my_words_kept() -> ResponseReturnValue:
    """They say they have the words: from now on nobody can see them again, and the old ones end."""
    way = queries.words_to_keep(the_viewer().account_id)
    if way is None:
        return flask.redirect(flask.url_for("accounts.my_words"), code=303)
    form = KeptWordsForm()
    form.offer(way.words.split(), _asked(way.words))
    if not form.validate():
        return _show(form, way.words, 422)
    shared = is_shared_device()
    sessions.begin(way.account_id, commands.keep_words(way))
    sessions.is_shared(shared)
    flask.flash(_("Good. You can come back with these words."))
    return flask.redirect(flask.url_for("home.start"), code=303)


def _show(form: KeptWordsForm, text: str, status: int) -> tuple[str, int]:
    words = text.split()
    form.offer(words, _asked(text))
    return flask.render_template("accounts/my_words_kept.html", form=form, words=shown(words)), status


def _asked(text: str) -> int:
    """Which word is asked for: not the first, and the same one however often the page is opened."""
    return 2 + len(text) % 4


@bp.route("/my-details", methods=["GET", "POST"])
@requires(P.OWN_SPACE)
def my_details() -> ResponseReturnValue:
    """Coming back, and being told by e-mail. While the past is shut the address stays hidden and as it is."""
    viewer = the_viewer()
    now = "" if viewer.past_is_shut else queries.address_of(viewer.account_id)
    form = AddressForm(data={"email": now})
    if flask.request.method == "POST" and not viewer.past_is_shut and form.validate():
        address = "" if "remove" in flask.request.form else form.email.data or ""
        addresses.give_address(viewer.account_id, address)
        flask.flash(_("We will send word there.") if address else _("We do not send you e-mails."))
        return flask.redirect(flask.url_for("accounts.my_details"), code=303)
    page = flask.render_template("accounts/my_details.html", form=form, address=now)
    return page, 200 if flask.request.method != "POST" else 422
