""" "See me on my own": whom it must not reach, when a second press is the same one, and the card that does
the same from a school or nursery. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from portal.policy.roles import Role

ASKED = "see_me_alone"
"""What such a statement answers, and the kind of its reason in the desk's list."""

PROMPT = "see_alone"
PRESSED, BY_CARD = "pressed", "card"
"""How it came, kept as an answer."""

CARD_WORDS = 6
"""66 bits: see `accounts.rules.throttle`."""

THE_SAME_FOR = timedelta(hours=1)
"""Pressed again in this time, and nobody has read it yet: the same asking. Later it calls anew."""

GOES_TO = ("social_worker", "personal_adviser")
"""Capacities it is handed to, once the desk has read it and found nothing against that."""


class CardWrong(StrEnum):
    """Why a card's words do nothing."""

    NOT_KNOWN = "there is no card with these words"
    ENDED = "it was ended"
    TOO_SOON = "wait, then try again"


def is_the_same(sent_at: datetime, read_at: datetime | None, now: datetime) -> bool:
    """Whether another press now is the one that waits already."""
    return read_at is None and now - sent_at < THE_SAME_FOR


def kept_apart(carers: Iterable[UUID], close: dict[UUID, str]) -> dict[UUID, str]:
    """Who must not meet it before a reader says otherwise: whoever looks after the child at home, and all of
    their household. `close`: everybody too close to these, and why.

    Not their managers and stand-ins: nobody has said whom it is about."""
    theirs = {account_id: "household" for account_id, why in close.items() if why == "household"}
    return theirs | dict.fromkeys(carers, "household")


def may_end(made_by: UUID, by: UUID, roles: Collection[Role]) -> bool:
    """Whoever made a card ends it, or a participation worker. No other worker of the child: the card may be
    the way to say something about that very one. It never depends on what was said."""
    return made_by == by or Role.PARTICIPATION_WORKER in roles


def why_first(others: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The reasons it stands where it stands, this one first."""
    return [{"kind": ASKED}, *others]
