"""What a complaints manager does: says by which rules, hands it to people, says what takes longer, notes what
was agreed and when a panel met, ends what was answered. Whoever complained is told each time it moves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from portal import db
from portal.accounts.queries.sessions import roles_on
from portal.complaints.commands import clocks
from portal.complaints.commands.concerning import concern, concern_no_more, keep_apart
from portal.complaints.commands.happening import happen, lock, sent_before
from portal.complaints.commands.telling import tell_if_nobody, tell_them
from portal.complaints.models import Complaint, ComplaintPart
from portal.complaints.queries.apart import concerned_by, kept_from_complaint
from portal.complaints.queries.one import parts_of
from portal.complaints.rules import Ending, EventKind, Part, Stage, State, Track
from portal.complaints.rules import handling as rules
from portal.complaints.rules.clocks import Clock, of_stage
from portal.complaints.rules.handling import WhyNot
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind

OLDEST = timedelta(days=100 * 366)


def acknowledge(complaint: Complaint, words: str, *, send_once: UUID, by: UUID, today: date) -> None:
    """Somebody told them that it arrived and what happens now, by phone or letter. Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    if complaint.acknowledged_on:
        raise Refused(WhyNot.DONE_BEFORE)
    _refuse(rules.why_not_words(words, needed=False))
    complaint.acknowledged_on = today
    happen(complaint, EventKind.ACKNOWLEDGED, today, send_once=send_once, by=by, words=words)


def tell(complaint: Complaint, words: str, *, send_once: UUID, by: UUID, today: date) -> None:
    """A message to whoever complained. Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    _refuse(rules.why_not_words(words))
    happen(complaint, EventKind.TOLD, today, send_once=send_once, by=by, words=words, is_theirs=True)
    tell_them(complaint)


def set_track(
    complaint: Complaint,
    track: Track,
    words: str,
    *,
    outside_days: int,
    send_once: UUID,
    by: UUID,
    today: date,
) -> None:
    """By which rules it is handled, with the reason; the clock of those rules counts from the first day.

    Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    why = rules.why_not_work(complaint.state) or rules.why_not_words(words)
    if not why and complaint.track is track:
        why = WhyNot.DONE_BEFORE
    if not why and complaint.stage is not Stage.FIRST:
        why = WhyNot.NOT_THIS_STAGE
    _refuse(why)
    began_on = clocks.first_began_on(complaint)
    clocks.drop(complaint, by=by, why="other rules")
    complaint.track = track
    if complaint.state is State.OPEN:
        clocks.start_first(complaint, by=by, outside_days=outside_days, began_on=began_on)
    happen(
        complaint,
        EventKind.TRACK,
        today,
        send_once=send_once,
        by=by,
        reason=track.value,
        words=words,
        is_theirs=True,
    )
    tell_them(complaint)


def decide_limit(
    complaint: Complaint,
    happened_on: date | None,
    words: str,
    *,
    takes: bool,
    send_once: UUID,
    by: UUID,
    today: date,
) -> None:
    """It is about something older than twelve months (reg 9): whether it is looked into all the same, and
    why. It ends nothing. Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    why = rules.why_not_work(complaint.state) or rules.why_not_words(words)
    _refuse(why or rules.why_not_day(happened_on, first=today - OLDEST, last=complaint.received_on))
    complaint.happened_on = happened_on
    reason = "taken" if takes else "not_taken"
    happen(
        complaint,
        EventKind.LIMIT,
        today,
        send_once=send_once,
        by=by,
        reason=reason,
        words=words,
        is_theirs=True,
    )
    tell_them(complaint)


def hand_to(
    complaint: Complaint, part: Part, account_id: UUID, *, send_once: UUID, by: UUID, today: date
) -> None:
    """It is theirs now; whoever had the same part before has it no more. Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    before = parts_of(complaint.id, ended_too=True)
    had = [one.part for one in before if one.account_id == account_id]
    why = rules.why_not_hand(
        part,
        complaint.stage,
        complaint.state,
        had=had,
        roles=roles_on(account_id, today),
        is_apart=account_id in kept_from_complaint(complaint, today),
    )
    _refuse(why)
    for one in before:
        if one.part is part and one.ended_at is None:
            one.ended_at = clock.now()
            notices.drop(complaint.id, NoticeKind.COMPLAINT_YOURS, account_id=one.account_id)
    row = ComplaintPart(complaint_id=complaint.id, account_id=account_id, part=part, by_id=by, at=clock.now())
    db.session.add(row)
    notices.notify(account_id, NoticeKind.COMPLAINT_YOURS, complaint.id)
    happen(
        complaint,
        EventKind.HANDED,
        today,
        send_once=send_once,
        by=by,
        reason=part.value,
        other_id=account_id,
    )
    tell_them(complaint)


