"""The book itself: its front, to read, as a file to keep, and the pictures in it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.queries.sessions import is_shared_device
from portal.documents.pdf import NotMade
from portal.kit import clock, headers
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import story as commands
from portal.records.forms.story import KeepForm
from portal.records.presenters import story as show
from portal.records.queries import story as queries
from portal.records.queries import story_pictures
from portal.records.views import bp
from portal.records.views.story import me, person_of_viewer, while_open
from portal.voice.rules.after import why_not_keep_a_copy


@bp.route("/story/cover", methods=["GET", "POST"])
@requires(P.OWN_STORY)
@while_open
def story_cover() -> Any:
    """Its title and the picture on the front."""
    bound = queries.bound(person_of_viewer())
    form = show.cover_form(bound.pieces, bound, fresh=flask.request.method == "GET")
    if flask.request.method == "GET" or not form.validate():
        page = flask.render_template("records/story/cover.html", form=form)
        return page, 422 if form.errors else 200
    commands.dress(person_of_viewer(), form.title.data or "", form.cover.data or "", by=me(), now=clock.now())
    return flask.redirect(flask.url_for("records.story_book"), 303)


@bp.get("/story/book")
@requires(P.OWN_STORY)
@while_open
def story_book() -> str:
    """The book itself, to read."""
    return flask.render_template(
        "records/story/book.html",
        **show.of_book(queries.bound(person_of_viewer())),
        picture_src=show.src_on_pages,
    )


@bp.route("/story/book/keep", methods=["GET", "POST"])
@requires(P.OWN_STORY)
def story_keep() -> Any:
    """The book as a file. Never on a phone or tablet that others use, never of a shut past."""
    viewer, sends = the_viewer(), flask.request.method == "POST"
    why = why_not_keep_a_copy(past_is_shut=viewer.past_is_shut, is_shared_device=is_shared_device())
    if why:
        page = "shut" if viewer.past_is_shut else "keep_not"
        return flask.render_template(f"records/story/{page}.html"), 409 if sends else 200
    bound, form = queries.bound(person_of_viewer()), KeepForm()
    if not sends or not bound.pieces or not form.validate():
        page = flask.render_template("records/story/keep.html", form=form, bound=bound)
        return page, 422 if sends else 200
    try:
        file = show.as_file(person_of_viewer(), bound, form.kind.data or "pdf")
    except NotMade:
        form.kind.errors = [_("We could not make the PDF just now. Take the page, or try again later.")]
        return flask.render_template("records/story/keep.html", form=form, bound=bound), 422
    commands.note_kept(person_of_viewer(), by=me())
    return file


@bp.get("/story/picture/<uuid:picture_id>")
@requires(P.OWN_STORY, of=story_pictures.own_picture)
def story_picture(piece: Any) -> Any:
    """The bytes of one of their pictures, as their own pages show it."""
    return _as_file(story_pictures.contents(person_of_viewer(), [piece.id])[piece.id])


@bp.get("/story/chapter/<uuid:chapter_id>/picture")
@requires(P.OWN_STORY, of=queries.chapter_picture)
def story_chapter_picture(shown: Any) -> Any:
    """The picture that a worker put to a piece of theirs."""
    return _as_file(shown)


def _as_file(shown: Any) -> Any:
    flask.g.own_headers = headers.FILE
    return flask.send_file(
        BytesIO(shown.body), mimetype=shown.media_type, download_name="picture", etag=False, max_age=None
    )
