"""Who may do what, as text: kept beside the tests so that a change shows as a diff.

`python -m tests.support.snapshots` (or `make matrix`) writes both files anew; the tests compare them.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import flask

from portal.policy.permissions import Permission
from portal.policy.predicates import Ask
from portal.policy.roles import Relation, Role
from portal.policy.table import SAFETY, SHOWS_A_RECORD, is_allowed

ROUTES = Path("tests/architecture/routes.txt")
MATRIX = Path("tests/policy/matrix.txt")
RELATION_SETS = [frozenset(some) for size in range(4) for some in itertools.combinations(Relation, size)]


def routes(app: flask.Flask) -> str:
    """Every route with what guards it, one a line, sorted by address."""
    lines = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        lines.append(f"{rule.rule:<52} {methods:<9} {rule.endpoint:<36} {_guard(app, rule.endpoint)}")
    return "\n".join(sorted(lines)) + "\n"


def _guard(app: flask.Flask, endpoint: str) -> str:
    guard = app.view_functions[endpoint].guarded_by  # type: ignore[attr-defined]  # the guard's own mark
    return guard.name if isinstance(guard, Permission) else str(guard)


def matrix() -> str:
    """Every permission: each role that has it, the relations it needs, and those that end it."""
    lines: list[str] = []
    for permission in Permission:
        marks = [
            word for word, names in (("audited", SHOWS_A_RECORD), ("safety", SAFETY)) if permission in names
        ]
        lines.append(f"{permission.name}: {permission.value}" + (f" [{', '.join(marks)}]" if marks else ""))
        lines += [f"    {line}" for line in _lines(permission)] or ["    nobody"]
    return "\n".join(lines) + "\n"


@cache
def given(permission: Permission, role: Role) -> frozenset[frozenset[Relation]]:
    """The sets of relations with which this role has the permission."""
    return frozenset(ask.relations for ask in _asks(role) if is_allowed(permission, ask))


@cache
def _asks(role: Role) -> list[Ask]:
    alone = frozenset({role})
    return [Ask(alone, some) for some in RELATION_SETS]


@cache
def _summary(permission: Permission, role: Role) -> tuple[list[frozenset[Relation]], frozenset[Relation]]:
    """The least relations that are needed, and the relations that end it."""
    sets = given(permission, role)
    least: list[frozenset[Relation]] = []
    for some in RELATION_SETS:  # the smaller ones come first
        if some in sets and not any(other < some for other in least):
            least.append(some)
    return least, frozenset(Relation).difference(*sets)


def _lines(permission: Permission) -> Iterator[str]:
    for role in Role:
        least, ends = _summary(permission, role)
        if least:
            needs = " or ".join("+".join(sorted(some)) for some in least if some) or "anything"
            yield f"{role:<22} {needs}" + (f"; never {', '.join(sorted(ends))}" if ends else "")


def explained(permission: Permission, role: Role, some: frozenset[Relation]) -> bool:
    """What the lines above say about one set of relations."""
    least, ends = _summary(permission, role)
    return not (some & ends) and any(other <= some for other in least)


def main() -> None:
    """Write both files."""
    from portal.app import create_app
    from tests.support import databases

    with tempfile.TemporaryDirectory() as folder:
        made = databases.make(
            "sqlite", Path(folder), Path(folder), "main", master_key_file=Path(folder) / "key"
        )
        ROUTES.write_text(routes(create_app(made.settings)), encoding="utf-8")
    MATRIX.write_text(matrix(), encoding="utf-8")
    print(f"wrote {ROUTES} and {MATRIX}")


if __name__ == "__main__":
    main()
