"""One agreed action: how it stands, its history, and all that can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.errors import Refused
from portal.notices.commands import see
from portal.people import queries as people
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import actions as commands
from portal.reviews.commands import actions_doing as doing
from portal.reviews.forms.actions_doing import (
    HandOnForm,
    HoldBackForm,
    HowFarForm,
    MoveForm,
    OneActionForm,
    ReopenForm,
    WordAnewForm,
)
from portal.reviews.presenters import actions as show
from portal.reviews.presenters import actions_one as show_one
from portal.reviews.queries.actions_subjects import action as of_action
from portal.reviews.queries.actions_subjects import to_word
from portal.reviews.views import bp

_PATH = "/staff/actions/<uuid:action_id>"


@bp.get(_PATH)
@requires(P.SEE_ACTION, of=of_action)
def action(row: Any) -> Any:
    """How it stands. Whoever was told of it has now seen it."""
    see(the_viewer().account_id, row.id)
    return _page(row)


@bp.post(f"{_PATH}/how-far")
@requires(P.DO_ACTION, of=of_action)
def action_how_far(row: Any) -> Any:
    """Started, done, changed, will not be done."""
    form = HowFarForm()
    return _act(
        row,
        form,
        lambda **more: doing.say_how_far(row.id, form.state(), form.words.data or "", today=today(), **more),
        _("Kept. The young person sees how it stands."),
    )


@bp.post(f"{_PATH}/day")
@requires(P.DO_ACTION, of=of_action)
def action_day(row: Any) -> Any:
    """Another day, with the reason."""
    form = MoveForm()
    return _act(
        row,
        form,
        lambda **more: doing.move(row.id, form.due_on.data, form.reason.data or "", today=today(), **more),
        _("It has another day. The young person sees why."),
    )


@bp.post(f"{_PATH}/owner")
@requires(P.HAND_ON_ACTION, of=of_action)
def action_owner(row: Any) -> Any:
    """Somebody else does it now."""
    form = HandOnForm()
    form.offer(show.owner_choices(row.young_person_id))
    return _act(
        row,
        form,
        lambda **more: doing.hand_on(
            row.id, form.picked(), form.names.get(form.owner.data or "", form.owner_name.data or ""), **more
        ),
        _("It is theirs now. They are told."),
    )


@bp.post(f"{_PATH}/again")
@requires(P.DO_ACTION, of=of_action)
def action_again(row: Any) -> Any:
    """It was said to have ended, and has not."""
    form = ReopenForm()
    return _act(
        row,
        form,
        lambda **more: doing.reopen(row.id, form.due_on.data, form.reason.data or "", today=today(), **more),
        _("It is open again."),
    )


@bp.post(f"{_PATH}/words")
@requires(P.AGREE_ACTION, of=to_word)
def action_words(row: Any) -> Any:
    """Clearer words; what was promised stays."""
    form = WordAnewForm()
    return _act(
        row,
        form,
        lambda **more: commands.word_anew(
            row.id,
            form.words.data or "",
            form.child_words.data or "",
            form.why.data or "",
            today=today(),
            **more,
        ),
        _("Kept in the new words."),
    )


@bp.post(f"{_PATH}/not-yet")
@requires(P.HOLD_BACK_ACTION, of=of_action)
def action_not_yet(row: Any) -> Any:
    """A person tells the child first."""
    form = HoldBackForm()
    return _act(
        row,
        form,
        lambda **more: commands.hold_back(
            row.id, form.due_on.data, form.reason.data or "", today=today(), **more
        ),
        _("Held back. You are reminded on that day."),
    )


@bp.post(f"{_PATH}/told")
@requires(P.HOLD_BACK_ACTION, of=of_action)
def action_told(row: Any) -> Any:
    """I told them: from now on it is on their page."""
    form = OneActionForm()
    return _act(
        row,
        form,
        lambda **more: commands.told(row.id, send_once=more["send_once"], by=more["by"]),
        _("It is on their page now."),
    )


def _act(row: Any, form: OneActionForm, act: Callable[..., None], done: str) -> Any:
    """Do it as the form says; shown again with the reason where it cannot be."""
    if form.validate():
        try:
            act(send_once=form.sent_id(), by=the_viewer().account_id, seen=form.seen.data or "")
        except Refused as refused:
            form.refuse(refused.reason)  # type: ignore[arg-type]  # the rules of actions raise no other
        else:
            flask.flash(done)
            return flask.redirect(flask.url_for("reviews.action", action_id=row.id), 303)
    return _page(row, form), 422


def _page(row: Any, sent: OneActionForm | None = None) -> str:
    return flask.render_template(
        "reviews/action.html",
        one=show_one.page_of(row, today()),
        person=people.get(row.young_person_id),
        forms=show_one.forms_for(row, sent),
        form=sent,
        show=show,
    )
