"""The results of a wave: on the screen, as a PDF, a document, a spreadsheet."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.documents.pdf import NotMade, pdf_of
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.surveys.presenters import results as presenters
from portal.surveys.presenters import results_files as files
from portal.surveys.presenters.outcomes import outcomes_shown
from portal.surveys.presenters.results import Report
from portal.surveys.queries import subjects
from portal.surveys.queries.results import waiting_words
from portal.surveys.queries.subjects import WaveFound
from portal.surveys.views import bp

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.oasis.opendocument.spreadsheet"


@bp.get("/staff/surveys/waves/<uuid:wave_id>/results")
@requires(P.USE_SURVEYS, of=subjects.wave_subject)
def results(wave: WaveFound) -> Any:
    """What may be shown so far."""
    return flask.render_template(
        "surveys/results.html",
        wave=wave,
        report=_report(wave),
        outcomes=outcomes_shown(wave.id),
        waiting=waiting_words(wave.id),
    )


@bp.get("/staff/surveys/waves/<uuid:wave_id>/results.pdf")
@requires(P.USE_SURVEYS, of=subjects.wave_subject)
def results_pdf(wave: WaveFound) -> Any:
    """A tagged PDF."""
    html = flask.render_template(
        "surveys/results_file.html", report=_report(wave), outcomes=outcomes_shown(wave.id)
    )
    try:
        return _file(wave, pdf_of(html), "application/pdf", "pdf")
    except NotMade:
        flask.flash(_("We could not make the PDF just now. Take the document, or try again later."))
        return flask.redirect(flask.url_for("surveys.results", wave_id=wave.id), 303)


@bp.get("/staff/surveys/waves/<uuid:wave_id>/results.docx")
@requires(P.USE_SURVEYS, of=subjects.wave_subject)
def results_word(wave: WaveFound) -> Any:
    """A document for the board's papers, to go on editing."""
    return _file(wave, files.as_word(_report(wave), outcomes_shown(wave.id)), WORD, "docx")


@bp.get("/staff/surveys/waves/<uuid:wave_id>/results.csv")
@requires(P.USE_SURVEYS, of=subjects.wave_subject)
def results_csv(wave: WaveFound) -> Any:
    """Every table, one below the other."""
    return _file(wave, files.as_csv(_report(wave)).encode(), "text/csv; charset=utf-8", "csv")


@bp.get("/staff/surveys/waves/<uuid:wave_id>/results.ods")
@requires(P.USE_SURVEYS, of=subjects.wave_subject)
def results_ods(wave: WaveFound) -> Any:
    """The same, for a spreadsheet."""
    return _file(wave, files.as_ods(_report(wave)), SHEET, "ods")


def _report(wave: WaveFound) -> Report:
    return presenters.report(wave, str(get_locale()))


def _file(wave: WaveFound, content: bytes, kind: str, ending: str) -> flask.Response:
    name = f"survey-results-{wave.closes_on.isoformat()}.{ending}"
    return flask.Response(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
