"""The hub of the groups, put together by every part of this capability: each gives what its own block shows.

A part registers at import (from its views): `gives(fn)` for the young people's hub, `gives_staff(fn)` for the
workers' one, `gives_group` and `gives_kept_group` for the pages of one group, `waits(fn)` for what waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from portal.policy.viewer import Viewer

# A group is Any here: presenters do not know tables.
Contributor = Callable[[Viewer, date], dict[str, Any]]
OfGroup = Callable[[Viewer, Any, date], dict[str, Any]]
Waiting = Callable[[Viewer, date], int]

HUB: list[Contributor] = []
KEPT: list[Contributor] = []
GROUP: list[OfGroup] = []
KEPT_GROUP: list[OfGroup] = []
WAITS: list[Waiting] = []


def gives(contributor: Contributor) -> Contributor:
    """To the young people’s hub."""
    HUB.append(contributor)
    return contributor


def gives_staff(contributor: Contributor) -> Contributor:
    """To the hub of those who keep the groups."""
    KEPT.append(contributor)
    return contributor


def gives_group(contributor: OfGroup) -> OfGroup:
    """To a member's page of one group."""
    GROUP.append(contributor)
    return contributor


def gives_kept_group(contributor: OfGroup) -> OfGroup:
    """To the workers' page of one group."""
    KEPT_GROUP.append(contributor)
    return contributor


def waits(counter: Waiting) -> Waiting:
    """How much of a part waits for a young person: the number beside “Your groups”."""
    WAITS.append(counter)
    return counter


def blocks(parts: list[Contributor], viewer: Viewer, today: date) -> dict[str, Any]:
    """What every part gives to a hub."""
    return {name: value for part in parts for name, value in part(viewer, today).items()}


def blocks_of(parts: list[OfGroup], viewer: Viewer, group: Any, today: date) -> dict[str, Any]:
    """What every part gives to the page of one group."""
    return {name: value for part in parts for name, value in part(viewer, group, today).items()}


def how_many_wait(viewer: Viewer, today: date) -> int:
    """All that waits for a young person in their groups."""
    return sum(counter(viewer, today) for counter in WAITS)
