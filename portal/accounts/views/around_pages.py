"""What accounts gives to every page's layout, and the small addresses that go with it: staying, leaving."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import flask
from babel import Locale
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale

from portal.accounts.commands import sessions as commands
from portal.accounts.presenters import role_words
from portal.accounts.views import bp
from portal.accounts.views import session as sessions
from portal.policy.guard import public
from portal.policy.viewer import Viewer, current_viewer
from portal.settings import Settings


def settings() -> Settings:
    """The app's settings."""
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def for_layouts() -> dict[str, Any]:
    """Variables of the layouts in `templates/kit/` that have to do with who is signed in."""
    viewer = current_viewer()
    return {
        "viewer": viewer,
        "leave_url": flask.url_for("accounts.leave"),
        "exit_address": settings().exit_address,
        "alive_url": flask.url_for("accounts.alive"),
        "languages": _languages(),
        "easy": bool(flask.session.get(sessions.EASY_READ)),
        "easy_url": flask.url_for("accounts.easy_read", next=_here()),
        **_while_signed_in(viewer),
    }


def _while_signed_in(viewer: Viewer | None) -> dict[str, Any]:
    young = viewer is not None and viewer.is_young_person
    staff = viewer is not None and not viewer.is_young_person
    return {
        "quiet_minutes": settings().quiet_minutes_young if young else None,
        "stay_url": flask.url_for("accounts.stay"),
        "bye_url": flask.url_for("accounts.bye"),
        "person_name": viewer.name if viewer and staff else "",
        "person_roles": role_words(viewer.roles) if viewer and staff else "",
        "sign_out_url": flask.url_for("accounts.sign_out") if staff else "",
    }


def _known_languages() -> dict[str, str]:
    known: dict[str, str] = flask.current_app.jinja_env.globals["languages"]  # type: ignore[assignment]  # app.py's
    return known


def _here() -> str:
    """The page they are on, to come back to; after a POST, which cannot be come back to, the first one."""
    return flask.request.path if flask.request.method != "POST" and flask.request.endpoint else "/"


def _languages() -> list[dict[str, Any]]:
    here = _here()
    now = str(get_locale())
    return [
        {
            "code": code,
            "label": label,
            "dir": Locale.parse(code).text_direction,
            "href": flask.url_for("accounts.language", to=code, next=here),
            "current": code == now,
        }
        for code, label in _known_languages().items()
    ]


def local_path(wanted: str | None, otherwise: str) -> str:
    """`wanted` if it is a path on this site and nothing else, so that no link sends anybody elsewhere."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return otherwise
    if any(ord(c) <= 32 or c in "\\\x7f" for c in wanted):
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc else wanted


def _nothing(status: int) -> flask.Response:
    return flask.Response(status=status, mimetype="text/plain")


@bp.post("/stay")
@public
def stay() -> flask.Response:
    """Somebody is still there: asking who is signed in is what keeps them so. 401 when nobody is."""
    return _nothing(204 if current_viewer() else 401)


@bp.get("/alive")
@public
def alive() -> flask.Response:
    """Whether there is a line. Touches nothing, so it keeps nobody signed in."""
    return _nothing(204)


@bp.route("/leave", methods=["GET", "POST"])
@public
def leave() -> ResponseReturnValue:
    """The quick way out, by link (and by a beacon, which reads no answer): signed out and gone."""
    sessions.end()
    if flask.request.method == "POST":
        return _nothing(204)
    return flask.redirect(settings().exit_address, code=303)


@bp.get("/bye")
@public
def bye() -> str:
    """Where the quiet time ends. Signs out for good, also when the browser's clock was early."""
    sessions.end()
    return flask.render_template("accounts/bye.html")


@bp.post("/go-out")
@public
def go_out() -> ResponseReturnValue:
    """A young person signs out because they are done."""
    sessions.end()
    return flask.redirect(flask.url_for("accounts.come_in"), code=303)


@bp.route("/language", methods=["GET", "POST"])
@public
def language() -> ResponseReturnValue:
    """Choose the language of the pages. Whoever is signed in finds it again at the next sign-in."""
    known = _known_languages()
    wanted = flask.request.values.get("to", "")
    back = local_path(flask.request.values.get("next"), "/")
    if flask.request.method != "POST" or wanted not in known:
        with force_locale(wanted if wanted in known else str(get_locale())):
            page = flask.render_template("accounts/language.html", known=known, wanted=wanted, back=back)
        return page, 200 if flask.request.method != "POST" else 422
    if viewer := current_viewer():
        commands.choose_language(viewer.account_id, wanted)
    flask.session["language"] = wanted
    return flask.redirect(back, code=303)
