"""A safety lead says how something that concerns somebody goes on the record, or that it does not."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.filing.models import FilingDecision
from portal.filing.queries.deciding import verdict_of
from portal.filing.rules import KIND, Decided, why_not_decide
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.voice.models import Filing, Statement


def decide(
    statement: Statement, decided: Decided | None, *, by: UUID, now: datetime, today: date, days: int
) -> None:
    """It is said; what may be filed is owed from this day on. The same said again is said once.

    Raises Refused where there is nothing to decide."""
    found = verdict_of(statement.id)
    if (why := why_not_decide(found, decided)) or decided is None:
        raise Refused(why)  # type: ignore[arg-type]  # one of both holds
    if found.value == decided.value:
        return
    db.session.add(FilingDecision(statement_id=statement.id, decided=decided.value, by_id=by, at=now))
    notices.drop(statement.id, NoticeKind.FILING_TO_DECIDE, NoticeKind.FILING_STUCK)
    deadlines.drop(KIND, statement.id, by=by, why="decided by the safety team")
    is_filed = db.session.scalar(sa.select(Filing.id).where(Filing.statement_id == statement.id).limit(1))
    if decided is not Decided.NEVER and is_filed is None:
        deadlines.start_clock(
            "filing",
            statement.id,
            today,
            kind=KIND,
            count=days,
            young_person_id=statement.young_person_id,
            owner_id=statement.answerer_id,
            round=deadlines.next_round(KIND, statement.id),
            by=by,
        )
    db.session.flush()
    audit.record(
        "decide_filing",
        by=by,
        role="safety_lead",
        young_person_id=statement.young_person_id,
        subject=("statement", statement.id),
        safety=True,
    )
