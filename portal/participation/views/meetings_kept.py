"""Meetings for those who keep the groups: planning, who comes and how, what is talked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands import agenda as agenda_commands
from portal.participation.commands import meetings as commands
from portal.participation.forms.meetings import (
    SAYS_WHY,
    CallOffForm,
    ChangeForm,
    DecideForm,
    NeedsForm,
    OwnPointForm,
    PlanForm,
)
from portal.participation.presenters import hub
from portal.participation.presenters import meetings as show
from portal.participation.presenters.meeting_answers import needs_answer, point_answer
from portal.participation.presenters.minutes import picture_words
from portal.participation.queries import meetings as queries
from portal.participation.queries.agenda import point_for_staff
from portal.participation.queries.groups import group_for_staff
from portal.participation.queries.minutes import names_in
from portal.participation.rules.meetings import Need, Plan, PointKind, WhyNot
from portal.participation.views import bp
from portal.people.queries import today, zone
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Viewer, the_viewer

_ONE = "/staff/group-meetings/<uuid:group_meeting_id>"


@hub.gives_staff
def _hub(viewer: Viewer, on: date) -> dict[str, Any]:
    return {"meetings_next_kept": queries.every_meeting(after=clock.now())[:1]}


@hub.gives_kept_group
def _group(viewer: Viewer, group: Any, on: date) -> dict[str, Any]:
    return show.of_group(group, on, clock.now())


@bp.get("/staff/group-meetings")
@requires(P.KEEP_GROUPS)
def meetings_kept() -> str:
    """All groups' meetings."""
    now = clock.now()
    coming, were = queries.every_meeting(after=now), queries.every_meeting(before=now)
    return flask.render_template(
        "participation/meetings_kept.html",
        coming=coming,
        were=were,
        names=queries.group_names([*coming, *were]),
        show=show.SHOW,
    )


@bp.route("/staff/groups-kept/<uuid:group_id>/meeting", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=group_for_staff)
def meeting_new(group: Any) -> Any:
    """Plan one."""
    form = PlanForm()
    if flask.request.method == "POST" and form.validate():
        try:
            made = commands.plan(
                group.id,
                form.plan(zone()),
                send_once=form.sent_id(),
                by=_me(),
                now=clock.now(),
                today=today(),
            )
        except Refused as refused:
            form.say(refused.reason)
        else:
            flask.flash(_("Planned. Each member is told that there is something new."))
            return _to(made.id)
    form.give_id()
    page = flask.render_template("participation/meeting_new.html", form=form, group=group)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get(_ONE)
@requires(P.KEEP_GROUPS, of=queries.meeting_for_staff)
def meeting_kept(row: Any) -> str:
    """One meeting: who comes, what is talked about, what came of it."""
    return flask.render_template(
        "participation/meeting_kept.html",
        page=show.kept_page(the_viewer(), row, today()),
        show=show.SHOW,
        picture_words=picture_words,
    )


@bp.route(f"{_ONE}/change", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=queries.meeting_for_staff)
def meeting_change(row: Any) -> Any:
    """Another time, place or way."""
    form = ChangeForm()
    if flask.request.method == "POST" and form.validate():
        try:
            commands.change(
                row.id, form.plan(zone()), form.why.data or "", by=_me(), now=clock.now(), today=today()
            )
        except Refused as refused:
            form.say(refused.reason)
        else:
            flask.flash(_("Changed. Each member is told that there is something new."))
            return _to(row.id)
    if flask.request.method != "POST":
        form.fill(Plan(row.kind, row.starts_at, row.place, row.way), zone())
    page = flask.render_template("participation/meeting_change.html", form=form, row=row)
    return page, 422 if flask.request.method == "POST" else 200


@bp.route(f"{_ONE}/call-off", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=queries.meeting_for_staff)
def meeting_call_off(row: Any) -> Any:
    """It does not happen."""
    form = CallOffForm()
    if flask.request.method == "POST" and form.validate():
        try:
            commands.call_off(row.id, form.why.data or "", by=_me(), now=clock.now(), today=today())
        except Refused as refused:
            return _not_so(row.id, refused)
        flask.flash(_("Called off. Each member is told that there is something new."))
        return _to(row.id)
    page = flask.render_template("participation/meeting_call_off.html", form=form, row=row)
    return page, 422 if flask.request.method == "POST" else 200


