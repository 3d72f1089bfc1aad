"""What the council changed because of complaints, and whether it still holds three months on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.audit import commands as audit
from portal.complaints.models import Learning
from portal.complaints.rules import Holds
from portal.complaints.rules.learning import CHECK, WhyNot, why_not_check, why_not_learn
from portal.deadlines import commands as deadlines
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind


@dataclass(frozen=True)
class Changed:
    """What changed, by whom, when; `theme` of the codebook, "" for none."""

    words: str
    owner: str
    changed_on: date | None
    theme: str = ""
    complaint_id: UUID | None = None


def learn(changed: Changed, *, send_once: UUID, by: UUID, today: date) -> Learning:
    """Write it down; it is looked at again in three months. Sent twice it is one. Raises Refused."""
    known = sa.select(Learning).where(Learning.send_once == send_once)
    if before := db.session.scalars(known).one_or_none():
        return before
    why = why_not_learn(changed.words, changed.owner, changed.changed_on, today)
    if why or changed.changed_on is None:
        raise Refused(why or WhyNot.NO_DAY)
    row = Learning(
        send_once=send_once,
        complaint_id=changed.complaint_id,
        theme=changed.theme,
        changed_on=changed.changed_on,
        check_on=changed.changed_on,
        by_id=by,
        at=clock.now(),
    )
    row.words, row.owner = changed.words, changed.owner
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return db.session.scalars(known).one()
    row.check_on = deadlines.start_clock(CHECK, row.id, changed.changed_on, by=by).due_on
    db.session.flush()
    audit.record("complaints: learned", by=by, subject=("learning", row.id))
    return row


def check(row: Learning, holds: Holds | None, words: str, *, by: UUID, today: date) -> None:
    """Three months on: does it still hold? Raises Refused."""
    if why := why_not_check(holds, words, is_checked=row.checked_on is not None):
        raise Refused(why)
    row.holds, row.check_words = holds, words
    row.checked_on, row.checked_by_id = today, by
    deadlines.finish(CHECK, row.id, by=by)
    notices.drop(row.id, NoticeKind.COMPLAINT_CHECK)
    db.session.flush()
    audit.record("complaints: learning checked", by=by, subject=("learning", row.id))


@deadlines.follows(CHECK)
def _moved(deadline: Deadline) -> None:
    row = db.session.get(Learning, deadline.about_id)
    if row is not None:
        row.check_on = deadline.due_on
