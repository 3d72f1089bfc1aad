"""An officer's calendar: the page where the address is made, and the feed that calendar programs fetch."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.kit.forms import Form
from portal.people.queries import today
from portal.policy.guard import public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import calendar as commands
from portal.records.presenters.calendar import feed
from portal.records.queries import calendar as queries
from portal.records.views import bp


@bp.get("/staff/records/calendar")
@requires(P.USE_RECORDS_BOARD)
def calendar() -> Any:
    """Whether there is an address, and what it is for."""
    return _page()


@bp.post("/staff/records/calendar")
@requires(P.USE_RECORDS_BOARD)
def calendar_make() -> Any:
    """A new address, shown this once; the one before ends."""
    token = commands.make_address(the_viewer().account_id, now=clock.now())
    return _page(flask.url_for("records.calendar_feed", token=token, _external=True))


@bp.post("/staff/records/calendar/end")
@requires(P.USE_RECORDS_BOARD)
def calendar_end() -> Any:
    """The address opens nothing any more."""
    commands.end_address(the_viewer().account_id)
    flask.flash(_("The address opens nothing any more."))
    return flask.redirect(flask.url_for("records.calendar"))


@bp.get("/records-calendar/<token>.ics")
@public
def calendar_feed(token: str) -> Any:
    """The days, for whoever has the address, while its officer still gives records. No name is in it."""
    account_id = queries.account_behind(token, today())
    if account_id is None:
        raise NotFound
    return flask.Response(feed(account_id, today(), clock.now()), content_type="text/calendar; charset=utf-8")


def _page(address: str = "") -> str:
    return flask.render_template(
        "records/calendar.html",
        form=Form(formdata=None),
        address=address,
        made_at=queries.made_at(the_viewer().account_id),
    )
