"""The officers' list of "you said, we did", and one of them: published, changed, taken down."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.pages import Page, page_number
from portal.outcomes import commands, presenters, queries
from portal.outcomes.forms import StateForm
from portal.outcomes.presenters import OutcomePage
from portal.outcomes.queries.writing import PAGE_SIZE, Outcome, Tab, outcome_subject
from portal.outcomes.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/we-did")
@requires(P.WRITE_OUTCOMES)
def written() -> Any:
    """Drafts, what is published, what was taken down: a tab each."""
    asked, number = flask.request.args.get("tab", ""), page_number()
    tab = Tab(asked) if asked in set(Tab) else Tab.PUBLISHED
    rows, total = queries.written(tab, number)
    return flask.render_template(
        "outcomes/written.html",
        tab=tab.value,
        page=Page(rows, number, total, PAGE_SIZE),
        names=queries.written_by(rows),
        themes=presenters.themes(),
    )


@bp.get("/staff/we-did/<uuid:outcome_id>")
@requires(P.WRITE_OUTCOMES, of=outcome_subject)
def outcome(found: Outcome) -> Any:
    """One of them as young people see it, and what can be done with it."""
    return _page(presenters.outcome_page(found))


@bp.post("/staff/we-did/<uuid:outcome_id>/publish")
@requires(P.WRITE_OUTCOMES, of=outcome_subject)
def publish(found: Outcome) -> Any:
    """Show it to those whose words led to it; a name that became known since it was written is said first."""
    page = presenters.outcome_page(found, look_for_names=found.published_at is None)
    if page.names:
        return _page(page), 422
    commands.publish(
        found.id,
        by=the_viewer().account_id,
        now=clock.now(),
        today=presenters.today(),
        first_days=presenters.settings().outcome_first_days,
    )
    flask.flash(_("It is published. Those whose words led to it see it now."))
    return _back(found)


@bp.post("/staff/we-did/<uuid:outcome_id>/all")
@requires(P.WRITE_OUTCOMES, of=outcome_subject)
def show_to_all(found: Outcome) -> Any:
    """A paper was published meanwhile: perhaps everybody may see it now."""
    done = commands.show_to_all(
        found.id,
        by=the_viewer().account_id,
        now=clock.now(),
        today=presenters.today(),
        first_days=presenters.settings().outcome_first_days,
    )
    flask.flash(
        _("It is set to be shown to all.")
        if done
        else _("It stays with those whose words led to it for now.")
    )
    return _back(found)


@bp.post("/staff/we-did/<uuid:outcome_id>/state")
@requires(P.WRITE_OUTCOMES, of=outcome_subject)
def change_state(found: Outcome) -> Any:
    """How far it has come."""
    form = StateForm()
    form.set_up(found.you_said)
    if not form.validate():
        return _page(presenters.outcome_page(found, form)), 422
    commands.change_state(
        found.id, presenters.words_of(form, found.you_said), by=the_viewer().account_id, now=clock.now()
    )
    flask.flash(_("It is changed. Young people see it like this now."))
    return _back(found)


@bp.post("/staff/we-did/<uuid:outcome_id>/take-down")
@requires(P.WRITE_OUTCOMES, of=outcome_subject)
def take_down(found: Outcome) -> Any:
    """It is shown nowhere any more."""
    commands.take_down(found.id, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("It is taken down. Nobody sees it any more."))
    return _back(found)


def _page(page: OutcomePage) -> str:
    has_errors = bool(page.names or (page.form and page.form.errors))
    return flask.render_template("outcomes/outcome.html", page=page, page_has_errors=has_errors)


def _back(found: Outcome) -> Any:
    return flask.redirect(flask.url_for("outcomes.outcome", outcome_id=found.id))
