"""My young people: one page to begin a day with. A search is a POST, so that no name gets into an address."""

from __future__ import annotations

from typing import Any

import flask

from portal.accounts.commands.leave import note_told
from portal.kit import clock
from portal.kit.pages import page_number
from portal.notices.rules import NoticeKind
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, the_viewer
from portal.voice.forms.mine import FindMineForm
from portal.voice.queries.mine import MyYoungPerson, my_young_people
from portal.voice.rules.mine import SORTS
from portal.voice.views import bp


@bp.get("/staff/mine")
@requires(P.READ_LISTS)
def mine() -> Any:
    """Their own young people and those they stand in for; the longest silence on top."""
    note_told(the_viewer().account_id, NoticeKind.STANDS_IN, now=clock.now())
    return _list(FindMineForm(formdata=None))


@bp.post("/staff/mine")
@requires(P.READ_LISTS)
def mine_find() -> Any:
    """Those whose names begin so."""
    form = FindMineForm()
    if not form.validate():
        return _list(form), 422
    return _list(form, form.asked.data or "")


def _list(form: FindMineForm, asked: str = "") -> str:
    sort = flask.request.args.get("sort", "")
    sort = sort if sort in SORTS else SORTS[0]
    found = my_young_people(
        the_viewer(), today(), asked=asked, sort=sort, number=1 if asked else page_number()
    )
    return flask.render_template(
        "voice/mine.html",
        form=form,
        found=found,
        asked=asked,
        sort=sort,
        opens=lambda one: may(P.SEE_YOUNG_PERSON, _standing(one)),
        writes=lambda one: may(P.CAPTURE, _standing(one)),
    )


def _standing(one: MyYoungPerson) -> Subject:
    """How the viewer stands to somebody on the list: to decide what a line leads to."""
    return Subject(None, relations=frozenset({Relation.STANDS_IN if one.for_name else Relation.WORKS_WITH}))
