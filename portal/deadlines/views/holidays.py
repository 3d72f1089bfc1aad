"""Bank holidays: the year's list, one proclaimed since added or taken off, what would move told before."""

from __future__ import annotations

from datetime import date
from typing import Any

import flask
from flask_babel import ngettext

from portal.deadlines import commands, presenters, queries
from portal.deadlines.forms import HolidayForm
from portal.deadlines.rules import why_not_add_day
from portal.deadlines.views import bp
from portal.kit import clock
from portal.kit.forms import Form, clean
from portal.policy.guard import requires
from portal.policy.permissions import Permission
from portal.policy.viewer import the_viewer


@bp.route("/staff/holidays", methods=["GET", "POST"])
@requires(Permission.SET_HOLIDAYS)
def holidays() -> Any:
    """The bank holidays of this year and the next two, and the form for one that is not among them."""
    form = HolidayForm(known=queries.proclaimed(), today=_today())
    if flask.request.method == "POST" and form.validate():
        day, name = form.day.data.isoformat(), form.name.data
        return flask.redirect(flask.url_for("deadlines.holiday_add", holiday=day, name=name), 303)
    page = flask.render_template(
        "deadlines/holidays.html",
        form=form,
        added=queries.proclaimed_days(),
        years=presenters.years_from(_today().year),
    )
    return page, 422 if form.errors else 200


@bp.route("/staff/holidays/<holiday>/add", methods=["GET", "POST"])
@requires(Permission.SET_HOLIDAYS)
def holiday_add(holiday: str) -> Any:
    """How many dates it would move; then it is added."""
    on, name = _day(holiday), clean(flask.request.values.get("name")) or ""
    if queries.proclaimed_day(on):  # a second tap
        return flask.redirect(flask.url_for("deadlines.holidays"), 303)
    if why_not_add_day(on, name, known=queries.proclaimed(), today=_today()):
        flask.abort(404)
    if flask.request.method == "POST":
        moved = commands.add_day(on, name, by=the_viewer().account_id, today=_today())
        return _done(
            ngettext(
                "The bank holiday was added. %(num)s date moved.",
                "The bank holiday was added. %(num)s dates moved.",
                moved,
            )
        )
    would = presenters.moves(queries.would_move(on, queries.proclaimed() | {on}))
    return flask.render_template("deadlines/holiday_add.html", day=on, name=name, form=Form(), moves=would)


@bp.route("/staff/holidays/<holiday>/take-off", methods=["GET", "POST"])
@requires(Permission.SET_HOLIDAYS)
def holiday_take_off(holiday: str) -> Any:
    """How many dates it would move back; then it is taken off."""
    row = queries.proclaimed_day(_day(holiday))
    if row is None:
        flask.abort(404)
    if flask.request.method == "POST":
        moved = commands.take_off_day(row.day, by=the_viewer().account_id)
        return _done(
            ngettext(
                "The bank holiday was taken off. %(num)s date moved.",
                "The bank holiday was taken off. %(num)s dates moved.",
                moved,
            )
        )
    would = presenters.moves(queries.would_move(row.day, queries.proclaimed() - {row.day}))
    return flask.render_template(
        "deadlines/holiday_take_off.html", day=row.day, name=row.name, form=Form(), moves=would
    )


def _done(what: str) -> Any:
    flask.flash(what)
    return flask.redirect(flask.url_for("deadlines.holidays"), 303)


def _today() -> date:
    return clock.today(flask.current_app.extensions["heard.settings"].time_zone)


def _day(text: str) -> date:
    """The day of an address; else there is no such page."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        flask.abort(404)
    return day if day.isoformat() == text else flask.abort(404)
