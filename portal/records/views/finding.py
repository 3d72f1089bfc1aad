"""The search log of a request: where somebody looked, whom they asked, what is missing."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.documents.pdf import NotMade
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.commands import see
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import finding as commands
from portal.records.commands import writing
from portal.records.forms.finding import ChaseForm, SearchForm
from portal.records.presenters.finding import letter_file, letter_form, search_form, search_page
from portal.records.presenters.mine import settings
from portal.records.queries.finding import search_of
from portal.records.queries.requests import staff_request
from portal.records.views import bp

_AT = "/staff/records/<uuid:request_id>/search"


@bp.get(_AT)
@requires(P.SEE_REQUEST, of=staff_request)
def searches(request: Any) -> Any:
    """Every line, the years nobody looked for, what waits."""
    shown = search_page(request, today())
    for line in shown.lines:
        if line.is_waiting:
            see(the_viewer().account_id, line.search.id)
    return flask.render_template("records/searches.html", shown=shown, request=request)


@bp.route(f"{_AT}/add", methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=staff_request)
def search_add(request: Any) -> Any:
    """Somebody looked, or asked somebody to look."""
    form = search_form(today())
    if not form.validate_on_submit():
        return _form_page(request, None, form)
    try:
        commands.log_search(request, form.looked(), send_once=form.sent_id(), **_by())
    except Refused as refused:
        form.say(refused.reason)
        return _form_page(request, None, form)
    flask.flash(_("Written down."))
    return _back(request)


@bp.route(f"{_AT}/<uuid:search_id>", methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=search_of)
def search_change(found: tuple[Any, Any]) -> Any:
    """What came of it, or what was wrong. What stood there before stays."""
    request, search = found
    form = search_form(today(), search)
    if not form.validate_on_submit():
        return _form_page(request, search, form)
    try:
        commands.change_search(request, search, form.looked(), seen=form.seen_changes(), **_by())
    except Refused as refused:
        form.say(refused.reason)
        return _form_page(request, search, form)
    flask.flash(_("Written down. What stood there before is kept."))
    return _back(request)


@bp.post(f"{_AT}/<uuid:search_id>/chased")
@requires(P.WORK_ON_REQUEST, of=search_of)
def search_chased(found: tuple[Any, Any]) -> Any:
    """They were asked again."""
    request, search = found
    try:
        commands.chase(request, search, seen=ChaseForm().seen_chases(), **_by())
    except Refused:
        flask.flash(_("Nothing is waited for here any more."))
        return _back(request)
    flask.flash(_("Written down. You are reminded again in ten working days."))
    return _back(request)


@bp.route(f"{_AT}/letter", methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=staff_request)
def search_letter(request: Any) -> Any:
    """The letter about what is missing: as a message on their page, or as a file for the post."""
    form = letter_form(request, settings(), today())
    if not form.validate_on_submit():
        return _letter_page(request, form)
    if "pdf" in flask.request.form:
        return _letter_as_file(request, form)
    writing.write_to_requester(
        request,
        form.words.data or "",
        send_once=form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
    )
    flask.flash(_("Sent. It is on their page, and they are told that there is news."))
    return _back(request)


def _letter_as_file(request: Any, form: Any) -> Any:
    try:
        file = letter_file(request, form.words.data or "", today(), settings())
    except NotMade:
        form.words.errors = [_("We could not make the PDF just now. Try again, or copy the words.")]
        return _letter_page(request, form)
    commands.note_letter_made(request, by=the_viewer().account_id)
    return file


def _letter_page(request: Any, form: Any) -> Any:
    page = flask.render_template("records/search_letter.html", request=request, form=form)
    return page, 422 if form.is_submitted() else 200


def _form_page(request: Any, search: Any, form: SearchForm) -> Any:
    page = flask.render_template("records/search_form.html", request=request, search=search, form=form)
    return page, 422 if form.is_submitted() else 200


def _by() -> dict[str, Any]:
    return {"by": the_viewer().account_id, "now": clock.now(), "today": today()}


def _back(request: Any) -> Any:
    return flask.redirect(flask.url_for("records.searches", request_id=request.id))
