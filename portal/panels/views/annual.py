"""Annual reports: the list of years, reading one, and carrying it away; the public version."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.documents.pdf import NotMade
from portal.kit import clock
from portal.kit.errors import NotFound, Refused
from portal.panels.commands import annual as commands
from portal.panels.commands.downloads import note_carried_away
from portal.panels.commands.papers import note_opened
from portal.panels.exports.files import Busy
from portal.panels.forms.annual import YearForm
from portal.panels.forms.downloads import CarryForm
from portal.panels.presenters import annual as show
from portal.panels.presenters import downloads
from portal.panels.presenters.numbers import today
from portal.panels.queries import annual as queries
from portal.panels.queries.annual import Annual, Year
from portal.panels.rules.annual import Stage
from portal.panels.rules.downloads import kind_of
from portal.panels.rules.packs import Audience
from portal.panels.views import bp
from portal.policy.guard import may, public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer

_YEARS = range(2000, 2101)
"""No report is of another; the database takes no larger number."""


@bp.get("/staff/panel/annual")
@requires(P.READ_PAPERS)
def annual_reports() -> Any:
    """The years that are over, newest first."""
    years = queries.years(today())
    return _list(years, _year_form(years))


@bp.post("/staff/panel/annual/make")
@requires(P.PREPARE_PAPERS)
def annual_make() -> Any:
    """Begin the report of a year."""
    years = queries.years(today())
    form = _year_form(years)
    there = next((one for one in years if one.report_id and str(one.year) == form.year.data), None)
    if there is not None:  # sent twice
        return to_prepare(there.report_id)
    if not form.validate():
        return _list(years, form if form.year.choices else _nothing_to_make()), 422
    try:
        made = commands.make(int(form.year.data), by=the_viewer().account_id, today=today(), now=clock.now())
    except Refused as refused:
        form.year.errors = [show.why_not_words(refused.reason)]
        return _list(years, form), 422
    return flask.redirect(flask.url_for("panels.annual_prepare", annual_id=made), 303)


@bp.get("/staff/panel/annual/<uuid:annual_id>")
@requires(P.READ_PAPERS, of=queries.report_to_read)
def annual_report(report: Annual) -> Any:
    """A published report."""
    note_opened(report.id, by=the_viewer().account_id, now=clock.now())
    return flask.render_template("panels/annual.html", page=show.annual_page(report))


@bp.route("/staff/panel/annual/<uuid:annual_id>/carry", methods=["GET", "POST"])
@requires(P.READ_PAPERS, of=queries.report_to_read)
def annual_carry(report: Annual) -> Any:
    """What a file on one's own device means; then the file."""
    form = CarryForm()
    if not form.validate_on_submit():
        return _ask(form, report)
    try:
        file = downloads.restricted_file(show.restricted(report), form.wanted(), f"panel-year-{report.year}")
    except NotMade:
        form.kind.errors = [_("We could not make the PDF just now. Take another kind, or try again later.")]
        return _ask(form, report)
    note_carried_away(commands.KIND, report.id, by=the_viewer().account_id)
    return file


@bp.get("/panel/annual/<int:year>")
@public
def annual_public(year: int) -> Any:
    """The public version of a year's report."""
    page = show.annual_page(_public(year), Audience.PUBLIC)
    return flask.render_template("panels/annual_public.html", page=page)


@bp.get("/panel/annual/<int:year>/file.<ending>")
@public
def annual_public_file(year: int, ending: str) -> Any:
    """The same as a file. Nobody is asked who they are, and nothing is written down."""
    report, kind = _public(year), kind_of(ending)
    if kind is None:
        raise NotFound
    try:
        return downloads.public_file(show.public(report), kind, f"panel-public-year-{year}")
    except (NotMade, Busy):
        return flask.render_template("panels/print/busy.html"), 503


def _public(year: int) -> Annual:
    report = queries.public_report(year) if year in _YEARS else None
    if report is None:
        raise NotFound
    return report


def _year_form(years: list[Year]) -> YearForm:
    form = YearForm()
    form.offer([(one.year, show.year_words(one.year)) for one in years if one.report_id is None])
    return form


def _nothing_to_make() -> YearForm:
    """Where there is no year to choose there is no field that a mistake could stand beside."""
    form = YearForm(formdata=None)
    form.offer([])
    form.form_errors = [_("There is no year of which a report can be made.")]
    return form


def _list(years: list[Year], form: YearForm) -> str:
    return flask.render_template(
        "panels/annual_reports.html",
        years=years,
        form=form,
        year_words=show.year_words,
        may_prepare=may(P.PREPARE_PAPERS),
        to_sign=_to_sign(years) if may(P.SIGN_OFF_PAPERS) else [],
        is_published=lambda one: one.stage is Stage.PUBLISHED,
    )


def _to_sign(years: list[Year]) -> list[Year]:
    return [one for one in years if one.report_id and queries.waits_for_sign_off(one.report_id)]


def _ask(form: CarryForm, report: Annual) -> Any:
    page = flask.render_template(
        "panels/print/carry.html",
        form=form,
        back=flask.url_for("panels.annual_report", annual_id=report.id),
        day=show.year_words(report.year),
        has_words=False,
    )
    return (page, 422) if form.is_submitted() else page


def elsewhere(report: Annual) -> Any:
    """Where a report that is published is read."""
    if report.stage is Stage.PUBLISHED:
        return flask.redirect(flask.url_for("panels.annual_report", annual_id=report.id), 303)
    return None


def to_prepare(report_id: UUID | None) -> Any:
    """Back to where it is prepared."""
    return flask.redirect(flask.url_for("panels.annual_prepare", annual_id=report_id), 303)
