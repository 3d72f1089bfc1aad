"""Every date in the product comes from the engine or is counted with the bank holidays proclaimed since."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

PORTAL = Path(__file__).parents[2] / "portal"
# How many arguments there are when the proclaimed days are among them.
WITH_PROCLAIMED = {
    "answer_by": 3,
    "add_working_days": 3,
    "working_days_between": 3,
    "is_working_day": 2,
    "next_working_day": 2,
    "previous_working_day": 2,
    "working_day_on_or_after": 2,
}
# The engine itself; the demo makes up a past in which no day was proclaimed.
NOT_THESE = ("clocks", "demo")


@cache
def _calls() -> list[tuple[str, str, int]]:
    found = []
    for file in PORTAL.rglob("*.py"):
        if file.relative_to(PORTAL).parts[0] in NOT_THESE:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                arguments = len(node.args) + len(node.keywords)
                found.append((str(file.relative_to(PORTAL)), node.func.id, arguments))
    return found


def test_no_working_day_is_counted_without_the_days_proclaimed_since() -> None:
    bare = [(file, name) for file, name, many in _calls() if many < WITH_PROCLAIMED.get(name, 0)]
    assert bare == []


def test_no_promise_is_counted_past_the_table_of_clocks() -> None:
    """`answer_by` is arithmetic: what is owed by a day is a clock with a name."""
    assert [file for file, name, _many in _calls() if name == "answer_by"] == []
