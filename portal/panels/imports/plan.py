"""The improvement plan as a CSV file, given out and taken in: the same file again makes the same plan."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from portal.documents.sheets import sheet_of
from portal.panels.commands import plan as commands
from portal.panels.commands.plan import ActionWords, Said
from portal.panels.imports.owners import owner_in, owners_by_name, words_in_the_way
from portal.panels.queries.plan import ActionLine
from portal.panels.rules.numbers import day_in
from portal.panels.rules.plan import (
    MAX_LINK,
    MAX_POST,
    MAX_TITLE,
    MAX_WORDS,
    ActionState,
    WhyNot,
    why_not_due,
    why_not_link,
    why_not_say,
)
from portal.panels.rules.sheets import Bad, CannotRead, Row, Wrong, rows_of

COLUMNS = ("action", "why", "owner", "post", "due", "state", "said", "evidence", "link")
NEEDED = ("action", "owner", "post", "due")
_WORDS = ("action", "why", "post", "said", "evidence")
_LONGEST = {
    "action": MAX_TITLE,
    "why": MAX_WORDS,
    "post": MAX_POST,
    "said": MAX_WORDS,
    "evidence": MAX_WORDS,
    "link": MAX_LINK,
}
_STATES = {state.value for state in ActionState}


def sheet(lines: Sequence[ActionLine]) -> str:
    """The plan as a file."""
    rows = [
        (
            one.title,
            one.why,
            one.owner,
            one.post,
            one.due_on.strftime("%d/%m/%Y"),
            one.state.value,
            one.said,
            one.evidence,
            one.link,
        )
        for one in lines
    ]
    return sheet_of([COLUMNS, *rows])


def take_in(content: bytes, *, by: UUID, now: datetime, today: date) -> int | list[Wrong]:
    """Write every action of the file into the plan, to be sent; or say what is to be put right, and write
    nothing. Returns how many there are; one that stands in the plan already is not doubled."""
    try:
        rows = rows_of(content, COLUMNS, NEEDED)
    except CannotRead as fault:
        return [fault.wrong]
    owners = owners_by_name(today)
    wrong = [one for row in rows for one in _wrong_in(row, owners, today)]
    wrong += words_in_the_way(rows, _WORDS, by=by, now=now)
    if wrong:
        return sorted(wrong, key=lambda one: (one.line, one.column))
    for _line, row in rows:
        words, said = _words(row, owners), _said(row)
        commands.write(words, _once(row), by=by, now=now, today=today, may_be_past=True, said=said)
    return len(rows)


def _wrong_in(row: Row, owners: Mapping[str, UUID | None], today: date) -> list[Wrong]:
    line, cells = row
    wrong = [Wrong(line, name, Bad.NEEDED) for name in NEEDED if not cells[name]]
    wrong += [Wrong(line, name, Bad.TOO_LONG) for name, most in _LONGEST.items() if len(cells[name]) > most]
    owner, due = owner_in(cells, owners), day_in(cells["due"])
    if isinstance(owner, Bad) and cells["owner"]:
        wrong.append(Wrong(line, "owner", owner))
    if cells["due"] and due is None:
        wrong.append(Wrong(line, "due", Bad.NOT_A_DAY))
    elif due and why_not_due(due, today=today, may_be_past=True):
        wrong.append(Wrong(line, "due", Bad.BAD_DAY))
    return wrong + _wrong_in_state(line, cells)


def _wrong_in_state(line: int, cells: Mapping[str, str]) -> list[Wrong]:
    """How far it is may be left out. What is over needs what shows it, or its reason."""
    wrong = [Wrong(line, "link", Bad.BAD_LINK)] if why_not_link(cells["link"]) else []
    state = cells["state"] or ActionState.NOT_BEGUN.value
    if state not in _STATES:
        return [*wrong, Wrong(line, "state", Bad.NOT_ONE_OF)]
    why = why_not_say(ActionState.UNDER_WAY, ActionState(state), cells["said"], cells["evidence"])
    if why:
        column = "evidence" if why is WhyNot.NO_EVIDENCE else "said"
        wrong.append(Wrong(line, column, Bad.NEEDED))
    return wrong


def _said(row: Mapping[str, str]) -> Said:
    state = ActionState(row["state"] or ActionState.NOT_BEGUN)
    return Said(state, row["said"], row["evidence"], row["link"])


def _words(row: Mapping[str, str], owners: Mapping[str, UUID | None]) -> ActionWords:
    owner = owner_in(row, owners)
    assert not isinstance(owner, Bad)  # every row was looked at
    return ActionWords(row["action"], row["why"], row["post"], owner, day_in(row["due"]))


def _once(row: Mapping[str, str]) -> UUID:
    """The same line is the same action, however often the file is sent."""
    return uuid.uuid5(_FILE, "\n".join(row[name] for name in COLUMNS))


_FILE = UUID("5f0c6a5e-6b0e-4a43-9d54-0d7f2a3f6f11")
