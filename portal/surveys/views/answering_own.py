"""Surveys that somebody signed in was asked to answer. Answering happens on the open pages, which do not know
who is signed in: here they are handed what opens those, and nothing is noted of it.
"""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import get_locale

from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.surveys.presenters import answering_pass as passes
from portal.surveys.presenters.outcomes import as_said
from portal.surveys.queries import asked as queries
from portal.surveys.queries import outcomes
from portal.surveys.queries.asked import MayAnswer
from portal.surveys.rules.kinds import WayIn
from portal.surveys.views import bp
from portal.surveys.views.answering_at import today


@bp.get("/staff/questions")
@requires(P.ANSWER_SURVEY)
def questions() -> Any:
    """What staff were asked to answer, and what came of what they answered."""
    viewer, language = the_viewer(), str(get_locale())
    return flask.render_template(
        "surveys/questions.html",
        asked=queries.asked_of(viewer, language),
        came_of_it=as_said(outcomes.for_those_asked(account_id=viewer.account_id), language),
    )


@bp.get("/questions")
@requires(P.OWN_SURVEYS)
def own_questions() -> Any:
    """The same for a young person."""
    viewer, language = the_viewer(), str(get_locale())
    came_of_it = outcomes.for_those_asked(young_person_id=viewer.young_person_id)
    return flask.render_template(
        "surveys/own_questions.html",
        asked=queries.asked_of(viewer, language),
        came_of_it=as_said(came_of_it, language),
    )


@bp.post("/staff/questions/<uuid:wave_id>")
@requires(P.ANSWER_SURVEY, of=queries.may_answer)
def questions_go(found: MayAnswer) -> Any:
    """On to the open pages."""
    return _hand_over(found)


@bp.post("/questions/<uuid:wave_id>")
@requires(P.OWN_SURVEYS, of=queries.may_answer)
def own_questions_go(found: MayAnswer) -> Any:
    """On to the open pages."""
    return _hand_over(found)


def _hand_over(found: MayAnswer) -> Any:
    """Whoever began it on this phone goes on with it; what somebody else began here is not theirs."""
    held = passes.read(today())
    if held is None or held.invitation_id != found.invitation_id or held.is_sent:
        held = passes.fresh(found.wave.id, WayIn.SIGNED_IN, today(), invitation_id=found.invitation_id)
    response = flask.redirect(flask.url_for("surveys.answer", link=found.wave.link), code=303)
    return passes.give(response, held, today())
