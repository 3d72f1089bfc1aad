"""Minutes in plain words with pictures, for the members and then the panel; a session's record."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.nameless.presenters.talk import promised, this_moment
from portal.participation.commands import minutes as commands
from portal.participation.commands import sessions
from portal.participation.commands.sessions import SessionSaid
from portal.participation.forms.meetings import SAYS_WHY
from portal.participation.forms.minutes import MinutesForm, PanelForm
from portal.participation.forms.sessions import LAID_OUT, SessionForm
from portal.participation.presenters import meetings as show
from portal.participation.presenters.minutes import plain
from portal.participation.queries import groups, meetings, minutes
from portal.participation.rules.meetings import MeetingKind, MinuteLine, WhyNot
from portal.participation.views import bp
from portal.people.queries import today, zone
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer

_ONE = "/staff/group-meetings/<uuid:group_meeting_id>"


@bp.route(f"{_ONE}/minutes", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=meetings.meeting_for_staff)
def minutes_write(row: Any) -> Any:
    """Write them, look at the check beside them, keep or publish."""
    form = _form(row)
    if flask.request.method == "POST" and form.validate():
        is_to_publish = "publish" in flask.request.form
        if not is_to_publish or form.no_names():
            try:
                _keep(row, form, is_to_publish)
            except Refused as refused:
                form.say(refused.reason)
            else:
                told = _("Published. Each member is told that there is something new.")
                flask.flash(told if is_to_publish else _("Kept. Members do not see it yet."))
                return _to(row.id) if is_to_publish else _again(row.id)
    status = 422 if flask.request.method == "POST" else 200
    if flask.request.method != "POST":
        _fill(form, row)
    page = flask.render_template(
        "participation/minutes_write.html",
        form=form,
        row=row,
        plain=plain([line.words for line in form.lines]),
        page_has_errors=status == 422,
    )
    return page, status


@bp.post("/groups/meeting/<uuid:group_meeting_id>/without-my-name")
@requires(P.SEE_GROUP_AS_MEMBER, of=meetings.meeting_for_member)
def minutes_without_me(row: Any) -> Any:
    """A member takes their name out again, before the minutes or after."""
    viewer = the_viewer()
    if viewer.young_person_id is not None:
        commands.take_name_out(row.id, viewer.young_person_id, by=viewer.account_id)
        flask.flash(_("It is off the list."))
    return flask.redirect(flask.url_for("participation.meeting", group_meeting_id=row.id), 303)


@bp.route(f"{_ONE}/panel", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=meetings.meeting_for_staff)
def minutes_panel(row: Any) -> Any:
    """What the panel reads of it: without names, and it stands."""
    if row.minutes_at is None or row.panel_at is not None:
        flask.flash(SAYS_WHY[WhyNot.SENT_ALREADY if row.panel_at else WhyNot.NOT_PUBLISHED], "info")
        return _to(row.id)
    form = PanelForm()
    form.set_up(minutes.names_in)
    if flask.request.method == "POST" and form.validate() and form.has_no_names(form.words.data or ""):
        commands.give_to_panel(row.id, form.words.data or "", by=_me(), now=clock.now())
        flask.flash(_("It goes into the panel’s next paper."))
        return _to(row.id)
    if flask.request.method != "POST":
        form.words.data = "\n".join(one.words for one in minutes.lines_of(row.id))
    page = flask.render_template("participation/minutes_panel.html", form=form, row=row)
    return page, 422 if flask.request.method == "POST" else 200


@bp.route(f"{_ONE}/session", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=meetings.meeting_for_staff)
def session_write(row: Any) -> Any:
    """What a session gave: pictures and how many picked them, what was said."""
    if row.kind is not MeetingKind.SESSION or row.saying_id or minutes.picks_of(row.id):
        return _to(row.id)
    form = SessionForm()
    form.set_up(minutes.names_in)
    if flask.request.method == "POST" and form.validate():
        try:
            sessions.write_down(
                row, _said(row, form), send_once=form.sent_id(), by=_me(), moment=this_moment()
            )
        except Refused as refused:
            form.say(refused.reason)
        else:
            flask.flash(_("Kept. A trained person reads what they said, and they get an answer."))
            return _to(row.id)
    form.give_id()
    page = flask.render_template(
        "participation/session_write.html", form=form, row=row, pictures=LAID_OUT, read_by=promised()
    )
    return page, 422 if flask.request.method == "POST" else 200


def _form(row: Any) -> Any:
    form = MinutesForm()
    form.set_up(minutes.names_in)
    form.offer([(str(one.id), one.name) for one in show.member_lines(row, today())])
    return form


def _fill(form: Any, row: Any) -> None:
    came = [whose for whose, said in meetings.comings_of(row.id).items() if said.was_there]
    lines = [MinuteLine(one.picture, one.words) for one in minutes.lines_of(row.id)]
    form.fill(lines, came, max(0, (row.came or 0) - len(came)))


def _keep(row: Any, form: Any, is_to_publish: bool) -> None:
    what = (row.id, form.lines, form.ids_came, form.others.data or 0)
    if is_to_publish:
        commands.publish(*what, by=_me(), now=clock.now(), today=today())
    else:
        commands.keep(*what, by=_me(), now=clock.now())


def _said(row: Any, form: Any) -> SessionSaid:
    group = groups.group(row.group_id)
    return SessionSaid(
        name=group.name if group else "",
        held_on=row.starts_at.astimezone(zone()).date(),
        how_many=form.how_many.data or 0,
        picks=form.picks,
        quotes=form.quotes,
    )


def _me() -> Any:
    return the_viewer().account_id


def _to(meeting_id: Any) -> Any:
    return flask.redirect(flask.url_for("participation.meeting_kept", group_meeting_id=meeting_id), 303)


def _again(meeting_id: Any) -> Any:
    return flask.redirect(flask.url_for("participation.minutes_write", group_meeting_id=meeting_id), 303)
