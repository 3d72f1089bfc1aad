"""Who is asking in this request, and what a loader hands the guard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import flask

from portal.policy.roles import Relation, Role


@dataclass(frozen=True)
class Viewer:
    """The signed-in person as the policy sees them: read anew at each request, so an ended role is gone."""

    account_id: UUID
    roles: frozenset[Role]
    name: str = ""
    young_person_id: UUID | None = None
    manages: frozenset[UUID] = frozenset()
    stands_in_for: frozenset[UUID] = frozenset()
    # A young person who lost their way in and was not checked in person yet: the past stays shut.
    past_is_shut: bool = False

    @property
    def is_young_person(self) -> bool:
        return self.young_person_id is not None


@dataclass(frozen=True)
class Subject:
    """A thing from the URL, whose record it is, and how the viewer stands to it."""

    thing: Any
    young_person_id: UUID | None = None
    relations: frozenset[Relation] = field(default_factory=frozenset)
    kind: str = ""
    id: UUID | None = None
    # They have it as part of the safety team's work: the young person sees that when it is safe to show.
    safety: bool = False


_EXTENSION = "heard.viewer"


def load_viewers_with(app: flask.Flask, source: Callable[[], Viewer | None]) -> None:
    """Tell the guard how to find who is signed in (given by `accounts`, which lies above)."""
    app.extensions[_EXTENSION] = source


def current_viewer() -> Viewer | None:
    """Who is signed in, or None. Asked once a request."""
    if "viewer" not in flask.g:
        flask.g.viewer = flask.current_app.extensions[_EXTENSION]()
    viewer: Viewer | None = flask.g.viewer
    return viewer


def the_viewer() -> Viewer:
    """Who is signed in, in a guarded view, where there always is somebody."""
    viewer = current_viewer()
    if viewer is None:
        raise RuntimeError("the_viewer() is for guarded views only")
    return viewer
