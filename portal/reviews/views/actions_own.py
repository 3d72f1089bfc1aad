"""What was agreed, for the young person: all of it in plain states, and "this hasn't happened" in one tap."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.kit.forms import SendOnceForm
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import actions_own as commands
from portal.reviews.presenters import actions as show
from portal.reviews.presenters import actions_own as show_own
from portal.reviews.queries.actions_subjects import own_action
from portal.reviews.rules.actions import WhyNot
from portal.reviews.views import bp

_PATH = "/agreed/<uuid:action_id>"


@bp.get("/agreed")
@requires(P.OWN_ACTIONS)
def agreed_own() -> Any:
    """Everything that was agreed: who does it, by when, how it stands, what moved since last time."""
    return flask.render_template(
        show_own.template(), page=show_own.page_of(the_viewer(), today()), show=show, send_once=uuid.uuid4()
    )


@bp.post("/agreed/seen")
@requires(P.OWN_ACTIONS)
def agreed_seen() -> Any:
    """They looked at what moved: it is not marked any more."""
    viewer = the_viewer()
    ids = show_own.ids_seen(viewer, today())
    if viewer.young_person_id:
        commands.see(viewer.young_person_id, ids, by=viewer.account_id, at=clock.now())
    return flask.redirect(flask.url_for("reviews.agreed_own"), 303)


@bp.get(_PATH)
@requires(P.CHASE_ACTION, of=own_action)
def agreed_own_one(row: Any) -> Any:
    """One of them, with what they can say of it and who was told."""
    return _one(row)


@bp.post(f"{_PATH}/not-happened")
@requires(P.CHASE_ACTION, of=own_action)
def agreed_chase(row: Any) -> Any:
    """This hasn't happened: who owns it and who leads the reviews are told, and the next page says so."""
    return _say(row, lambda form: commands.chase(row.id, form.sent_id(), by=_me(), today=today()))


@bp.post(f"{_PATH}/undo")
@requires(P.CHASE_ACTION, of=own_action)
def agreed_undo(row: Any) -> Any:
    """A tap by mistake."""
    return _say(row, lambda form: commands.undo_chase(row.id, by=_me(), today=today()))


@bp.post(f"{_PATH}/happened")
@requires(P.CHASE_ACTION, of=own_action)
def agreed_happened(row: Any) -> Any:
    """Yes, it has happened."""
    return _say(row, lambda form: commands.say_done(row.id, form.sent_id(), by=_me()))


def _me() -> UUID:
    return the_viewer().account_id


def _say(row: Any, act: Any) -> Any:
    form = SendOnceForm()
    if not form.validate():
        return _one(row), 422
    try:
        act(form)
    except Refused as refused:
        flask.flash(_why(refused.reason), "info")
    return flask.redirect(flask.url_for("reviews.agreed_own_one", action_id=row.id), 303)


def _why(why: Any) -> str:
    words = {
        WhyNot.CHASED_TODAY: _("You told us already today. They have it."),
        WhyNot.NOT_CHASED: _(
            "It is too late to take this back. They have it. You can tell them it was a mistake."
        ),
        WhyNot.ENDED_ALREADY: _("This has changed. Look at how it is now."),
        WhyNot.NOT_SAID_DONE: _("This has changed. Look at how it is now."),
    }
    return str(words.get(why, _("This has changed. Look at how it is now.")))


def _one(row: Any) -> str:
    return flask.render_template(
        "reviews/agreed_own_one.html",
        one=show_own.one_of(row, today()),
        show=show,
        send_once=uuid.uuid4(),
        little=show_own.is_little(),
    )
