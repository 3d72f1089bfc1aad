"""The list of surveys, a new one, one of them, a copy, and putting one away."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.surveys.commands import surveys as commands
from portal.surveys.forms.building import CopyForm, audience_of, new_form
from portal.surveys.presenters import building as show
from portal.surveys.presenters.building_words import why_words
from portal.surveys.queries.subjects import SurveyFound, survey_subject
from portal.surveys.rules.building import first_content
from portal.surveys.rules.lists import which
from portal.surveys.views import bp

_MOST_SEARCHED = 100


@bp.get("/staff/surveys")
@requires(P.USE_SURVEYS)
def surveys() -> Any:
    """One's own, everybody's, or those that were put away; by words of their names."""
    wanted = which(flask.request.args.get("which", ""))
    words = flask.request.args.get("q", "").replace("\0", "")[:_MOST_SEARCHED].strip()
    return flask.render_template(
        "surveys/surveys.html", **show.list_page(wanted, words, the_viewer().account_id)
    )


@bp.route("/staff/surveys/new", methods=["GET", "POST"])
@requires(P.MAKE_SURVEY)
def new() -> Any:
    """A name, who is asked, a title; the questions come next."""
    form = new_form(show.audiences())
    form.give_id()
    if not form.validate_on_submit():
        page = flask.render_template("surveys/new.html", form=form)
        return page, 422 if form.is_submitted() else 200
    audience = audience_of(form)
    survey = commands.make(
        form.name.data or "",
        audience,
        first_content(form.title.data or "", show.first_faces(audience)),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
    )
    return flask.redirect(flask.url_for("surveys.edit", survey_id=survey.id), 303)


@bp.get("/staff/surveys/<uuid:survey_id>")
@requires(P.USE_SURVEYS, of=survey_subject)
def survey(found: SurveyFound) -> Any:
    """What it asks, when it was asked, and what can be done with it."""
    is_owner = found.owner_id == the_viewer().account_id
    return flask.render_template("surveys/survey.html", **show.survey_page(found, is_owner=is_owner))


@bp.route("/staff/surveys/<uuid:survey_id>/copy", methods=["GET", "POST"])
@requires(P.MAKE_SURVEY, of=survey_subject)
def copy(found: SurveyFound) -> Any:
    """A survey of one's own that begins with what this one asks."""
    form = CopyForm(data={"name": found.name})
    form.give_id()
    if form.validate_on_submit():
        try:
            made = commands.copy(
                form.name.data or "",
                found.audience,
                found.latest.content,
                form.sent_id(),
                by=the_viewer().account_id,
                now=clock.now(),
            )
        except Refused as refused:
            form.form_errors = [why_words(refused.reason)]
        else:
            flask.flash(_("Copied. The copy is yours to change."))
            return flask.redirect(flask.url_for("surveys.survey", survey_id=made.id), 303)
    page = flask.render_template("surveys/copy.html", form=form, survey=found)
    return page, 422 if form.is_submitted() else 200


@bp.post("/staff/surveys/<uuid:survey_id>/put-away")
@requires(P.CHANGE_SURVEY, of=survey_subject)
def put_away(found: SurveyFound) -> Any:
    """Out of the list; nothing is lost."""
    commands.put_away(found.id, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Put away. You find it under “Put away” in the list."))
    return flask.redirect(flask.url_for("surveys.survey", survey_id=found.id), 303)


@bp.post("/staff/surveys/<uuid:survey_id>/bring-back")
@requires(P.CHANGE_SURVEY, of=survey_subject)
def bring_back(found: SurveyFound) -> Any:
    """Into the list again."""
    commands.bring_back(found.id, by=the_viewer().account_id)
    flask.flash(_("It is in the list again."))
    return flask.redirect(flask.url_for("surveys.survey", survey_id=found.id), 303)
