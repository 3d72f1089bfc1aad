"""A member of staff says which languages they read, so that the duty desk knows who can read what came."""

from __future__ import annotations

import flask
from babel import Locale
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.accounts.commands.languages import set_languages
from portal.accounts.forms.languages import LanguagesForm
from portal.accounts.queries.languages import languages_of
from portal.accounts.rules.languages import LETTERS
from portal.accounts.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.route("/staff/account/languages", methods=["GET", "POST"])
@requires(P.OWN_ACCOUNT)
def own_languages() -> ResponseReturnValue:
    """What they read besides English."""
    me = the_viewer().account_id
    form = LanguagesForm(data={"languages": sorted(languages_of([me]).get(me, ()))})
    form.offer(_by_name())
    if flask.request.method == "POST" and form.validate():
        set_languages(me, form.languages.data or [])
        flask.flash(_("Kept. The duty desk knows now what you can read."))
        return flask.redirect(flask.url_for("accounts.own_account"), code=303)
    page = flask.render_template("accounts/own_languages.html", form=form)
    return page, 422 if form.errors else 200


def _by_name() -> list[tuple[str, str]]:
    """Every language with its name in the reader's own, in the order of these names."""
    locale = get_locale() or Locale("en")
    return sorted(((one, str(locale.languages.get(one, one))) for one in LETTERS), key=lambda pair: pair[1])
