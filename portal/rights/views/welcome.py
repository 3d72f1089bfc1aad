"""The welcome packs: for anybody to read, for a young person and for staff to print."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.queries.sessions import is_shared_device
from portal.documents.pdf import NotMade
from portal.kit.errors import NotFound
from portal.policy.guard import may, public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import current_viewer
from portal.rights.presenters import welcome as show
from portal.rights.rules.welcome import Pack
from portal.rights.views import bp


@bp.get("/welcome")
@public
def welcome() -> Any:
    """Which one it is. Whoever is signed in has theirs at once, and the others below."""
    viewer = current_viewer()
    mine = show.own_pack(viewer) if viewer else None
    return _page(mine) if mine else flask.render_template("rights/welcome.html", packs=show.all_packs())


@bp.get("/welcome/<pack>")
@public
def welcome_pack(pack: str) -> Any:
    """One of them."""
    return _page(_pack(pack))


@bp.post("/welcome/<pack>/paper")
@requires(P.OWN_SPACE)
def welcome_paper(pack: str) -> Any:
    """As a file to print. Never on a phone or tablet that others use."""
    found = _pack(pack)
    return (_page(found), 409) if is_shared_device() else _paper(found, "rights.welcome_pack")


@bp.get("/staff/welcome")
@requires(P.PRINT_WELCOME)
def welcome_staff() -> Any:
    """Which one to print for a child."""
    return flask.render_template("rights/welcome_staff.html", packs=show.for_staff())


@bp.post("/staff/welcome/<pack>/paper")
@requires(P.PRINT_WELCOME)
def welcome_staff_paper(pack: str) -> Any:
    """The same file, for a child who has no phone or reads on paper."""
    return _paper(_pack(pack), "rights.welcome_staff")


def _pack(key: str) -> Pack:
    found = show.pack_named(key)
    if found is None:
        raise NotFound
    return found


def _paper(pack: Pack, back_to: str) -> Any:
    try:
        return show.paper(pack)
    except NotMade:
        flask.flash(_("We could not make the file just now. Try again in a minute."), "error")
        url = (
            flask.url_for(back_to, pack=pack.value)
            if back_to == "rights.welcome_pack"
            else flask.url_for(back_to)
        )
        return flask.redirect(url, 303)


def _page(pack: Pack) -> str:
    return flask.render_template(
        "rights/welcome_pack.html",
        pack=pack.value,
        title=show.pack_words(pack),
        parts=show.parts_of(pack),
        packs=show.all_packs(),
        can_print=may(P.OWN_SPACE) and not is_shared_device(),
    )
