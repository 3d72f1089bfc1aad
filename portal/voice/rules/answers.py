"""Answers: what one must hold, who tells a young person of it, when it is asked for. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID


class WhyNot(StrEnum):
    """Why an answer, a sharing or a telling was refused."""

    TAKEN_BACK = "they took it back"
    NOT_READ_YET = "our safety team has not read it yet"
    NO_YES_OR_NO = "say whether we can do it"
    NO_WILL_DO = "say what we will do"
    NO_BY_WHEN = "say by when"
    DAY_HAS_PASSED = "this day has passed"
    NO_REASON = "say the true reason"
    TOLD_ALREADY = "somebody told them already"
    NO_ANSWER = "there is no answer to tell them about"
    NOT_AROUND_THEM = "this person is not around them or must not see it"
    SHARED_ALREADY = "it is shared with them already"


TELLERS = ("social_worker", "personal_adviser", "participation_worker", "iro")
"""Who is asked to tell a young person in person that an answer is there, in this order."""


def why_not_answer(
    *, can_do: bool | None, will_do: str, by_when: date | None, reason: str, today: date
) -> WhyNot | None:
    """What is missing: a yes says what and by when, a no says the true reason."""
    if can_do is None:
        return WhyNot.NO_YES_OR_NO
    if not can_do:
        return None if reason.strip() else WhyNot.NO_REASON
    if not will_do.strip():
        return WhyNot.NO_WILL_DO
    if by_when is None:
        return WhyNot.NO_BY_WHEN
    return WhyNot.DAY_HAS_PASSED if by_when < today else None


def teller_among(around: Iterable[tuple[UUID, str]], apart: Collection[UUID]) -> UUID | None:
    """Who tells them, of the workers around them (account, capacity); None when nobody is left."""
    left = [(account_id, kind) for account_id, kind in around if account_id not in apart]
    for wanted in TELLERS:
        for account_id, kind in left:
            if kind == wanted:
                return account_id
    return None


def is_time_to_tell(*, sent_at: datetime, has_address: bool, now: datetime, after_days: int) -> bool:
    """At once where there is no address to write to; else when it was not read for some days."""
    return not has_address or now - sent_at >= timedelta(days=after_days)
