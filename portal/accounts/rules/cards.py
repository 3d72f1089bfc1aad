"""When an access card opens the door, and who may check a lost way in. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class CardStop(StrEnum):
    """Why a card does not open the door."""

    USED = "used"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class MakeStop(StrEnum):
    """Why somebody makes or stops no card for a young person. It does not say what stands between them."""

    ANOTHER = "another participation worker does this"


class CheckStop(StrEnum):
    """Why somebody cannot confirm that a lost way in was theirs."""

    DONE = "done"  # confirmed or refused already, or lost once more
    MADE_THE_CARD = "made_the_card"  # a second pair of eyes is the point
    MAKER_IN_CONFLICT = "maker_in_conflict"  # the card's maker has since been kept apart: a new card


def why_not_use_card(
    *,
    used_at: datetime | None,
    cancelled_at: datetime | None,
    expires_at: datetime,
    now: datetime,
    made_by: UUID,
    kept_apart: Collection[UUID],
) -> CardStop | None:
    """A card opens the door once, within its days, unless cancelled or its maker was kept apart since."""
    if cancelled_at is not None or made_by in kept_apart:
        return CardStop.CANCELLED
    if used_at is not None:
        return CardStop.USED
    return CardStop.EXPIRED if now >= expires_at else None


def why_not_make_card(by: UUID, kept_apart: Collection[UUID]) -> MakeStop | None:
    """Nobody whom a statement concerns, or who is too close to them, makes a card or stops one."""
    return MakeStop.ANOTHER if by in kept_apart else None


def why_not_check(
    *, by: UUID, card_made_by: UUID, is_open: bool, kept_apart: Collection[UUID]
) -> CheckStop | None:
    """A second worker, not the card's maker, and neither of them in conflict.

    That `by` is not in conflict is the policy's business (CONFIRM_IDENTITY); the maker's is asked here."""
    if not is_open:
        return CheckStop.DONE
    if by == card_made_by:
        return CheckStop.MADE_THE_CARD
    return CheckStop.MAKER_IN_CONFLICT if card_made_by in kept_apart else None
