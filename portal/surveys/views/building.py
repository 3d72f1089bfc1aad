"""Building a survey: its list of questions with their buttons, and what surrounds the questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound, Refused
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.surveys.commands import surveys as commands
from portal.surveys.commands import versions
from portal.surveys.forms.building import StepForm, around_form, audience_of, faces_of, kind_of, said_in
from portal.surveys.presenters import building as show
from portal.surveys.presenters.building_words import why_words
from portal.surveys.queries.subjects import SurveyFound, survey_found, survey_subject
from portal.surveys.rules import building
from portal.surveys.rules.content import Content
from portal.surveys.views import bp


@bp.get("/staff/surveys/<uuid:survey_id>/edit")
@requires(P.CHANGE_SURVEY, of=survey_subject)
def edit(survey: SurveyFound) -> Any:
    """All questions with what asks them and what is wrong, and room for one more."""
    return list_of(survey)


@bp.post("/staff/surveys/<uuid:survey_id>/edit/add")
@requires(P.CHANGE_SURVEY, of=survey_subject)
def edit_add(survey: SurveyFound) -> Any:
    """One question more; then its own page."""
    content = survey.latest.content
    form = show.adding(content, is_sent=True)
    if form.validate():
        prompt = form.prompt.data or ""
        key = building.key_from(prompt, building.question_keys(content), "q")
        question = show.new_question(key, kind_of(form), prompt)
        if keeps(form, survey, building.added(content, form.section.data or "", question)):
            return flask.redirect(
                flask.url_for("surveys.edit_question", survey_id=survey.id, question=key), 303
            )
    return list_of(survey, adding=form), 422


_STEPS: dict[str, Callable[[Content, str], Content]] = {
    "up": lambda content, key: building.moved(content, key, up=True),
    "down": lambda content, key: building.moved(content, key, up=False),
    "twice": building.duplicated,
    "off": building.removed,
    "section-up": lambda content, key: building.section_moved(content, key, up=True),
    "section-down": lambda content, key: building.section_moved(content, key, up=False),
    "section-off": building.section_removed,
}


@bp.post("/staff/surveys/<uuid:survey_id>/edit/step")
@requires(P.CHANGE_SURVEY, of=survey_subject)
def edit_step(survey: SurveyFound) -> Any:
    """A button beside a question or a section: up, down, once more, off."""
    form = StepForm()
    what, _colon, key = (form.do.data or "").partition(":")
    step = _STEPS.get(what)
    if form.validate() and step:
        content = step(survey.latest.content, key)
        if content == survey.latest.content or keeps(form, survey, content):
            anchor = None if what.endswith("off") else "section-list" if "section" in what else f"q-{key}"
            return flask.redirect(flask.url_for("surveys.edit", survey_id=survey.id, _anchor=anchor), 303)
    return list_of(survey, stepping=form), 422


@bp.route("/staff/surveys/<uuid:survey_id>/edit/around", methods=["GET", "POST"])
@requires(P.CHANGE_SURVEY, of=survey_subject)
def edit_around(survey: SurveyFound) -> Any:
    """Its name, for whom it is worded, title, first and last words, in each language; one language more."""
    content = survey.latest.content
    also = flask.request.args.get("language", "")
    languages = show.languages_of(content, also=also)
    choices = {"audience": show.audiences(), "faces": show.faces()}
    form = around_form(content, languages, choices, name=survey.name, audience=survey.audience.value)
    if not form.is_submitted():
        form.show_mark(survey.latest.mark)
    elif form.validate() and _keeps_around(form, survey, languages):
        flask.flash(_("Saved."))
        return flask.redirect(flask.url_for("surveys.edit", survey_id=survey.id), 303)
    page = flask.render_template(
        "surveys/edit_around.html",
        form=form,
        survey=survey,
        languages=languages,
        also=also if also in languages else "",
        to_add=show.languages_to_add(content),
    )
    return page, 422 if form.is_submitted() else 200


def _keeps_around(form: Any, survey: SurveyFound, languages: dict[str, str]) -> bool:
    try:
        commands.rename(survey.id, form.name.data or "", audience_of(form), by=the_viewer().account_id)
    except Refused as refused:
        form.audience.errors = [why_words(refused.reason)]
        return False
    content = survey.latest.content
    around = building.with_around(
        content,
        titles=said_in(form, "title", languages, content.titles),
        intros=said_in(form, "intro", languages, content.intros),
        thanks=said_in(form, "thanks", languages, content.thanks),
        faces=faces_of(form),
    )
    return around == content or keeps(form, survey, around)


def list_of(survey: SurveyFound, *, adding: Any = None, stepping: Any = None) -> str:
    """The list, with the form that was not right."""
    if survey.is_put_away:
        raise NotFound
    fresh = show.adding(survey.latest.content)
    for form in (adding, stepping, fresh):
        if form is not None and not form.mark.data:
            form.show_mark(survey.latest.mark)
    return flask.render_template(
        "surveys/edit.html",
        survey=survey,
        shown=show.shown(survey.latest.content),
        form=adding or fresh,
        problem=stepping,
        mark=survey.latest.mark,
    )


def keeps(form: Any, survey: SurveyFound, content: Content) -> bool:
    """Save it; or the form says why not, and is from now on about the survey as it is."""
    try:
        versions.save(survey.id, content, form.mark_id(), by=the_viewer().account_id, now=clock.now())
    except Refused as refused:
        form.form_errors = [why_words(refused.reason)]
        latest = survey_found(survey.id)
        form.show_mark(latest.latest.mark if latest else survey.latest.mark)
        return False
    return True
