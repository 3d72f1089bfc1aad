"""What somebody had who should not have: the regulator is told within 72 hours of our learning of it, where
it is a risk to anybody (UK GDPR Art 33). The data protection officer decides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal.accounts.queries.around import with_role
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.deadlines import queries as due
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.records.commands.noting import put_in_log
from portal.records.models import RecordsRequest, Release
from portal.records.queries.apart import officers_for
from portal.records.queries.breaches import KIND
from portal.records.rules.giving import BreachEnd

TOLD_OF_IT = (
    NoticeKind.RECORDS_BREACH,
    NoticeKind.RECORDS_BREACH_DUE,
    NoticeKind.RECORDS_BREACH_LATE,
    NoticeKind.ARRANGE,
)


def learned_of(request: RecordsRequest, row: Release, *, by: UUID, now: datetime) -> None:
    """The clock begins, and those who decide are told; where none may see the request, who can arrange it."""
    today = local_day(now)
    deciding = officers_for(request, today, Role.DATA_PROTECTION_OFFICER)
    owner = deciding[0] if len(deciding) == 1 else None
    person = request.young_person_id
    deadlines.start_clock("breach", row.id, now, kind=KIND, young_person_id=person, owner_id=owner, by=by)
    for account_id in deciding:
        notify(account_id, NoticeKind.RECORDS_BREACH, row.id)
    for account_id in () if deciding else with_role(Role.ADMINISTRATOR, today):
        notify(account_id, NoticeKind.ARRANGE, row.id)


def decide(request: RecordsRequest, row: Release, end: BreachEnd, *, by: UUID) -> None:
    """What was decided, and the clock ends. A second time nothing happens."""
    if due.running(KIND, row.id) is None:
        return
    deadlines.finish(KIND, row.id, by=by)
    drop(row.id, *TOLD_OF_IT)
    put_in_log(_DECIDED[end], request, by)


_DECIDED = {
    BreachEnd.TOLD: "told the regulator of a part that was taken back",
    BreachEnd.NO_RISK: "decided that a part taken back is no risk",
    BreachEnd.NONE: "decided that nothing got out with a part",
}
