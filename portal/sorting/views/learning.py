"""What is learned from sorting: its versions and figures, and the choice of what serves."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.errors import Refused
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.sorting.commands import learning as commands
from portal.sorting.presenters import learning as show
from portal.sorting.presenters.tabs import tabs
from portal.sorting.queries import learning as queries
from portal.sorting.queries.learning import Chosen
from portal.sorting.views import bp
from portal.themes.meaning import is_there


@bp.get("/staff/themes")
@requires(P.SEE_LEARNED)
def learned() -> Any:
    """Every version with its figures, and what serves."""
    versions = queries.versions()
    return flask.render_template(
        "sorting/learned.html",
        page=show.page(versions, is_held=queries.is_held()),
        columns=show.columns(),
        words=show.words_cells(versions),
        tabs=tabs(),
        may_choose=may(P.CHOOSE_LEARNED),
        has_meaning=is_there(flask.current_app.extensions["heard.settings"].meaning_dir),
    )


@bp.route("/staff/themes/serve/<int:learned_version>", methods=["GET", "POST"])
@requires(P.CHOOSE_LEARNED, of=queries.version_to_choose)
def serve(chosen: Chosen) -> Any:
    """Choose a version, or only the themes' own words (0). Asked once more before it is done."""
    if flask.request.method == "GET":
        return flask.render_template("sorting/serve.html", chosen=chosen)
    try:
        if chosen.row is None:
            commands.words_only(by=the_viewer().account_id)
        else:
            commands.roll_back(chosen.row, by=the_viewer().account_id)
    except Refused:
        flask.flash(
            _("That version cannot be chosen: it serves already, or it is not there any more."), "info"
        )
    else:
        flask.flash(_("Done. Newer versions wait until you leave the choice to the figures again."))
    return flask.redirect(flask.url_for("sorting.learned"), 303)


@bp.post("/staff/themes/leave")
@requires(P.CHOOSE_LEARNED)
def leave_to_figures() -> Any:
    """Newer versions may serve again."""
    commands.leave_to_figures(by=the_viewer().account_id)
    flask.flash(_("The next version that does no worse will serve."))
    return flask.redirect(flask.url_for("sorting.learned"), 303)
