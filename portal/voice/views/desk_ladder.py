"""Who is called, and when: the line as it stands now and the times it goes by, and the desk's own figures."""

from __future__ import annotations

from typing import Any

import flask

from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.voice.presenters import desk_figures, desk_ladder, desk_proved
from portal.voice.views import bp


@bp.get("/staff/desk/who-is-called")
@requires(P.USE_DESK)
def desk_ladder_page() -> Any:
    """The steps of the line, who stands on each of them now, and how long each has."""
    return flask.render_template("voice/desk_ladder.html", page=desk_ladder.ladder_page())


@bp.get("/staff/desk/figures")
@requires(P.SEE_DESK_FIGURES)
def desk_figures_page() -> Any:
    """How long it took to read what came, by the hours of the week in which it came."""
    page = desk_figures.figures_page(flask.request.args.get("days", ""))
    return flask.render_template("voice/desk_figures.html", page=page)


@bp.get("/staff/desk/check")
@requires(P.SEE_DESK_FIGURES)
def desk_proved_page() -> Any:
    """What fired, and what it later proved to be: for the yearly check."""
    return flask.render_template("voice/desk_proved.html", page=desk_proved.proved_page())


@bp.get("/staff/desk/check.csv")
@requires(P.SEE_DESK_FIGURES)
def desk_proved_csv() -> flask.Response:
    """The same for a spreadsheet."""
    response = flask.Response(desk_proved.as_csv(desk_proved.proved_page()), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=yearly-check.csv"
    return response