def set_concerned(
    complaint: Complaint, account_ids: Collection[UUID], *, shown: Collection[UUID], by: UUID, today: date
) -> None:
    """Whom it is about, as a complaints manager found. Whoever is too close loses it at once; whoever marks
    themselves, too; where that leaves nobody, an administrator hears.

    `shown`: who was marked on the page they had before them. Whoever was marked since stays marked."""
    lock(complaint)
    before = concerned_by(complaint.id)
    for gone in (before & set(shown)) - set(account_ids):
        concern_no_more(complaint, gone, by=by)
    concern(complaint, account_ids, by=by)
    keep_apart(complaint, today)
    tell_if_nobody(complaint, today)


def say_about(complaint: Complaint, child_id: UUID | None, themes: Iterable[str], *, by: UUID) -> None:
    """About which young person a family's complaint is, and what it is about (themes of the codebook)."""
    lock(complaint)
    if complaint.young_person_id is None:
        complaint.child_id = child_id
    complaint.themes = sorted(set(themes))
    complaint.changed_at = clock.now()
    db.session.flush()


def extend(complaint: Complaint, reason: str, words: str, *, send_once: UUID, by: UUID, today: date) -> None:
    """It takes longer, up to the longest time there is: `complex` or `advocate`. Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    is_extended = complaint.extended_on is not None
    why = rules.why_not_extend(complaint.stage, complaint.state, complaint.track, is_extended=is_extended)
    _refuse(why or rules.why_not_words(words))
    if complaint.stage is Stage.FIRST:
        began_on = clocks.first_began_on(complaint)
        clocks.drop(complaint, Clock.FIRST, by=by, why="takes longer")
        clocks.start(complaint, Clock.FIRST_LONGEST, began_on, by=by)
    else:
        clocks.drop(complaint, Clock.SECOND, Clock.SECOND_FROM_ASKING, by=by, why="takes longer")
    complaint.extended_on, complaint.extended_why = today, reason
    happen(
        complaint,
        EventKind.EXTENDED,
        today,
        send_once=send_once,
        by=by,
        reason=reason,
        words=words,
        is_theirs=True,
    )
    tell_them(complaint)


def agree_statement(
    complaint: Complaint, words: str, on: date | None, *, send_once: UUID, by: UUID, today: date
) -> None:
    """The statement of complaint was agreed with whoever complained: the second stage counts from that day,
    and the day they asked stays beside it. Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    why = rules.why_not_work(complaint.state) or rules.why_not_words(words)
    if not why and (complaint.stage is not Stage.SECOND or complaint.requested_on is None):
        why = WhyNot.NOT_THIS_STAGE
    _refuse(why)
    assert complaint.requested_on is not None  # the rule above
    _refuse(rules.why_not_day(on, first=complaint.requested_on, last=today))
    assert on is not None  # the rule above
    complaint.statement_agreed_on, complaint.agreed = on, words
    if complaint.extended_on is None:
        clocks.start(complaint, Clock.SECOND, on, by=by)
    clocks.start(complaint, Clock.SECOND_LONGEST, on, by=by)
    happen(complaint, EventKind.AGREED, on, send_once=send_once, by=by, words=words, is_theirs=True)
    tell_them(complaint)


