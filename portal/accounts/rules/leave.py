"""Somebody's own leave: who could be asked to stand in. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from portal.policy.roles import Role


class WhyNotAway(StrEnum):
    """Why somebody cannot say that they are away like this."""

    NOBODY = "nobody was chosen, and they have no manager here"
    NOT_OFFERED = "somebody of another team, with other work"


@dataclass(frozen=True)
class CouldStandIn:
    """Somebody who could stand in."""

    account_id: UUID
    name: str
    is_manager: bool


def can_be_asked(
    account_id: UUID,
    other_id: UUID,
    same_work: Collection[Role],
    *,
    is_council: bool,
    same_team: bool,
    is_manager: bool,
) -> bool:
    """Somebody else of the council who does the same work or belongs to the same team, or the manager.

    A stand-in sees what the other was told: the wider it is offered, the more people see a child's words."""
    return other_id != account_id and is_council and bool(same_work or same_team or is_manager)
