"""What waits for a safety lead before it goes on a record, and what they say of it."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.filing import presenters as show
from portal.filing import queries
from portal.filing.commands import deciding as commands
from portal.filing.forms import DecideForm
from portal.filing.queries import ToDecide
from portal.filing.views import bp
from portal.kit import clock
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/filing/waits")
@requires(P.SEE_FILING_TO_DECIDE)
def to_decide() -> Any:
    """What concerns somebody and waits for a safety lead, the oldest first."""
    return flask.render_template("filing/to_decide.html", rows=queries.to_decide(the_viewer(), today()))


@bp.get("/staff/filing/waits/<uuid:statement_id>")
@requires(P.DECIDE_FILING, of=queries.statement_to_decide)
def decide(found: ToDecide) -> Any:
    """One of them: what can be said of it."""
    form = DecideForm()
    form.give_id()
    return _page(found, form)


@bp.post("/staff/filing/waits/<uuid:statement_id>")
@requires(P.DECIDE_FILING, of=queries.statement_to_decide_now)
def decided(found: ToDecide) -> Any:
    """It is said."""
    form = DecideForm()
    if not form.validate():
        return _page(found, form), 422
    commands.decide(
        found.statement,
        form.said(),
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
        days=show.settings().filing_working_days,
    )
    flask.flash(_("Written down. Whoever files it sees what you said, and nothing of whom it concerns."))
    return flask.redirect(flask.url_for("filing.to_decide"), 303)


def _page(found: ToDecide, form: DecideForm) -> str:
    return flask.render_template("filing/decide.html", found=found, form=form)