def fix_panel(
    complaint: Complaint, on: date | None, words: str, *, send_once: UUID, by: UUID, today: date
) -> None:
    """The panel of three independent people meets on a day. Its clock ends when it has met.

    Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    why = rules.why_not_work(complaint.state) or rules.why_not_words(words, needed=False)
    if not why and (complaint.stage is not Stage.PANEL or complaint.panel_requested_on is None):
        why = WhyNot.NOT_THIS_STAGE
    _refuse(why)
    assert complaint.panel_requested_on is not None  # the rule above
    last = today + timedelta(days=366)
    _refuse(rules.why_not_day(on, first=complaint.panel_requested_on, last=last))
    assert on is not None  # the rule above
    complaint.panel_on = on
    if on <= today:  # it has met: its report is next
        clocks.finish(complaint, Clock.PANEL, by=by)
        clocks.start(complaint, Clock.PANEL_REPORT, on, by=by)
    happen(complaint, EventKind.PANEL_FIXED, on, send_once=send_once, by=by, words=words, is_theirs=True)
    tell_them(complaint)


def panel_reported(
    complaint: Complaint, on: date | None, words: str, *, send_once: UUID, by: UUID, today: date
) -> None:
    """The panel's report came: the council answers within its time. Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    why = rules.why_not_work(complaint.state) or rules.why_not_words(words)
    if not why and (complaint.stage is not Stage.PANEL or complaint.panel_on is None):
        why = WhyNot.NOT_THIS_STAGE
    _refuse(why)
    assert complaint.panel_on is not None  # the rule above
    _refuse(rules.why_not_day(on, first=complaint.panel_on, last=today))
    assert on is not None  # the rule above
    complaint.panel_reported_on = on
    clocks.finish(complaint, Clock.PANEL, Clock.PANEL_REPORT, by=by)
    clocks.start(complaint, Clock.PANEL_RESPONSE, on, by=by)
    happen(
        complaint,
        EventKind.REPORTED,
        on,
        send_once=send_once,
        by=by,
        reason="panel",
        words=words,
        is_theirs=True,
    )
    tell_them(complaint)


def report(complaint: Complaint, part: Part, words: str, *, send_once: UUID, by: UUID, today: date) -> None:
    """The investigator's report, or what the independent person says of it: for whoever decides.

    Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    why = rules.why_not_work(complaint.state) or rules.why_not_words(words)
    if not why and complaint.stage not in rules.STAGES[part]:
        why = WhyNot.NOT_THIS_STAGE
    _refuse(why)
    for one in parts_of(complaint.id):
        if one.part is part and one.account_id == by:
            one.done_at = clock.now()
    notices.drop(complaint.id, NoticeKind.COMPLAINT_YOURS, account_id=by)
    for one in parts_of(complaint.id):
        if one.part is Part.DECIDER:
            notices.notify(one.account_id, NoticeKind.COMPLAINT_YOURS, complaint.id)
    happen(complaint, EventKind.REPORTED, today, send_once=send_once, by=by, reason=part.value, words=words)


def end(complaint: Complaint, ending: Ending, words: str, *, send_once: UUID, by: UUID, today: date) -> None:
    """It was answered and they want no more, or somebody else answers it, or they took it back by phone.

    Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    _refuse(rules.why_not_end(complaint.state, ending, words))
    complaint.state, complaint.ending, complaint.ended_on = State.ENDED, ending, today
    clocks.drop(complaint, by=by, why=ending.value)
    happen(
        complaint,
        EventKind.ENDED,
        today,
        send_once=send_once,
        by=by,
        reason=ending.value,
        words=words,
        is_theirs=True,
    )
    tell_them(complaint)


def answered(complaint: Complaint, *, by: UUID, today: date) -> None:
    """The letter of this stage went: what ran for the council is done, the time to ask for more begins. It is
    guidance to them; asking later is never refused."""
    clocks.finish(complaint, *of_stage(complaint.stage), by=by)
    complaint.state = State.ANSWERED
    if complaint.track is Track.STATUTORY and complaint.stage is Stage.FIRST:
        clocks.start(complaint, Clock.SECOND_TO_ASK, today, by=by)
    elif complaint.track is Track.STATUTORY and complaint.stage is Stage.SECOND:
        clocks.start(complaint, Clock.PANEL_TO_ASK, today, by=by)
    for part in parts_of(complaint.id):
        part.done_at = part.done_at or clock.now()
        notices.drop(complaint.id, NoticeKind.COMPLAINT_YOURS, account_id=part.account_id)
    notices.drop(complaint.id, NoticeKind.COMPLAINT_DUE, NoticeKind.COMPLAINT_LATE)


def note_opened(complaint: Complaint, *, by: UUID) -> None:
    """Somebody opened it: their notices about it are seen."""
    notices.see(by, complaint.id, but=(NoticeKind.COMPLAINT_YOURS,))


def _refuse(why: WhyNot | None) -> None:
    if why:
        raise Refused(why)
