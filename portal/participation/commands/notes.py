"""Writing what helps a young person in their groups; holding a note back, which needs two people."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.participation.models import Membership, WelfareNote
from portal.participation.rules.notes import why_not_agree, why_not_hold
from portal.people.queries import kept_apart, zone
from portal.policy.roles import Role


def write(place: Membership, words: str, send_once: UUID, *, by: UUID) -> WelfareNote:
    """A note the young person may read at once. Sent twice it is one."""
    there = db.session.scalar(sa.select(WelfareNote).where(WelfareNote.send_once == send_once))
    if there is not None:
        return there
    note = WelfareNote(send_once=send_once, young_person_id=place.young_person_id, by=by, at=clock.now())
    note.words = words
    db.session.add(note)
    _kept("write welfare note", note, by)
    return note


def hold_back(note: WelfareNote, reason: str, look_again_on: date | None, *, by: UUID, today: date) -> None:
    """It is not shown while a second person thinks about it, and then until the day to look again. Asked for
    anew it is shown until the second person agrees. What is held back already stays as it is."""
    if note.agreed_by and note.look_again_on and note.look_again_on > today:
        return
    first = note.held_back_at
    if why := why_not_hold(reason, look_again_on, today, first.astimezone(zone()).date() if first else None):
        raise Refused(why)
    note.held_back_by, note.held_back_at, note.look_again_on = by, first or clock.now(), look_again_on
    note.agreed_by = note.agreed_at = None
    note.why = reason
    _kept("hold back welfare note", note, by)
    apart = kept_apart(note.young_person_id)
    for worker_id in with_role(Role.PARTICIPATION_WORKER, today):
        if worker_id != by and worker_id not in apart:
            notices.notify(worker_id, NoticeKind.GROUP_NOTE, note.id)


def agree(note: WelfareNote, *, by: UUID) -> None:
    """The second person agrees that it would cause serious harm. Raises Refused."""
    if note.agreed_by == by:
        return
    if why := why_not_agree(note.held_back_by, note.agreed_by, by):
        raise Refused(why)
    note.agreed_by, note.agreed_at = by, clock.now()
    notices.drop(note.id, NoticeKind.GROUP_NOTE)
    _kept("agree to hold back welfare note", note, by)


def show(note: WelfareNote, *, by: UUID) -> None:
    """It is shown after all. When that was asked first is kept: nobody begins it from the start again."""
    note.held_back_by = note.agreed_by = note.agreed_at = note.look_again_on = None
    note.why = ""
    notices.drop(note.id, NoticeKind.GROUP_NOTE)
    _kept("show welfare note", note, by)


def end(note: WelfareNote, *, by: UUID) -> None:
    """It does not hold any more, and is shown nowhere. The log says that it was there."""
    if note.ended_at is None:
        note.ended_at = clock.now()
        notices.drop(note.id, NoticeKind.GROUP_NOTE)
        _kept("end welfare note", note, by)


def _kept(action: str, note: WelfareNote, by: UUID) -> None:
    db.session.flush()
    audit.record(action, by=by, young_person_id=note.young_person_id, subject=("welfare_note", note.id))
