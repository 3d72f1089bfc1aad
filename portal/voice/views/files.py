"""A young person's own files: added to what they are saying, taken off it, looked at again."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import Any, cast

import flask
from flask_babel import gettext as _

from portal.kit import clock, headers
from portal.kit.requests import Request
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import drafts, files_taking
from portal.voice.commands import files as commands
from portal.voice.forms.files import FileForm, words_for
from portal.voice.presenters import files as show
from portal.voice.presenters.saying import settings
from portal.voice.queries import files as queries
from portal.voice.queries.files import FileFound
from portal.voice.queries.speaking import speaking
from portal.voice.rules.files import WhyNot
from portal.voice.views import bp

TAKES_FILES = {"voice.files"}


@bp.url_value_preprocessor
def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Only here may more come than elsewhere. What is too big or breaks off leads back to the page; their
    words are kept already. Before everything else, because the form's token is read with the rest of it."""
    if endpoint in TAKES_FILES:
        flask.g.way_back = flask.url_for(endpoint)
        cast(Request, flask.request).allow(show.most_body(settings()))


@bp.route("/say/files", methods=["GET", "POST"])
@requires(P.SAY)
def files() -> Any:
    """Add a photo, a drawing or a voice note; what is there already, and taking it off."""
    if flask.request.method == "GET":
        return _page(show.FilesPage())
    form = show.form_sent(flask.request.form.get("what"))
    if not form.validate():
        return _page(show.FilesPage.with_sent(form)), 422
    return _add(form)


@bp.post("/say/files/<uuid:file_id>/remove")
@requires(P.SAY, of=queries.draft_file)
def files_remove(found: FileFound) -> Any:
    """It is gone for good."""
    commands.remove(found.attachment)
    flask.flash(_("We took it off. It is gone."), "info")
    return flask.redirect(flask.url_for("voice.files"), 303)


@bp.get("/say/files/<uuid:file_id>")
@requires(P.SAY, of=queries.draft_file_to_show)
def files_draft(found: FileFound) -> Any:
    """One of the files that wait to be sent."""
    return sent_as_file(found)


@bp.get("/said/<uuid:statement_id>/file/<uuid:file_id>")
@requires(P.SEE_OWN_STATEMENT, of=queries.own_file)
def files_own(found: FileFound) -> Any:
    """A file of something they said."""
    return sent_as_file(found)


def _add(form: FileForm) -> Any:
    limits, who, began = show.limits(), speaking(the_viewer()), show.day_began()
    why = files_taking.why_not_today(who.young_person_id, form.upload_id(), limits, day_began=began)
    checked = why or files_taking.check(form.sent(), limits)
    if isinstance(checked, WhyNot):
        return _refused(form, checked)
    # Something of theirs may not be started yet: the file needs a draft to belong to.
    drafts.keep(who.young_person_id, {}, send_once=uuid.uuid4(), past_shut_at=who.past_shut_at)
    added = files_taking.add(
        who.young_person_id, form.upload_id(), checked, limits, now=clock.now(), day_began=began
    )
    if isinstance(added, WhyNot):
        return _refused(form, added)
    flask.flash(_("We locked it away. Nobody here looks at it.") if added.sealed_at else _("It is added."))
    if flask.request.headers.get("X-Requested-With") == "upload":
        return flask.Response(status=204, mimetype="text/plain")  # scripts go to the page themselves
    return flask.redirect(flask.url_for("voice.files"), 303)


def _refused(form: FileForm, why: WhyNot) -> Any:
    form.refuse(words_for(why, show.limits()))
    return _page(show.FilesPage.with_sent(form)), 503 if why is WhyNot.NO_SCANNER else 422


def _page(page: show.FilesPage) -> str:
    flask.g.own_headers = headers.RECORDING
    viewer, limits = the_viewer(), show.limits()
    there = queries.of_draft(viewer)
    today = queries.came_since(speaking(viewer).young_person_id, show.day_began())
    return flask.render_template(
        "voice/files.html",
        page=page,
        there=there,
        limits=limits,
        is_enough_today=today >= limits.most_in_a_day,
    )


def sent_as_file(found: FileFound) -> flask.Response:
    """The bytes, under a name that says nothing. A part of it where a part is asked for: phones play so."""
    content = queries.content_to_show(found)
    flask.g.own_headers = headers.FILE
    return flask.send_file(
        BytesIO(content.body),
        mimetype=content.media_type,
        download_name=show.name_of(content.kind, content.media_type),
        conditional=True,
        etag=False,
        max_age=None,
    )
