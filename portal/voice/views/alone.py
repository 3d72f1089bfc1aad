"""The card that asks "see me on my own" from a school or nursery, used by whoever holds it."""

from __future__ import annotations

import secrets
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.accounts.presenters import typed_words
from portal.accounts.words import read
from portal.kit import clock
from portal.policy.guard import public
from portal.voice.commands import alone as commands
from portal.voice.forms.alone import AloneForm
from portal.voice.presenters.little import SEE_ALONE
from portal.voice.presenters.saying import promises
from portal.voice.rules.alone import BY_CARD, CardWrong
from portal.voice.views import bp


@bp.route("/alone", methods=["GET", "POST"])
@public
def alone() -> Any:
    """Type the card's words. What is shown says nothing of the child, whatever was typed."""
    form = AloneForm()
    if flask.request.method == "GET":
        return _page(form)
    if not form.validate():
        return _page(form, 422)
    return _try(form, form.reading.words)


@bp.route("/alone/<code>", methods=["GET", "POST"])
@public
def alone_open(code: str) -> Any:
    """A card's link, from its square. The page is the same for every code, and looks nothing up."""
    form = AloneForm()
    if flask.request.method == "GET":
        form.give_id()
        return flask.render_template("voice/alone_open.html", form=form)
    words = read(code).words
    form.words.data = " ".join(words) or code[:200]
    return _try(form, words)


@bp.get("/alone-thanks")
@public
def alone_thanks() -> str:
    """Somebody will come."""
    return flask.render_template("voice/alone_thanks.html")


def _try(form: AloneForm, words: tuple[str, ...]) -> Any:
    device = flask.session.setdefault("device", secrets.token_urlsafe(18))
    asked = commands.Question(_(SEE_ALONE), BY_CARD)
    tried = commands.try_card(
        words, form.sent_id(), asked, device=device, promises=promises(), now=clock.now()
    )
    if tried.wrong is None:
        return flask.redirect(flask.url_for("voice.alone_thanks"), 303)
    form.say(_why(tried))
    if tried.wrong is CardWrong.TOO_SOON:
        return *_page(form, 429), {"Retry-After": str(tried.wait)}
    return _page(form, 422)


def _page(form: AloneForm, status: int = 200) -> tuple[str, int]:
    form.give_id()
    typed = typed_words(form.reading) if status != 200 else []
    return flask.render_template("voice/alone.html", form=form, typed=typed), status


def _why(tried: commands.Tried) -> str:
    if tried.wrong is CardWrong.TOO_SOON:
        return str(
            ngettext(
                "Wait %(num)d second. Then try again.", "Wait %(num)d seconds. Then try again.", tried.wait
            )
        )
    if tried.wrong is CardWrong.ENDED:
        return str(_("This card does not work any more. Ask for a new one. Until then, tell us by phone."))
    return str(_("We do not know this card. Look at each word, then try again. Or tell us by phone."))
