"""Every route says who may use it; the list of routes is kept as text, so that a new one shows as a diff."""

from __future__ import annotations

from pathlib import Path

import flask
import pytest

from portal.policy import guard
from portal.policy.permissions import Permission
from tests.support import snapshots


def test_the_routes_are_the_ones_that_were_agreed(app: flask.Flask) -> None:
    kept = Path(__file__).with_name("routes.txt").read_text(encoding="utf-8")
    assert snapshots.routes(app) == kept, "the routes have changed: if that is meant, run `make matrix`"


def test_every_route_is_guarded_by_a_permission_or_said_to_be_public(app: flask.Flask) -> None:
    for rule in app.url_map.iter_rules():
        mark = app.view_functions[rule.endpoint].guarded_by  # type: ignore[attr-defined]  # the guard's mark
        assert isinstance(mark, Permission) or mark == "public", rule.endpoint


def test_every_permission_is_used_by_a_route_or_asked_on_a_page(app: flask.Flask) -> None:
    used = {app.view_functions[rule.endpoint].guarded_by for rule in app.url_map.iter_rules()}  # type: ignore[attr-defined]  # the guard's mark
    asked = "".join(
        p.read_text(encoding="utf-8") for p in Path("portal").rglob("*.py") if "policy" not in p.parts
    )
    never = [
        p.name
        for p in Permission
        if p not in used and f"P.{p.name}" not in asked and f"n.{p.name}" not in asked
    ]
    assert never == []


def test_a_route_that_declares_nothing_stops_the_app_from_starting(app: flask.Flask) -> None:
    bare = flask.Flask("bare", static_folder=None)

    @bare.get("/open")
    @guard.public
    def open_() -> str:
        return ""

    guard.refuse_unguarded(bare)
    bare.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(guard.UnguardedRoute, match="forgotten"):
        guard.refuse_unguarded(bare)


def test_staff_pages_are_under_staff_and_young_peoples_are_not(app: flask.Flask) -> None:
    from portal.policy.predicates import Ask
    from portal.policy.roles import Role
    from portal.policy.table import is_allowed

    for rule in app.url_map.iter_rules():
        mark = app.view_functions[rule.endpoint].guarded_by  # type: ignore[attr-defined]  # the guard's mark
        if isinstance(mark, Permission):
            sets = snapshots.RELATION_SETS
            young = any(is_allowed(mark, Ask(frozenset({Role.YOUNG_PERSON}), some)) for some in sets)
            assert rule.rule.startswith("/staff") != young, rule.rule
