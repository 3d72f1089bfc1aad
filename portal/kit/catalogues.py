"""The words of a request's language, looked up once a request. The usual ways ask for the language again with
each word, and read the form library's own catalogue from the disk with each request."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cache, cached_property
from typing import Any

import flask
import jinja2
from babel.support import NullTranslations, Translations
from flask.templating import Environment
from flask_babel import Babel, Domain, get_locale
from jinja2.runtime import Context
from markupsafe import Markup
from wtforms.i18n import messages_path


class Words(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """Our own texts. `force_locale` and `refresh` hold: what was found counts for the language it was for."""

    def get_translations(self) -> NullTranslations:
        if not flask.has_app_context():
            return NullTranslations()
        here = flask.g._get_current_object()  # once, not with each thing asked of it
        known, language = getattr(here, "_words", _NOTHING_YET), getattr(here, "_flask_babel", _NO_LANGUAGE)
        if known[0] is not None and known[0] is getattr(language, "babel_locale", None):
            return known[1]
        words: NullTranslations = super().get_translations()
        here._words = (getattr(here._flask_babel, "babel_locale", None), words)
        return words


_NO_LANGUAGE = object()
_NOTHING_YET: tuple[object, NullTranslations] = (None, NullTranslations())


class Languages(Babel):  # type: ignore[misc]  # Flask-Babel has no types
    """Flask-Babel, for whom templates find the words of their language by `Words` as well."""

    def init_app(self, app: flask.Flask, *args: Any, **kwargs: Any) -> None:
        super().init_app(app, *args, **kwargs)
        words = self.domain_instance

        @jinja2.pass_context
        def gettext(context: Context, text: str, /, **values: object) -> str:
            found = words.get_translations().gettext(text)
            return (Markup(found) if context.eval_ctx.autoescape else found) % values  # noqa: S704  # our own

        @jinja2.pass_context
        def ngettext(context: Context, one: str, many: str, num: int, /, **values: object) -> str:
            found = words.get_translations().ngettext(one, many, num)
            values.setdefault("num", num)
            return (Markup(found) if context.eval_ctx.autoescape else found) % values  # noqa: S704  # our own

        app.jinja_env.globals.update(gettext=gettext, _=gettext, ngettext=ngettext)

    @cached_property
    def domain_instance(self) -> Words:
        return Words()


class Templates(Environment):
    """Flask's. All our templates have the same globals, so that they share them as they are: usually each
    has a slow copy of its own, which is gone through with every template that is drawn or imported."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def of_the_form_library() -> NullTranslations:
    """What the form library says by itself, in the language of this request."""
    return _of_the_form_library(str(get_locale() or "en"))


@cache
def _of_the_form_library(language: str) -> NullTranslations:
    return Translations.load(messages_path(), [language], domain="wtforms")
