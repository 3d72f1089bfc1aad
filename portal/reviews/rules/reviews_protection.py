"""When the next child protection review of somebody on a plan is due. Pure.

Working Together: the first within three months of the initial conference, on the day of which the plan began;
then at intervals of not more than six months for as long as there is a plan. Counted from reviews held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from portal.clocks.bank_holidays import Days
from portal.clocks.engine import work_out
from portal.reviews.rules.kinds import ReviewKind
from portal.reviews.rules.reviews import Next


def next_protection(
    plans: Iterable[tuple[date, date | None]], held: Iterable[date], today: date, *, extra: Days = frozenset()
) -> Next | None:
    """The next one of somebody with these plans (from, to: both days included) and reviews; None: they are on
    no plan today."""
    begun = [
        from_on for from_on, until_on in plans if from_on <= today and (until_on is None or until_on >= today)
    ]
    if not begun:
        return None
    since = min(begun)
    counted = [day for day in held if since <= day <= today]
    clock = "protection_review_later" if counted else "protection_review_first"
    start_on = max(counted, default=since)
    return Next(ReviewKind.CHILD_PROTECTION, clock, start_on, work_out(clock, start_on, extra=extra))
