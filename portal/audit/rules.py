"""What one event's seal is made of. Pure: the keyed hash itself is the vault's."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

FIRST = b"\x00" * 32
"""What stands before the first event of the chain."""

SEALED_FIELDS = (
    "id",
    "at",
    "actor_id",
    "actor_role",
    "action",
    "young_person_id",
    "subject_kind",
    "subject_id",
    "safety",
)
"""Everything an event says but `shown_at`, which the safety lead sets later."""


def text_to_seal(seq: int, before: bytes, values: tuple[object, ...]) -> str:
    """The place in the chain, the seal before and the fields, in one unambiguous line."""
    return json.dumps([seq, before.hex(), *map(_plain, values)], ensure_ascii=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    return value.hex if isinstance(value, UUID) else value


ROLES_FIT = 250
"""How many letters of roles an event holds."""


def that_fit(roles: str) -> str:
    """Roles joined by commas, as many whole ones as fit: nobody holds nearly all there are, and whoever does
    must not be stopped by the log."""
    while len(roles) > ROLES_FIT:
        roles = roles.rpartition(",")[0]
    return roles
