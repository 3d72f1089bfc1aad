"""Fetching what was given: once on each device, for some weeks, behind the same doors as their page."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound, Refused
from portal.kit.forms import Form, SendOnceForm
from portal.records.commands import giving as commands
from portal.records.commands.writing import write_from_requester
from portal.records.presenters.given import why_not_fetched
from portal.records.presenters.mine import settings, today
from portal.records.queries import giving as queries
from portal.records.rules import ReleaseState
from portal.records.views.both import Way, for_both
from portal.vault import keys

_LONG = 400 * 24 * 3600
"""As long as browsers keep any cookie (RFC 6265bis)."""
_LETTERS = 24


@for_both("/volume/<uuid:volume_id>", "fetch", ("POST",))
def fetch(way: Way, volume_id: UUID) -> Any:
    """The file. The first time this device is remembered, in a cookie that is for nothing else."""
    found = queries.volume_of(way.request.id, volume_id)
    if found is None or found[1].state not in (ReleaseState.GIVEN, ReleaseState.TAKEN_BACK):
        raise NotFound
    if not Form().validate():
        raise NotFound
    request, row, volume = found
    device = _device() or secrets.token_urlsafe(_LETTERS)
    try:
        sent = commands.fetch(
            request,
            row,
            volume,
            hashlib.sha256(device.encode()).digest(),
            by=way.account_id,
            now=clock.now(),
            today=today(),
        )
    except Refused as refused:
        return _not_fetched(way, refused)
    response = flask.Response(sent.pieces, mimetype="application/pdf")
    response.content_length = sent.size
    response.headers.set("Content-Disposition", "attachment", filename=_name(request, row, volume))
    _remember(response, device)
    return response


@for_both("/open-again", "open_again", ("POST",))
def open_again(way: Way) -> Any:
    """They would like to get it again: a message to whoever has the request."""
    form = SendOnceForm()
    if form.validate():
        write_from_requester(
            way.request,
            _("Please open my records again, so that I can get them."),
            send_once=form.sent_id(),
            by=way.account_id,
            now=clock.now(),
        )
        flask.flash(_("We have asked for you. We write to you here when it is open again."))
    return flask.redirect(way.url("page", _anchor="messages"))


def _not_fetched(way: Way, refused: Refused) -> Any:
    form = SendOnceForm(formdata=None)
    form.give_id()
    title, words = why_not_fetched(refused.reason)
    page = flask.render_template(
        "records/giving/not_fetched.html", way=way, title=title, words=words, form=form
    )
    return page, 409


def _name(request: Any, row: Any, volume: Any) -> str:
    """Says nothing to whoever sees it among other downloads."""
    return f"{request.reference}-{row.number}-{volume.number}.pdf"


def _cookie() -> str:
    return "records-device" if settings().is_loopback_http else "__Host-records-device"


def _device() -> str:
    """What this device was called, or "" for one that is new or whose cookie is not ours."""
    name, _dot, mark = flask.request.cookies.get(_cookie(), "").partition(".")
    return name if name and secrets.compare_digest(mark, _mark(name)) else ""


def _mark(name: str) -> str:
    return hashlib.sha256(keys.blind("records device", name)).hexdigest()


def _remember(response: flask.Response, device: str) -> None:
    response.set_cookie(
        _cookie(),
        f"{device}.{_mark(device)}",
        max_age=_LONG,
        secure=not settings().is_loopback_http,
        httponly=True,
        samesite="Strict",
    )
