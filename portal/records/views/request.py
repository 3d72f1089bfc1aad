"""One request on an officer's page: taking it, handing it on, writing, whose records they are, merging."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.forms import SendOnceForm
from portal.people.queries import today
from portal.plainwords.jargon import jargon_in
from portal.plainwords.reading import reading_age
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import happenings, merging, officers, receiving, writing
from portal.records.forms.happenings import ApartForm, FindPersonForm, HandForm, PickForm, WriteForm
from portal.records.presenters.letters import late_words
from portal.records.presenters.request import (
    RequestPage,
    candidates,
    officer_choices,
    references,
    request_page,
)
from portal.records.presenters.wanted import born_words
from portal.records.queries import requests as queries
from portal.records.queries.apart import is_shut_to, works_on_it
from portal.records.queries.linking import could_be
from portal.records.views import bp

_AT = "/staff/records/<uuid:request_id>"


@bp.get(_AT)
@requires(P.SEE_REQUEST, of=queries.staff_request)
def request(found: Any) -> Any:
    """Where it is, why it is due when it is, what was said and done, and what can be done next."""
    happenings.note_opened(found, by=the_viewer().account_id)
    shown = _page(found)
    if shown.may_work:
        writing.note_seen(found, by_requester=False, now=clock.now())
    return _show(shown)


@bp.post(f"{_AT}/hand")
@requires(P.WORK_ON_REQUEST, of=queries.staff_request)
def hand(found: Any) -> Any:
    """Somebody has it from now on."""
    form = HandForm(officers=officer_choices(found, today()))
    if not form.validate():
        return _show(_page(found), hand=form), 422
    officers.hand_to(
        found,
        form.officer_id(),
        send_once=form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
    )
    flask.flash(_("They have it now."))
    return _back(found)


@bp.post(f"{_AT}/take")
@requires(P.WORK_ON_REQUEST, of=queries.staff_request)
def take(found: Any) -> Any:
    """Whoever presses it has it from now on, from the board."""
    form = SendOnceForm()
    if not form.validate():
        return _show(_page(found)), 422
    me = the_viewer().account_id
    if found.officer_id is None or works_on_it(found, today()) is None:
        officers.hand_to(found, me, send_once=form.sent_id(), by=me, now=clock.now(), today=today())
        flask.flash(_("You have it now."))
    elif found.officer_id != me:
        flask.flash(_("Somebody else took it a moment ago."))
    return _back(found)


@bp.post(f"{_AT}/write")
@requires(P.WORK_ON_REQUEST, of=queries.staff_request)
def write(found: Any) -> Any:
    """A message to whoever asked; or a look at how easy it is to read, before it goes."""
    form = WriteForm()
    if "late" in flask.request.form:
        form.begin_with(late_words(found, found.due_on))
        return _show(_page(found), write=form)
    if not form.validate():
        return _show(_page(found), write=form), 422
    if "check" in flask.request.form:
        return _show(_page(found), write=form, reading=_reading(form.words.data or ""))
    writing.write_to_requester(
        found,
        form.words.data or "",
        send_once=form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
    )
    flask.flash(_("Sent. It is on their page, and they are told that there is news."))
    return _back(found)


@bp.post(f"{_AT}/reachable")
@requires(P.WORK_ON_REQUEST, of=queries.staff_request)
def reachable(found: Any) -> Any:
    """An officer knows by other means that whoever wrote can be reached."""
    form = WriteForm()
    receiving.prove(
        found, send_once=form.sent_id(), by=the_viewer().account_id, now=clock.now(), today=today()
    )
    flask.flash(_("It is on the board now. Its clock has run since the day it came."))
    return _back(found)


@bp.route(f"{_AT}/person", methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=queries.staff_request)
def person(found: Any) -> Any:
    """Look for whose records they are, and say who it is. Nothing is linked by itself."""
    sent, me = flask.request.form, the_viewer().account_id
    if "unlink" in sent:
        merging.unsay_who(found, by=me)
        return _back(found)
    find = FindPersonForm()
    if find.is_submitted() and not find.validate():
        return _person_page(found, find, None), 422
    find.asked.data = (find.asked.data if find.is_submitted() else found.name) or ""
    them = could_be(found, find.asked.data)
    if not them:
        return _person_page(found, find, None, is_looked=True)
    pick = PickForm(found=candidates(them))
    if "link" in sent and pick.validate():
        merging.say_who(found, pick.picked_id(), by=me, today=today())
        flask.flash(_("Linked. What we know of this young person helps to find the records."))
        if is_shut_to(me, found.young_person_id, today()):  # somebody else goes on with it
            return flask.redirect(flask.url_for("records.board"), 303)
        return _back(found)
    return _person_page(found, find, pick), 422 if pick.errors else 200


def _person_page(found: Any, find: FindPersonForm, pick: PickForm | None, *, is_looked: bool = False) -> str:
    return flask.render_template(
        "records/person.html", found=found, born=born_words(found), find=find, pick=pick, is_looked=is_looked
    )


@bp.post(f"{_AT}/merge")
@requires(P.WORK_ON_REQUEST, of=queries.staff_request)
def merge(found: Any) -> Any:
    """Two requests of the same person are one: the earlier day governs."""
    others = queries.could_be_one(found, queries.other_open_of(found))
    form = PickForm(found=references(others))
    if not form.validate():
        return _show(_page(found), pick=form), 422
    other = next(one for one in others if one.id == form.picked_id())
    stays = merging.merge(
        found, other, send_once=form.sent_id(), by=the_viewer().account_id, now=clock.now(), today=today()
    )
    flask.flash(_("They are one request now. The earlier day governs."))
    return _back(stays)


@bp.route(f"{_AT}/adoption", methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=queries.staff_request)
def adoption(found: Any) -> Any:
    """Set the adoption file apart: a request of its own beside this one, which keeps its clock."""
    form = ApartForm()
    form.give_id()
    if not form.validate_on_submit():
        page = flask.render_template("records/adoption.html", found=found, form=form)
        return page, 422 if form.is_submitted() else 200
    beside = merging.set_apart_adoption(
        found,
        send_once=form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        today=today(),
        words=form.words.data or "",
    )
    flask.flash(
        _("The adoption file is a request of its own now: %(reference)s.", reference=beside.reference)
    )
    return _back(found)


def _page(found: Any) -> RequestPage:
    return request_page(found, today())


def _show(
    shown: RequestPage,
    *,
    hand: HandForm | None = None,
    write: WriteForm | None = None,
    pick: PickForm | None = None,
    reading: Any = None,
) -> str:
    """The page with its small forms, fresh but for the one that was sent."""
    used = {
        "hand": hand or HandForm(formdata=None, officers=shown.officers),
        "write": write or WriteForm(formdata=None),
        "pick": pick or PickForm(formdata=None, found=references(shown.doubles)),
    }
    for form in used.values():
        form.give_id()
    return flask.render_template("records/request.html", page=shown, today=today(), reading=reading, **used)


def _reading(text: str) -> tuple[int, list[Any]]:
    """The age that reads it with ease, and words of ours in it."""
    return round(reading_age(text)), jargon_in(text)


def _back(found: Any) -> Any:
    return flask.redirect(flask.url_for("records.request", request_id=found.id), 303)
