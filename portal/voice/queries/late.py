"""What is late and has come up the line: to a manager, and after some days to safety leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.accounts.queries.around import names_of
from portal.clocks.bank_holidays import working_days_between
from portal.deadlines.models import Deadline
from portal.deadlines.queries import proclaimed
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.voice.queries.apart import shut_to
from portal.voice.queries.promised import late_ones
from portal.voice.rules.answers import Hears, who_hears


@dataclass(frozen=True)
class OwedBy:
    """One late answer of somebody the viewer manages. No word and no name of the young person."""

    worker: str
    due_on: date
    days_late: int
    is_promise: bool = False


def owed_by_team(viewer: Viewer, on: date, *, leads_after: int) -> list[OwedBy]:
    """Late answers and promises of the people the viewer manages, the latest first; for a safety lead all
    that is so late that it came up the line to them. Never one they are kept from."""
    late = [
        d
        for kind in ("answer", "promise")
        for d in late_ones(kind, on)
        if _is_theirs(viewer, d, on, leads_after)
    ]
    shut = shut_to(viewer.account_id, [d.about_id for d in late], on)
    names = names_of(d.owner_id for d in late if d.owner_id)
    rows = [
        OwedBy(
            names.get(d.owner_id, "") if d.owner_id else "",
            d.due_on,
            (on - d.due_on).days,
            is_promise=d.kind == "promise",
        )
        for d in late
        if d.about_id not in shut
    ]
    return sorted(rows, key=lambda row: (row.due_on, row.worker))


def _is_theirs(viewer: Viewer, clock: Deadline, on: date, leads_after: int) -> bool:
    days = working_days_between(clock.due_on, on, proclaimed())
    hears = who_hears(clock.kind, working_days_late=days, leads_after=leads_after)
    if Role.SAFETY_LEAD in viewer.roles and Hears.ABOVE in hears:
        return clock.owner_id != viewer.account_id
    return clock.owner_id in viewer.manages and Hears.MANAGER in hears
