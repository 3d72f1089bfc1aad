"""Reports to the Improvement Board: the list with the board's rhythm, one, writing and freezing it."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.documents.pdf import NotMade
from portal.kit import clock, dates
from portal.panels.commands import reports as commands
from portal.panels.commands.downloads import note_carried_away
from portal.panels.commands.reports import NewRhythm, ReportWords
from portal.panels.exports.board import report_of
from portal.panels.exports.files import made
from portal.panels.forms.downloads import CarryForm
from portal.panels.presenters import reports as show
from portal.panels.presenters.board_files import carried
from portal.panels.presenters.downloads import as_attachment
from portal.panels.presenters.plan import tabs, today
from portal.panels.queries import reports as queries
from portal.panels.views import bp
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/board")
@requires(P.SEE_BOARD_REPORTS)
def reports() -> Any:
    """The reports, those that were agreed, and when the board meets."""
    drafts = may(P.SEE_BOARD_DRAFTS)
    listed, rhythms = queries.listed(drafts=drafts), queries.rhythms()
    return flask.render_template(
        "panels/reports.html",
        listed=listed,
        agreed=show.agreed(listed),
        rhythms=rhythms,
        meetings=show.next_meetings(rhythms),
        writes=may(P.WRITE_BOARD_REPORTS),
        tabs=tabs("panels.reports"),
    )


@bp.route("/staff/board/rhythm", methods=["GET", "POST"])
@requires(P.WRITE_BOARD_REPORTS)
def board_rhythm() -> Any:
    """The board meets in another rhythm: from when, why, and who agreed."""
    rhythms = queries.rhythms()
    form = show.rhythm_form(rhythms)
    if not form.is_submitted() or not form.validate():
        return _form("panels/report_rhythm.html", form, rhythms=rhythms)
    commands.change_rhythm(
        NewRhythm(
            form.count(),
            form.from_on.data,
            form.agreed_ids(),
            form.agreed_by.data or "",
            form.reason.data or "",
        ),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
    )
    flask.flash(_("It is written down, with who agreed."))
    return flask.redirect(flask.url_for("panels.reports"), 303)


@bp.route("/staff/board/new", methods=["GET", "POST"])
@requires(P.WRITE_BOARD_REPORTS)
def report_new() -> Any:
    """A report for a meeting."""
    rhythms = queries.rhythms()
    form, listed = show.new_form(rhythms), queries.listed(drafts=True)
    # Asked for twice it is one: the same report for the same day is not taken.
    taken = [one.meets_on for one in listed if str(one.months or "none") != form.months.data]
    if not form.is_submitted() or not form.validate_on(today(), taken):
        return _form("panels/report_new.html", form, meetings=show.next_meetings(rhythms))
    row = commands.begin(
        form.meets_on.data,
        form.chosen_months(),
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
    )
    return flask.redirect(flask.url_for("panels.report_write", report_id=row.id), 303)


@bp.get("/staff/board/<uuid:report_id>")
@requires(P.SEE_BOARD_REPORTS, of=queries.report_to_read)
def report(row: Any) -> Any:
    """A frozen report, as its reader may read it."""
    commands.note_seen(row, by=the_viewer().account_id)
    page = show.report_page(row, queries.as_frozen(row))
    return flask.render_template("panels/report.html", page=page, is_draft=False)


@bp.route("/staff/board/<uuid:report_id>/carry", methods=["GET", "POST"])
@requires(P.SEE_BOARD_REPORTS, of=queries.report_to_read)
def report_carry(row: Any) -> Any:
    """What a file on one's own device means; then the file, as its reader may read the report."""
    form = CarryForm()
    if not form.validate_on_submit():
        return _ask(form, row)
    page = show.report_page(row, queries.as_frozen(row))
    try:
        file = made(report_of(carried(page)), form.wanted(), f"board-{row.meets_on.isoformat()}")
    except NotMade:
        form.kind.errors = [_("We could not make the PDF just now. Take another kind, or try again later.")]
        return _ask(form, row)
    note_carried_away("board_report", row.id, by=the_viewer().account_id)
    return as_attachment(file)


@bp.get("/staff/board/<uuid:report_id>/draft")
@requires(P.SEE_BOARD_DRAFTS, of=queries.report_draft)
def report_draft(row: Any) -> Any:
    """How it would read if it were frozen now."""
    page = show.report_page(row, queries.as_it_stands(today()))
    return flask.render_template(
        "panels/report.html",
        page=page,
        is_draft=True,
        form=show.freeze_form(row) if may(P.WRITE_BOARD_REPORTS) else None,
    )


@bp.route("/staff/board/<uuid:report_id>/write", methods=["GET", "POST"])
@requires(P.WRITE_BOARD_REPORTS, of=queries.report_to_write)
def report_write(row: Any) -> Any:
    """The words of a report."""
    if row.frozen_at:
        return _to_report(row)
    form = show.report_form(row)
    if not form.is_submitted() or not form.validate():
        return _form("panels/report_write.html", form, report=row)
    words = ReportWords(
        form.summary.data or "", form.outside.data or "", form.lessons.data or "", form.changed.data or ""
    )
    if words == ReportWords(row.summary, row.outside, row.lessons, row.changed):  # sent twice
        return flask.redirect(flask.url_for("panels.report_draft", report_id=row.id), 303)
    if form.was_changed(row.mark):
        return _form("panels/report_write.html", form, report=row)
    commands.write(row, words, mark=form.mark(), by=the_viewer().account_id)
    flask.flash(_("Saved. Read it through before you freeze it."))
    return flask.redirect(flask.url_for("panels.report_draft", report_id=row.id), 303)


@bp.post("/staff/board/<uuid:report_id>/freeze")
@requires(P.WRITE_BOARD_REPORTS, of=queries.report_to_write)
def report_freeze(row: Any) -> Any:
    """Keep it as it stands and send it to its readers."""
    if row.frozen_at:
        return _to_report(row)
    form = show.freeze_form(row)
    if not row.summary or form.was_changed(row.mark):
        said = _("Somebody changed it, or it says nothing yet. Read it through, then freeze it.")
        flask.flash(said, "info")
        return flask.redirect(flask.url_for("panels.report_write", report_id=row.id), 303)
    commands.freeze(row, mark=form.mark(), by=the_viewer().account_id, now=clock.now(), today=today())
    flask.flash(_("It is frozen. Its readers have been told."))
    return _to_report(row)


def _form(template: str, form: Any, **values: Any) -> Any:
    page = flask.render_template(template, form=form, **values)
    return (page, 422) if form.is_submitted() else page


def _ask(form: CarryForm, row: Any) -> Any:
    return _form(
        "panels/print/carry.html",
        form,
        back=flask.url_for("panels.report", report_id=row.id),
        above=(_("Reports to the board"), flask.url_for("panels.reports")),
        day=dates.day(row.meets_on),
        has_words=False,
    )


def _to_report(row: Any) -> Any:
    return flask.redirect(flask.url_for("panels.report", report_id=row.id), 303)
