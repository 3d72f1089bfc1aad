"""Making a quote: the list, and the page on which words are made safe, shown, and approved."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.figures import marks_in
from portal.coding.commands import quotes as commands
from portal.coding.forms.quotes import PrepareForm, ShownForm, TurnDownForm
from portal.coding.presenters import quotes as show
from portal.coding.queries import quotes as queries
from portal.coding.queries.quotes import Found, Tab
from portal.coding.rules import EndedWhy, Recognised
from portal.coding.views import bp
from portal.kit import clock
from portal.kit.pages import page_number
from portal.people import queries as people
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.settings import Settings


@bp.get("/staff/quotes")
@requires(P.USE_QUOTES)
def quotes() -> Any:
    """The list, a tab for each step on the way."""
    asked = flask.request.args.get("tab", "")
    tab = Tab(asked) if asked in list(Tab) else Tab.TO_PREPARE
    viewer, on = the_viewer(), people.today()
    return flask.render_template(
        "coding/quotes.html",
        tab=tab,
        page=queries.staff_list(viewer, tab, page_number(), on),
        counts=queries.counts(viewer, on),
        theme_words=show.theme_words,
    )


@bp.get("/staff/quotes/<uuid:quote_id>")
@requires(P.PREPARE_QUOTE, of=queries.quote_subject)
def quote(found: Found) -> Any:
    """What they said with what is marked in it, and the words members would read."""
    form = _form(found)
    form.words.data = found.words or show.first_words(found.original, marks_in(found.original))
    return _page(found, form)


@bp.post("/staff/quotes/<uuid:quote_id>")
@requires(P.PREPARE_QUOTE, of=queries.quote_subject)
def show_quote(found: Found) -> Any:
    """These are the words: the young person is asked."""
    form = _form(found)
    if not form.validate():
        return _page(found, form), 422
    commands.show_to_them(
        found.id,
        form.words.data or "",
        by=the_viewer().account_id,
        now=clock.now(),
        recognised=form.answer() or Recognised.PERHAPS,
    )
    flask.flash(_("They are asked on their own page. You see here what they say."))
    return flask.redirect(flask.url_for("coding.quote", quote_id=found.id), 303)


@bp.post("/staff/quotes/<uuid:quote_id>/do-not-use")
@requires(P.PREPARE_QUOTE, of=queries.quote_subject)
def turn_down(found: Found) -> Any:
    """Staff decide against it, and say why."""
    form = TurnDownForm()
    if not form.validate():
        return _page(found, _form(found, as_it_is=True), form), 422
    commands.turn_down(found.id, EndedWhy(form.why.data), now=clock.now())
    flask.flash(_("These words are not used."), "info")
    return _back_to_list(found)


@bp.post("/staff/quotes/<uuid:quote_id>/approve")
@requires(P.APPROVE_QUOTE, of=queries.quote_subject)
def approve_quote(found: Found) -> Any:
    """A second person approves what the young person said yes to."""
    form = ShownForm()
    if not form.validate():
        return _page(found, _form(found, as_it_is=True)), 422
    commands.approve(found.id, form.shown.data or "", by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Approved. Members may read these words in the panel’s papers."))
    return _back_to_list(found)


def _back_to_list(found: Found) -> Any:
    """To the part of the list it stood in before it was decided."""
    return flask.redirect(flask.url_for("coding.quotes", tab=found.tab.value), 303)


def _form(found: Found, *, as_it_is: bool = False) -> PrepareForm:
    form = PrepareForm(formdata=None) if as_it_is else PrepareForm()
    settings: Settings = flask.current_app.extensions["heard.settings"]
    form.set_up(found.original, may_change=found.may_change, marks_in=marks_in, longest=settings.max_words)
    if as_it_is:
        form.words.data = found.words or show.first_words(found.original, marks_in(found.original))
    return form


def _page(found: Found, form: PrepareForm, turn_down_form: TurnDownForm | None = None) -> str:
    words = form.words.data or ""
    return flask.render_template(
        "coding/quote.html",
        quote=found,
        form=form,
        turn_down_form=turn_down_form or TurnDownForm(formdata=None),
        said=show.pieces(found.original, marks_in(found.original)),
        now=show.pieces(words, marks_in(words)),
        final=show.pieces(found.words, marks_in(found.words)),
        theme=show.theme_words(found.theme),
        rare=show.rare_in(words or found.words),
        recognised=show.recognised_words(found.recognised),
        can_approve=found.can_be_approved_by(the_viewer().account_id) and may(P.USE_QUOTES),
        prepared_by_me=found.prepared_by_id == the_viewer().account_id,
    )
