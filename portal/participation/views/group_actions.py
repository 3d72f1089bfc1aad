"""What was agreed with a group: writing it down, whose it is, how far it is."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.queries.staff import choices
from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands import group_actions as commands
from portal.participation.forms.meetings import SAYS_WHY
from portal.participation.forms.minutes import ActionForm, HowFarForm
from portal.participation.presenters import meetings as show
from portal.participation.queries import meetings, minutes
from portal.participation.rules.meetings import WhyNot
from portal.participation.views import bp
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.roles import COUNCIL
from portal.policy.viewer import the_viewer


@bp.route("/staff/group-meetings/<uuid:group_meeting_id>/action", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=meetings.meeting_for_staff)
def group_action_new(row: Any) -> Any:
    """Who does what by when."""
    form = ActionForm()
    form.offer([(str(one.id), one.label) for one in choices(today(), roles=COUNCIL)])
    if flask.request.method == "POST" and form.validate():
        try:
            commands.agree(
                row,
                form.words.data or "",
                form.owner_id,
                form.due_on.data,
                send_once=form.sent_id(),
                by=_me(),
                now=clock.now(),
                today=today(),
            )
        except Refused as refused:
            form.say(refused.reason)
        else:
            flask.flash(_("Written down. Whoever does it is told."))
            to = flask.url_for("participation.meeting_kept", group_meeting_id=row.id)
            return flask.redirect(to, 303)
    form.give_id()
    page = flask.render_template("participation/group_action_new.html", form=form, row=row)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/group-actions")
@requires(P.OWN_GROUP_ACTIONS)
def group_actions() -> str:
    """What is theirs to do; for those who keep the groups, all of it."""
    keeps = may(P.KEEP_GROUPS)
    found = minutes.all_actions(today()) if keeps else minutes.actions_of_owner(_me(), today())
    return flask.render_template("participation/group_actions.html", found=found, keeps=keeps, show=show.SHOW)


@bp.route("/staff/group-actions/<uuid:group_action_id>", methods=["GET", "POST"])
@requires(P.DO_GROUP_ACTION, of=minutes.action_for_staff)
def group_action(row: Any) -> Any:
    """One of them: how far is it?"""
    form = HowFarForm()
    if flask.request.method == "POST" and form.validate():
        try:
            commands.say_how_far(
                row.id,
                form.to(),
                form.words.data or "",
                form.day(),
                send_once=form.sent_id(),
                by=_me(),
                now=clock.now(),
                today=today(),
            )
        except Refused as refused:
            if refused.reason is WhyNot.ENDED_ALREADY:
                flask.flash(SAYS_WHY[WhyNot.ENDED_ALREADY], "info")
                return flask.redirect(flask.url_for("participation.group_actions"), 303)
            form.say(refused.reason)
        else:
            flask.flash(_("Kept. Members read it on their page."))
            return flask.redirect(flask.url_for("participation.group_actions"), 303)
    if flask.request.method != "POST":
        form.state.data = row.state.value
    form.give_id()
    page = flask.render_template(
        "participation/group_action.html",
        form=form,
        one=minutes.shown_action(row, today()),
        steps=minutes.steps_of([row.id])[row.id],
        show=show.SHOW,
    )
    return page, 422 if flask.request.method == "POST" else 200


def _me() -> Any:
    return the_viewer().account_id
