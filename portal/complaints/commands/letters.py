"""Points, findings, the outcome letter, what is done to put it right."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.complaints.commands.handling import answered
from portal.complaints.commands.happening import KIND, happen, lock, sent_before
from portal.complaints.commands.telling import tell_them
from portal.complaints.models import (
    Complaint,
    ComplaintFinding,
    ComplaintLetter,
    ComplaintPoint,
    Remedy,
)
from portal.complaints.queries.apart import kept_from_complaint
from portal.complaints.queries.one import findings_of, letter_of, points_of, remedies_of
from portal.complaints.rules import EventKind, Finding, RemedyKind
from portal.complaints.rules import handling as rules
from portal.complaints.rules.handling import WhyNot
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind


def set_points(complaint: Complaint, points: Sequence[str], *, by: UUID) -> None:
    """What it is about, point by point. A point that has a finding is never taken off; one of
    an earlier stage is not reworded either.

    Raises Refused."""
    lock(complaint)
    wanted = [one.strip() for one in points if one.strip()]
    if why := rules.why_not_work(complaint.state):
        raise Refused(why)
    if len(wanted) > rules.MOST_POINTS:
        raise Refused(WhyNot.TOO_MANY)
    if any(rules.why_not_words(one) for one in wanted):
        raise Refused(WhyNot.TOO_LONG)
    letter, findings = letter_of(complaint), findings_of(complaint.id)
    if letter is not None and letter.sent_at:
        raise Refused(WhyNot.SENT)
    have, found = points_of(complaint.id), {one.point_id for one in findings}
    before = {one.point_id for one in findings if one.stage is not complaint.stage}
    for row, words in zip(have, wanted, strict=False):
        if row.id in before and row.words != words:
            raise Refused(WhyNot.DONE_BEFORE)
        row.words = words
    for number in range(len(have) + 1, len(wanted) + 1):
        row = ComplaintPoint(complaint_id=complaint.id, number=number)
        row.words = wanted[number - 1]
        db.session.add(row)
    for row in have[len(wanted) :]:
        if row.id in found:
            raise Refused(WhyNot.DONE_BEFORE)
        db.session.delete(row)
    _note(complaint, "complaint: points", by)


def find(complaint: Complaint, findings: Mapping[UUID, tuple[Finding, str]], *, by: UUID) -> None:
    """What was found of each point at this stage: point -> finding and why. Until the letter went it can be
    changed. Raises Refused."""
    lock(complaint)
    letter = letter_of(complaint)
    if letter is not None and letter.sent_at:
        raise Refused(WhyNot.SENT)
    if why := rules.why_not_work(complaint.state):
        raise Refused(why)
    if any(rules.why_not_words(words, needed=False) for _, words in findings.values()):
        raise Refused(WhyNot.TOO_LONG)
    known = {one.point_id: one for one in findings_of(complaint.id) if one.stage is complaint.stage}
    theirs = {one.id for one in points_of(complaint.id)}
    for point_id, (finding, words) in findings.items():
        if point_id not in theirs:
            continue
        row = known.get(point_id) or ComplaintFinding(
            complaint_id=complaint.id, point_id=point_id, stage=complaint.stage
        )
        row.finding, row.why, row.by_id, row.at = finding, words, by, clock.now()
        db.session.add(row)
    _note(complaint, "complaint: findings", by)


def version_of(letter: ComplaintLetter | None) -> str:
    """Which writing of it somebody has before them."""
    return f"{letter.changed_at.timestamp():.6f}" if letter else ""


def write_letter(complaint: Complaint, body: str, *, by: UUID, seen: str | None = None) -> ComplaintLetter:
    """The letter as far as it is written. `seen`: the writing they had before them; what somebody else wrote
    meanwhile is not written over unread. Raises Refused."""
    lock(complaint)
    why = rules.why_not_work(complaint.state) or rules.why_not_words(body, needed=False)
    letter = letter_of(complaint)
    if not why and letter is not None and letter.sent_at:
        why = WhyNot.SENT
    if not why and seen is not None and seen != version_of(letter) and letter and letter.body != body:
        why = WhyNot.CHANGED
    if why:
        raise Refused(why)
    if letter is None:
        letter = ComplaintLetter(complaint_id=complaint.id, stage=complaint.stage)
        letter.by_id, letter.changed_at = by, clock.now()
        db.session.add(letter)
    letter.body, letter.by_id, letter.changed_at = body, by, clock.now()
    _note(complaint, "complaint: letter written", by)
    return letter


def send_letter(complaint: Complaint, *, send_once: UUID, by: UUID, today: date) -> ComplaintLetter:
    """It is on their page, and this stage is answered. Sent twice it is one. Raises Refused."""
    lock(complaint)
    letter = letter_of(complaint)
    if letter is not None and sent_before(complaint.id, send_once):
        return letter
    points = points_of(complaint.id)
    found = {one.point_id for one in findings_of(complaint.id) if one.stage is complaint.stage}
    why = rules.why_not_send(
        letter.body if letter else "",
        complaint.state,
        is_sent=letter is not None and letter.sent_at is not None,
        points=len(points),
        found=len(found),
    )
    if why or letter is None:
        raise Refused(why or WhyNot.NO_LETTER)
    letter.sent_at, letter.sent_on = clock.now(), today
    letter.was_in_time = complaint.due_on is None or today <= complaint.due_on
    happen(complaint, EventKind.LETTER, today, send_once=send_once, by=by, is_theirs=True, other_id=letter.id)
    answered(complaint, by=by, today=today)
    db.session.flush()
    tell_them(complaint)
    return letter


def add_remedy(
    complaint: Complaint,
    kind: RemedyKind,
    words: str,
    owner_id: UUID,
    due_on: date | None,
    *,
    send_once: UUID,
    by: UUID,
    today: date,
) -> Remedy:
    """What is done to put it right, by whom, by when. Raises Refused."""
    lock(complaint)
    if before := next((one for one in remedies_of(complaint.id) if one.send_once == send_once), None):
        return before
    why = rules.why_not_remedy(words, due_on, today, state=complaint.state)
    if not why and owner_id in kept_from_complaint(complaint, today):
        why = WhyNot.CONFLICTED
    if why or due_on is None:
        raise Refused(why or WhyNot.NO_DAY)
    row = Remedy(
        complaint_id=complaint.id,
        send_once=send_once,
        stage=complaint.stage,
        kind=kind,
        owner_id=owner_id,
        due_on=due_on,
        by_id=by,
        at=clock.now(),
    )
    row.words = words
    db.session.add(row)
    notices.notify(owner_id, NoticeKind.COMPLAINT_YOURS, complaint.id)
    once = uuid.uuid5(send_once, "remedy")
    happen(complaint, EventKind.REMEDY, today, send_once=once, by=by, words=words, other_id=row.id)
    return row


def do_remedy(
    complaint: Complaint, remedy: Remedy, words: str, *, send_once: UUID, by: UUID, today: date
) -> None:
    """It was done; whoever complained sees it. Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    why = WhyNot.DONE_BEFORE if remedy.done_on else rules.why_not_words(words)
    if why:
        raise Refused(why)
    remedy.done_on, remedy.done_words, remedy.done_by_id = today, words, by
    notices.drop(complaint.id, NoticeKind.COMPLAINT_YOURS, account_id=remedy.owner_id)
    happen(
        complaint,
        EventKind.REMEDY_DONE,
        today,
        send_once=send_once,
        by=by,
        words=words,
        is_theirs=True,
        other_id=remedy.id,
    )
    tell_them(complaint)


def _note(complaint: Complaint, what: str, by: UUID) -> None:
    complaint.changed_at = clock.now()
    db.session.flush()
    audit.record(
        what,
        by=by,
        young_person_id=complaint.young_person_id or complaint.child_id,
        subject=(KIND, complaint.id),
    )
