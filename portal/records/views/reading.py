"""One page of a file: its picture, its words, what is covered on it. What is done on it is in `covering` and
`checking`."""

from __future__ import annotations

from typing import Any

import flask

from portal.documents.leaves import NotDrawn, TooBusy
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands.drawing import draw, slip_for
from portal.records.presenters import reading as show
from portal.records.presenters import reading_forms as forms
from portal.records.queries import reading as queries
from portal.records.queries.reading import OnPage
from portal.records.rules.reading import MOST_PAGES_NUMBERED
from portal.records.views import bp

AT = (
    f"/staff/records/<uuid:request_id>/read/<uuid:document_id>/<int(min=1, max={MOST_PAGES_NUMBERED}):number>"
)


@bp.get(AT)
@requires(P.CHECK_PAGES, of=queries.page)
def read_page(there: OnPage) -> Any:
    """Read it, cover what must be held back, be through with it; or check it as the second person."""
    return show_page(there)


@bp.get(f"{AT}/picture")
@requires(P.CHECK_PAGES, of=queries.page)
def page_picture(there: OnPage) -> Any:
    """The page as it is in the file."""
    asked = flask.request.args.get("width", "")
    width = next((one for one in show.WIDTHS if str(one) == asked), show.WIDTHS[1])
    if not show.is_ready(there):
        return _no_picture(404)
    try:
        drawn = draw(
            there,
            width=width,
            by=the_viewer().account_id,
            role=show.role_of(),
            slip=flask.request.args.get("opened", ""),
        )
    except TooBusy:
        return _no_picture(503)
    except NotDrawn:
        return _no_picture(404)
    return flask.Response(drawn.content, mimetype=drawn.media_type)


def show_page(there: OnPage, **sent: Any) -> str:
    """The page, with a form that was sent in the place of its empty one."""
    page = show.leaf_page(there, **sent)
    # A form shown again is rolled back, and so is the event of it: there the picture writes its own.
    slip = "" if sent else slip_for(there, the_viewer().account_id)
    return flask.render_template(
        "records/reading/page.html",
        page=page,
        there=there,
        forms=page.forms,
        hints=forms.reason_hints(),
        picture_url=show.picture_url(there, show.WIDTHS[1], slip),
        large_url=show.picture_url(there, show.WIDTHS[2], slip),
    )


def url_of(there: OnPage, number: int | None = None) -> str:
    return flask.url_for(
        "records.read_page",
        request_id=there.request.id,
        document_id=there.document.id,
        number=number or there.leaf.number,
    )


def _no_picture(status: int) -> flask.Response:
    return flask.Response("", status=status, mimetype="text/plain")