@bp.route("/staff/group-coming/<uuid:group_coming_id>", methods=["GET", "POST"])
@requires(P.KEEP_MEMBERSHIP, of=queries.coming_for_staff)
def meeting_needs(row: Any) -> Any:
    """What one member needs to come, and the answer to them."""
    form = NeedsForm()
    if flask.request.method == "POST" and form.validate():
        reply = form.reply.data or ""
        answer = needs_answer(queries.language_of(row.statement_id), reply)
        commands.answer_needs(row, reply, answer, by=_me(), now=clock.now(), today=today())
        flask.flash(_("Answered. They read it on the page of the meeting."))
        return _to(row.meeting_id)
    if flask.request.method != "POST":
        form.reply.data = row.reply
    known = set(Need)
    page = flask.render_template(
        "participation/meeting_needs.html",
        form=form,
        row=row,
        name=queries.names_of([row.young_person_id]).get(row.young_person_id, ""),
        needs=[Need(one) for one in row.needs if one in known],
        words=row.words if queries.may_be_read(the_viewer(), [row.statement_id], today()) else "",
        show=show.SHOW,
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.route(f"{_ONE}/agenda", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=queries.meeting_for_staff)
def meeting_agenda(row: Any) -> Any:
    """Put something on: of their own; ideas and themes have a button each."""
    form = OwnPointForm()
    if flask.request.method == "POST" and form.validate():
        return _put_on(row, form, form.words.data or "", PointKind.WORKER)
    form.give_id()
    page = flask.render_template(
        "participation/meeting_agenda.html",
        form=form,
        page=show.kept_page(the_viewer(), row, today()),
        offered=show.offered(the_viewer(), row),
        show=show.SHOW,
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.post(f"{_ONE}/agenda/idea")
@requires(P.KEEP_GROUPS, of=queries.meeting_for_staff)
def meeting_idea(row: Any) -> Any:
    """An idea of the group's."""
    wanted, form = flask.request.form.get("idea", ""), OwnPointForm()
    idea = next((one for one in show.offered(the_viewer(), row).ideas if str(one.id) == wanted), None)
    if idea is None:
        return _to(row.id)
    return _put_on(row, form, idea.title or idea.words, PointKind.IDEA, str(idea.id))


@bp.post(f"{_ONE}/agenda/theme")
@requires(P.KEEP_GROUPS, of=queries.meeting_for_staff)
def meeting_theme(row: Any) -> Any:
    """What young people spoke of, as it was published."""
    wanted, form = flask.request.form.get("theme", ""), OwnPointForm()
    found = show.offered(the_viewer(), row).published
    if found is None or wanted not in {one.key for one in found.sayings}:
        return _to(row.id)
    return _put_on(row, form, show.theme_words(wanted), PointKind.THEME, wanted)


@bp.route("/staff/group-point/<uuid:agenda_point_id>", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=point_for_staff)
def point_decide(point: Any) -> Any:
    """What a member brought: on the agenda, or not and why."""
    form = DecideForm()
    form.set_up(names_in)
    if flask.request.method == "POST" and form.validate() and form.may_go_on(point.words):
        try:
            is_on, why = form.what.data == "on", form.why.data or ""
            answer = point_answer(queries.language_of(point.statement_id), is_on, why)
            agenda_commands.decide(point, is_on, why, answer, by=_me(), now=clock.now(), today=today())
        except Refused as refused:
            return _not_so(point.meeting_id, refused)
        flask.flash(_("Kept."))
        return _to(point.meeting_id)
    if flask.request.method != "POST":
        form.why.data = point.why
    page = flask.render_template("participation/point_decide.html", form=form, point=point, show=show.SHOW)
    return page, 422 if flask.request.method == "POST" else 200


def _put_on(row: Any, form: OwnPointForm, words: str, kind: PointKind, key: str = "") -> Any:
    try:
        agenda_commands.put_on(
            row.id, words, kind=kind, key=key, send_once=form.sent_id(), by=_me(), now=clock.now()
        )
    except Refused as refused:
        return _not_so(row.id, refused)
    flask.flash(_("It is on the agenda."))
    return flask.redirect(flask.url_for("participation.meeting_agenda", group_meeting_id=row.id), 303)


def _me() -> Any:
    return the_viewer().account_id


def _to(meeting_id: Any) -> Any:
    return flask.redirect(flask.url_for("participation.meeting_kept", group_meeting_id=meeting_id), 303)


def _not_so(meeting_id: Any, refused: Refused) -> Any:
    why: Any = refused.reason
    flask.flash(SAYS_WHY.get(why, SAYS_WHY[WhyNot.CHANGED_MEANWHILE]), "info")
    return _to(meeting_id)
