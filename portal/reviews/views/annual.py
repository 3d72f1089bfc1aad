"""The IRO service's annual report: begun, written, read, printed, saved as a document."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.documents.pdf import NotMade, pdf_of
from portal.kit.errors import NotFound, Refused
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews import figures
from portal.reviews.commands import annual as commands
from portal.reviews.forms.annual import HEADINGS, ReportForm
from portal.reviews.presenters import annual as presenters
from portal.reviews.presenters.annual import Report
from portal.reviews.presenters.figures import tables
from portal.reviews.queries import annual as queries
from portal.reviews.rules.annual import Part, WhyNot, has_closed, parts_from, years
from portal.reviews.views import bp

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/staff/reviews/annual")
@requires(P.WRITE_IRO_REPORT)
def annual_reports() -> Any:
    """The years a report can be written of, and how far each is."""
    known = {row.year: row for row in queries.reports()}
    wanted = sorted({*years(figures.first_known(), today()), *known}, reverse=True)
    return flask.render_template(
        "reviews/annual.html", years=[(year, known.get(year)) for year in wanted], name=presenters.year_name
    )


@bp.post("/staff/reviews/annual/<int:year>/begin")
@requires(P.WRITE_IRO_REPORT)
def annual_begin(year: int) -> Any:
    """Begin the report of a closed year."""
    if year not in years(figures.first_known(), today()) or not has_closed(year, today()):
        raise NotFound
    commands.begin(year, by=the_viewer().account_id, today=today())
    return _to(year)


@bp.get("/staff/reviews/annual/<int:year>")
@requires(P.WRITE_IRO_REPORT, of=queries.of_report)
def annual_report(row: Any) -> Any:
    """The report as it stands."""
    return flask.render_template("reviews/annual_report.html", row=row, shown=_shown(row))


@bp.route("/staff/reviews/annual/<int:year>/write", methods=["GET", "POST"])
@requires(P.WRITE_IRO_REPORT, of=queries.of_report)
def annual_write(row: Any) -> Any:
    """Every part in one form, each below its numbers."""
    if row.figures_at is None or row.finished_at is not None:
        flask.flash(presenters.why_words(WhyNot.NOT_COUNTED if not row.figures_at else WhyNot.FINISHED))
        return _to(row.year)
    form = ReportForm()
    if flask.request.method == "GET":
        form.fill(parts_from(row.parts), row.number)
    elif form.validate():
        try:
            commands.save(row, form.parts(), form.sent_number(), by=the_viewer().account_id)
        except Refused as refused:
            form.service.errors = [presenters.why_words(refused.reason)]
            form.number.data = str(row.number)  # said once: saved again, what stands here holds
        else:
            flask.flash(_("Saved."))
            return _to(row.year)
    teams = queries.team_names(row.figures)
    page = flask.render_template(
        "reviews/annual_write.html",
        row=row,
        form=form,
        name=presenters.year_name(row.year),
        parts=[(part, HEADINGS[part]) for part in Part],
        tables=tables(row.figures, teams),
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/staff/reviews/annual/<int:year>/finish")
@requires(P.WRITE_IRO_REPORT, of=queries.of_report)
def annual_finish(row: Any) -> Any:
    """It stands now."""
    return _change(row, commands.finish)


@bp.post("/staff/reviews/annual/<int:year>/open")
@requires(P.WRITE_IRO_REPORT, of=queries.of_report)
def annual_open(row: Any) -> Any:
    """It is written on."""
    return _change(row, commands.open_again)


@bp.post("/staff/reviews/annual/<int:year>/count")
@requires(P.WRITE_IRO_REPORT, of=queries.of_report)
def annual_count(row: Any) -> Any:
    """Its numbers are worked out anew."""
    return _change(row, commands.count_again)


@bp.get("/staff/reviews/annual/<int:year>/pdf")
@requires(P.WRITE_IRO_REPORT, of=queries.of_report)
def annual_pdf(row: Any) -> Any:
    """A tagged PDF."""
    html = flask.render_template("reviews/annual_file.html", shown=_shown(row))
    try:
        return _file(row, pdf_of(html), "application/pdf", "pdf")
    except NotMade:
        flask.flash(_("We could not make the PDF just now. Take the document, or try again later."))
        return _to(row.year)


@bp.get("/staff/reviews/annual/<int:year>/docx")
@requires(P.WRITE_IRO_REPORT, of=queries.of_report)
def annual_word(row: Any) -> Any:
    """A document to go on editing in a word processor."""
    return _file(row, presenters.as_word(_shown(row)), WORD, "docx")


def _change(row: Any, change: Any) -> Any:
    try:
        change(row, by=the_viewer().account_id)
    except Refused as refused:
        flask.flash(presenters.why_words(refused.reason))
    return _to(row.year)


def _shown(row: Any) -> Report:
    teams = queries.team_names(row.figures)
    council = flask.current_app.extensions["heard.settings"].council_name
    return presenters.report(row, council, teams)


def _file(row: Any, content: bytes, kind: str, ending: str) -> flask.Response:
    name = f"iro-annual-report-{row.year}-{row.year + 1}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return flask.Response(content, content_type=kind, headers=headers)


def _to(year: int) -> Any:
    return flask.redirect(flask.url_for("reviews.annual_report", year=year), 303)
