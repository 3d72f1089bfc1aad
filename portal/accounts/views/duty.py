"""Who is on duty in which hours of the week, in what order they are called, and which hours nobody has."""

from __future__ import annotations

from datetime import time
from typing import Any

import flask
from flask_babel import format_time, get_locale
from flask_babel import gettext as _

from portal.accounts.commands import duty as commands
from portal.accounts.forms.duty import DutyForm
from portal.accounts.forms.staff import Choices, id_of
from portal.accounts.queries import around
from portal.accounts.queries import duty as queries
from portal.accounts.queries.staff import choices
from portal.accounts.queries.staff_here import duty_subject
from portal.accounts.rules.staff import MIDNIGHT, Span, spans, uncovered
from portal.accounts.views import bp
from portal.accounts.views.around_pages import settings
from portal.kit import clock
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission
from portal.policy.viewer import the_viewer


def weekdays() -> list[str]:
    """The names of the days, Monday first, in the reader's language."""
    locale = get_locale()
    names = locale.days["stand-alone"]["wide"] if locale else {}
    return [str(names.get(number, number)) for number in range(7)]


def clock_words(at: time) -> str:
    """`17:30`; midnight at the end of a day is `24:00`."""
    return "24:00" if at >= MIDNIGHT else format_time(at.replace(tzinfo=None), "HH:mm", rebase=False)


def wanted_hours() -> list[Span]:
    """The hours in which somebody should be on duty, by the settings."""
    ours = settings()
    days = range(7) if ours.duty_every_day else range(5)
    if ours.duty_from == ours.duty_to:
        return [Span(day, time(0), MIDNIGHT) for day in days]
    return spans(days, ours.duty_from, ours.duty_to)


@bp.get("/staff/duty")
@requires(Permission.SET_DUTY_HOURS)
def duty() -> str:
    rows = queries.callable_hours(people.today())
    now, zone = clock.now(), settings().time_zone
    here, coming = queries.on_duty(now, zone), queries.comes_next(now, zone)
    covered = [Span(row.weekday, row.starts, row.ends) for row, can_be_called in rows if can_be_called]
    return flask.render_template(
        "accounts/duty.html",
        rows=rows,
        names=around.names_of(
            {row.account_id for row, _called in rows}
            | {one for _step, one in here}
            | set(coming[1] if coming else ())
        ),
        here=here,
        coming=coming,
        different=queries.different_days(people.today()),
        gaps=uncovered(covered, wanted_hours()),
        weekdays=weekdays(),
        clock_words=clock_words,
        minutes=settings().page_next_after_minutes,
    )


def people_on_duty() -> Choices:
    """Those who can be put on the rota."""
    on_duty = choices(people.today(), roles=queries.ON_DUTY_ROLES)
    return [(str(one.id), one.label) for one in on_duty]


@bp.route("/staff/duty/add", methods=["GET", "POST"])
@requires(Permission.SET_DUTY_HOURS)
def duty_add() -> Any:
    form = DutyForm(
        people=people_on_duty(),
        weekdays=[(str(number), name) for number, name in enumerate(weekdays())],
        clashes=lambda who, days, starts, ends: commands.clashes(who, spans(days, starts, ends)),
        step=None if flask.request.method == "POST" else "1",
    )
    ready = form.is_submitted() and form.validate()
    who, hours = (id_of(form.who.data), form.hours()) if ready else (None, None)
    if who is None or hours is None:
        page = flask.render_template("accounts/duty_add.html", form=form)
        return (page, 422) if form.is_submitted() else page
    commands.add_duty(
        who,
        [int(day) for day in form.weekdays.data or []],
        *hours,
        int(form.step.data),
        by=the_viewer().account_id,
    )
    flask.flash(_("The hours were added."))
    return flask.redirect(flask.url_for("accounts.duty"), 303)


@bp.post("/staff/duty/<uuid:hours_id>/end")
@requires(Permission.SET_DUTY_HOURS, of=duty_subject)
def duty_end(row: Any) -> Any:
    commands.end_duty(row, by=the_viewer().account_id)
    flask.flash(_("The hours were taken off."))
    return flask.redirect(flask.url_for("accounts.duty"), 303)
