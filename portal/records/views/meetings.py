"""Talks beside a file: asked for by whoever reads it, fixed and held by us."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound, Refused
from portal.kit.forms import Form
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import meetings as commands
from portal.records.commands.writing import write_from_requester
from portal.records.forms.meetings import AskTalkForm, HeldForm, TalkForm
from portal.records.presenters import meetings as show
from portal.records.presenters.mine import settings
from portal.records.queries import meetings as queries
from portal.records.queries.requests import staff_request
from portal.records.rules import MeetingKind
from portal.records.views import bp
from portal.records.views.both import Way, for_both

_AT = "/staff/records/<uuid:request_id>/talks"


@bp.get("/staff/records/talks")
@requires(P.RECORD_REQUEST)
def talks_mine() -> Any:
    """Talks in which this person sits beside somebody: when and where, and nothing of the file."""
    mine, asked = show.my_talks(the_viewer().account_id)
    return flask.render_template(
        "records/giving/talks_mine.html", mine=mine, asked=asked, may_open=may(P.WORK_ON_REQUEST)
    )


@bp.route(_AT, methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=staff_request)
def talks(found: Any) -> Any:
    """Every talk of a request; fix one."""
    form = TalkForm(people=show.people(found))
    if flask.request.method != "POST":
        form.kind.data = _first_kind(found)
        return _page(found, form)
    if not form.validate():
        return _page(found, form), 422
    try:
        commands.fix(
            found,
            form.wanted(),
            form.at(settings().time_zone),
            form.where.data or "",
            form.person_id(),
            send_once=form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
        )
    except Refused as refused:
        form.on.errors = [show.why_words(refused.reason)]
        return _page(found, form), 422
    flask.flash(_("Fixed. They see it on their page, and are reminded the day before."))
    return _back(found)


@bp.post(f"{_AT}/<uuid:meeting_id>/held")
@requires(P.WORK_ON_REQUEST, of=queries.talk)
def talk_held(found: Any) -> Any:
    """It was held, with a short note."""
    request, row = found
    if row.done_at is not None or row.off_at is not None:
        flask.flash(_("It was held or called off already."))
        return _back(request)
    form = HeldForm()
    if not form.validate():
        return _page(request, None, held=form, held_id=row.id), 422
    commands.hold(request, row, form.note.data or "", by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Written down."))
    return _back(request)


@bp.post(f"{_AT}/<uuid:meeting_id>/off")
@requires(P.WORK_ON_REQUEST, of=queries.talk)
def talk_off(found: Any) -> Any:
    """It is not held; they are told."""
    request, row = found
    if row.done_at is None and Form().validate():
        commands.call_off(
            request,
            row,
            by=the_viewer().account_id,
            is_requester=False,
            now=clock.now(),
            today=today(),
        )
        flask.flash(_("Called off. They are told."))
    return _back(request)


@bp.post(f"{_AT}/<uuid:meeting_id>/missed")
@requires(P.WORK_ON_REQUEST, of=queries.talk)
def talk_missed(found: Any) -> Any:
    """They did not come."""
    request, row = found
    if Form().validate():
        try:
            commands.miss(request, row, by=the_viewer().account_id, now=clock.now())
        except Refused as refused:
            flask.flash(show.why_words(refused.reason))
            return _back(request)
        flask.flash(_("Written down. Ring them: say that it is fine, and offer another day."))
    return _back(request)


@for_both("/talk", "talk", ("GET", "POST"))
def ask_talk(way: Way) -> Any:
    """They would like a talk: when in their reading, and what they say about it."""
    form = AskTalkForm()
    form.limit(settings().max_words)
    if flask.request.method == "POST" and form.validate():
        sent, by, now = form.sent_id(), way.account_id, clock.now()
        commands.ask(way.request, form.wanted(), send_once=sent, by=by, now=now, today=today())
        if form.words.data:
            write_from_requester(way.request, form.words.data, send_once=sent, by=by, now=now)
        flask.flash(_("We have it. We find a time and write it here."))
        return flask.redirect(way.url("page", _anchor="given"))
    form.give_id()
    page = flask.render_template("records/giving/talk.html", way=way, form=form)
    return page, 422 if form.errors else 200


@for_both("/talk/<uuid:meeting_id>/off", "talk_not_wanted", ("POST",))
def not_wanted(way: Way, meeting_id: UUID) -> Any:
    """They do not want a talk after all. Nobody asks why."""
    row = queries.meeting_of(way.request.id, meeting_id)
    if row is None:
        raise NotFound
    if row.done_at is None and Form().validate():
        commands.call_off(
            way.request, row, by=way.account_id, is_requester=True, now=clock.now(), today=today()
        )
        flask.flash(_("That is fine. We have told them. You can ask for a talk again at any time."))
    return flask.redirect(way.url("page", _anchor="given"))


def _first_kind(request: Any) -> str:
    """What they asked for, if they did."""
    waits = [row.kind.value for row in queries.open_meetings_of(request.id) if row.at is None]
    return str(waits[0]) if waits else MeetingKind.BEFORE.value


def _page(
    request: Any, form: TalkForm | None, *, held: HeldForm | None = None, held_id: UUID | None = None
) -> str:
    form = form or TalkForm(formdata=None, people=show.people(request))
    held = held or HeldForm(formdata=None)
    form.give_id()
    held.give_id()
    return flask.render_template(
        "records/giving/talks.html",
        request=request,
        talks=show.talks_of(request),
        form=form,
        held=held,
        held_id=held_id,
    )


def _back(request: Any) -> Any:
    return flask.redirect(flask.url_for("records.talks", request_id=request.id), 303)
