"""One young person's place in a group, and what helps them there, for those who keep the groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.errors import Refused
from portal.participation.commands import members, notes
from portal.participation.forms.groups import HoldForm, NoteForm, NotNowForm
from portal.participation.presenters import groups as words
from portal.participation.queries import groups as queries
from portal.participation.queries import notes as notes_queries
from portal.participation.rules.groups import Place
from portal.participation.views import bp
from portal.participation.views.groups import settings
from portal.people import queries as people
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/groups-kept/in/<uuid:place_id>")
@requires(P.KEEP_MEMBERSHIP, of=queries.place_for_staff)
def kept_place(place: Any) -> Any:
    """What they chose, and the notes."""
    return _page(place)


@bp.post("/staff/groups-kept/in/<uuid:place_id>/welcome")
@requires(P.KEEP_MEMBERSHIP, of=queries.place_for_staff)
def kept_welcome(place: Any) -> Any:
    """Somebody who asked is welcome."""
    return _do(
        place,
        lambda by: members.take_in(place, by=by, today=today()),
        _("They are told that they are welcome, and choose who may know."),
    )


@bp.post("/staff/groups-kept/in/<uuid:place_id>/not-now")
@requires(P.KEEP_MEMBERSHIP, of=queries.place_for_staff)
def kept_not_now(place: Any) -> Any:
    """The group cannot take them now."""
    form = NotNowForm()
    if not form.validate():
        return _page(place, not_now=form), 422
    return _do(
        place,
        lambda by: members.not_now(place, form.reply.data or "", by=by),
        _("They read why on their own page."),
    )


@bp.post("/staff/groups-kept/in/<uuid:place_id>/take-back")
@requires(P.KEEP_MEMBERSHIP, of=queries.place_for_staff)
def kept_take_back(place: Any) -> Any:
    """The invitation was a mistake."""
    return _do(place, lambda by: members.take_back(place, by=by), _("The invitation is taken back."))


@bp.post("/staff/groups-kept/in/<uuid:place_id>/note")
@requires(P.KEEP_MEMBERSHIP, of=queries.place_for_staff)
def kept_note(place: Any) -> Any:
    """A note of what helps them."""
    form = NoteForm()
    if not form.validate():
        return _page(place, note=form), 422
    return _do(
        place,
        lambda by: notes.write(place, form.words.data or "", form.sent_id(), by=by),
        _("Kept. They can read it on their own page."),
    )


@bp.route("/staff/groups-kept/notes/<uuid:note_id>/hold", methods=["GET", "POST"])
@requires(P.KEEP_MEMBERSHIP, of=notes_queries.note_for_staff)
def kept_hold(note: Any) -> Any:
    """Hold a note back, with a reason and a day."""
    form = HoldForm()
    if flask.request.method == "POST" and form.validate():
        try:
            notes.hold_back(
                note, form.why.data or "", form.look_again_on.data, by=the_viewer().account_id, today=today()
            )
        except Refused as refused:
            form.look_again_on.errors = [words.why_words(refused.reason)]
        else:
            flask.flash(_("It is not shown while a second person thinks about it."))
            return _back(note)
    page = flask.render_template(
        "participation/kept_hold.html", form=form, note=note, days=settings().group_hold_days
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/staff/groups-kept/notes/<uuid:note_id>/agree")
@requires(P.KEEP_MEMBERSHIP, of=notes_queries.note_for_staff)
def kept_agree(note: Any) -> Any:
    """The second person agrees."""
    return _do_note(
        note, lambda by: notes.agree(note, by=by), _("It is held back until the day you look again.")
    )


@bp.post("/staff/groups-kept/notes/<uuid:note_id>/show")
@requires(P.KEEP_MEMBERSHIP, of=notes_queries.note_for_staff)
def kept_show(note: Any) -> Any:
    """It is shown after all."""
    return _do_note(note, lambda by: notes.show(note, by=by), _("They can read it now."))


@bp.post("/staff/groups-kept/notes/<uuid:note_id>/end")
@requires(P.KEEP_MEMBERSHIP, of=notes_queries.note_for_staff)
def kept_end(note: Any) -> Any:
    """It does not hold any more."""
    return _do_note(note, lambda by: notes.end(note, by=by), _("The note is taken away."))


def _page(place: Any, *, not_now: NotNowForm | None = None, note: NoteForm | None = None) -> str:
    note = note or NoteForm(formdata=None)
    note.give_id()
    person = people.get(place.young_person_id)
    return flask.render_template(
        "participation/kept_place.html",
        place=place,
        name=person.name if person else "",
        notes=notes_queries.notes_for(the_viewer(), place.young_person_id, settings().group_hold_days),
        not_now=(not_now or NotNowForm(formdata=None)) if place.place is Place.ASKED else None,
        note=note,
        page_has_errors=bool(note.errors or (not_now and not_now.errors)),
        words=words,
        me=the_viewer().account_id,
    )


def _do(place: Any, do: Callable[[Any], Any], said: str) -> Any:
    try:
        do(the_viewer().account_id)
    except Refused as refused:
        said = words.why_words(refused.reason)
    flask.flash(said)
    return flask.redirect(flask.url_for("participation.kept_place", place_id=place.id), 303)


def _do_note(note: Any, do: Callable[[Any], Any], said: str) -> Any:
    try:
        do(the_viewer().account_id)
    except Refused as refused:
        said = words.why_words(refused.reason)
    flask.flash(said)
    return _back(note)


def _back(note: Any) -> Any:
    place_id = queries.a_place_of(note.young_person_id)
    if place_id is None:
        return flask.redirect(flask.url_for("participation.kept"), 303)
    return flask.redirect(flask.url_for("participation.kept_place", place_id=place_id), 303)
