"""Writing "you said, we did": a new draft, changing it, throwing it away."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.outcomes import commands, presenters
from portal.outcomes.forms import OutcomeForm
from portal.outcomes.queries.writing import Outcome, outcome_subject
from portal.outcomes.rules import WhyNot
from portal.outcomes.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.route("/staff/we-did/new", methods=["GET", "POST"])
@requires(P.WRITE_OUTCOMES)
def write() -> Any:
    """A new draft: `?theme=` and `?challenge=` fill in what it is about and what it came from."""
    form = presenters.outcome_form()
    if not form.is_submitted():
        return _form(form)
    if not form.validate():
        return _form(form), 422
    row = commands.write(
        presenters.words_of(form, form.you_said.data),
        presenters.about_of(form),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        today=presenters.today(),
    )
    return flask.redirect(flask.url_for("outcomes.outcome", outcome_id=row.id))


@bp.route("/staff/we-did/<uuid:outcome_id>/change", methods=["GET", "POST"])
@requires(P.WRITE_OUTCOMES, of=outcome_subject)
def change(found: Outcome) -> Any:
    """Change a draft. What is published is not changed like this."""
    if found.published_at is not None:
        raise Refused(WhyNot.PUBLISHED)
    form = presenters.outcome_form(found)
    if not form.is_submitted():
        return _form(form, found)
    if not form.validate():
        return _form(form, found), 422
    commands.change_draft(
        found.id,
        presenters.words_of(form, form.you_said.data),
        presenters.about_of(form, found),
        by=the_viewer().account_id,
        now=clock.now(),
        today=presenters.today(),
    )
    return flask.redirect(flask.url_for("outcomes.outcome", outcome_id=found.id))


@bp.post("/staff/we-did/<uuid:outcome_id>/throw-away")
@requires(P.WRITE_OUTCOMES, of=outcome_subject)
def throw_away(found: Outcome) -> Any:
    """Nobody wants this draft any more."""
    commands.throw_away(found.id, by=the_viewer().account_id)
    flask.flash(_("The draft is thrown away."))
    return flask.redirect(flask.url_for("outcomes.written", tab="drafts"))


def _form(form: OutcomeForm, found: Outcome | None = None) -> str:
    return flask.render_template("outcomes/write.html", form=form, outcome=found)
