"""The files of a request: put in, described, ordered, taken out; and each one's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, cast

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.kit import clock
from portal.kit.errors import Refused
from portal.kit.requests import Request
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import documents as commands
from portal.records.forms.documents import DescribeForm, TakeOutForm, UploadForm
from portal.records.presenters import document_forms as forms
from portal.records.presenters import documents as show
from portal.records.presenters.mine import settings
from portal.records.presenters.reading_words import why_not_words
from portal.records.queries import checking
from portal.records.queries import documents as queries
from portal.records.queries.documents import Of
from portal.records.queries.requests import staff_request
from portal.records.rules.reading import WhyNot
from portal.records.views import bp

bp.add_app_template_global(show.summary, "records_reading")
AT = "/staff/records/<uuid:request_id>/read"
_ONE = f"{AT}/<uuid:document_id>"


def while_open(view: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What is sent to a request that was closed meanwhile changes nothing, and says so. Under `@requires`."""

    @wraps(view)
    def run(found: Any) -> Any:
        request = found[0] if isinstance(found, tuple) else getattr(found, "request", found)
        if flask.request.method == "POST" and not show.is_open(request):
            flask.flash(why_not_words(WhyNot.ENDED), "info")
            return flask.redirect(flask.url_for("records.reading", request_id=request.id), 303)
        return view(found)

    return run


@contextmanager
def refused_at(field: Any) -> Iterator[None]:
    """What is refused within is said beside this field; nothing of it happens, its page is shown again."""
    try:
        yield
    except Refused as refused:
        field.errors = [why_not_words(refused.reason)]


@bp.url_value_preprocessor
def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Only here may whole files come. What is too big is refused by its length, before it is read."""
    if endpoint == "records.documents_add" and values:
        flask.g.way_back = flask.url_for("records.reading", **values)
        cast(Request, flask.request).allow(_most() + settings().max_body)


@bp.get(AT)
@requires(P.CHECK_PAGES, of=staff_request)
def reading(found: Any) -> Any:
    """Everything in the file, how far each document is, and adding more."""
    return _page(found, forms.upload_form(found.id))


@bp.post(f"{AT}/add")
@requires(P.READ_FILE, of=staff_request)
@while_open
def documents_add(found: Any) -> Any:
    """Put files in. Those that are refused are named; the others are in."""
    form = forms.upload_form(found.id)
    if not form.validate():
        return _page(found, form), 422
    added, refused = _add_all(found, form)
    if not added:
        form.files.errors = refused
        return _page(found, form), 422
    for line in refused:
        flask.flash(line, "info")
    flask.flash(
        ngettext(
            "%(num)s file is in. We look at it now: within a minute or two its pages are here.",
            "%(num)s files are in. We look at them now: within a minute or two their pages are here.",
            added,
        )
    )
    return _back(found)


@bp.get(_ONE)
@requires(P.CHECK_PAGES, of=queries.document)
def document(found: Of) -> Any:
    """One document and its pages."""
    return _document_page(found, forms.describe_form(found), forms.take_out_form())


@bp.post(f"{_ONE}/describe")
@requires(P.READ_FILE, of=queries.document)
@while_open
def document_describe(found: Of) -> Any:
    """What it is, the time it is about, a note in front of it."""
    form = forms.describe_form(found)
    if not form.validate():
        return _document_page(found, form, forms.take_out_form(fresh=True)), 422
    try:
        commands.describe(
            found.request,
            found.document,
            title=form.title.data or "",
            note=form.note.data or "",
            from_on=form.from_on.data,
            until_on=form.until_on.data,
            search_id=form.search_id(),
            by=the_viewer().account_id,
        )
    except Refused as refused:
        form.title.errors = [why_not_words(refused.reason)]
        return _document_page(found, form, forms.take_out_form(fresh=True)), 422
    flask.flash(_("Kept."))
    return flask.redirect(_url(found), 303)


@bp.post(f"{_ONE}/out")
@requires(P.READ_FILE, of=queries.document)
@while_open
def document_out(found: Of) -> Any:
    """It does not belong to the file."""
    form = forms.take_out_form()
    if not form.validate():
        return _document_page(found, forms.describe_form(found, fresh=True), form), 422
    try:
        commands.take_out(
            found.request, found.document, why=form.reason(), by=the_viewer().account_id, now=clock.now()
        )
    except Refused as refused:
        form.why.errors = [why_not_words(refused.reason)]
        return _document_page(found, forms.describe_form(found, fresh=True), form), 422
    flask.flash(_("Taken out. It is kept, and can be put back."))
    return _back(found.request)


@bp.post(f"{_ONE}/in")
@requires(P.READ_FILE, of=queries.document)
@while_open
def document_in(found: Of) -> Any:
    """It does belong to it."""
    return _done(found, lambda: commands.put_back(found.request, found.document, by=the_viewer().account_id))


@bp.post(f"{_ONE}/move")
@requires(P.READ_FILE, of=queries.document)
@while_open
def document_move(found: Of) -> Any:
    """One place up or down."""
    up = "up" in flask.request.form
    return _done(found, lambda: commands.move(found.request, found.document, up=up))


@bp.post(f"{_ONE}/again")
@requires(P.READ_FILE, of=queries.document)
@while_open
def document_again(found: Of) -> Any:
    """Look at it once more: a fault may have been ours."""
    return _done(found, lambda: commands.look_again(found.document))


def _add_all(found: Any, form: UploadForm) -> tuple[int, list[str]]:
    added, refused = 0, []
    for name, content, once in form.sent():
        try:
            commands.add(
                found,
                content,
                name,
                send_once=once,
                by=the_viewer().account_id,
                now=clock.now(),
                most_bytes=_most(),
                search_id=form.search_id(),
            )
            added += 1
        except Refused as why:
            said = why_not_words(why.reason)
            refused.append(_("%(name)s is not in: %(why)s", name=name[:80], why=said))
    return added, refused


def _done(found: Of, command: Any) -> Any:
    try:
        command()
    except Refused as refused:
        flask.flash(why_not_words(refused.reason), "info")
    return _back(found.request)


def _page(found: Any, form: UploadForm) -> str:
    waiting = checking.to_check_for(the_viewer().account_id, [found.id]).get(found.id, 0)
    page = show.documents_page(found, form, most_bytes=_most(), to_check=waiting)
    return flask.render_template("records/reading/documents.html", page=page, today=today())


def _document_page(found: Of, form: DescribeForm, out: TakeOutForm) -> str:
    which = flask.request.args.get("which", "all")
    page = show.document_page(found, which, form, out)
    return flask.render_template("records/reading/document.html", page=page, page_state=show.page_state)


def _most() -> int:
    return settings().records_file_mb * 1_000_000


def _url(found: Of) -> str:
    return flask.url_for("records.document", request_id=found.request.id, document_id=found.document.id)


def _back(request: Any) -> Any:
    return flask.redirect(flask.url_for("records.reading", request_id=request.id), 303)
