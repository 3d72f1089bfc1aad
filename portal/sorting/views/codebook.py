"""The themes: as they are, their history, and each change of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.sorting.commands import codebook as commands
from portal.sorting.forms.codebook import (
    MergeForm,
    PublishForm,
    PutAwayForm,
    SplitForm,
    ThemeForm,
    as_typed,
)
from portal.sorting.presenters import codebook as show
from portal.sorting.presenters.tabs import tabs
from portal.sorting.queries import codebook as queries
from portal.sorting.queries.codebook import OneTheme
from portal.sorting.rules.codebook import Around
from portal.sorting.views import bp


@bp.get("/staff/themes/codebook")
@requires(P.SEE_CODEBOOK)
def codebook() -> Any:
    """The themes in use, those that are gone, and every version."""
    book = queries.newest_book()
    return flask.render_template(
        "sorting/codebook.html",
        book=book,
        gone=show.gone(book),
        lines=show.lines(queries.history()),
        promise_name=show.promise_name,
        tabs=tabs(),
        may_change=may(P.CHANGE_CODEBOOK),
    )


@bp.route("/staff/themes/codebook/new", methods=["GET", "POST"])
@requires(P.CHANGE_CODEBOOK)
def theme_new() -> Any:
    """A new theme."""
    form = ThemeForm()
    form.offer(show.pictures())
    form.begin(queries.newest_book().version)
    if done := _published(form, lambda around: commands.add(form.told(), around)):
        return done
    return _page("sorting/theme_new.html", form=form)


@bp.route("/staff/themes/codebook/<theme_key>/change", methods=["GET", "POST"])
@requires(P.CHANGE_CODEBOOK, of=queries.theme_to_change)
def theme_change(found: OneTheme) -> Any:
    """Other words for a theme."""
    is_sent = flask.request.method == "POST"
    form = ThemeForm() if is_sent else ThemeForm(formdata=None, data=as_typed(found.theme))
    form.offer(show.pictures(found.theme))
    form.begin(found.book.version)
    key = found.theme.key
    if done := _published(form, lambda around: commands.change(key, form.told(found.theme), around)):
        return done
    return _page("sorting/theme_change.html", form=form, found=found)


@bp.route("/staff/themes/codebook/<theme_key>/merge", methods=["GET", "POST"])
@requires(P.CHANGE_CODEBOOK, of=queries.theme_to_change)
def theme_merge(found: OneTheme) -> Any:
    """Two themes become one."""
    form = MergeForm()
    form.offer(show.names([one for one in found.book.in_use if one.key != found.theme.key]))
    form.begin(found.book.version)
    key = found.theme.key
    if done := _published(form, lambda around: commands.merge(key, str(form.into.data), around)):
        return done
    return _page("sorting/theme_merge.html", form=form, found=found)


@bp.route("/staff/themes/codebook/<theme_key>/split", methods=["GET", "POST"])
@requires(P.CHANGE_CODEBOOK, of=queries.theme_to_change)
def theme_split(found: OneTheme) -> Any:
    """One theme becomes two."""
    form = SplitForm()
    form.begin(found.book.version)
    key = found.theme.key
    if done := _published(form, lambda around: commands.split(key, form.parts(found.theme), around)):
        return done
    return _page("sorting/theme_split.html", form=form, found=found)


@bp.route("/staff/themes/codebook/<theme_key>/put-away", methods=["GET", "POST"])
@requires(P.CHANGE_CODEBOOK, of=queries.theme_to_change)
def theme_put_away(found: OneTheme) -> Any:
    """A theme is not offered any more."""
    form = PutAwayForm()
    form.begin(found.book.version)
    if done := _published(form, lambda around: commands.put_away(found.theme.key, around)):
        return done
    return _page("sorting/theme_put_away.html", form=form, found=found)


def _published(form: PublishForm, publish: Callable[[Around], Any]) -> Any:
    """The way back to the themes when the change was published; None when the form is to be shown."""
    if not form.validate_on_submit():
        return None
    try:
        publish(form.around(the_viewer().account_id, clock.now(), today()))
    except Refused as refused:
        form.form_errors = [show.why_words(refused.reason)]
        return None
    flask.flash(_("Published. It holds from now on."))
    return flask.redirect(flask.url_for("sorting.codebook"), 303)


def _page(template: str, *, form: PublishForm, found: OneTheme | None = None) -> Any:
    is_sent = flask.request.method == "POST"
    if found and found.theme.is_gone and not is_sent:
        flask.flash(_("%(theme)s is not offered any more.", theme=_(found.theme.label)), "info")
        return flask.redirect(flask.url_for("sorting.codebook"), 303)
    return flask.render_template(template, form=form, found=found), 422 if is_sent else 200
