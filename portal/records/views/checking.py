"""Being through with a page, and the second person's look at it."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.kit.pages import Page, page_number
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import checking as commands
from portal.records.forms.covering import BackForm, DoneForm, LeafForm
from portal.records.presenters.reading_words import why_not_words
from portal.records.queries import checking
from portal.records.queries import reading as queries
from portal.records.queries.reading import OnPage
from portal.records.queries.requests import staff_request
from portal.records.views import bp
from portal.records.views.documents import while_open
from portal.records.views.reading import AT, show_page, url_of

_A_PAGE = 25


@bp.get("/staff/records/check")
@requires(P.CHECK_PAGES)
def check_queue() -> Any:
    """Requests with pages that wait for a second person."""
    rows, total = checking.queue(the_viewer().account_id, today(), page=page_number(), size=_A_PAGE)
    page = Page(rows, page_number(), total, _A_PAGE)
    return flask.render_template("records/reading/check.html", page=page)


@bp.get("/staff/records/<uuid:request_id>/check")
@requires(P.CHECK_PAGES, of=staff_request)
def check_next(found: Any) -> Any:
    """The first page of a request that waits for this person's look."""
    return _to_next(found.id, checking.next_to_check(the_viewer().account_id, found.id))


@bp.post(f"{AT}/done")
@requires(P.READ_FILE, of=queries.page)
@while_open
def page_done(there: OnPage) -> Any:
    """Through with it; what is left in is left in on purpose. On to the next page."""
    form = DoneForm()
    names = flask.request.form.get("names")
    if not form.validate() or names not in ("yes", "no"):
        form.form_errors = [_("Say whether the page names somebody else, or holds something back.")]
        return show_page(there, done=form), 422
    following = queries.next_page(there.document.id, there.leaf.number, "to_read")
    try:
        commands.mark_done(
            there,
            names_somebody=names == "yes",
            seen=form.seen_version(),
            by=the_viewer().account_id,
            now=clock.now(),
        )
    except Refused as refused:
        return _refused(there, form, refused, "done")
    if following:
        return flask.redirect(url_of(there, following), 303)
    flask.flash(_("Done. You are through with every page of this document."))
    return flask.redirect(_document(there), 303)


@bp.post(f"{AT}/check")
@requires(P.CHECK_PAGES, of=queries.page)
@while_open
def page_check(there: OnPage) -> Any:
    """The page may be given as it is. On to the next one that waits."""
    form, me = DoneForm(), the_viewer().account_id
    form.validate()
    try:
        commands.check(there, seen=form.seen_version(), by=me, now=clock.now())
    except Refused as refused:
        return _refused(there, form, refused, "check")
    return _to_next(there.request.id, checking.next_to_check(me, there.request.id, there))


@bp.post(f"{AT}/back")
@requires(P.CHECK_PAGES, of=queries.page)
@while_open
def page_back(there: OnPage) -> Any:
    """It is looked at once more, and the first reader is told what for."""
    form, me = BackForm(), the_viewer().account_id
    if not form.validate():
        return show_page(there, back=form), 422
    following = checking.next_to_check(me, there.request.id, there)
    try:
        commands.send_back(there, form.words.data or "", seen=form.seen_version(), by=me)
    except Refused as refused:
        form.words.errors = [why_not_words(refused.reason)]
        form.seen.data = str(there.leaf.version)
        return show_page(there, back=form), 422
    return _to_next(there.request.id, following)


def _to_next(request_id: Any, following: Any) -> Any:
    if following is None:
        flask.flash(_("Nothing more waits for your look here."))
        return flask.redirect(flask.url_for("records.reading", request_id=request_id), 303)
    address = flask.url_for(
        "records.read_page", request_id=request_id, document_id=following[0], number=following[1]
    )
    return flask.redirect(address, 303)


def _refused(there: OnPage, form: LeafForm, refused: Refused, name: str) -> Any:
    form.form_errors = [why_not_words(refused.reason)]
    form.seen.data = str(there.leaf.version)
    return show_page(there, **{name: form}), 422


def _document(there: OnPage) -> str:
    return flask.url_for("records.document", request_id=there.request.id, document_id=there.document.id)
