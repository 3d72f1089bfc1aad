"""Words in the language of the request, also where it changes half way."""

from __future__ import annotations

import flask
import pytest
from flask_babel import force_locale, gettext, ngettext, refresh
from wtforms import IntegerField

from portal.kit.forms import Form, clean

pytestmark = pytest.mark.once

SEND, HERE = "Next", "{{ _('Next') }}"


def drawn(source: str, **values: object) -> str:
    return flask.render_template_string(source, **values)


@pytest.fixture
def asked(app: flask.Flask) -> flask.ctx.RequestContext:
    return app.test_request_context(headers={"Accept-Language": "ar"})


def test_words_follow_the_language_wherever_it_changes(asked: flask.ctx.RequestContext) -> None:
    with asked:
        arabic = gettext(SEND)
        assert arabic != SEND
        assert drawn(HERE) == arabic
        with force_locale("en"):
            assert (gettext(SEND), drawn(HERE)) == (SEND, SEND)
            with force_locale("ar"):
                assert (gettext(SEND), drawn(HERE)) == (arabic, arabic)
            assert (gettext(SEND), drawn(HERE)) == (SEND, SEND)
        assert (gettext(SEND), drawn(HERE)) == (arabic, arabic)
        flask.session["language"] = "en"
        refresh()
        assert (gettext(SEND), drawn(HERE)) == (SEND, SEND)


def test_one_request_leaves_the_next_its_own_language(app: flask.Flask) -> None:
    found = []
    for language in ("ar", "en", "ar"):
        with app.test_request_context(headers={"Accept-Language": language}):
            found.append(drawn(HERE))
    assert found[0] == found[2] != found[1] == SEND


def test_outside_of_any_request_words_stay_as_they_are() -> None:
    assert gettext(SEND) == SEND


def test_what_is_put_into_a_text_is_escaped_and_percent_signs_stay(asked: flask.ctx.RequestContext) -> None:
    with asked, force_locale("en"):
        assert drawn("{{ _('for %(who)s', who=who) }}", who="<b>") == "for &lt;b&gt;"
        assert drawn("{{ _('50%% <b>') }}") == "50% <b>"
        counted = "{{ ngettext('%(num)s day', '%(num)s days', n) }}"
        assert [drawn(counted, n=n) for n in (1, 2)] == ["1 day", "2 days"]
        assert ngettext("%(num)s day", "%(num)s days", 2) == "2 days"


def test_what_the_form_library_says_by_itself_is_in_the_language_of_the_request(
    asked: flask.ctx.RequestContext,
) -> None:
    class Count(Form):
        many = IntegerField()

    with asked:
        said = []
        for language in ("ar", "en", "ar"):
            with force_locale(language):
                form = Count(formdata=flask.request.form.__class__({"many": "x"}), meta={"csrf": False})
                form.validate()
                said.append(str(form.many.errors[0]))
    assert said[0] == said[2] != said[1] == "Not a valid integer value."


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  plain\r\nwords\r\n ", "plain\nwords"),
        ("a\x00b\x07c\ud800d", "abcd"),
        ("tab\tand\u200djoiner", "tab\tand\u200djoiner"),
        ("e\u0301", "\u00e9"),
        ("\u2028line", "line"),
    ],
)
def test_only_what_no_text_should_hold_is_dropped(sent: str, kept: str) -> None:
    assert clean(sent) == kept
