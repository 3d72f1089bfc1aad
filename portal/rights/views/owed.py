"""What I'm owed: by a few questions for anybody, by what is known here for whoever is signed in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import flask

from portal.kit.errors import NotFound
from portal.people import queries as people
from portal.policy.guard import public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import current_viewer, the_viewer
from portal.rights.forms import first_in, more_in
from portal.rights.presenters import line_of, owed_page, settings
from portal.rights.presenters.asks import asked_lines
from portal.rights.queries import known_of
from portal.rights.rules.standing import Care, Say, Told, asks_more
from portal.rights.views import bp
from portal.rights.views.asking import ask_for


@bp.get("/owed")
@public
def owed() -> Any:
    """The questions, and the answer to them. Nothing of it is stored."""
    asked = flask.request.args
    first = first_in(asked)
    if not asked or not first.validate():
        return _answer("rights/owed.html", first)
    age, care = first.age.data or 0, Care(first.care.data)
    if not asks_more(age, care):
        return _shown(Told(age, care, studies=Say.UNSURE))
    more = more_in(asked)
    if "studies" not in asked and "more" not in asked:
        more.guardian.data = Say.NO.value
        return flask.render_template("rights/owed_more.html", form=more)
    if not more.validate():
        return _answer("rights/owed_more.html", more)
    return _shown(more.told())


@bp.get("/owed/mine")
@requires(P.OWN_SPACE)
def owed_mine() -> Any:
    """The same without a question, from what is known here."""
    viewer = the_viewer()
    person = people.get(viewer.young_person_id) if viewer.young_person_id else None
    told = known_of(person, people.today()) if person else None
    if told is None:
        return flask.redirect(flask.url_for("rights.owed"))
    return _shown(told, is_mine=True)


@bp.post("/owed/<key>/ask")
@requires(P.SAY)
def owed_ask(key: str) -> Any:
    """Ask for it here: it becomes words of their own, to be sent like any others. What was begun stays."""
    line = line_of(key)
    if line is None:
        raise NotFound
    return ask_for(f"owed:{key}", line.title)


@bp.get("/arrested")
@public
def arrested() -> Any:
    """What to do when the police take somebody along. Works for anybody, without a question."""
    return flask.render_template("rights/arrested.html", can_say=_can_say())


def _can_say() -> bool:
    """Whoever is signed in as staff has no page of their own to say it on."""
    viewer = current_viewer()
    return viewer is None or viewer.is_young_person


def _shown(told: Told, *, is_mine: bool = False) -> Any:
    asked = flask.request.args.to_dict()
    return flask.render_template(
        "rights/owed_list.html",
        page=owed_page(told),
        is_mine=is_mine,
        asked=asked_lines(current_viewer()),
        settings=settings(),
        can_say=_can_say(),
        all_open="all" in asked,
        whole_url=f"{flask.request.path}?{urlencode({**asked, 'all': '1'})}",
    )


def _answer(template: str, form: Any) -> Any:
    return flask.render_template(template, form=form), 422 if form.errors else 200
