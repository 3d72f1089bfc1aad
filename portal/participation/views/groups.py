"""The young people's hub, one group as its member sees it, and the notes about themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.errors import Refused
from portal.participation.commands import members as commands
from portal.participation.commands.members import Chosen
from portal.participation.forms.groups import ChoicesForm
from portal.participation.presenters import groups as words
from portal.participation.presenters import groups_own as own
from portal.participation.presenters import hub
from portal.participation.queries import groups as queries
from portal.participation.queries import notes
from portal.participation.rules.groups import Place
from portal.participation.views import bp
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject, Viewer, the_viewer
from portal.settings import Settings


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


@hub.gives
def _own_groups(viewer: Viewer, on: date) -> dict[str, Any]:
    return {"mine": own.my_groups(viewer, on)}


@hub.waits
def _invitations(viewer: Viewer, on: date) -> int:
    return queries.how_many_wait(viewer.young_person_id) if viewer.young_person_id else 0


@bp.get("/groups")
@requires(P.OWN_GROUPS)
def groups() -> str:
    """Everything of the groups that is theirs, in one place."""
    return flask.render_template("participation/hub.html", **hub.blocks(hub.HUB, the_viewer(), today()))


@bp.get("/groups/<uuid:group_id>")
@requires(P.SEE_GROUP_AS_MEMBER, of=queries.group_for_member)
def our_group(group: Any) -> str:
    """One of their groups."""
    viewer, on = the_viewer(), today()
    return flask.render_template(
        "participation/our_group.html",
        group=group,
        page=own.of_group(viewer, group, on),
        **hub.blocks_of(hub.GROUP, viewer, group, on),
    )


def _group_to_ask(viewer: Viewer, group_id: Any) -> Subject | None:
    """A group they can see: one that is open to asking."""
    return queries.group_to_ask(viewer, group_id)


@bp.post("/groups/<uuid:group_id>/ask")
@requires(P.OWN_GROUPS, of=_group_to_ask)
def ask_for_group(group: Any) -> Any:
    """They would like to be in it."""
    viewer = the_viewer()
    try:
        commands.ask(group, own.their_id(viewer), by=viewer.account_id, today=today())
    except Refused as refused:
        return _not_so(refused)
    flask.flash(_("We have told the people who run the group. They will answer you here."))
    return _to_hub()


@bp.route("/groups/invited/<uuid:own_place_id>", methods=["GET", "POST"])
@requires(P.LEAVE_GROUP, of=queries.own_place)
def group_choices(place: Any) -> Any:
    """An invitation, answered with what they choose; later the same choices again."""
    if place.place not in (Place.INVITED, Place.MEMBER):
        return _to_hub()
    form, viewer = ChoicesForm(), the_viewer()
    if flask.request.method == "POST" and form.validate():
        was_in = place.place is Place.MEMBER
        try:
            commands.say_yes(
                place,
                Chosen(form.told(), bool(form.may_photo.data), bool(form.may_quote.data)),
                by=viewer.account_id,
                today=today(),
            )
        except Refused as refused:
            return _not_so(refused)
        flask.flash(_("Your choices are kept.") if was_in else _("You are in the group. Welcome."))
        return flask.redirect(flask.url_for("participation.our_group", group_id=place.group_id), 303)
    if flask.request.method == "GET":
        form.tells.data, form.may_photo.data = list(place.tells), place.may_photo
        form.may_quote.data = place.may_quote
    page = flask.render_template(
        "participation/group_choices.html",
        place=place,
        form=form,
        ages=words.ages_words(place.group.youngest, place.group.oldest),
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/groups/invited/<uuid:own_place_id>/no")
@requires(P.LEAVE_GROUP, of=queries.own_place)
def group_no(place: Any) -> Any:
    """No, and nobody asks again for a long while."""
    return _tap(
        lambda by: commands.say_no(place, by=by, today=today(), months=settings().group_no_months),
        _("That is fine. We won’t ask you about this group for a long time."),
    )


@bp.post("/groups/invited/<uuid:own_place_id>/leave")
@requires(P.LEAVE_GROUP, of=queries.own_place)
def group_leave(place: Any) -> Any:
    """Leave, with one tap."""
    return _tap(
        lambda by: commands.leave(place, by=by, today=today()),
        _("You have left the group. If you change your mind, you can come back with one tap."),
    )


@bp.post("/groups/invited/<uuid:own_place_id>/come-back")
@requires(P.LEAVE_GROUP, of=queries.own_place)
def group_come_back(place: Any) -> Any:
    """Leaving undone."""
    return _tap(lambda by: commands.come_back(place, by=by, today=today()), _("You are in the group again."))


@bp.post("/groups/invited/<uuid:own_place_id>/stay")
@requires(P.LEAVE_GROUP, of=queries.own_place)
def group_stay(place: Any) -> Any:
    """Care ended, or they grew older, and they wish to stay."""
    occasion = own.stays_for(place, today()) or ""
    return _tap(
        lambda by: commands.stay(place, occasion, by=by) if occasion else None,
        _("Good. You stay in the group."),
    )


@bp.get("/groups/notes")
@requires(P.OWN_GROUPS)
def group_notes() -> str:
    """What those who run the groups wrote down about them."""
    viewer = the_viewer()
    return flask.render_template(
        "participation/group_notes.html",
        notes=[]
        if viewer.past_is_shut
        else notes.own_notes(own.their_id(viewer), settings().group_hold_days),
        is_shut=viewer.past_is_shut,
    )


def _tap(do: Any, said: str) -> Any:
    try:
        do(the_viewer().account_id)
    except Refused as refused:
        return _not_so(refused)
    flask.flash(said)
    return _to_hub()


def _not_so(refused: Refused) -> Any:
    flask.flash(words.why_words_own(refused.reason))
    return _to_hub()


def _to_hub() -> Any:
    return flask.redirect(flask.url_for("participation.groups"), 303)
