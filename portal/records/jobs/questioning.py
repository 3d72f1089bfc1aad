"""Reminding whoever may decide: before the day, and when it has passed. Once each while it stands."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.clocks.bank_holidays import add_working_days
from portal.deadlines import queries as due
from portal.notices.commands import notify
from portal.notices.rules import NoticeKind
from portal.records.queries.questioning import last_told, open_until, who_can_decide
from portal.records.rules.questioning import REMIND_WORKING_DAYS, remind_from


def remind_of_questions(now: datetime, zone: ZoneInfo) -> int:
    """Tell who may decide what is due within some working days or late: once each."""
    today = now.astimezone(zone).date()
    told = 0
    for question, request, due_on in open_until(
        add_working_days(today, REMIND_WORKING_DAYS, due.proclaimed())
    ):
        known, since = last_told(question.id), remind_from(due_on, today)
        for account_id in who_can_decide(request, today):
            last = known.get(account_id)
            if last is None or last.astimezone(zone).date() < since:
                notify(account_id, NoticeKind.RECORDS_QUESTION, question.id)
                told += 1
    return told
