"""Who is named in the file: put on the list, weighed, covered wherever they stand; and serious harm."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import covering, people_named
from portal.records.forms.covering import EverywhereForm
from portal.records.forms.people_named import NameForm, WeighForm
from portal.records.presenters import people_named as show
from portal.records.presenters.reading_words import why_not_words
from portal.records.queries import places as places_there
from portal.records.queries import reading as queries
from portal.records.queries.requests import staff_request
from portal.records.views import bp
from portal.records.views.documents import AT, refused_at, while_open

_ONE = f"{AT}/people/<uuid:person_id>"
_FARTHEST = 10_000_000


@bp.get(f"{AT}/people")
@requires(P.CHECK_PAGES, of=staff_request)
def people(found: Any) -> Any:
    """Everybody named, and how each was weighed."""
    return _people_page(found, show.name_form())


@bp.post(f"{AT}/people/add")
@requires(P.READ_FILE, of=staff_request)
@while_open
def people_add(found: Any) -> Any:
    """Somebody is named; or, by one press, somebody the portal knows."""
    form = show.name_form()
    known = flask.request.form.get("known")
    if known is not None:
        one = next((one for one in show.known_not_listed(found) if one.name == known), None)
        once = uuid.uuid5(found.id, f"known: {known}")
        return _add(found, form, one.name, "", one.who, once) if one else _back(found)
    if not form.validate():
        return _people_page(found, form), 422
    return _add(
        found, form, form.name.data or "", form.other_names.data or "", form.who_they_are(), form.sent_id()
    )


@bp.route(_ONE, methods=["GET", "POST"])
@requires(P.READ_FILE, of=queries.person)
@while_open
def person_named(found: tuple[Any, Any]) -> Any:
    """Who they are, and how their interests were weighed against the reader's."""
    request, row = found
    form = show.weigh_form(row)
    if not form.validate_on_submit():
        return _person_page(found, form), 422 if form.is_submitted() else 200
    with refused_at(form.name):
        people_named.weigh(
            request,
            row,
            name=form.name.data or "",
            other_names=form.other_names.data or "",
            who=form.who_they_are(),
            balance=form.decided(),
            asked_on=form.asked_on.data,
            why=form.why.data or "",
            by=the_viewer().account_id,
        )
    if form.errors:
        return _person_page(found, form), 422
    flask.flash(_("Kept. Every page is looked through again."))
    return _back(request)


@bp.post(f"{_ONE}/off")
@requires(P.READ_FILE, of=queries.person)
@while_open
def person_off(found: tuple[Any, Any]) -> Any:
    """They are not in this file after all."""
    request, row = found
    try:
        people_named.take_off_list(request, row, by=the_viewer().account_id, now=clock.now())
        flask.flash(_("Off the list. Boxes that stand for them stay."))
    except Refused as refused:
        flask.flash(why_not_words(refused.reason), "info")
    return _back(request)


@bp.route(f"{_ONE}/places", methods=["GET", "POST"])
@requires(P.READ_FILE, of=queries.person)
@while_open
def person_everywhere(found: tuple[Any, Any]) -> Any:
    """Cover this name wherever it stands and is ticked, in one go."""
    request, row = found
    skip = _skip()
    places = places_there.places_of(row, skip=skip)
    if flask.request.method == "GET":
        return _places_page(found, places, show.everywhere_form(row, places, fresh=True), skip)
    form = show.everywhere_form(row, places)
    if not form.validate():
        return _places_page(found, places, form, skip), 422
    with refused_at(form.why):
        count = covering.cover_everywhere(
            request,
            places_there.picked(row, form.ticked()),
            form.reason(),
            send_once=form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
        )
    if form.errors:
        return _places_page(found, places, form, skip), 422
    flask.flash(show.covered_words(count))
    return flask.redirect(
        flask.url_for(
            "records.person_everywhere", request_id=request.id, person_id=row.id, after=skip or None
        ),
        303,
    )


def _add(found: Any, form: NameForm, name: str, other_names: str, who: Any, once: UUID) -> Any:
    with refused_at(form.name):
        people_named.name_person(
            found,
            name=name,
            other_names=other_names,
            who=who,
            send_once=once,
            by=the_viewer().account_id,
            now=clock.now(),
        )
    if form.errors:
        return _people_page(found, form), 422
    flask.flash(_("On the list. Every page is looked through for the name."))
    return _back(found)


def _people_page(found: Any, form: NameForm) -> str:
    page = show.people_page(found, form)
    return flask.render_template("records/reading/people.html", page=page, guidance=show.NAMED)


def _person_page(found: tuple[Any, Any], form: WeighForm) -> str:
    request, row = found
    return flask.render_template(
        "records/reading/person.html", request=request, row=row, form=form, guidance=show.WEIGH
    )


def _places_page(found: tuple[Any, Any], places: Any, form: EverywhereForm, skip: int) -> str:
    request, row = found
    return flask.render_template(
        "records/reading/places.html", request=request, row=row, places=places, form=form, skip=skip
    )


def _skip() -> int:
    text = flask.request.args.get("after", "0")
    return min(int(text), _FARTHEST) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _back(request: Any) -> Any:
    return flask.redirect(flask.url_for("records.people", request_id=request.id), 303)
