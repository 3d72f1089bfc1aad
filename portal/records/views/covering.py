"""Covering on a page: what is drawn or picked, what was found, a whole page; and taking it off again."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import covering as commands
from portal.records.forms.covering import LeafForm, LeaveOutForm, OffForm
from portal.records.presenters import reading_forms as forms
from portal.records.presenters.reading_words import changed_since, why_not_words
from portal.records.queries import reading as queries
from portal.records.queries.reading import OnPage
from portal.records.views import bp
from portal.records.views.documents import refused_at, while_open
from portal.records.views.reading import AT, show_page, url_of


@bp.post(f"{AT}/cover")
@requires(P.READ_FILE, of=queries.page)
@while_open
def page_cover(there: OnPage) -> Any:
    """Cover words, lines or a part of the page. What they drew is kept, whoever else changed it meanwhile."""
    form = forms.cover_form(there)
    if not form.validate():
        return show_page(there, cover=form), 422
    before = there.leaf.version
    with refused_at(form.why):
        commands.cover(
            there,
            form.boxes(),
            form.reason(),
            send_once=form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
            person_id=form.person_id(),
        )
    if form.errors:
        return show_page(there, cover=form), 422
    return _covered(there, form, before)


@bp.post(f"{AT}/take")
@requires(P.READ_FILE, of=queries.page)
@while_open
def page_take(there: OnPage) -> Any:
    """Cover what was ticked of what was found."""
    form, found = forms.take_form(there)
    if not form.validate():
        return show_page(there, take=form), 422
    before = there.leaf.version
    with refused_at(form.picked):
        commands.take(
            there,
            [one for one in found if one.key in form.ticked()],
            form.chosen_reason(),
            send_once=form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
        )
    if form.errors:
        return show_page(there, take=form), 422
    return _covered(there, form, before)


@bp.post(f"{AT}/off")
@requires(P.READ_FILE, of=queries.page)
@while_open
def page_off(there: OnPage) -> Any:
    """Take a box off. It stays in the history, with who did it."""
    form = OffForm()
    box = next((one for one in queries.boxes_on([there.leaf.id]) if one.id == form.box_id()), None)
    if box is None or not form.validate():
        return flask.redirect(f"{url_of(there)}#boxes", 303)  # it is off already
    try:
        commands.uncover(there, box, seen=form.seen_version(), by=the_viewer().account_id, now=clock.now())
    except Refused as refused:
        return _refused(there, form, refused, "off")
    flask.flash(_("Taken off."))
    return flask.redirect(f"{url_of(there)}#boxes", 303)


@bp.post(f"{AT}/leave-out")
@requires(P.READ_FILE, of=queries.page)
@while_open
def page_leave_out(there: OnPage) -> Any:
    """Hold back the whole page; or put it back in."""
    form = forms.leave_out_form(there)
    is_back = "in" in flask.request.form
    if not is_back and not form.validate():
        return show_page(there, leave_out=form), 422
    try:
        commands.leave_out(
            there,
            None if is_back else form.reason(),
            seen=form.seen_version(),
            by=the_viewer().account_id,
        )
    except Refused as refused:
        return _refused(there, form, refused, "leave_out")
    flask.flash(_("The page is back in.") if is_back else _("The whole page is held back."))
    return flask.redirect(url_of(there), 303)


def _covered(there: OnPage, form: LeafForm, before: int) -> Any:
    flask.flash(_("Covered."))
    if form.seen_version() != before and there.leaf.version != before:
        flask.flash(changed_since(), "info")
    return flask.redirect(f"{url_of(there)}#boxes", 303)


def _refused(there: OnPage, form: LeafForm, refused: Refused, name: str) -> Any:
    """The page as it is now, with what was refused and why."""
    form.form_errors = [why_not_words(refused.reason)]
    form.seen.data = str(there.leaf.version)
    sent: LeafForm | LeaveOutForm = form
    return show_page(there, **{name: sent}), 422
