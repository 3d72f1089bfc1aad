"""What somebody is writing and has not sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.policy.viewer import Viewer
from portal.voice.models import Draft

Typed = Mapping[str, str | list[str]]
"""Field name -> what was typed or ticked."""


@dataclass(frozen=True)
class Started:
    """A draft as its young person may see it now."""

    send_once: UUID
    typed: Typed
    changed_at: datetime

    @property
    def says_something(self) -> bool:
        """More was typed or picked than only what it is about."""
        return any(value for name, value in self.typed.items() if name != "asked")

    def text(self, name: str) -> str:
        value = self.typed.get(name, "")
        return value if isinstance(value, str) else ""

    def ticked(self, name: str) -> list[str]:
        value = self.typed.get(name, [])
        return value if isinstance(value, list) else []


def row_of(young_person_id: UUID, *, as_it_is_now: bool = False) -> Draft | None:
    """The draft's row, whoever may see it. `as_it_is_now`: read anew, after waiting for another tab."""
    options = {"populate_existing": True} if as_it_is_now else {}
    return db.session.scalars(_OF, {"whose": young_person_id}, execution_options=options).one_or_none()


_OF = sa.select(Draft).where(Draft.young_person_id == sa.bindparam("whose"))


def past_shut_at(account_id: UUID) -> datetime | None:
    """Since when their past is shut, until a lost way in was checked in person; None: it is open."""
    return db.session.scalar(sa.select(Account.past_shut_at).where(Account.id == account_id))


def contents(draft: Draft) -> dict[str, Any]:
    """What the draft holds: `typed`, and `shut` with an older one that waits behind a lost way in."""
    found: dict[str, Any] = json.loads(draft.content or "{}")
    return {"typed": found.get("typed", {}), **({"shut": found["shut"]} if "shut" in found else {})}


def is_shut(draft: Draft, shut_at: datetime | None) -> bool:
    """It was typed before the way in was lost: whoever came in by the new card must not see it yet."""
    return shut_at is not None and draft.changed_at < shut_at


def started_by(young_person_id: UUID, shut_at: datetime | None) -> Started | None:
    """What they have started and may see now, or None. `shut_at`: since when their past is shut."""
    draft = row_of(young_person_id)
    if draft is None or is_shut(draft, shut_at):
        return None
    return Started(draft.send_once, contents(draft)["typed"], draft.changed_at)


def started(viewer: Viewer) -> Started | None:
    """The same for whoever is signed in: a start page can offer to go on."""
    if viewer.young_person_id is None:
        return None
    shut_at = past_shut_at(viewer.account_id) if viewer.past_is_shut else None
    return started_by(viewer.young_person_id, shut_at)
