"""A member asks; panel support checks the words for names and hands the challenge to an officer."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.queries import staffing
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices.commands import drop, see
from portal.notices.rules import NoticeKind
from portal.panels.commands.challenge_steps import (
    ACTION_CLOCK,
    ALL_NOTICES,
    ANSWER_CLOCK,
    REMINDERS,
    STANDS,
    check_officer,
    check_words,
    is_done_already,
    note,
    start_answer_clock,
    tell,
)
from portal.panels.models import Challenge
from portal.panels.queries.naming import names_are_covered_in, with_names_left_out
from portal.panels.rules import ChallengeState, StepKind
from portal.panels.rules.challenges import (
    LEFT_OUT_STEP,
    UNCHECKED,
    WhyNot,
    pack,
    why_not_hand_on,
    why_not_hand_over,
)
from portal.vault import keys


def ask(
    meeting_id: UUID,
    about: str,
    words: str,
    send_once: UUID,
    *,
    by: UUID,
    now: datetime,
    on: date,
    written_by: UUID | None = None,
) -> Challenge:
    """Ask about a paper or one of its numbers. Panel support checks the words before anybody else sees them.
    `written_by`: asked aloud in the meeting, and written down by panel support for the member `by`.

    A form sent twice is one challenge; sent again with other words it is another one. Nothing here depends
    on who is known: an answer that did would tell a member. Raises Refused without words."""
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    sent = _sent_as(by, send_once)
    if sent is not None and (sent.words, sent.about, sent.meeting_id) != (words, about, meeting_id):
        again = f"{send_once}|{meeting_id}|{about}|{words}"
        send_once = UUID(bytes=keys.blind("challenge sent again", again)[:16], version=4)
        sent = _sent_as(by, send_once)
    if sent is not None:
        return sent
    challenge = Challenge(
        send_once=send_once, meeting_id=meeting_id, about=about, asked_by_id=by, asked_at=now, steps=[]
    )
    challenge.words, challenge.written_by_id = words, written_by
    try:
        with db.session.begin_nested():
            db.session.add(challenge)
    except IntegrityError:
        if (sent := _sent_as(by, send_once)) is None:
            raise
        return sent
    note(challenge, StepKind.ASKED, by=by, now=now)
    if written_by:
        note(challenge, StepKind.WRITTEN, by=written_by, now=now)
    tell(staffing.support(on), NoticeKind.CHALLENGE_TO_CHECK, challenge)
    db.session.flush()
    return challenge


def write_down(
    meeting_id: UUID,
    about: str,
    words: str,
    send_once: UUID,
    *,
    member_id: UUID,
    by: UUID,
    now: datetime,
    on: date,
) -> Challenge:
    """Panel support writes down what a member asked in the meeting, or after it. It is the member's: they can
    take it back until an officer has it. Raises Refused for somebody who is no member that day, or when a
    name known here stands in it: it is support who types it."""
    if member_id not in staffing.members(on):
        raise Refused(WhyNot.NOT_A_MEMBER)
    check_words(words)
    return ask(meeting_id, about, words, send_once, by=member_id, now=now, on=on, written_by=by)


def _sent_as(by: UUID, send_once: UUID) -> Challenge | None:
    return db.session.scalars(
        sa.select(Challenge)
        .options(selectinload(Challenge.steps))
        .where(Challenge.asked_by_id == by, Challenge.send_once == send_once)
    ).one_or_none()


def ask_again(
    challenge: Challenge, words: str, send_once: UUID, *, by: UUID, now: datetime, on: date
) -> None:
    """The member put it differently. The words before are not kept: a name may have been in them.

    Raises Refused when it was not sent back, or without words."""
    if is_done_already(challenge, send_once):
        return
    if challenge.state is not ChallengeState.SENT_BACK:
        raise Refused(WhyNot.NOT_SENT_BACK)
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    challenge.words, challenge.sent_back = words, ""
    challenge.state = ChallengeState.TO_CHECK
    note(challenge, StepKind.ASKED_AGAIN, by=by, now=now, send_once=send_once)
    drop(challenge.id, NoticeKind.CHALLENGE_SENT_BACK)
    tell(staffing.support(on), NoticeKind.CHALLENGE_TO_CHECK, challenge)
    db.session.flush()


def take_back(challenge: Challenge, *, by: UUID, now: datetime) -> None:
    """The member takes it back. Raises Refused when an officer has it already."""
    if challenge.state is ChallengeState.TAKEN_BACK:
        return
    if challenge.state not in UNCHECKED:
        raise Refused(WhyNot.NOT_UNCHECKED)
    challenge.state, challenge.closed_at = ChallengeState.TAKEN_BACK, now
    note(challenge, StepKind.TAKEN_BACK, by=by, now=now)
    drop(challenge.id, *ALL_NOTICES)
    db.session.flush()


def send_back(challenge: Challenge, words: str, send_once: UUID, *, by: UUID, now: datetime) -> None:
    """Panel support asks the member to put it differently. Raises Refused when it does not wait to be
    checked, without words, or when they hold a name known here: that would tell the member."""
    if is_done_already(challenge, send_once):
        return
    if challenge.state is not ChallengeState.TO_CHECK:
        raise Refused(WhyNot.NOT_TO_CHECK)
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    check_words(words)
    challenge.state, challenge.sent_back = ChallengeState.SENT_BACK, words
    note(challenge, StepKind.SENT_BACK, words, by=by, now=now, send_once=send_once)
    drop(challenge.id, NoticeKind.CHALLENGE_TO_CHECK)
    tell([challenge.asked_by_id], NoticeKind.CHALLENGE_SENT_BACK, challenge)
    db.session.flush()


def hand_on(
    challenge: Challenge,
    officer_id: UUID,
    send_once: UUID,
    *,
    steps_seen: int,
    answer_by_on: date,
    by: UUID,
    now: datetime,
    on: date,
    leave_out: bool = False,
) -> None:
    """Panel support has checked the words and gives it to an officer; from now on others see it.

    `steps_seen`: how long the history was on the page they looked at. `leave_out`: without all that could be
    a name, known here or not; the words before are not kept. Raises Refused when it does not wait to be
    checked, a name known here stands in it, it changed meanwhile, or they are no officer."""
    if is_done_already(challenge, send_once):
        return
    is_covered = not leave_out and names_are_covered_in(challenge.words)
    if why := why_not_hand_on(challenge.state, is_covered=is_covered):
        raise Refused(why)
    if len(challenge.steps) != steps_seen:
        raise Refused(WhyNot.CHANGED)
    check_officer(officer_id, on)
    challenge.state, challenge.officer_id = ChallengeState.TO_ANSWER, officer_id
    challenge.answer_by_on = answer_by_on
    challenge.checked_by_id, challenge.checked_at = by, now
    words = pack(officer_id, answer_by_on)
    if leave_out:
        challenge.words = with_names_left_out(challenge.words)
        words = pack(officer_id, answer_by_on, LEFT_OUT_STEP)
    note(challenge, StepKind.HANDED_ON, words, by=by, now=now, send_once=send_once)
    start_answer_clock(challenge, on, by=by)
    drop(challenge.id, NoticeKind.CHALLENGE_TO_CHECK)
    tell([officer_id], NoticeKind.CHALLENGE_TO_ANSWER, challenge)
    db.session.flush()


def hand_over(
    challenge: Challenge, officer_id: UUID, send_once: UUID, *, by: UUID, now: datetime, on: date
) -> None:
    """Panel support gives it to another officer; what is due stays due on the same day.

    Raises Refused when it is not open, they have it already, or they are no officer."""
    if is_done_already(challenge, send_once):
        return
    if why := why_not_hand_over(challenge.state, is_same=officer_id == challenge.officer_id):
        raise Refused(why)
    check_officer(officer_id, on)
    before, challenge.officer_id = challenge.officer_id, officer_id
    words = pack(officer_id, "")
    note(challenge, StepKind.HANDED_ON, words, by=by, now=now, send_once=send_once)
    for kind in (ANSWER_CLOCK, ACTION_CLOCK):
        deadlines.hand_to(kind, challenge.id, officer_id, by=by)
    if before:
        drop(challenge.id, NoticeKind.CHALLENGE_TO_ANSWER, *REMINDERS, account_id=before)
    tell([officer_id], NoticeKind.CHALLENGE_TO_ANSWER, challenge)
    db.session.flush()


def note_seen(challenge: Challenge, *, by: UUID) -> None:
    """Somebody has seen what is new about it; what waits for them to do something stands."""
    see(by, challenge.id, but=STANDS)
    db.session.flush()
