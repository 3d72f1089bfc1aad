"""Days that are staffed differently from the week: their lines, and the hours nobody has."""

from __future__ import annotations

from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.commands import duty_days as commands
from portal.accounts.forms.duty import DutyLineForm, OtherDayForm
from portal.accounts.forms.staff import WORDS, id_of
from portal.accounts.queries import around
from portal.accounts.queries import duty as queries
from portal.accounts.queries.staff_here import duty_line_subject
from portal.accounts.rules.staff import Span, uncovered, why_not_duty_day
from portal.accounts.views import bp
from portal.accounts.views.duty import clock_words, people_on_duty, wanted_hours
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission
from portal.policy.viewer import the_viewer


@bp.route("/staff/duty/days", methods=["GET", "POST"])
@requires(Permission.SET_DUTY_HOURS)
def duty_days() -> Any:
    """The days that differ, and picking another one."""
    form = OtherDayForm()
    if flask.request.method == "POST" and form.validate() and form.day.data:
        if why := why_not_duty_day(form.day.data, today=people.today()):
            form.day.errors = [*form.day.errors, WORDS[why]]
        else:
            commands.make_different(form.day.data, by=the_viewer().account_id, today=people.today())
            return flask.redirect(flask.url_for("accounts.duty_day", day=form.day.data.isoformat()), 303)
    days = [(day, _gaps(day)) for day in queries.different_days(people.today())]
    page = flask.render_template("accounts/duty_days.html", form=form, days=days)
    return page, 422 if form.errors else 200


@bp.route("/staff/duty/days/<day>", methods=["GET", "POST"])
@requires(Permission.SET_DUTY_HOURS)
def duty_day(day: str) -> Any:
    """One such day: who is on it, and adding somebody."""
    on = _different(day)
    form = DutyLineForm()
    form.offer(people_on_duty(), lambda who, starts, ends: commands.why_not_add_line(on, who, starts, ends))
    ready = flask.request.method == "POST" and form.validate()
    who, hours = (id_of(form.who.data), form.hours()) if ready else (None, None)
    if who and hours:
        commands.add_line(on, who, *hours, int(form.step.data), by=the_viewer().account_id)
        flask.flash(_("The hours were added."))
        return flask.redirect(flask.url_for("accounts.duty_day", day=day), 303)
    lines = [row for row in queries.different_hours(on) if row.account_id]
    page = flask.render_template(
        "accounts/duty_day.html",
        form=form,
        day=on,
        lines=lines,
        callable={turn.account_id for turn in queries.turns_on(on)},
        names=around.names_of(row.account_id for row in lines if row.account_id),
        gaps=_gaps(on),
        clock_words=clock_words,
    )
    return page, 422 if form.errors else 200


@bp.post("/staff/duty/days/<day>/as-week-before")
@requires(Permission.SET_DUTY_HOURS)
def duty_day_copy(day: str) -> Any:
    commands.copy_week_before(_different(day), by=the_viewer().account_id, today=people.today())
    flask.flash(_("Copied from the week before."))
    return flask.redirect(flask.url_for("accounts.duty_day", day=day), 303)


@bp.post("/staff/duty/days/<day>/as-usual")
@requires(Permission.SET_DUTY_HOURS)
def duty_day_usual(day: str) -> Any:
    commands.as_usual(_different(day), by=the_viewer().account_id)
    flask.flash(_("The day is as every week again."))
    return flask.redirect(flask.url_for("accounts.duty_days"), 303)


@bp.post("/staff/duty/lines/<uuid:line_id>/end")
@requires(Permission.SET_DUTY_HOURS, of=duty_line_subject)
def duty_line_end(row: Any) -> Any:
    commands.end_line(row, by=the_viewer().account_id)
    flask.flash(_("The hours were taken off."))
    return flask.redirect(flask.url_for("accounts.duty_day", day=row.day.isoformat()), 303)


def _different(text: str) -> date:
    """The day of an address, if it is one that differs; else there is no such page."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        flask.abort(404)
    if day.isoformat() != text or not queries.different_hours(day):
        flask.abort(404)
    return day


def _gaps(day: date) -> list[Span]:
    """The hours of that date that somebody should have and nobody has."""
    number = day.weekday()
    covered = [Span(number, turn.starts, turn.ends) for turn in queries.turns_on(day)]
    return uncovered(covered, [span for span in wanted_hours() if span.weekday == number])
