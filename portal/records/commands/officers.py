"""Who has a request: taking it, handing it on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portal.accounts.queries.sessions import roles_on
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.records.commands.happenings import happen
from portal.records.models import RecordsRequest
from portal.records.queries.apart import is_shut_to
from portal.records.rules import EventKind
from portal.records.rules.life import WhyNot


def hand_to(
    request: RecordsRequest,
    officer_id: UUID,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
    today: date,
    words: str = "",
) -> None:
    """Somebody has it from now on. Raises Refused for somebody who may not: no records officer, or one it is
    a conflict for (in the same words, so that nothing is told)."""
    if request.officer_id == officer_id:
        return
    if Role.RECORDS_OFFICER not in roles_on(officer_id, today):
        raise Refused(WhyNot.NOT_AN_OFFICER)
    if is_shut_to(officer_id, request.young_person_id, today):
        raise Refused(WhyNot.NOT_AN_OFFICER)
    request.officer_id = officer_id
    happen(
        request,
        EventKind.TAKEN_ON,
        today,
        send_once=send_once,
        by=by,
        now=now,
        today=today,
        other_id=officer_id,
        words=words,
    )
    if officer_id != by:
        notices.notify(officer_id, NoticeKind.RECORDS_YOURS, request.id)
