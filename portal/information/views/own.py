"""My information: what is held and why, the notice by age, saying that something is wrong."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.information import commands, queries
from portal.information.forms import KINDS, SAYS, AskForm
from portal.information.presenters import FACES, HELD, face_for
from portal.information.queries.everything import how_many
from portal.information.rules import Kind
from portal.information.views import bp
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people import queries as people
from portal.policy.guard import public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import current_viewer, the_viewer
from portal.voice.commands.saying import Speaker
from portal.voice.presenters.saying import promises, settings
from portal.voice.queries.speaking import speaking


@bp.get("/my-information")
@requires(P.OWN_INFORMATION)
def mine() -> Any:
    """Who looked, what is held, what they asked about it. Askings not while their past is shut."""
    viewer = the_viewer()
    is_shut = viewer.past_is_shut or viewer.young_person_id is None
    rows = queries.own_askings(viewer.young_person_id) if viewer.young_person_id and not is_shut else []
    regulator = settings().regulator_on(people.today())
    return flask.render_template(
        "information/mine.html", rows=rows, is_shut=is_shut, kinds=KINDS, says=SAYS, regulator=regulator
    )


@bp.get("/my-information/held")
@requires(P.OWN_INFORMATION)
def held() -> Any:
    """What is held: kinds, from where, why, how long, who sees it."""
    return flask.render_template("information/held.html", held=HELD, many=how_many(the_viewer()))


@bp.route("/my-information/ask", methods=["GET", "POST"])
@requires(P.OWN_INFORMATION)
def ask() -> Any:
    """Something is wrong, or should stop."""
    who, form = speaking(the_viewer()), AskForm()
    form.limit(settings().max_words)
    if flask.request.method == "GET":
        form.give_id()
    elif form.validate():
        kind = Kind(form.kind.data)
        speaker = Speaker(
            who.young_person_id, who.account_id, str(get_locale() or "en"), who.past_shut_at, who.by_old_way
        )
        commands.ask(
            speaker,
            form.sent_id(),
            kind,
            form.words.data or "",
            str(KINDS[kind]),
            promises=promises(),
            now=clock.now(),
        )
        flask.flash(_("We have it. You see here what we decide."))
        return flask.redirect(flask.url_for("information.mine"), 303)
    return flask.render_template("information/ask.html", form=form), 422 if form.errors else 200


@bp.post("/my-information/<uuid:own_info_asking_id>/take-back")
@requires(P.SEE_OWN_ASKING, of=queries.own_asking)
def take_back(row: Any) -> Any:
    """They do not ask it any more."""
    try:
        commands.take_back(row, by=the_viewer().account_id)
        flask.flash(_("Taken back."))
    except Refused:
        flask.flash(_("We had answered already."), "info")
    return flask.redirect(flask.url_for("information.mine"), 303)


@bp.get("/privacy")
@public
def privacy() -> Any:
    """The notice, by age: the one that fits whoever is signed in, and each for everybody."""
    asked = flask.request.args.get("for", "")
    viewer = current_viewer()
    person = people.get(viewer.young_person_id) if viewer and viewer.young_person_id else None
    age = people.age_on(person, people.today()) if person else None
    face = asked if asked in FACES else face_for(age)
    regulator = settings().regulator_on(people.today())
    return flask.render_template("information/privacy.html", face=face, held=HELD, regulator=regulator)
