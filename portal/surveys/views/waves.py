"""A wave: making it, looking at how it goes, opening, prolonging and closing it."""

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
from portal.surveys.commands import waves as commands
from portal.surveys.forms.waves import EndForm, WaveForm, data_of, refuse
from portal.surveys.presenters import waves as show
from portal.surveys.presenters.waves_words import why_not_words
from portal.surveys.queries.subjects import SurveyFound, WaveFound, survey_subject, wave_subject
from portal.surveys.rules.kinds import Audience, WaveState
from portal.surveys.views import bp


@bp.route("/staff/surveys/<uuid:survey_id>/waves/new", methods=["GET", "POST"])
@requires(P.RUN_WAVE, of=survey_subject)
def wave_new(survey: SurveyFound) -> Any:
    """How it is asked this time; it opens on its own page."""
    form = WaveForm(data=show.first_data(survey, today()))
    floor = show.floor_of(survey.audience)
    if form.validate_on_submit():
        try:
            made = commands.make(
                survey.id, form.plan(), form.sent_id(), now=clock.now(), floor=floor, **_by()
            )
        except Refused as refused:
            _say(form, refused, survey.audience)
        else:
            flask.flash(_("Made. Look at it once more, then open it."))
            return _to(made.id)
    form.give_id()
    page = flask.render_template("surveys/wave_new.html", form=form, survey=survey, floor=floor, has=show.has)
    return page, 422 if form.is_submitted() else 200


@bp.get("/staff/surveys/waves/<uuid:wave_id>")
@requires(P.USE_SURVEYS, of=wave_subject)
def wave(found: WaveFound) -> Any:
    """How it goes."""
    is_owner = found.owner_id == the_viewer().account_id
    return flask.render_template("surveys/wave.html", **show.wave_page(found, is_owner=is_owner))


@bp.route("/staff/surveys/waves/<uuid:wave_id>/change", methods=["GET", "POST"])
@requires(P.RUN_WAVE, of=wave_subject)
def wave_change(found: WaveFound) -> Any:
    """All of it before it opens, its days while it is open."""
    if found.state is not WaveState.DRAFT:
        return _end(found)
    form = WaveForm(data=data_of(show.plan_of(found)))
    floor = show.floor_of(found.audience)
    if form.validate_on_submit():
        try:
            commands.change(found.id, form.plan(), floor=floor, **_by())
        except Refused as refused:
            _say(form, refused, found.audience)
        else:
            flask.flash(_("Changed."))
            return _to(found.id)
    form.give_id()
    page = flask.render_template("surveys/wave_change.html", form=form, wave=found, floor=floor)
    return page, 422 if form.is_submitted() else 200


def _end(found: WaveFound) -> Any:
    form = EndForm(data={"closes_on": found.closes_on, "remind_on": found.remind_on})
    if form.validate_on_submit() and form.closes_on.data:
        try:
            commands.prolong(found.id, form.closes_on.data, form.remind_on.data, **_by())
        except Refused as refused:
            _say(form, refused, found.audience)
        else:
            flask.flash(_("Changed."))
            return _to(found.id)
    page = flask.render_template("surveys/wave_end.html", form=form, wave=found)
    return page, 422 if form.is_submitted() else 200


@bp.post("/staff/surveys/waves/<uuid:wave_id>/open")
@requires(P.RUN_WAVE, of=wave_subject)
def wave_open(found: WaveFound) -> Any:
    """From now, or by itself on its first day."""
    try:
        commands.open_wave(found.id, now=clock.now(), **_by())
    except Refused as refused:
        return _refused(refused, found)
    if found.opens_on > today():
        flask.flash(_("Set: it opens by itself on its first day."))
    else:
        flask.flash(_("It is open."))
    return _to(found.id)


@bp.post("/staff/surveys/waves/<uuid:wave_id>/not-yet")
@requires(P.RUN_WAVE, of=wave_subject)
def wave_not_yet(found: WaveFound) -> Any:
    """It does not open by itself any more."""
    try:
        commands.not_yet(found.id, by=the_viewer().account_id)
    except Refused as refused:
        return _refused(refused, found)
    flask.flash(_("It does not open by itself any more."))
    return _to(found.id)


@bp.route("/staff/surveys/waves/<uuid:wave_id>/close", methods=["GET", "POST"])
@requires(P.RUN_WAVE, of=wave_subject)
def wave_close(found: WaveFound) -> Any:
    """Before its last day: asked once more, since it cannot be opened again."""
    if flask.request.method != "POST":
        return flask.render_template("surveys/wave_close.html", wave=found)
    try:
        commands.close(found.id, by=the_viewer().account_id, now=clock.now())
    except Refused as refused:
        return _refused(refused, found)
    flask.flash(_("It is closed. The last answers are added in a few minutes, if there are enough of them."))
    return _to(found.id)


def _by() -> dict[str, Any]:
    return {"by": the_viewer().account_id, "today": today()}


def _to(wave_id: Any) -> Any:
    return flask.redirect(flask.url_for("surveys.wave", wave_id=wave_id), 303)


def _say(form: Any, refused: Refused, audience: Audience) -> None:
    field, words = why_not_words(_reason(refused), floor=show.floor_of(audience))
    refuse(form, field, words)


def _refused(refused: Refused, found: WaveFound) -> Any:
    _field, words = why_not_words(_reason(refused), floor=show.floor_of(found.audience))
    flask.flash(words, "error")
    return _to(found.id)


def _reason(refused: Refused) -> Any:
    return refused.reason
