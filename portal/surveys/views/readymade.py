"""Ready-made surveys: what each asks, on whose ideas it stands, how to fit it; and starting from one."""

from __future__ import annotations

from typing import Any
from uuid import uuid5

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.surveys import readymade
from portal.surveys.commands import surveys as commands
from portal.surveys.forms.files import StartForm
from portal.surveys.presenters import readymade as show
from portal.surveys.views import bp


@bp.get("/staff/surveys/ready-made")
@requires(P.USE_SURVEYS)
def ready_made() -> Any:
    """All of them."""
    form = StartForm(formdata=None)
    form.give_id()
    return flask.render_template(
        "surveys/ready_made.html",
        all=[show.shown(one) for one in readymade.all_of()],
        send_once=form.send_once.data,
        may_make=may(P.MAKE_SURVEY),
    )


@bp.post("/staff/surveys/ready-made")
@requires(P.MAKE_SURVEY)
def ready_made_start() -> Any:
    """A survey of one's own that begins with what a ready-made one asks."""
    form = StartForm()
    one = readymade.one_of(form.key.data or "") if form.validate() else None
    if one is None:
        raise NotFound
    made = commands.make(
        one.name,
        one.audience,
        one.content,
        uuid5(form.sent_id(), one.key),  # the page has one id for all its buttons
        by=the_viewer().account_id,
        now=clock.now(),
        made_from=one.key,
    )
    flask.flash(_("This is your own survey now. Fit it to your council before you ask it."))
    return flask.redirect(flask.url_for("surveys.survey", survey_id=made.id), 303)
