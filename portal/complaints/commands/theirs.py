"""What whoever complained does: adds words, says it is sorted, takes it back, goes further, says
if it helped.

None of it is ever barred by a date."""

from __future__ import annotations

import uuid
from datetime import date
from uuid import UUID

from portal import db
from portal.complaints.commands import clocks
from portal.complaints.commands.happening import happen, lock, sent_before
from portal.complaints.commands.telling import tell_us
from portal.complaints.models import Complaint, ComplaintLetter
from portal.complaints.queries.one import letter_of, parts_of
from portal.complaints.rules import Ending, EventKind, Helped, Stage, State
from portal.complaints.rules.clocks import Clock
from portal.complaints.rules.handling import STAGES, WhyNot, next_stage, why_not_ask_next, why_not_words
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind


def write(complaint: Complaint, words: str, *, send_once: UUID, by: UUID | None, today: date) -> None:
    """More words of theirs, at any time, also after it ended. Raises Refused."""
    lock(complaint)
    before = sent_before(complaint.id, send_once)
    if before and before.words != words:  # the same form, gone back to and written in: no word is lost
        send_once = uuid.uuid5(send_once, words)
        before = sent_before(complaint.id, send_once)
    if before:
        return
    if why := why_not_words(words):
        raise Refused(why)
    happen(complaint, EventKind.WROTE, today, send_once=send_once, by=by, words=words, is_theirs=True)
    tell_us(complaint, NoticeKind.COMPLAINT_CAME, today)


def say_sorted(
    complaint: Complaint, words: str = "", *, send_once: UUID, by: UUID | None, today: date
) -> None:
    """It is sorted, they say. Raises Refused."""
    _end(complaint, Ending.SORTED, EventKind.SORTED, words, send_once=send_once, by=by, today=today)


def take_back(
    complaint: Complaint, words: str = "", *, send_once: UUID, by: UUID | None, today: date
) -> None:
    """They do not want it to go on; nobody asks why. Raises Refused."""
    _end(complaint, Ending.WITHDRAWN, EventKind.WITHDRAWN, words, send_once=send_once, by=by, today=today)


def _end(
    complaint: Complaint,
    ending: Ending,
    kind: EventKind,
    words: str,
    *,
    send_once: UUID,
    by: UUID | None,
    today: date,
) -> None:
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    if complaint.state is State.ENDED:
        raise Refused(WhyNot.ENDED)
    if why := why_not_words(words, needed=False):
        raise Refused(why)
    complaint.state, complaint.ending, complaint.ended_on = State.ENDED, ending, today
    clocks.drop(complaint, by=by, why=ending.value)
    happen(complaint, kind, today, send_once=send_once, by=by, words=words, is_theirs=True)
    tell_us(complaint, NoticeKind.COMPLAINT_CAME, today)


def reopen(complaint: Complaint, words: str, *, send_once: UUID, by: UUID | None, today: date) -> None:
    """It ended, and is not over for them: it goes on at its stage, with the stage's clock from today. Where
    the stage has its letter, the next one can be asked for. Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    if complaint.state is not State.ENDED:
        raise Refused(WhyNot.NOT_ENDED)
    if why := why_not_words(words, needed=False):
        raise Refused(why)
    letter = letter_of(complaint)
    is_answered = complaint.stage is Stage.OMBUDSMAN or (letter is not None and letter.sent_at is not None)
    complaint.state = State.ANSWERED if is_answered else State.OPEN
    complaint.ending = complaint.ended_on = None
    if not is_answered:
        _start_again(complaint, by, today)
    happen(complaint, EventKind.REOPENED, today, send_once=send_once, by=by, words=words, is_theirs=True)
    tell_us(complaint, NoticeKind.COMPLAINT_CAME, today)


def _start_again(complaint: Complaint, by: UUID | None, today: date) -> None:
    if complaint.stage in (Stage.FIRST, Stage.SECOND):
        complaint.extended_on, complaint.extended_why = None, ""  # its days begin again, the longest too
    if complaint.stage is Stage.FIRST:
        # The council's own promise stays as long as it was: the clock of the track, from today.
        kind = clocks.last_first_clock(complaint)
        clocks.start(complaint, kind[0], today, by=by, outside_days=kind[1])
    elif complaint.stage is Stage.SECOND:
        clocks.start(complaint, Clock.SECOND_FROM_ASKING, today, by=by)
        clocks.start(complaint, Clock.SECOND_LONGEST, today, by=by)
        complaint.statement_agreed_on = None
        clocks.follow(complaint)
    elif complaint.stage is Stage.PANEL:
        clocks.start(complaint, Clock.PANEL, today, by=by)


def ask_next(
    complaint: Complaint,
    words: str,
    *,
    send_once: UUID,
    by: UUID | None,
    today: date,
    seen: Stage | None = None,
) -> Stage:
    """They want the next stage: it begins. Also late, also before an answer came. Raises Refused.

    `seen`: the stage it was at on their page. Asked in two windows it moves one step, not two."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return complaint.stage
    if seen is not None and seen is not complaint.stage:
        raise Refused(WhyNot.DONE_BEFORE)
    why = why_not_ask_next(complaint.state, complaint.track, complaint.stage)
    if why := why or why_not_words(words, needed=False):
        raise Refused(why)
    happen(complaint, EventKind.ASKED_NEXT, today, send_once=send_once, by=by, words=words, is_theirs=True)
    clocks.drop(complaint, by=by, why="asked for the next stage")
    stage = next_stage(complaint.track, complaint.stage)
    assert stage is not None  # the rule above
    complaint.stage, complaint.state = stage, State.OPEN
    _end_parts(complaint)
    if stage is Stage.SECOND:
        complaint.requested_on, complaint.extended_on, complaint.extended_why = today, None, ""
        clocks.start(complaint, Clock.SECOND_FROM_ASKING, today, by=by)
        clocks.start(complaint, Clock.SECOND_LONGEST, today, by=by)
    elif stage is Stage.PANEL:
        complaint.panel_requested_on = today
        clocks.start(complaint, Clock.PANEL, today, by=by)
    else:
        complaint.state = State.ANSWERED  # with the Ombudsman: nothing of ours runs
    db.session.flush()
    tell_us(complaint, NoticeKind.COMPLAINT_CAME, today)
    return stage


def _end_parts(complaint: Complaint) -> None:
    """Whoever answered at the stage before has no part in how that is looked at."""
    for part in parts_of(complaint.id):
        if complaint.stage not in STAGES[part.part]:
            part.ended_at = clock.now()
            notices.drop(complaint.id, NoticeKind.COMPLAINT_YOURS, account_id=part.account_id)


def open_letter(letter: ComplaintLetter) -> None:
    """They read it, for the first time."""
    if letter.sent_at and letter.read_at is None:
        letter.read_at = clock.now()
        db.session.flush()


def say_helped(
    complaint: Complaint,
    letter: ComplaintLetter,
    helped: Helped,
    words: str = "",
    *,
    send_once: UUID,
    by: UUID | None,
    today: date,
) -> None:
    """Whether the answer helped; the newest holds. Raises Refused."""
    lock(complaint)
    if sent_before(complaint.id, send_once):
        return
    if why := why_not_words(words, needed=False):
        raise Refused(why)
    letter.helped = complaint.helped = helped
    happen(
        complaint,
        EventKind.HELPED,
        today,
        send_once=send_once,
        by=by,
        reason=helped.value,
        words=words,
        is_theirs=True,
        other_id=letter.id,
    )
    tell_us(complaint, NoticeKind.COMPLAINT_CAME, today)
