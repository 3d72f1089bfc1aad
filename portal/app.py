"""create_app: build, register, connect.

Refuses to start with an unguarded route, a wrong key or an old schema.
"""

from __future__ import annotations

import importlib
from typing import Any

import flask
import jinja2
import sqlalchemy as sa
from flask_babel import get_locale, gettext
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from werkzeug.exceptions import HTTPException

from portal import db
from portal.coding.codebook import published
from portal.kit import again, dates, headers, logs
from portal.kit.catalogues import Languages, Templates
from portal.kit.errors import NotFound, Refused, TooLate
from portal.kit.pages import Assets
from portal.kit.requests import Request
from portal.kit.richtext import paragraphs
from portal.kit.routes import Route
from portal.kit.spool import NoRoom
from portal.policy import guard
from portal.settings import ROOT, CannotStart, Settings
from portal.vault import keys, master

CAPABILITIES = (
    "people",
    "accounts",
    "deadlines",
    "coding",
    "outcomes",
    "nameless",
    "voice",
    "reviews",
    "surveys",
    "advocacy",
    "rights",
    "complaints",
    "participation",
    "filing",
    "listening",
    "records",
    "sorting",
    "panels",
    "information",
    "home",
)
LANGUAGES = {"en": "English", "ar": "العربية"}


# What the layouts may be given; a page that does not say is taken to mean no.
_LAYOUT_OPTIONS = (
    "page_has_errors", "wide", "narrow", "form", "languages", "leave_url", "exit_address", "help_lines",
    "help_title", "home_url", "quiet_minutes", "stay_url", "bye_url", "alive_url", "product_name",
    "person_name", "person_roles", "nav_items", "sign_out_url", "account_url", "error_title",
    "error_text", "what_to_do", "way_back", "way_back_label", "easy", "easy_url",
)  # fmt: skip


class NotReady(CannotStart):
    """The database is not there yet or its schema is older than the code."""


def create_app(settings: Settings) -> flask.Flask:
    """The application, ready to serve. Raises MasterKeyError, NotReady or UnguardedRoute."""
    keys.open_ring(master.load(settings.master_key_file))
    published.watch(settings.var_dir)
    app = flask.Flask("portal", template_folder=str(ROOT / "templates"), static_folder=None)
    app.extensions["heard.settings"] = settings
    app.request_class = Request
    app.jinja_environment = Templates
    app.url_rule_class = Route
    _configure(app, settings)
    engine = db.connect(settings)
    _check_database(engine)
    engine.dispose()  # a forked worker must not share the connection that checked
    db.hook(app)  # first: Flask runs the first after_request last
    app.after_request(lambda response: headers.add(response, https=not settings.is_loopback_http))
    app.after_request(headers.compress)
    app.wsgi_app = headers.head_is_get(app.wsgi_app)  # type: ignore[assignment,method-assign]  # as Flask's docs have it
    CSRFProtect(app)
    Languages(app, locale_selector=_choose_language)
    _prepare_templates(app, settings)
    logs.prepare(app)
    _register_errors(app)
    for name in CAPABILITIES:
        importlib.import_module(f"portal.{name}.views").register(app)
    guard.refuse_unguarded(app)
    return app


def _configure(app: flask.Flask, settings: Settings) -> None:
    plain = settings.is_loopback_http
    app.config.update(
        SECRET_KEY=keys.signing_key(),
        SESSION_COOKIE_NAME="session" if plain else "__Host-session",
        SESSION_COOKIE_SECURE=not plain,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=settings.max_body,
        MAX_FORM_MEMORY_SIZE=settings.max_body,
        MAX_FORM_PARTS=400,
        WTF_CSRF_TIME_LIMIT=None,
        # Strict would ask for a Referer, which our own Referrer-Policy tells browsers not to send. The token,
        # and cookies that other sites' requests do not carry, are what holds.
        WTF_CSRF_SSL_STRICT=False,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        BABEL_DEFAULT_LOCALE="en",
        BABEL_DEFAULT_TIMEZONE=str(settings.time_zone),
    )


def _check_database(engine: sa.Engine) -> None:
    from portal.migrations import head_revision, revision_of

    if revision_of(engine) != head_revision():
        raise NotReady("The database is not ready or has an older schema. Run: portal migrate")
    try:
        keys.check_master(db.session())
    except keys.KeyMissing:
        raise NotReady("The database has no council key yet. Run: portal migrate") from None
    finally:
        db.session.remove()


def _choose_language() -> str:
    chosen = flask.session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return flask.request.accept_languages.best_match(list(LANGUAGES), default="en") or "en"


def _prepare_templates(app: flask.Flask, settings: Settings) -> None:
    assets = Assets(ROOT / "static")
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = jinja2.ChoiceLoader(
        [
            jinja2.FileSystemLoader(ROOT / "templates"),
            jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    for filter_ in (dates.day, dates.short_day, dates.hour, dates.moment, dates.stamp, dates.ago, paragraphs):
        app.jinja_env.filters[filter_.__name__] = filter_
    app.jinja_env.globals.update(
        asset=assets.url,
        favicon=assets.inline("favicon.svg"),
        drawn=assets.drawn,
        is_drawn_in=assets.is_drawn_in,
        csrf_token=generate_csrf,
        may=guard.may,
        settings=settings,
        languages=LANGUAGES,
    )

    @app.context_processor
    def page() -> dict[str, Any]:
        locale = get_locale()
        language = {
            "lang": str(locale or "en"),
            "dir": locale.text_direction if locale else "ltr",
            "site_name": gettext(settings.site_name),
        }
        return {**dict.fromkeys(_LAYOUT_OPTIONS), **language}

    @app.get("/static/<path:name>", endpoint="static")
    @guard.public
    def static(name: str) -> flask.Response:
        return assets.serve(name)


def _register_errors(app: flask.Flask) -> None:
    @app.errorhandler(NotFound)
    def not_found(error: NotFound) -> tuple[str, int]:
        return flask.render_template("kit/errors/404.html"), 404

    @app.errorhandler(Refused)
    def refused(error: Refused) -> tuple[str, int]:
        return flask.render_template("kit/errors/409.html", reason=error.reason), 409

    @app.errorhandler(CSRFError)
    @app.errorhandler(TooLate)
    def too_late(error: Exception) -> tuple[str, int]:
        return flask.render_template("kit/errors/form_too_old.html", typed=again.typed()), 400

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Any:
        code = error.code or 500
        if code >= 500:
            flask.g.viewer = None  # the page must not need a database that may be gone
            flask.g.without_database = True
        cause = getattr(error, "original_exception", None)
        if db.is_out_of_reach(cause) or isinstance(cause, NoRoom):
            return _not_now()
        if code < 400:
            return error
        name = f"kit/errors/{code}.html" if code in (404, 413, 429, 500) else "kit/errors/other.html"
        response = flask.make_response(flask.render_template(name, code=code), code)
        if error.get_response().headers.get("Allow"):
            response.headers["Allow"] = error.get_response().headers["Allow"]
        return response


def _not_now() -> flask.Response:
    """The database is gone, locked or full: nothing is lost, and the same can be sent again."""
    sent = again.to_send_again()
    page = flask.render_template(
        "kit/errors/503.html",
        is_sent=flask.request.method == "POST",
        here="/" + flask.request.full_path.strip("/?"),
        again=sent,
        sent_once=any(name == "send_once" for name, _value in sent),
        had_files=again.brought_files(),
        typed=again.typed(),
    )
    response = flask.make_response(page, 503)
    response.headers["Retry-After"] = str(again.SECONDS)
    return response
