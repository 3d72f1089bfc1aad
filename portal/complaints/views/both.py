"""One page, two doors: a young person's complaint is behind their sign-in, a family's behind five words. The
views are the same; they are handed a `Door`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

import flask
from flask_babel import get_locale

from portal.complaints.queries.family import key_by_id
from portal.complaints.queries.one import get, own_complaint
from portal.complaints.rules.family import OPEN_AT_MOST, OPEN_FOR
from portal.complaints.views import bp
from portal.kit import clock
from portal.kit.errors import NotFound, TooLate
from portal.policy.guard import public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands.saying import Speaker
from portal.voice.queries.speaking import speaking

OPEN = "complaint_way"
"""In the session: the way in that was opened on this device, when, when it was last used, and how often it
had been closed by then."""


@dataclass(frozen=True)
class Door:
    """A complaint on its own page, and how they came to it."""

    complaint: Any
    account_id: UUID | None = None  # None: from outside

    @property
    def is_own(self) -> bool:
        return self.account_id is not None

    @property
    def speaker(self) -> Speaker | None:
        """The young person, as the one who speaks; None for a family."""
        if not self.is_own:
            return None
        who = speaking(the_viewer())
        language = str(get_locale() or "en")
        return Speaker(who.young_person_id, who.account_id, language, who.past_shut_at, who.by_old_way)

    def url(self, name: str, **values: Any) -> str:
        """The address of one of these pages, behind the same door."""
        if self.is_own:
            return flask.url_for(f"complaints.own_{name}", own_complaint_id=self.complaint.id, **values)
        return flask.url_for(f"complaints.family_{name}", **values)


def for_both(rule: str, name: str, methods: tuple[str, ...] = ("GET",)) -> Callable[..., Any]:
    """Register a view twice: `/my-complaints/<id>…` for whoever is signed in, `/complain/family/mine…` from
    outside."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        own = requires(P.SEE_OWN_COMPLAINT, of=_own)(_named(view, f"own_{name}"))
        address = f"/my-complaints/<uuid:own_complaint_id>{rule}"
        bp.add_url_rule(address, f"own_{name}", own, methods=list(methods))
        outside = f"/complain/family/mine{rule}"
        bp.add_url_rule(outside, f"family_{name}", _outside(view), methods=list(methods))
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
    """They have the words: their page stays open here while it is used, for some hours at most."""
    now = int(clock.now().timestamp())
    flask.session[OPEN] = [key.id.hex, now if opened is None else opened, now, key.closings]


def close_on_this_device() -> UUID | None:
    """Which way in was open here."""
    try:
        return UUID(str(flask.session.pop(OPEN, [""])[0]))
    except (ValueError, IndexError, TypeError):
        return None


def door_from_outside() -> Door | None:
    """The complaint that is open on this device, or None when it lay too long."""
    now = clock.now().timestamp()
    try:
        key_id, opened, seen, closings = flask.session[OPEN]
        is_fresh = 0 <= now - int(seen) < OPEN_FOR.total_seconds()
        is_fresh = is_fresh and 0 <= now - int(opened) < OPEN_AT_MOST.total_seconds()
        key = key_by_id(UUID(str(key_id))) if is_fresh else None
    except (KeyError, ValueError, TypeError):
        return None
    complaint = get(key.complaint_id) if key else None
    if key is None or complaint is None or key.closings != closings:
        return None
    open_on_this_device(key, int(opened))
    return Door(complaint)


def _own(viewer: Any, own_complaint_id: UUID, **url: Any) -> Any:
    """The guard hands one thing on: the complaint with whatever else is in the address."""
    subject = own_complaint(viewer, own_complaint_id)
    if subject is None:
        return None
    kinds = (subject.young_person_id, subject.relations, subject.kind, subject.id)
    return type(subject)((subject.thing, url), *kinds)


def _named(view: Callable[..., Any], name: str) -> Callable[..., Any]:
    def run(found: tuple[Any, dict[str, Any]]) -> Any:
        complaint, url = found
        return view(Door(complaint, account_id=the_viewer().account_id), **url)

    run.__name__ = name
    run.__doc__ = view.__doc__
    return run


def _outside(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def run(**url: Any) -> Any:
        door = door_from_outside()
        if door is None:
            if flask.request.method == "POST":
                raise TooLate  # what they typed is shown, so that it can be copied
            return flask.redirect(flask.url_for("complaints.family_back"), code=303)
        return view(door, **url)

    return nobody(run)


def letter_of(letters: Any, own_letter_id: UUID) -> Any:
    """A letter of this complaint that was sent. Raises NotFound."""
    found = next((one for one in letters if one.id == own_letter_id), None)
    if found is None:
        raise NotFound
    return found
