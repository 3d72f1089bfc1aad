"""The guard: every route says `@requires(...)` or `@public`; the app does not start with one that does not.

Not found and not permitted both answer 404 with the same page, so that a child's existence is not revealed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

import flask

from portal.audit import commands as audit
from portal.audit import queries as audited
from portal.kit import clock
from portal.kit.errors import NotFound, TooLate
from portal.policy.permissions import Permission
from portal.policy.predicates import Ask
from portal.policy.table import IS_A_FILE, ONCE_AN_HOUR, SAFETY, SHOWS_A_RECORD, is_allowed
from portal.policy.viewer import Subject, Viewer, current_viewer

View = TypeVar("View", bound=Callable[..., Any])
Loader = Callable[..., Subject | None]


class UnguardedRoute(Exception):
    """A route declares neither who may use it nor that it is public."""


def public(view: View) -> View:
    """Mark one of the few pages that anybody may open."""
    view.guarded_by = "public"  # type: ignore[attr-defined]  # a mark on the function, read at start-up
    return view


def requires(
    permission: Permission, *, of: Loader | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Load the subject from the URL with `of(viewer, **url)`, ask the policy, hand the thing to the view."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(**url: Any) -> Any:
            viewer = current_viewer()
            if viewer is None:
                return _to_the_door()
            subject = of(viewer, **url) if of else Subject(None)
            _check(permission, viewer, subject)
            return view(subject.thing) if of and subject else view(**url)

        guarded.guarded_by = permission  # type: ignore[attr-defined]  # read at start-up and by the tests
        guarded.leaves_a_trace = permission in SHOWS_A_RECORD  # type: ignore[attr-defined]  # see db.hook
        return guarded

    return decorate


def _check(permission: Permission, viewer: Viewer, subject: Subject | None) -> None:
    if subject is None or not is_allowed(permission, Ask(viewer.roles, subject.relations)):
        about = (subject.kind, subject.id) if subject else ("", None)
        audit.record_refusal(f"refused: {permission.name.lower()}", by=viewer.account_id, subject=about)
        raise NotFound
    if permission in SHOWS_A_RECORD and _is_somebody_elses(viewer, subject):
        if permission in ONCE_AN_HOUR and _was_noted(permission, viewer, subject):
            return
        audit.record(
            permission.name.lower(),
            by=viewer.account_id,
            role=",".join(sorted(viewer.roles)),
            young_person_id=subject.young_person_id,
            subject=(subject.kind, subject.id),
            safety=permission in SAFETY or subject.safety,
        )


def _was_noted(permission: Permission, viewer: Viewer, subject: Subject) -> bool:
    event = (permission.name.lower(), viewer.account_id, subject.id)
    return audited.is_noted(event, subject.young_person_id, clock.now() - timedelta(hours=1))


def _is_somebody_elses(viewer: Viewer, subject: Subject) -> bool:
    """A record of another person: also of somebody who is no young person here, and asked for their file."""
    if subject.young_person_id is None:
        return subject.kind in IS_A_FILE
    return subject.young_person_id != viewer.young_person_id


def may(permission: Permission, subject: Subject | None = None) -> bool:
    """Whether the viewer has this permission for this subject: to decide what a page offers."""
    viewer = current_viewer()
    relations = subject.relations if subject else frozenset()
    return viewer is not None and is_allowed(permission, Ask(viewer.roles, relations))


def keep_at_the_door(app: flask.Flask, keep: Callable[[], None]) -> None:
    """Let a capability above keep what was typed, before somebody whose session ended is sent to the door."""
    app.extensions.setdefault("heard.keep_at_the_door", []).append(keep)


def _to_the_door() -> Any:
    """Nobody is signed in: young people to their way in, staff to theirs."""
    for keep in flask.current_app.extensions.get("heard.keep_at_the_door", []):
        keep()
    staff = flask.request.path.startswith("/staff")
    if flask.request.method == "GET" and staff:
        return flask.redirect(flask.url_for("accounts.sign_in", next=flask.request.path))
    if staff:
        raise TooLate  # nothing is kept for staff: what they typed is on the page they get
    return flask.redirect(flask.url_for("accounts.sign_in" if staff else "accounts.come_in"))


def refuse_unguarded(app: flask.Flask) -> None:
    """Walk the URL map. Raises UnguardedRoute naming every endpoint that declares nothing."""
    bare = sorted(
        {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if not hasattr(app.view_functions[rule.endpoint], "guarded_by")
        }
    )
    if bare:
        raise UnguardedRoute("no @requires or @public on: " + ", ".join(bare))
