"""Surveys as files: an XLSForm in and out, and on paper."""

from __future__ import annotations

from typing import Any, cast

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.kit.requests import Request
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.surveys.commands import surveys as commands
from portal.surveys.exports import xlsform as exports
from portal.surveys.forms.files import SpreadsheetForm, TakeForm
from portal.surveys.imports import sheets, xlsform
from portal.surveys.imports.remarks import CannotTake
from portal.surveys.imports.xlsform import Taken
from portal.surveys.presenters import building_words as words
from portal.surveys.presenters import files as show
from portal.surveys.presenters.readymade import facts_of, parts_of
from portal.surveys.presenters.words import scale_words
from portal.surveys.queries.subjects import SurveyFound, survey_subject
from portal.surveys.rules.content import said
from portal.surveys.rules.kinds import Audience, Face
from portal.surveys.views import bp

_FORM = 100_000


@bp.url_value_preprocessor
def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A spreadsheet may be larger than any other form. Before everything else: the form's token is in it."""
    if endpoint == "surveys.import_file":
        flask.g.way_back = flask.url_for("surveys.import_file")
        cast(Request, flask.request).allow(sheets.MOST_BYTES + _FORM)


@bp.route("/staff/surveys/import", methods=["GET", "POST"])
@requires(P.MAKE_SURVEY)
def import_file() -> Any:
    """Look at a spreadsheet: what it asks, and what of it cannot be carried. Nothing is made yet."""
    form = SpreadsheetForm(audiences=[(one.value, words.audience_words(one)) for one in Audience])
    if flask.request.method == "GET":
        return _ask(form)
    if not form.validate():
        return _ask(form), 422
    audience = Audience(form.audience.data)
    try:
        taken = xlsform.taken(sheets.cells_of(form.file.data.stream), _face(audience))
        return _check(taken, show.packed(audience, taken.content))
    except CannotTake as why:
        form.file.errors = [show.stop_words(why)]
        return _ask(form), 422


@bp.post("/staff/surveys/import/make")
@requires(P.MAKE_SURVEY)
def import_make() -> Any:
    """Make the survey of what was shown."""
    form = TakeForm()
    packet = show.unpacked(form.packet.data)
    if packet is None:
        flask.flash(_("Something was lost on the way. Please choose the file once more."), "error")
        return flask.redirect(flask.url_for("surveys.import_file"), 303)
    if not form.validate():
        return _check(Taken(packet.content, ()), form.packet.data or "", form), 422
    try:
        made = commands.make(
            form.name.data or "",
            packet.audience,
            packet.content,
            form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
        )
    except Refused as refused:
        form.form_errors = [words.why_words(refused.reason)]
        return _check(Taken(packet.content, ()), form.packet.data or "", form), 422
    flask.flash(_("The survey is made. Look through it before you ask it."))
    return flask.redirect(flask.url_for("surveys.survey", survey_id=made.id), 303)


@bp.get("/staff/surveys/<uuid:survey_id>/export.xlsx")
@requires(P.USE_SURVEYS, of=survey_subject)
def export_xlsx(survey: SurveyFound) -> Any:
    """What its last version asks, for other survey programs."""
    version = survey.latest
    made = exports.workbook(
        version.content,
        form_id=f"heard-{survey.id.hex[:12]}",
        version=version.number,
        scales=scale_words(),
    )
    return show.saved(made, exports.MEDIA_TYPE, "survey.xlsx")


def _ask(form: SpreadsheetForm) -> str:
    return flask.render_template("surveys/import_file.html", form=form)


def _check(taken: Taken, packet: str, form: TakeForm | None = None) -> str:
    if form is None:
        form = TakeForm(formdata=None)
        form.packet.data, form.name.data = packet, said(taken.content.titles, "en")[:200]
        form.give_id()
    return flask.render_template(
        "surveys/import_check.html",
        form=form,
        rows=show.rows_of(taken.remarks),
        more=max(0, len(taken.remarks) - show.MOST_SHOWN),
        facts=facts_of(taken.content),
        parts=parts_of(taken.content),
    )


def _face(audience: Audience) -> Face:
    return Face.TWELVE if audience is Audience.YOUNG_PEOPLE else Face.ADULT
