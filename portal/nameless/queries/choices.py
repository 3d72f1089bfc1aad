"""Staff that a reader may pick: whom it concerns, and who answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from portal.accounts.queries import staff
from portal.nameless.rules import fold
from portal.policy.roles import COUNCIL, STAFF, Role

MOST_FOUND = 20
Choice = tuple[str, str]


def may_concern(text: str, asked: str, on: date, ticked: Iterable[str] = ()) -> list[Choice]:
    """Staff, carers and partners whose first or last name is in the text, whom somebody looked for by name,
    or who were ticked already."""
    words, wanted, kept = set(fold(text).split()), fold(asked).split(), set(ticked)
    found = []
    for one in staff.choices(on, roles=STAFF):
        parts = fold(one.name).split()
        is_named = any(len(part) > 2 and part in words for part in parts)
        is_found = bool(wanted) and all(any(part.startswith(word) for part in parts) for word in wanted)
        if str(one.id) in kept or is_named or is_found:
            found.append((str(one.id), one.label))
    return found[:MOST_FOUND]


def may_answer(on: date, apart: Collection[UUID], *, group: bool = False) -> list[Choice]:
    """Who may be handed the answer: trained readers and safety leads; for a group, anybody of the council."""
    roles = COUNCIL if group else (Role.READER, Role.SAFETY_LEAD)
    return [(str(one.id), one.label) for one in staff.choices(on, roles=roles) if one.id not in apart]
