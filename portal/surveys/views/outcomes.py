"""You said, we did, of a wave: written by whose survey it is."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.surveys.commands import outcomes as commands
from portal.surveys.forms.outcomes import OutcomeForm
from portal.surveys.presenters import outcomes as presenters
from portal.surveys.queries import outcomes as queries
from portal.surveys.queries import subjects
from portal.surveys.queries.subjects import WaveFound
from portal.surveys.rules.kinds import Did
from portal.surveys.rules.outcomes import why_not_tell
from portal.surveys.views import bp


@bp.route("/staff/surveys/waves/<uuid:wave_id>/came-of-it", methods=["GET", "POST"])
@requires(P.RUN_WAVE, of=subjects.wave_subject)
def wave_outcomes(wave: WaveFound) -> Any:
    """What came of it so far, and one more."""
    form = OutcomeForm()
    if flask.request.method == "POST" and form.validate():
        try:
            commands.tell(
                wave.id,
                Did(form.did.data),
                form.you_said.data or "",
                form.we_did.data or "",
                form.sent_id(),
                by=the_viewer().account_id,
                now=clock.now(),
                today=today(),
                first_days=flask.current_app.extensions["heard.settings"].survey_first_days,
            )
        except Refused as refused:
            form.we_did.errors = [presenters.why_words(refused.reason)]
        else:
            flask.flash(_("Said. Those who were asked see it first."))
            return _to(wave)
    form.give_id()
    page = flask.render_template(
        "surveys/wave_outcomes.html",
        wave=wave,
        form=form,
        outcomes=presenters.outcomes_shown(wave.id),
        may_tell=why_not_tell(wave.state) is None,
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/staff/surveys/outcomes/<uuid:outcome_id>/take-down")
@requires(P.RUN_WAVE, of=queries.outcome_subject)
def take_down_outcome(outcome: Any) -> Any:
    """It was wrong."""
    wave_id = outcome.wave_id
    commands.take_down(outcome.id, by=the_viewer().account_id)
    flask.flash(_("Taken down. Nobody sees it any more."))
    return flask.redirect(flask.url_for("surveys.wave_outcomes", wave_id=wave_id), 303)


def _to(wave: WaveFound) -> Any:
    return flask.redirect(flask.url_for("surveys.wave_outcomes", wave_id=wave.id), 303)
