"""Complaints by closed quarter, and the yearly report: on the screen, for print, as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.complaints import figures as counts
from portal.complaints.presenters import figures as presenters
from portal.complaints.rules.figures import year_of
from portal.complaints.views import bp
from portal.documents.pdf import NotMade, pdf_of
from portal.documents.report import as_ods, as_word
from portal.kit.errors import NotFound
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject, Viewer

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
}


def of_year(viewer: Viewer, complaints_year: int) -> Subject | None:
    """A year that was counted."""
    printed = counts.year(complaints_year)
    return Subject((complaints_year, printed)) if printed is not None else None


def of_file(viewer: Viewer, complaints_year: int, report_ending: str) -> Subject | None:
    """The same, and as what."""
    found = of_year(viewer, complaints_year)
    return Subject((*found.thing, report_ending)) if found else None


@bp.get("/staff/complaints/figures")
@requires(P.SEE_COMPLAINT_FIGURES)
def figures_page() -> Any:
    """One closed quarter, the newest unless another is asked for; and the years."""
    found = _asked()
    return flask.render_template(
        "complaints/figures.html",
        found=found,
        shown=presenters.shown(found.printed, found.first, found.last) if found else None,
        quarters=presenters.choices(counts.quarters()),
        years=[(one, presenters.year_name(one)) for one in counts.years()],
        note=presenters.note(),
        too_few=presenters.too_few(),
        may_desk=may(P.USE_COMPLAINTS),
    )


@bp.get("/staff/complaints/figures.csv")
@requires(P.SEE_COMPLAINT_FIGURES)
def figures_sheet() -> Any:
    """The same numbers for a spreadsheet."""
    found = _asked()
    if found is None:
        raise NotFound
    text = presenters.as_csv(presenters.shown(found.printed, found.first, found.last))
    return _file(text, "text/csv; charset=utf-8", f"complaints-{found.first.isoformat()}.csv")


@bp.get("/staff/complaints/annual/<int:complaints_year>")
@requires(P.SEE_COMPLAINT_FIGURES, of=of_year)
def annual(found: Any) -> Any:
    """The yearly report (SI 2006/1738 reg 13)."""
    year, printed = found
    return flask.render_template(
        "complaints/annual.html",
        year=year,
        title=presenters.title(),
        name=presenters.year_name(year),
        shown=_shown(year, printed),
        note=presenters.note(),
        too_few=presenters.too_few(),
    )


@bp.get("/staff/complaints/annual/<int:complaints_year>/<any(pdf, docx, ods):report_ending>")
@requires(P.SEE_COMPLAINT_FIGURES, of=of_file)
def annual_file(found: Any) -> Any:
    """The same as a PDF, for a word processor, for a spreadsheet."""
    year, printed, ending = found
    name = f"complaints-{year}-{year + 1}.{ending}"
    if ending == "pdf":
        try:
            return _file(_pdf(year, printed), KINDS[ending], name)
        except NotMade:
            flask.flash(_("We could not make the PDF just now. Take the document, or try again later."))
            return flask.redirect(flask.url_for("complaints.annual", complaints_year=year), 303)
    make = as_word if ending == "docx" else as_ods
    return _file(make(_report(year, printed)), KINDS[ending], name)


def _pdf(year: int, printed: Any) -> bytes:
    page = flask.render_template(
        "complaints/annual_file.html",
        title=presenters.title(),
        shown=_shown(year, printed),
        note=presenters.note(),
        too_few=presenters.too_few(),
        council=_council(),
    )
    return pdf_of(page)


def _shown(year: int, printed: Any) -> presenters.Shown:
    period = year_of(year)
    return presenters.shown(printed, period.first, period.last, counts.changes(period))


def _report(year: int, printed: Any) -> Any:
    period = year_of(year)
    return presenters.report(
        printed,
        period.first,
        period.last,
        counts.changes(period),
        council=_council(),
        language=str(get_locale()),
    )


def _council() -> str:
    return str(flask.current_app.extensions["heard.settings"].council_name)


def _file(content: Any, kind: str, name: str) -> flask.Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return flask.Response(content, content_type=kind, headers=headers)


def _asked() -> counts.Quarter | None:
    """The quarter that was asked for. One that was never counted is not found."""
    asked = flask.request.args.get("quarter", "")
    if not asked:
        return counts.quarter(None)
    try:
        found = counts.quarter(date.fromisoformat(asked))
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return found
