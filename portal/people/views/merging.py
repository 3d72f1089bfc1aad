"""The merge page: records of the yearly return and of the case system that share no number. A person says
which are the same young person; nothing here does by itself, and never by a name."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.pages import page_number
from portal.people import commands, presenters, queries
from portal.people.forms import CompareForm, FindForm, SameForm
from portal.people.rules.merging import stays, why_not_merge
from portal.people.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission
from portal.policy.viewer import the_viewer

_LIST = "people.merge_list"


@bp.get("/staff/young-people/merge")
@requires(Permission.MERGE)
def merge_list() -> Any:
    return _list(FindForm(formdata=None))


@bp.post("/staff/young-people/merge")
@requires(Permission.MERGE)
def merge_find() -> Any:
    form = FindForm()
    if not form.validate():
        return _list(form), 422
    return _list(form, asked=form.asked.data or "")


@bp.post("/staff/young-people/merge/compare")
@requires(Permission.MERGE)
def merge_choose() -> Any:
    form = CompareForm()
    chosen = form.chosen() if form.validate() else None
    if chosen is None:
        return _list(FindForm(formdata=None), choose=form), 422
    return flask.redirect(flask.url_for("people.merge_pair", one_id=chosen[0], other_id=chosen[1]), 303)


@bp.get("/staff/young-people/merge/<uuid:one_id>/<uuid:other_id>")
@requires(Permission.MERGE, of=queries.pair_subject)
def merge_pair(pair: Any) -> Any:
    halves = [queries.half_of(person) for person in pair]
    why = why_not_merge(*halves, same=False)
    return flask.render_template(
        "people/merge_pair.html",
        pair=pair,
        sides=[_side(person) for person in pair],
        stays=pair[0] if stays(*halves) else pair[1],
        why_not=presenters.why_not_merge_words(why) if why else "",
        were_apart=queries.are_not_the_same(pair[0].id, pair[1].id) is not None,
    )


@bp.post("/staff/young-people/merge/<uuid:one_id>/<uuid:other_id>")
@requires(Permission.MERGE, of=queries.pair_subject)
def merge_say(pair: Any) -> Any:
    viewer, form = the_viewer(), SameForm()
    role = ",".join(sorted(viewer.roles))
    if form.same.data == "yes":
        commands.merge(*pair, by=viewer.account_id, role=role)
        flask.flash(_("Saved. They are one young person here from now on."))
    elif form.same.data == "no":
        commands.say_not_the_same(*pair, by=viewer.account_id, role=role)
        flask.flash(_("Saved. They stay two, and are not offered together again."))
    return flask.redirect(flask.url_for(_LIST), 303)


@bp.post("/staff/young-people/merges/<uuid:merge_id>/undo")
@requires(Permission.MERGE, of=queries.merge_subject)
def merge_undo(merge: Any) -> Any:
    viewer = the_viewer()
    if why := queries.why_not_undo_now(merge):
        flask.flash(presenters.why_not_merge_words(why))
    else:
        commands.undo_merge(merge, by=viewer.account_id, role=",".join(sorted(viewer.roles)))
        flask.flash(_("Undone. They are two young people again."))
    return flask.redirect(flask.url_for(_LIST), 303)


def _list(form: FindForm, *, asked: str = "", choose: CompareForm | None = None) -> str:
    waiting = queries.waiting_to_merge(asked=asked, number=1 if asked else page_number())
    return flask.render_template(
        "people/merge_list.html",
        form=form,
        choose=choose or CompareForm(formdata=None),
        page_has_errors=choose is not None and waiting.can_choose,
        asked=asked,
        waiting=waiting,
    )


def _side(person: Any) -> dict[str, Any]:
    """What is known of one of the two."""
    today = queries.today()
    episodes = queries.episodes_of(person.id)
    links = [link for link in queries.all_links_of(person.id) if link.until_on is None]
    return {
        "numbers": presenters.numbers(queries.identifiers_of(person.id), shows_all=True),
        "support": presenters.support_words(queries.support_of(person, today)),
        "home": presenters.home_now(episodes, today),
        "episodes": len(episodes),
        "links": len(links),
    }
