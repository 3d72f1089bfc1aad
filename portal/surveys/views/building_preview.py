"""A survey as it looks on a phone, before anybody is asked."""

from __future__ import annotations

from typing import Any

import flask

from portal.kit import headers
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.surveys.presenters import building_preview as show
from portal.surveys.queries.subjects import SurveyFound, survey_subject
from portal.surveys.views import bp


@bp.get("/staff/surveys/<uuid:survey_id>/preview")
@requires(P.USE_SURVEYS, of=survey_subject)
def preview(survey: SurveyFound) -> Any:
    """A phone with the survey in it, in each of its faces and languages."""
    flask.g.own_headers = headers.FRAMES
    return flask.render_template("surveys/preview.html", **show.preview(survey))


@bp.get("/staff/surveys/<uuid:survey_id>/preview/page")
@requires(P.USE_SURVEYS, of=survey_subject)
def preview_page(survey: SurveyFound) -> Any:
    """What is in the phone. Nothing in it can be sent."""
    flask.g.own_headers = headers.FRAMED
    return flask.render_template("surveys/preview_page.html", **show.inside(survey))
