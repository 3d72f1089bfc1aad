"""Young people come in: by their words, or by a card. Opening a card's link does nothing; its button does."""

from __future__ import annotations

import secrets

import flask
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.accounts.commands import come_in as door
from portal.accounts.forms.ways import CardForm, ComeInForm, WordsForm
from portal.accounts.presenters import typed_words
from portal.accounts.queries.ways import known_phone
from portal.accounts.rules.cards import CardStop
from portal.accounts.rules.doors import Opened, Shut, Wrong
from portal.accounts.rules.throttle import CARD_WORDS, COME_BACK_WORDS
from portal.accounts.views import bp
from portal.accounts.views import session as sessions
from portal.accounts.views.around_pages import settings
from portal.accounts.words import read
from portal.kit import clock
from portal.policy.guard import public
from portal.policy.viewer import current_viewer

_LONG = 400 * 24 * 3600
"""As long as browsers keep any cookie (RFC 6265bis)."""


def phone_cookie() -> str:
    """The name of the cookie that holds a phone's secret."""
    return "phone" if settings().is_loopback_http else "__Host-phone"


def remember_phone(response: flask.Response, secret: str | None) -> None:
    """Give the phone its secret, or take from it the one it had."""
    options = {"secure": not settings().is_loopback_http, "httponly": True, "samesite": "Lax"}
    if secret:
        response.set_cookie(phone_cookie(), secret, max_age=_LONG, **options)  # type: ignore[arg-type]
    else:
        response.delete_cookie(phone_cookie(), **options)  # type: ignore[arg-type]


def _secret() -> str:
    return flask.request.cookies.get(phone_cookie(), "")


@bp.route("/come-in", methods=["GET", "POST"])
@public
def come_in() -> ResponseReturnValue:
    """Type the words for coming back: five, or three on a phone that is known."""
    viewer = current_viewer()
    if flask.request.method != "POST" and viewer and viewer.is_young_person:
        return flask.redirect(flask.url_for("home.start"))
    form = ComeInForm()
    if flask.request.method != "POST":
        return _page("accounts/come_in.html", form)
    return _try("accounts/come_in.html", form)


@bp.route("/card", methods=["GET", "POST"])
@public
def card() -> ResponseReturnValue:
    """Type the words on a card."""
    form = CardForm()
    if flask.request.method != "POST":
        return _page("accounts/card.html", form)
    return _try("accounts/card.html", form)


@bp.route("/card/<code>", methods=["GET", "POST"])
@public
def card_open(code: str) -> ResponseReturnValue:
    """A card's link, from its QR code. The page is the same for every code, and looks nothing up."""
    if flask.request.method != "POST":
        return flask.render_template("accounts/card_open.html")
    form = CardForm(data={"words": " ".join(read(code).words) or code[:200]})
    outcome = _ask(read(code).words)
    if isinstance(outcome, Opened):
        return _let_in(outcome, None)
    return _still_out("accounts/card.html", form, outcome)


def _try(template: str, form: WordsForm) -> ResponseReturnValue:
    if not form.validate():
        return _page(template, form, 422)
    words = form.reading.words
    outcome = _ask(words)
    if isinstance(outcome, Shut):
        return _still_out(template, form, outcome)
    own = isinstance(form, ComeInForm) and form.own_phone.data and not outcome.by_card
    return _let_in(outcome, door.remember_phone(words) if own else None, shared=bool(form.shared.data))


def _ask(words: tuple[str, ...]) -> Opened | Shut:
    device = flask.session.setdefault("device", secrets.token_urlsafe(18))
    now, today = clock.now(), clock.today(settings().time_zone)
    return door.come_in(words, device=device, phone_secret=_secret(), now=now, today=today)


def _let_in(opened: Opened, secret: str | None, *, shared: bool = False) -> flask.Response:
    sessions.begin(opened.account_id, opened.ways_version, opened.language, opened.easy_read)
    sessions.is_shared(shared and secret is None)
    onward = flask.url_for("accounts.my_words" if opened.by_card else "home.start")
    response = flask.make_response(flask.redirect(onward, code=303))
    if secret:
        remember_phone(response, secret)
    return response


def _still_out(template: str, form: WordsForm, shut: Shut) -> ResponseReturnValue:
    form.say(_why(shut, len(form.reading.words)))
    if shut.why is Wrong.TOO_SOON:
        return *_page(template, form, 429), {"Retry-After": str(shut.seconds)}
    return _page(template, form, 422)


def _page(template: str, form: WordsForm, status: int = 200) -> tuple[str, int]:
    page = flask.render_template(
        template,
        form=form,
        typed=typed_words(form.reading) if status != 200 else [],
        knows_phone=known_phone(_secret()) is not None,
    )
    return page, status


def _why(shut: Shut, count: int) -> str:
    """What to do now, in words a child reads."""
    if shut.why is Wrong.TOO_SOON:
        return str(
            ngettext(
                "Wait %(num)d second. Then try again. You are not locked out.",
                "Wait %(num)d seconds. Then try again. You are not locked out.",
                shut.seconds,
            )
        )
    if shut.why is Wrong.NOT_WHOLE:
        return str(
            _(
                "We read %(count)d words. You need all %(five)d. If you have a card, it has %(six)d.",
                count=count,
                five=COME_BACK_WORDS,
                six=CARD_WORDS,
            )
        )
    words: dict[Wrong | CardStop, str] = {
        Wrong.NOT_RIGHT: _("These words do not open it. Look at each word and its picture, then try again."),
        CardStop.USED: _("This card was used already. If it was not you, tell us. Ask for a new card."),
        CardStop.EXPIRED: _("This card is too old now. Ask for a new card."),
        CardStop.CANCELLED: _("This card does not work any more. Ask for a new card."),
    }
    return words[shut.why]
