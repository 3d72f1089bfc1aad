"""The copy a young person keeps: one page that needs nothing else, or the same as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flask
from flask_babel import gettext as _

from portal.documents.pdf import pdf_of
from portal.kit import clock, dates
from portal.voice.forms.after import CopyForm
from portal.voice.presenters.occasions import choice_words
from portal.voice.presenters.saying import topic_labels
from portal.voice.queries.after_copy import CanBeCopied, Copied
from portal.voice.rules.occasions import is_about_safety


def copy_form(found: Sequence[CanBeCopied]) -> CopyForm:
    """Everything is ticked until they choose, but what they took back and what is only about being safe."""
    form = CopyForm()
    form.offer(
        [(str(one.id), _line(one)) for one in found if not one.is_taken_back],
        [(str(one.id), _line(one)) for one in found if one.is_taken_back],
    )
    if flask.request.method == "GET":
        form.said.data = [str(one.id) for one in found if not one.is_taken_back and not one.is_safety]
    return form


def _line(one: CanBeCopied) -> str:
    words = one.words if len(one.words) <= 60 else one.words[:59].rstrip() + "…"
    shown = words or (_("You told us you are not safe") if one.is_safety else _("No words"))
    return str(_("%(day)s: %(words)s", day=dates.day(one.sent_at), words=shown))


def page_of(things: Sequence[Copied], *, with_safety: bool) -> str:
    """One file that needs nothing else."""
    return flask.render_template(
        "voice/after_copy_file.html",
        things=things,
        with_safety=with_safety,
        made_at=clock.now(),
        topics=topic_labels,
        reply_words=_reply_words,
        is_about_safety=is_about_safety,
    )


def _reply_words(reply: Any) -> str:
    return choice_words(reply.prompt, reply.choice) if reply.choice else str(reply.words)


def as_file(things: Sequence[Copied], *, with_safety: bool, kind: str) -> flask.Response:
    """The file to be saved. Its name says nothing. It is never opened inside our own pages.

    Raises NotMade when a PDF takes too long."""
    page = page_of(things, with_safety=with_safety)
    if kind == "pdf":
        response = flask.Response(pdf_of(page), mimetype="application/pdf")
    else:
        response = flask.Response(page, mimetype="application/octet-stream")
    ending = "pdf" if kind == "pdf" else "html"
    response.headers["Content-Disposition"] = f'attachment; filename="copy.{ending}"'
    return response
