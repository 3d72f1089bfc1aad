"""A member's page of one meeting: when and where, do they come, what is talked about, what came of it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any
from uuid import UUID

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands import agenda as agenda_commands
from portal.participation.commands import meetings as commands
from portal.participation.forms.meetings import SAYS_WHY, ComingForm, PointForm
from portal.participation.presenters import hub
from portal.participation.presenters import meetings as show
from portal.participation.presenters.minutes import picture_words
from portal.participation.queries import meetings as queries
from portal.participation.queries.agenda import point_for_member
from portal.participation.rules.meetings import WhyNot
from portal.participation.views import bp
from portal.participation.views.too_late import said_or_gone, still_said
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Viewer, the_viewer
from portal.voice.commands.saying import Speaker
from portal.voice.presenters.saying import promises
from portal.voice.queries.speaking import speaking

_ONE = "/groups/meeting/<uuid:group_meeting_id>"


@hub.gives
def _hub(viewer: Viewer, on: date) -> dict[str, Any]:
    return show.hub(viewer, on)


@hub.waits
def _ask(viewer: Viewer, on: date) -> int:
    return queries.how_many_ask(viewer.young_person_id, clock.now()) if viewer.young_person_id else 0


@hub.gives_group
def _group(viewer: Viewer, group: Any, on: date) -> dict[str, Any]:
    return show.of_group(group, on, clock.now())


@bp.get(_ONE)
@requires(P.SEE_GROUP_AS_MEMBER, of=queries.meeting_for_member)
def meeting(row: Any) -> Any:
    """One meeting."""
    return _page(row)


@bp.get(f"{_ONE}/date.ics")
@requires(P.SEE_GROUP_AS_MEMBER, of=queries.meeting_for_member)
def meeting_calendar(row: Any) -> flask.Response:
    """For the calendar of their phone: a time, and nothing about what it is."""
    response = flask.Response(show.calendar_of(row), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="date.ics"'
    return response


@bp.post(f"{_ONE}/coming")
@requires(P.SEE_GROUP_AS_MEMBER, of=queries.meeting_typed_for)
def meeting_coming(found: tuple[Any, bool]) -> Any:
    """Do they come, and what do they need?"""
    row, is_in = found
    form = ComingForm()
    once = uuid.uuid5(row.id, f"{the_viewer().young_person_id} {form.words.data}")
    if not is_in:
        return _left(form.words, once)
    if not form.validate():
        return (_page(row, coming=form), 422) if show.is_open(row) else _too_late(row, form.words, once)
    try:
        commands.say_coming(
            row.id,
            _speaker(),
            form.answer(),
            str(form.words.label.text),
            promises=promises(),
            now=clock.now(),
        )
    except Refused as refused:
        return _too_late(row, form.words, once, refused)
    flask.flash(_("Thank you. The people who run the group know now."))
    return _to(row.id)


@bp.post(f"{_ONE}/point")
@requires(P.SEE_GROUP_AS_MEMBER, of=queries.meeting_typed_for)
def meeting_point(found: tuple[Any, bool]) -> Any:
    """Something they want to talk about."""
    row, is_in = found
    form = PointForm()
    if not is_in:
        return _left(form.point, form.sent_id())
    if not form.validate():
        is_open = show.is_open(row)
        return (_page(row, point=form), 422) if is_open else _too_late(row, form.point, form.sent_id())
    try:
        agenda_commands.bring(
            row.id,
            _speaker(),
            form.point.data or "",
            str(form.point.label.text),
            send_once=form.sent_id(),
            promises=promises(),
            now=clock.now(),
        )
    except Refused as refused:
        return _too_late(row, form.point, form.sent_id(), refused)
    flask.flash(_("We have it. We read it first, then it comes on the list, or we tell you why not."))
    return _to(row.id)


@bp.post("/groups/point/<uuid:agenda_point_id>/want")
@requires(P.SEE_GROUP_AS_MEMBER, of=point_for_member)
def point_want(point: Any) -> Any:
    """One tap: I want to talk about this; another takes it back."""
    viewer, is_wanted = the_viewer(), flask.request.form.get("want") != "no"
    assert viewer.young_person_id is not None
    try:
        agenda_commands.want(point, viewer.young_person_id, is_wanted, now=clock.now())
    except Refused as refused:
        return _not_so(point.meeting_id, refused)
    return _to(point.meeting_id, "agenda")


@bp.post("/groups/point/<uuid:agenda_point_id>/off")
@requires(P.SEE_GROUP_AS_MEMBER, of=point_for_member)
def point_off(point: Any) -> Any:
    """What they brought comes off the list again."""
    viewer = the_viewer()
    if point.kind.value == "member" and point.young_person_id == viewer.young_person_id:
        agenda_commands.take_off(point, by=viewer.account_id)
        flask.flash(_("It is off the list."))
    return _to(point.meeting_id, "agenda")


def _speaker() -> Speaker:
    own = speaking(the_viewer())
    return Speaker(own.young_person_id, own.account_id, str(get_locale() or "en"), own.past_shut_at)


def _too_late(row: Any, field: Any, form_id: UUID, refused: Refused | None = None) -> Any:
    """The meeting began or was called off while they wrote."""
    still_said(form_id, field.label.text, field.data)
    return _not_so(row.id, refused or Refused(WhyNot.CHANGED_MEANWHILE))


def _left(field: Any, form_id: UUID) -> Any:
    """They are in the group no more: what they typed is kept all the same."""
    said_or_gone(form_id, field.label.text, field.data)
    return flask.redirect(flask.url_for("participation.groups"), 303)


def _to(meeting_id: Any, anchor: str | None = None) -> Any:
    url = flask.url_for("participation.meeting", group_meeting_id=meeting_id, _anchor=anchor)
    return flask.redirect(url, 303)


def _not_so(meeting_id: Any, refused: Refused) -> Any:
    why: Any = refused.reason
    flask.flash(SAYS_WHY.get(why, SAYS_WHY[WhyNot.CHANGED_MEANWHILE]), "info")
    return _to(meeting_id)


def _page(row: Any, *, coming: ComingForm | None = None, point: PointForm | None = None) -> str:
    page = show.member_page(the_viewer(), row, today())
    errors = [form for form in (coming, point) if form is not None]
    if coming is None:
        coming = ComingForm(formdata=None)
        if before := show.answer_of(page.mine):
            coming.fill(before)
    if point is None:
        point = PointForm(formdata=None)
    point.give_id()
    return flask.render_template(
        "participation/meeting.html",
        page=page,
        coming=coming,
        point=point,
        shown_again=errors[0] if errors else None,
        page_has_errors=bool(errors),
        show=show.SHOW,
        picture_words=picture_words,
    )
