"""Sharing a statement with a foster carer or partner; what they see, and a page that says how fair it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import sharing as commands
from portal.voice.presenters import answers as show
from portal.voice.presenters.saying import ring_now
from portal.voice.queries import delivered as delivered_queries
from portal.voice.queries import sharing as queries
from portal.voice.queries.delivered import Delivered
from portal.voice.queries.desk import today
from portal.voice.queries.sharing import SharedThing
from portal.voice.views import bp


@bp.post("/staff/statements/<uuid:statement_id>/share")
@requires(P.SHARE, of=delivered_queries.delivered_to_change)
def share(found: Delivered) -> Any:
    """Share it with one person, by name."""
    form = show.share_form_for(found)
    if form is None or not form.validate():
        page = show.delivered_page(found, may_answer=found.may_answer, share_form=form)
        return flask.render_template("voice/delivered_statement.html", page=page), 422
    commands.share(
        found.statement, UUID(form.person.data), by=the_viewer().account_id, now=clock.now(), on=today()
    )
    flask.flash(_("Shared. The young person can see that it was."))
    return _back(found)


@bp.post("/staff/statements/<uuid:statement_id>/share/<uuid:account_id>/end")
@requires(P.SHARE, of=delivered_queries.share_to_end)
def share_end(found: Delivered) -> Any:
    """They no longer see it."""
    commands.stop_sharing(found.share, now=clock.now())
    flask.flash(_("No longer shared."), "info")
    return _back(found)


@bp.get("/staff/shared")
@requires(P.READ_SHARED_LIST)
def shared() -> Any:
    """What was shared with a foster carer or partner, and nothing else."""
    return flask.render_template("voice/shared.html", rows=queries.shared_with_me(the_viewer(), today()))


@bp.get("/staff/shared/about")
@requires(P.READ_SHARED_LIST)
def shared_about() -> Any:
    """What this is and isn't, for those who are wary of it."""
    return flask.render_template("voice/shared_about.html", ring=ring_now(clock.now()))


@bp.get("/staff/shared/<uuid:statement_id>")
@requires(P.READ_SHARED, of=queries.shared_subject)
def shared_statement(found: SharedThing) -> Any:
    """One statement that was shared."""
    topics = show.topic_words([topic.theme for topic in found.statement.topics])
    return flask.render_template("voice/shared_statement.html", found=found, topics=topics)


def _back(found: Delivered) -> Any:
    return flask.redirect(flask.url_for("voice.delivered_statement", statement_id=found.statement.id))
