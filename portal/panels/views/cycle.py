"""When the panel meets: the days of a year with the dates before each, and how often was agreed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.panels.commands import cycle as commands
from portal.panels.commands.cycle import RhythmWords
from portal.panels.forms.cycle import DayForm, RhythmForm
from portal.panels.forms.packs import PressForm
from portal.panels.presenters.numbers import today
from portal.panels.presenters.preparing import stage_words
from portal.panels.queries import cycle as queries
from portal.panels.views import bp
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/panel/cycle")
@requires(P.READ_PAPERS)
def cycle() -> str:
    """The days to come, by when what has to be there, and every rhythm that was agreed."""
    commands.note_dates_seen(by=the_viewer().account_id, now=clock.now())
    return flask.render_template(
        "panels/cycle.html",
        coming=queries.coming(today()),
        rhythms=queries.rhythms(),
        may_plan=may(P.PREPARE_PAPERS),
        stage_words=stage_words,
    )


@bp.route("/staff/panel/cycle/rhythm", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS)
def cycle_rhythm() -> Any:
    """How often from a day on. The days of a year follow from it."""
    form = RhythmForm()
    form.give_id()
    if form.is_submitted() and form.validate_on(today()):
        words = RhythmWords(form.from_on.data, form.how_many(), form.unit_chosen(), form.agreed_by.data or "")
        commands.agree(words, form.sent_id(), by=the_viewer().account_id, today=today(), now=clock.now())
        flask.flash(_("Saved."))
        return flask.redirect(flask.url_for("panels.cycle"), 303)
    return _answer("panels/cycle_rhythm.html", form)


@bp.route("/staff/panel/cycle/day", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS)
def cycle_day() -> Any:
    """One more day, by hand."""
    form = DayForm()
    if form.is_submitted() and form.validate_on(
        today(), {one.dates.meets_on for one in queries.coming(today())}
    ):
        commands.add_day(form.meets_on.data, by=the_viewer().account_id, today=today())
        flask.flash(_("Saved."))
        return flask.redirect(flask.url_for("panels.cycle"), 303)
    return _answer("panels/cycle_day.html", form)


@bp.route("/staff/panel/cycle/<uuid:planned_id>/off", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=queries.day_to_call_off)
def cycle_off(planned: tuple[UUID, date]) -> Any:
    """A day on which the panel does not meet after all."""
    planned_id, meets_on = planned
    form = PressForm()
    if form.validate_on_submit():
        commands.call_off(planned_id, by=the_viewer().account_id)
        flask.flash(_("Called off."))
        return flask.redirect(flask.url_for("panels.cycle"), 303)
    return _answer("panels/cycle_off.html", form, meets_on=meets_on)


def _answer(template: str, form: Any, **values: Any) -> Any:
    page = flask.render_template(template, form=form, **values)
    return (page, 422) if form.is_submitted() else page
