"""Reading the panel's papers: the list, a paper, one theme of it."""

from __future__ import annotations

import flask

from portal.kit import clock
from portal.panels.commands import papers as commands
from portal.panels.presenters import numbers
from portal.panels.presenters import packs_front as front
from portal.panels.presenters import papers as show
from portal.panels.presenters.preparing import stage_words
from portal.panels.queries import papers as queries
from portal.panels.queries.packs_signing import waiting_for_sign_off
from portal.panels.queries.papers import Printed
from portal.panels.views import bp
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/panel")
@requires(P.READ_PAPERS)
def papers() -> str:
    """The published papers; for those who prepare them, what is in the making too."""
    today = numbers.today()
    making = queries.in_the_making()
    return flask.render_template(
        "panels/papers.html",
        papers=queries.published(),
        next_on=next((one.meets_on for one in making if one.meets_on >= today), None),
        making=making if may(P.PREPARE_PAPERS) else [],
        stage_words=stage_words,
        may_prepare=may(P.PREPARE_PAPERS),
        to_sign=waiting_for_sign_off() if may(P.SIGN_OFF_PAPERS) else [],
    )


@bp.get("/staff/panel/<uuid:meeting_id>")
@requires(P.READ_PAPERS, of=queries.paper_to_read)
def paper(printed: Printed) -> str:
    """A paper; `?age=12_15` shows the same numbers for that group."""
    commands.note_opened(printed.id, by=the_viewer().account_id, now=clock.now())
    is_newest = queries.newest_published() == printed.id
    page = show.paper_page(printed, flask.request.args.get("age", ""), is_newest=is_newest)
    return flask.render_template("panels/paper.html", page=page, may_prepare=may(P.PREPARE_PAPERS))


@bp.get("/staff/panel/<uuid:meeting_id>/theme/<theme>")
@requires(P.READ_PAPERS, of=queries.paper_to_read)
def paper_theme(found: tuple[Printed, str]) -> str:
    """One theme of a paper: by age, with words, what was done and what was asked."""
    printed, theme = found
    return flask.render_template("panels/paper_theme.html", page=show.theme_page(printed, theme))


@bp.get("/staff/panel/<uuid:meeting_id>/promises")
@requires(P.READ_PAPERS, of=queries.paper_to_read)
def paper_promises(printed: Printed) -> str:
    """The same numbers by promise of the council's pledge."""
    return flask.render_template("panels/paper_promises.html", page=front.promises_page(printed))
