"""The staff door: signing in and out, accepting an invitation, changing one's own password and codes."""

from __future__ import annotations

import secrets
from typing import Any

import flask
import pyotp
import segno
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from portal.accounts.commands import staff_door as door
from portal.accounts.commands import staff_secrets
from portal.accounts.forms.staff_door import (
    ChangeCodesForm,
    ChangePasswordForm,
    InvitationForm,
    SignInForm,
    text,
)
from portal.accounts.presenters import role_words
from portal.accounts.queries import staff_door as queries
from portal.accounts.rules.doors import Opened, Wrong
from portal.accounts.views import bp
from portal.accounts.views import session as sessions
from portal.accounts.views.around_pages import local_path, settings
from portal.kit import clock
from portal.policy.guard import may, public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import current_viewer, the_viewer

_A_YEAR = 365 * 24 * 3600


def _browser_cookie() -> str:
    return "browser" if settings().is_loopback_http else "__Host-browser"


@bp.route("/staff/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Address, password and code. Whatever is wrong, the answer is the same."""
    onward = local_path(flask.request.args.get("next"), "/staff")
    form = SignInForm()
    if flask.request.method != "POST":
        viewer = current_viewer()
        if viewer and not viewer.is_young_person:
            return flask.redirect(onward)
        return flask.render_template("accounts/sign_in.html", form=form, wait=0)
    if not form.validate():
        return flask.render_template("accounts/sign_in.html", form=form, wait=0), 422
    mark = queries.known_browser(text(form.email), flask.request.cookies.get(_browser_cookie(), ""))
    now, today = clock.now(), clock.today(settings().time_zone)
    outcome = door.sign_in(
        text(form.email), text(form.password), text(form.code), browser=mark, now=now, today=today
    )
    if isinstance(outcome, Opened):
        return _come_in(outcome, text(form.email), mark, onward)
    form.code.data = ""  # a secret too, if a short-lived one
    if outcome.why is Wrong.TOO_SOON:
        page = flask.render_template("accounts/sign_in.html", form=form, wait=outcome.seconds)
        return page, 429, {"Retry-After": str(outcome.seconds)}
    form.form_errors.append(_("Address, password or code is not right. Check all three and try again."))
    return flask.render_template("accounts/sign_in.html", form=form, wait=0), 422


def _come_in(opened: Opened, email: str, mark: str, onward: str) -> flask.Response:
    sessions.begin(opened.account_id, opened.ways_version, opened.language)
    response = flask.redirect(onward, code=303)
    response.set_cookie(
        _browser_cookie(),
        queries.browser_mark(email, mark or secrets.token_urlsafe(18)),
        max_age=_A_YEAR,
        secure=not settings().is_loopback_http,
        httponly=True,
        samesite="Lax",
    )
    assert isinstance(response, flask.Response)
    return response


@bp.post("/staff/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Done for now."""
    sessions.end()
    return flask.redirect(flask.url_for("accounts.sign_in"), code=303)


@bp.route("/staff/invitation/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> ResponseReturnValue:
    """A link from an administrator. Opening it does nothing; its button shows the form; the form uses it."""
    now = clock.now()
    found = queries.invitation(token, now)
    if found is None:
        return flask.render_template("accounts/invitation_over.html"), 404
    form = InvitationForm()
    secret = staff_secrets.secret_from(queries.invitation_secret(token))
    form.about = (found.email, found.name, settings().council_name, settings().site_name)
    form.is_code = lambda code: staff_secrets.right_step(secret, code, now) is not None
    if flask.request.method != "POST":
        return flask.render_template("accounts/invitation.html", invited=found)
    page: dict[str, Any] = {"form": form, "invited": found, **_codes(secret, found.email)}
    if "begin" in flask.request.form:
        return flask.render_template(
            "accounts/invitation_form.html", **page | {"form": InvitationForm(formdata=None)}
        )
    if not form.validate():
        return flask.render_template("accounts/invitation_form.html", **page), 422
    step = staff_secrets.right_step(secret, text(form.code), now) or 0
    staff_secrets.accept_invitation(found.id, text(form.password), secret, step)
    flask.flash(_("All set. Sign in with your new password and the next code."))
    return flask.redirect(flask.url_for("accounts.sign_in"), code=303)


@bp.route("/staff/account", methods=["GET", "POST"])
@requires(P.OWN_ACCOUNT)
def own_account() -> ResponseReturnValue:
    """Who they are here, and a new password."""
    viewer = the_viewer()
    form = ChangePasswordForm()
    form.about = (viewer.name, settings().council_name, settings().site_name)
    form.is_own = lambda password: door.try_own_password(viewer.account_id, password, clock.now())
    page = {"form": form, "roles": role_words(viewer.roles), "has_leave": may(P.OWN_LEAVE)}
    if flask.request.method != "POST":
        return flask.render_template("accounts/own_account.html", **page)
    if not form.validate():
        return flask.render_template("accounts/own_account.html", **page), 422
    version = staff_secrets.change_password(viewer.account_id, text(form.password))
    sessions.begin(viewer.account_id, version)
    flask.flash(_("Your password is changed. You were signed out everywhere else."))
    return flask.redirect(flask.url_for("accounts.own_account"), code=303)


@bp.route("/staff/account/codes", methods=["GET", "POST"])
@requires(P.OWN_ACCOUNT)
def own_codes() -> ResponseReturnValue:
    """A new phone or app for the codes."""
    viewer, now = the_viewer(), clock.now()
    nonce = flask.session.setdefault("codes", secrets.token_urlsafe(12))
    secret = staff_secrets.secret_from(queries.new_codes_secret(viewer.account_id, nonce))
    form = ChangeCodesForm()
    form.is_own = lambda password: door.try_own_password(viewer.account_id, password, now)
    form.is_code = lambda code: staff_secrets.right_step(secret, code, now) is not None
    page = {"form": form, **_codes(secret, viewer.name)}
    if flask.request.method != "POST":
        return flask.render_template("accounts/own_codes.html", **page)
    if not form.validate():
        return flask.render_template("accounts/own_codes.html", **page), 422
    step = staff_secrets.right_step(secret, text(form.code), now) or 0
    sessions.begin(viewer.account_id, staff_secrets.change_codes(viewer.account_id, secret, step))
    flask.flash(_("Your codes come from the new app now."))
    return flask.redirect(flask.url_for("accounts.own_account"), code=303)


def _codes(secret: str, label: str) -> dict[str, Any]:
    """The secret of the codes as a picture to scan and as text to type."""
    address = pyotp.TOTP(secret).provisioning_uri(name=label, issuer_name=settings().site_name)
    picture = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=4, light="#fff")
    return {"picture": Markup(picture), "secret": " ".join(secret[i : i + 4] for i in range(0, 32, 4))}  # noqa: S704  # made here
