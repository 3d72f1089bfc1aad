"""The panel's papers for everybody: no sign-in, nothing that was not printed, no words of young people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask

from portal.kit.errors import NotFound
from portal.panels.presenters import packs_public as show
from portal.panels.queries import annual
from portal.panels.queries import packs as queries
from portal.panels.queries.papers import Printed
from portal.panels.views import bp
from portal.policy.guard import public


@bp.get("/panel/papers")
@public
def public_papers() -> str:
    """Every paper of which there is a public version."""
    return flask.render_template(
        "panels/public_papers.html", papers=queries.public_papers(), annual_years=annual.public_years()
    )


@bp.get("/panel/papers/<uuid:meeting_id>")
@public
def public_paper(meeting_id: UUID) -> str:
    """The public version of one."""
    return flask.render_template("panels/public_paper.html", page=show.public_page(_found(meeting_id)))


@bp.get("/panel/for-young-people")
@public
def public_young_papers() -> str:
    """The same list for young people."""
    return flask.render_template("panels/public_young_papers.html", papers=queries.public_papers())


@bp.get("/panel/for-young-people/<uuid:meeting_id>")
@public
def public_young(meeting_id: UUID) -> str:
    """The same numbers in Easy Read, with pictures."""
    return flask.render_template("panels/public_young.html", page=show.young_page(_found(meeting_id)))


def _found(meeting_id: UUID) -> Printed:
    found: Any = queries.public_paper(None, meeting_id)
    if found is None:
        raise NotFound
    thing: Printed = found.thing
    return thing
