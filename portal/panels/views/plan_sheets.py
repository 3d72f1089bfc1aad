"""The plan and the measures as CSV files: saved, and taken in."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.kit import clock
from portal.panels.forms.plan import SheetForm
from portal.panels.imports import measures as measures_file
from portal.panels.imports import plan as plan_file
from portal.panels.presenters import plan_sheets as show
from portal.panels.presenters.plan import today
from portal.panels.queries import measures as measures_queries
from portal.panels.queries import plan as plan_queries
from portal.panels.rules.sheets import MOST_BYTES
from portal.panels.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/plan/actions.csv")
@requires(P.KEEP_PLAN)
def plan_sheet() -> Any:
    """The whole plan as a file."""
    return _file(plan_file.sheet(plan_queries.everything(today())), "plan")


@bp.route("/staff/plan/import", methods=["GET", "POST"])
@requires(P.KEEP_PLAN)
def plan_import() -> Any:
    """Take actions in from a file: all of them, or nothing."""
    form, bad = SheetForm(), []
    if form.is_submitted() and form.validate():
        taken = plan_file.take_in(
            form.file.data.stream.read(MOST_BYTES + 1),
            by=the_viewer().account_id,
            now=clock.now(),
            today=today(),
        )
        if isinstance(taken, int):
            flask.flash(ngettext("%(num)s line was taken in.", "%(num)s lines were taken in.", taken))
            return flask.redirect(flask.url_for("panels.plan"), 303)
        bad = taken
    back = (_("Improvement plan"), flask.url_for("panels.plan"))
    return _page(form, bad, _("Take actions in from a file"), back, show.plan_columns())


@bp.get("/staff/measures/register.csv")
@requires(P.KEEP_MEASURES)
def measures_sheet() -> Any:
    """The register as a file."""
    return _file(measures_file.sheet(measures_queries.everything(today())), "measures")


@bp.route("/staff/measures/import", methods=["GET", "POST"])
@requires(P.KEEP_MEASURES)
def measures_import() -> Any:
    """Take measures, values and targets in from a file: all of them, or nothing."""
    form, bad = SheetForm(), []
    if form.is_submitted() and form.validate():
        taken = measures_file.take_in(
            form.file.data.stream.read(MOST_BYTES + 1),
            by=the_viewer().account_id,
            now=clock.now(),
            today=today(),
        )
        if isinstance(taken, int):
            flask.flash(ngettext("%(num)s line was taken in.", "%(num)s lines were taken in.", taken))
            return flask.redirect(flask.url_for("panels.measures"), 303)
        bad = taken
    back = (_("Measures"), flask.url_for("panels.measures"))
    return _page(form, bad, _("Take measures in from a file"), back, show.measure_columns())


def _page(form: SheetForm, bad: list[Any], heading: str, back: tuple[str, str], columns: show.Lines) -> Any:
    if bad:
        form.file.errors = [_("Nothing was taken in. Below stands what to put right in the file.")]
    html = flask.render_template(
        "panels/plan_import.html",
        form=form,
        heading=heading,
        back=back,
        columns=columns,
        bad=show.wrong_lines(bad),
    )
    return (html, 422) if form.is_submitted() else html


def _file(content: str, name: str) -> flask.Response:
    return flask.Response(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-{today().isoformat()}.csv"'},
    )
