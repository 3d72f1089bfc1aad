"""A worker adds to a young person's story: a piece in plain words, now, while they are a child."""

from __future__ import annotations

from typing import Any, cast

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.requests import Request
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import story as commands
from portal.records.commands.story import Wrote
from portal.records.forms.story import KINDS_FOR, PieceForm
from portal.records.presenters import story as show
from portal.records.presenters import story_homes
from portal.records.queries import story_written as written
from portal.records.views import bp
from portal.voice.commands.files_taking import check
from portal.voice.forms.files import words_for
from portal.voice.presenters.files import limits, most_body
from portal.voice.presenters.saying import settings
from portal.voice.rules.files import WhyNot


@bp.url_value_preprocessor
def make_room_for_a_picture(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A picture may be larger than any other form. Before everything else: the form's token comes with it."""
    if endpoint == "records.story_for" and values:
        flask.g.way_back = flask.url_for(endpoint, **values)
        cast(Request, flask.request).allow(most_body(settings()))


@bp.route("/staff/young-people/<uuid:young_person_id>/story", methods=["GET", "POST"])
@requires(P.ADD_TO_STORY, of=people.young_person_subject)
def story_for(person: Any) -> Any:
    """Write a piece; what this worker wrote before."""
    found = story_homes.starts(person.id, for_them=True)
    form = PieceForm(data=story_homes.begun(found))
    show.set_up(form, person.id)
    if flask.request.method == "GET" or not form.validate():
        return _page(person, form, found)
    reads = None if form.anyway.data else show.hard(form.words.data or "")
    if reads:
        return _page(person, form, found, reads)
    sent = form.sent()
    photo = check(sent, limits()) if sent else None
    if isinstance(photo, WhyNot):
        form.refuse(words_for(photo, limits()))
        return _page(person, form, found)
    viewer = the_viewer()
    commands.write_for(
        person.id,
        _wrote(form, (photo.shown.content, photo.shown.media_type) if photo and photo.shown else None),
        send_once=form.sent_id(),
        by=viewer.account_id,
        role=",".join(sorted(viewer.roles)),
        now=clock.now(),
    )
    flask.flash(_("They have it. They say whether it goes into their book."))
    return flask.redirect(flask.url_for("records.story_for", young_person_id=person.id), 303)


@bp.post("/staff/young-people/<uuid:young_person_id>/story/<uuid:chapter_id>/take-back")
@requires(P.ADD_TO_STORY, of=written.written_chapter)
def story_take_back(chapter: Any) -> Any:
    """Before the young person has looked at it."""
    viewer = the_viewer()
    commands.take_back(chapter, by=viewer.account_id, role=",".join(sorted(viewer.roles)), now=clock.now())
    flask.flash(_("Taken back. They have not seen it."))
    return flask.redirect(flask.url_for("records.story_for", young_person_id=chapter.young_person_id), 303)


def _wrote(form: PieceForm, photo: tuple[bytes, str] | None) -> Wrote:
    return Wrote(
        kind=form.kind_picked,
        title=form.title.data or "",
        words=form.words.data or "",
        from_on=form.from_on.data,
        until_on=form.until_on.data,
        photo=photo,
        says=form.says.data or "",
    )


def _page(person: Any, form: PieceForm, found: Any, reads: Any = None) -> Any:
    form.give_id()
    page = flask.render_template(
        "records/story/for_them.html",
        person=person,
        form=form,
        starts=found,
        reads=reads,
        written=written.written_by(the_viewer(), person.id),
        kinds=KINDS_FOR,
        span=show.span,
    )
    return page, 422 if form.errors or reads else 200
