"""My lists: ticked by the young person, seen by who helps them."""

from __future__ import annotations

from functools import wraps
from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.rights.commands import theirs as commands
from portal.rights.offer.lists import line_of
from portal.rights.presenters import lists as show
from portal.rights.rules.lists import Has
from portal.rights.views import bp
from portal.rights.views.asking import ask_for


def _while_open(view: Any) -> Any:
    """Nothing of it is shown, and nothing changed, while the past is shut."""

    @wraps(view)
    def run(*args: Any, **url: Any) -> Any:
        if the_viewer().past_is_shut:
            return flask.render_template("rights/shut.html"), 409 if flask.request.method == "POST" else 200
        return view(*args, **url)

    return run


@bp.get("/my-lists")
@requires(P.OWN_LISTS)
@_while_open
def my_lists() -> str:
    """What they have, what they need, how one gets it, and what was done about it."""
    return flask.render_template("rights/lists.html", lists=show.own_lists(the_viewer(), people.today()))


@bp.post("/my-lists/<line>")
@requires(P.OWN_LISTS)
@_while_open
def list_tick(line: str) -> Any:
    """One tap: have it, need it, not for me."""
    said, viewer = flask.request.form.get("has", ""), the_viewer()
    if line_of(line) is None or viewer.young_person_id is None:
        raise NotFound
    if said not in set(Has):
        return flask.render_template("rights/lists.html", lists=show.own_lists(viewer, people.today())), 422
    commands.tick(viewer.young_person_id, line, Has(said), by=viewer.account_id, now=clock.now())
    return flask.redirect(flask.url_for("rights.my_lists") + f"#{line}", 303)


@bp.post("/my-lists/<line>/ask")
@requires(P.SAY)
def list_ask(line: str) -> Any:
    """Ask for it here: words of their own, sent and answered like any others."""
    found = line_of(line)
    if found is None:
        raise NotFound
    return ask_for(f"list:{line}", _(found.title))


@bp.route("/staff/young-people/<uuid:young_person_id>/lists", methods=["GET", "POST"])
@requires(P.SEE_LISTS, of=people.young_person_subject)
def lists_of(person: Any) -> Any:
    """What a young person has and needs; and what was done, said to them."""
    lists = show.lists_of(person.id, the_viewer(), people.today())
    form = show.done_form(lists)
    if form.validate_on_submit():
        commands.say_done(
            person.id,
            form.line.data or "",
            form.words.data or "",
            send_once=form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
        )
        flask.flash(_("They read it beside that line of their list."))
        return flask.redirect(flask.url_for("rights.lists_of", young_person_id=person.id), 303)
    page = flask.render_template(
        "rights/lists_of.html", person=person, lists=lists, form=form, has_words=show.has_words
    )
    return page, 422 if form.errors else 200
