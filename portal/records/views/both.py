"""One page, two doors: a young person's own pages are behind their sign-in, somebody's without an account are
behind five words and a code. The views are the same; they are handed a `Way`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from uuid import UUID

import flask

from portal.kit import clock
from portal.kit.errors import NotFound, TooLate
from portal.policy.guard import public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.queries.outside import open_key
from portal.records.queries.requests import get, own_request
from portal.records.queries.theirs import beside, shown_to_its_asker
from portal.records.rules import Came
from portal.records.rules.outside import OPEN_AT_MOST, OPEN_FOR
from portal.records.views import bp

OPEN = "records_way"
"""In the session: the way in that was opened on this device, when, when it was last used, and how
often it had been closed by then."""


@dataclass(frozen=True)
class Way:
    """A request on its requester's page, and how they came to it."""

    request: Any
    account_id: UUID | None = None  # None: from outside
    key_id: UUID | None = None  # None: signed in
    of: str = ""  # from outside: the reference, where it is the one beside the one their words open

    @property
    def is_own(self) -> bool:
        return self.key_id is None

    @property
    def shows_reach(self) -> bool:
        """Where they can be reached stands behind the door it came through: whoever holds an old account must
        not learn where somebody lives now, nor turn away what is mailed there."""
        return not self.is_own or self.request.came is Came.OWN_PAGE

    def url(self, name: str, **values: Any) -> str:
        """The address of one of these pages, behind the same door."""
        if self.is_own:
            return flask.url_for(f"records.own_{name}", request_id=self.request.id, **values)
        if self.of:
            values = {"of": self.of, **values}
        return flask.url_for(f"records.mine_{name}", **values)

    def beside(self) -> tuple[str, bool] | None:
        """Where the other one is that they have a page of, and whether that is the adoption file."""
        other = beside(self.request)
        if other is None:
            return None
        is_apart = other.apart_from_id is not None
        if self.is_own:
            return flask.url_for("records.own_page", request_id=other.id), is_apart
        return flask.url_for("records.mine_page", of=other.reference if is_apart else None), is_apart


def for_both(rule: str, name: str, methods: tuple[str, ...] = ("GET",)) -> Callable[..., Any]:
    """Register a view twice: `/records/<id>…` for whoever is signed in, `/records/mine…` from outside."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        own = requires(P.SEE_OWN_REQUEST, of=_own)(_named(view, f"own_{name}"))
        bp.add_url_rule(f"/records/<uuid:request_id>{rule}", f"own_{name}", own, methods=list(methods))
        bp.add_url_rule(f"/records/mine{rule}", f"mine_{name}", _outside(view), methods=list(methods))
        return view

    return decorate


def nobody(view: Callable[..., Any]) -> Callable[..., Any]:
    """For the length of this request nobody is signed in, for the layout too."""

    @wraps(view)
    def run(**url: Any) -> Any:
        flask.g.viewer = None
        return view(**url)

    return public(run)


def open_on_this_device(key: Any, opened: int | None = None) -> None:
    """They proved that it is theirs: their page stays open here while it is used, for some hours at most."""
    now = int(clock.now().timestamp())
    flask.session[OPEN] = [key.id.hex, now if opened is None else opened, now, key.closings]


def close_on_this_device() -> None:
    flask.session.pop(OPEN, None)


def way_from_outside() -> Way | None:
    """The request that is open on this device, or None when it lay too long or its words were ended."""
    now = clock.now().timestamp()
    try:
        key_id, opened, seen, closings = flask.session[OPEN]
        is_fresh = 0 <= now - int(seen) < OPEN_FOR.total_seconds()
        is_fresh = is_fresh and 0 <= now - int(opened) < OPEN_AT_MOST.total_seconds()
        key = open_key(UUID(str(key_id))) if is_fresh else None
    except (KeyError, ValueError, TypeError):
        return None
    request = get(key.request_id) if key else None
    if key is None or request is None or key.closings != closings:
        return None
    open_on_this_device(key, int(opened))
    return _one_of_two(Way(shown_to_its_asker(request), key_id=key.id))


def _one_of_two(way: Way) -> Way:
    """Their words also open what was set apart from it, once they are known to know. Never the other one in
    its place: what is taken back must be what was looked at."""
    wanted = flask.request.args.get("of", "")
    if not wanted:
        return way
    other = beside(way.request)
    if other is None or other.reference != wanted:
        raise NotFound
    return replace(way, request=other, of=wanted)


def _own(viewer: Any, request_id: UUID, **url: Any) -> Any:
    """The guard hands one thing on: the request with whatever else is in the address."""
    asked = own_request(viewer, request_id)
    # Where it goes on must be theirs too: somebody may have been taken for somebody else meanwhile.
    subject = own_request(viewer, shown_to_its_asker(asked.thing).id) if asked else None
    if subject is None:
        return None
    return type(subject)(
        (subject.thing, url), subject.young_person_id, subject.relations, subject.kind, subject.id
    )


def _named(view: Callable[..., Any], name: str) -> Callable[..., Any]:
    def run(found: tuple[Any, dict[str, Any]]) -> Any:
        request, url = found
        return view(Way(request, account_id=the_viewer().account_id), **url)

    run.__name__ = name
    run.__doc__ = view.__doc__
    return run


def _outside(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def run(**url: Any) -> Any:
        way = way_from_outside()
        if way is None:
            if flask.request.method == "POST":
                raise TooLate  # what they typed is shown, so that it can be copied
            return flask.redirect(flask.url_for("records.come_in"), code=303)
        return view(way, **url)

    return nobody(run)
