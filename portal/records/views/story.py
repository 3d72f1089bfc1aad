"""My story: a young person makes a book of what they said, pictures they sent and chapters."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.kit.forms import Form
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import story as commands
from portal.records.commands.story import Wrote
from portal.records.forms.story import ChapterForm, SideForm
from portal.records.presenters import story as show
from portal.records.presenters import story_homes
from portal.records.queries import story as queries
from portal.records.queries import story_pictures
from portal.records.views import bp


def while_open(view: Callable[..., Any]) -> Callable[..., Any]:
    """Nothing of it is shown, and nothing changed, while the past is shut."""

    @wraps(view)
    def run(*args: Any, **url: Any) -> Any:
        if the_viewer().past_is_shut:
            page = flask.render_template("records/story/shut.html")
            return page, 409 if flask.request.method == "POST" else 200
        return view(*args, **url)

    return run


@bp.get("/story")
@requires(P.OWN_STORY)
@while_open
def story() -> str:
    """What is in the book, in order; what workers wrote; where to go on."""
    person = person_of_viewer()
    chapters = queries.chapters(person)
    bound = queries.bound(person)
    return flask.render_template(
        "records/story/story.html",
        bound=bound,
        new=[one for one in chapters if one.is_new],
        outside=[one for one in chapters if not one.is_new and one.key not in bound.keys],
        away=queries.put_away(person),
        line=show.line,
        form=Form(formdata=None),
    )


@bp.route("/story/pick", methods=["GET", "POST"])
@requires(P.OWN_STORY)
@while_open
def story_pick() -> Any:
    """All that can be in it, a tick each."""
    person = person_of_viewer()
    pieces = queries.offered(person)
    form = show.pick_form(pieces, queries.bound(person), fresh=flask.request.method == "GET")
    if flask.request.method == "GET" or not form.validate():
        page = flask.render_template("records/story/pick.html", form=form, pieces=pieces)
        return page, 422 if form.errors else 200
    commands.pick(person, [one.key for one in pieces], form.ticked(), by=me(), now=clock.now())
    flask.flash(_("This is your book now. You can change it at any time."))
    return flask.redirect(flask.url_for("records.story"), 303)


@bp.post("/story/order")
@requires(P.OWN_STORY)
@while_open
def story_order() -> Any:
    """A piece to another place (`move`: "place key"), or out of the book (`out`)."""
    if out := flask.request.form.get("out"):
        commands.take_out(person_of_viewer(), out, by=me(), now=clock.now())
        flask.flash(_("It is out of your book. It is not lost. Pick it again if you want it back."))
    place, _space, key = flask.request.form.get("move", "").partition(" ")
    if place.isascii() and place.isdecimal() and len(place) < 5:
        commands.move(person_of_viewer(), key, int(place), by=me(), now=clock.now())
    return flask.redirect(flask.url_for("records.story", _anchor="in-it"), 303)


@bp.route("/story/chapter", methods=["GET", "POST"])
@requires(P.OWN_STORY)
@while_open
def story_new() -> Any:
    """Write a chapter."""
    person = person_of_viewer()
    found = story_homes.starts(person)
    form = show.set_up(ChapterForm(data=story_homes.begun(found)), person, story_pictures.pictures(person))
    if flask.request.method == "GET" or not form.validate():
        form.give_id()
        page = flask.render_template("records/story/chapter.html", form=form, starts=found, chapter=None)
        return page, 422 if form.errors else 200
    commands.write_own(person, _wrote(form), send_once=form.sent_id(), by=me(), now=clock.now())
    flask.flash(_("It is in your book, at the end."))
    return flask.redirect(flask.url_for("records.story"), 303)


@bp.route("/story/chapter/<uuid:chapter_id>", methods=["GET", "POST"])
@requires(P.OWN_STORY, of=queries.own_chapter)
def story_chapter(chapter: Any) -> Any:
    """One chapter: their own to change, a worker's to look at."""
    return _own(chapter) if chapter.is_own else _theirs(chapter)


@bp.post("/story/chapter/<uuid:chapter_id>/away")
@requires(P.OWN_STORY, of=queries.own_chapter)
def story_away(chapter: Any) -> Any:
    """Out of the book and out of sight."""
    commands.put_away(chapter, by=me(), now=clock.now())
    flask.flash(_("We put it away. You can bring it back at the end of this page."))
    return flask.redirect(flask.url_for("records.story"), 303)


@bp.post("/story/chapter/<uuid:chapter_id>/back")
@requires(P.OWN_STORY, of=queries.own_chapter)
def story_back(chapter: Any) -> Any:
    """In the book again."""
    commands.bring_back(chapter, by=me(), now=clock.now())
    flask.flash(_("It is back in your book, at the end."))
    return flask.redirect(flask.url_for("records.story"), 303)


def _own(chapter: Any) -> Any:
    form = ChapterForm(
        data={
            "kind": chapter.kind,
            "title": chapter.title,
            "words": chapter.words,
            "from_on": chapter.from_on,
            "until_on": chapter.until_on,
            "picture": str(chapter.picture_id or ""),
        }
    )
    show.set_up(form, person_of_viewer(), story_pictures.pictures(person_of_viewer()))
    if flask.request.method == "GET" or not form.validate():
        form.give_id()
        page = flask.render_template("records/story/chapter.html", form=form, starts=[], chapter=chapter)
        return page, 422 if form.errors else 200
    commands.change_own(chapter, _wrote(form), by=me(), now=clock.now())
    flask.flash(_("Changed."))
    return flask.redirect(flask.url_for("records.story"), 303)


def _theirs(chapter: Any) -> Any:
    piece, bound = queries.piece_of(chapter), queries.bound(person_of_viewer())
    form = SideForm(data={"own_side": chapter.own_side, "is_in": piece.is_new or piece.key in bound.keys})
    if flask.request.method == "GET" or not form.validate():
        page = flask.render_template(
            "records/story/theirs.html",
            form=form,
            piece=piece,
            chapter=chapter,
            picture_src=show.src_on_pages,
            **show.of_book(bound),
        )
        return page, 422 if form.errors else 200
    commands.look_at(chapter, form.own_side.data or "", is_in=bool(form.is_in.data), by=me(), now=clock.now())
    flask.flash(_("It is in your book.") if form.is_in.data else _("It is not in your book."))
    return flask.redirect(flask.url_for("records.story"), 303)


def _wrote(form: ChapterForm) -> Wrote:
    return Wrote(
        form.kind_picked,
        form.title.data or "",
        form.words.data or "",
        form.from_on.data,
        form.until_on.data,
        UUID(form.picture.data) if form.picture.data else None,
    )


def me() -> UUID:
    """Their account."""
    return the_viewer().account_id


def person_of_viewer() -> UUID:
    """Whose story it is."""
    person = the_viewer().young_person_id
    if person is None:
        raise NotFound
    return person
