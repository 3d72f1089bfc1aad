"""A young person says that something is wrong or should stop; somebody decides, with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import account_of, people_around, with_role
from portal.advocacy.commands import offers
from portal.advocacy.rules import Point
from portal.audit import commands as audit
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.information.models import Asking
from portal.information.queries import KIND
from portal.information.rules import Kind, Says, State, WhyNot, why_not_answer, why_not_ask, why_not_take_back
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.policy.roles import RECORDS
from portal.voice.commands import saying
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.once import sent_already
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.queries.apart import kept_from
from portal.voice.rules.saying import Replied, Said

CLOCK = "information_asking"
OCCASION = "my_information"


def ask(
    speaker: Speaker,
    send_once: UUID,
    kind: Kind,
    words: str,
    question: str,
    *,
    promises: Promises,
    now: datetime,
) -> Asking:
    """Kept, its clock begun, read by the desk as all they say. Sent twice it is one. Raises Refused."""
    one_at_a_time(speaker.young_person_id)
    if why := why_not_ask(words):
        raise Refused(why)
    today = local_day(now, promises.hours.zone)
    said = Said(replies=(Replied(OCCASION, question, words=words),), for_council=True)
    # Other words on a form that was sent before are another asking: nothing that was typed is lost.
    _sent, send_once = sent_already(speaker.young_person_id, send_once, said)
    if before := db.session.scalars(sa.select(Asking).where(Asking.send_once == send_once)).one_or_none():
        if before.young_person_id != speaker.young_person_id:
            raise Refused(WhyNot.NOT_OPEN)
        if before.state is not State.TAKEN_BACK:
            return before
        send_once = uuid4()  # taken back, and asked once more
    around = people_around(speaker.young_person_id, today)
    receipt = saying.store(speaker, send_once, said, around, promises, frozenset(), now, draft_stays=True)
    row = Asking(
        send_once=send_once,
        young_person_id=speaker.young_person_id,
        statement_id=receipt.statement_id,
        kind=kind,
        at=now,
        due_on=today,
    )
    row.words = words
    db.session.add(row)
    db.session.flush()
    clock = deadlines.start_clock(
        CLOCK, row.id, today, young_person_id=row.young_person_id, by=speaker.account_id
    )
    row.due_on = clock.due_on or today
    _note("information: asked", row, speaker.account_id)
    apart = kept_from(row.statement_id, today)
    for account_id in {one for role in RECORDS for one in with_role(role, today)} - set(apart):
        notices.notify(account_id, NoticeKind.INFORMATION_ASKED, row.id)
    return row


def answer(row: Asking, says: Says, reason: str, *, by: UUID, now: datetime) -> None:
    """Yes, partly or no, and why. Raises Refused."""
    if why := why_not_answer(row.state, reason):
        raise Refused(why)
    row.state, row.says, row.answered_at, row.answered_by_id = State.ANSWERED, says, now, by
    row.reason = reason
    _close(row, by)
    _note("information: answered", row, by)
    if says is not Says.YES:
        offers.offer(row.young_person_id, Point.REFUSAL, row.id, now=now)
    if account := account_of(row.young_person_id):
        notices.notify(account.id, NoticeKind.INFORMATION_NEWS, row.id)


def take_back(row: Asking, *, by: UUID) -> None:
    """They do not ask it any more. Raises Refused."""
    if row.state is State.TAKEN_BACK:
        return
    if why := why_not_take_back(row.state):
        raise Refused(why)
    row.state = State.TAKEN_BACK
    _close(row, by)
    _note("information: taken back", row, by)


def note_copied(young_person_id: UUID | None, *, by: UUID) -> None:
    """They saved everything in one file: that it happened, not of what."""
    audit.record(
        "keep a copy of everything",
        by=by,
        role="young_person",
        young_person_id=young_person_id,
        subject=("young_person", young_person_id),
    )
    db.session.flush()


def _close(row: Asking, by: UUID) -> None:
    deadlines.finish(CLOCK, row.id, by=by)
    notices.drop(row.id, NoticeKind.INFORMATION_ASKED)


def _note(action: str, row: Asking, by: UUID) -> None:
    db.session.flush()
    audit.record(action, by=by, young_person_id=row.young_person_id, subject=(KIND, row.id))
