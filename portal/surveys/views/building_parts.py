"""Building a survey: the page of one question, and of one section."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.errors import NotFound
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.surveys.forms.building import said_in, section_form
from portal.surveys.forms.building_question import question_from
from portal.surveys.presenters import building as show
from portal.surveys.presenters import building_question as show_question
from portal.surveys.queries.subjects import (
    SurveyFound,
    question_subject,
    section_subject,
    survey_subject,
)
from portal.surveys.rules import building
from portal.surveys.rules.content import Question, Section
from portal.surveys.views import bp
from portal.surveys.views.building import keeps


@bp.route("/staff/surveys/<uuid:survey_id>/edit/question/<question>", methods=["GET", "POST"])
@requires(P.CHANGE_SURVEY, of=question_subject)
def edit_question(found: tuple[SurveyFound, Question]) -> Any:
    """Its words, its answers, when it is asked. What it lacks once it is saved is asked for next."""
    survey, question = found
    content = survey.latest.content
    form = show_question.form_of(content, question)
    if not form.is_submitted():
        form.show_mark(survey.latest.mark)
        return _question(survey, question, form)
    if "look" in flask.request.form:  # the answers of the question that was picked, before anything is kept
        return _question(survey, question, form)
    if form.validate():
        after = question_from(form, question, show_question.around(content, question))
        if after == question or keeps(form, survey, building.changed(content, after)):
            if show_question.needs_more(after):
                return _to("surveys.edit_question", survey, question=after.key)
            flask.flash(_("Saved."))
            return _to("surveys.edit", survey, _anchor=f"q-{after.key}")
    return _question(survey, question, form), 422


def _question(survey: SurveyFound, question: Question, form: Any) -> str:
    if survey.is_put_away:
        raise NotFound
    around = show_question.page(survey.latest.content, question)
    return flask.render_template("surveys/edit_question.html", survey=survey, form=form, **around)


@bp.route("/staff/surveys/<uuid:survey_id>/edit/section", methods=["GET", "POST"])
@requires(P.CHANGE_SURVEY, of=survey_subject)
def edit_section_new(survey: SurveyFound) -> Any:
    """One section more, at the end."""
    return _section(survey, None)


@bp.route("/staff/surveys/<uuid:survey_id>/edit/section/<section>", methods=["GET", "POST"])
@requires(P.CHANGE_SURVEY, of=section_subject)
def edit_section(found: tuple[SurveyFound, Section]) -> Any:
    """A section's title in each language."""
    return _section(*found)


def _section(survey: SurveyFound, section: Section | None) -> Any:
    content = survey.latest.content
    languages = show.languages_of(content)
    before = section.titles if section else {}
    form = section_form(languages, before)
    if not form.is_submitted():
        form.show_mark(survey.latest.mark)
    elif form.validate():
        titles = said_in(form, "title", languages, before)
        after = (
            building.section_named(content, section.key, titles)
            if section
            else building.section_added(content, titles)
        )
        if after == content or keeps(form, survey, after):
            return _to("surveys.edit", survey, _anchor="section-list")
    page = flask.render_template(
        "surveys/edit_section.html", survey=survey, section=section, form=form, languages=languages
    )
    return page, 422 if form.is_submitted() else 200


def _to(endpoint: str, survey: SurveyFound, **values: Any) -> Any:
    return flask.redirect(flask.url_for(endpoint, survey_id=survey.id, **values), 303)
