"""Sending a letter that was approved, each way once; calling it back; writing down that it was given."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.deadlines import queries as due
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.reviews.models import Letter, LetterSending, Review
from portal.reviews.queries import sending as queries
from portal.reviews.queries import writing
from portal.reviews.queries.letters import made_of
from portal.reviews.rules import LetterState, Way
from portal.reviews.rules import sending as rules
from portal.reviews.rules.letters import Made
from portal.reviews.rules.sending import Going, address_lines
from portal.voice.commands.drafts import one_at_a_time

_TOLD = (NoticeKind.LETTER_READY, NoticeKind.LETTER_TO_GIVE, NoticeKind.LETTER_STOP)


@dataclass(frozen=True)
class Sender:
    """Who sends it, gives it, or calls it back, in which role, and when."""

    account_id: UUID
    role: str
    now: datetime
    today: date


def send(letter: Letter, goings: Sequence[Going], *, send_once: UUID, by: Sender) -> Letter:
    """It goes, these ways; the first time what it says is frozen. Sent twice with one form it is sent once.
    Raises Refused."""
    one_at_a_time(letter.young_person_id)  # what was agreed does not change while it goes
    letter = queries.locked(letter.id)
    if _was_sent_with(letter.id, send_once):
        return letter
    is_first = letter.state is not LetterState.SENT
    made = made_of(letter)  # once: what is compared with what was read is what is kept
    is_as_read = is_first and writing.is_as_approved(letter, made)
    known = queries.known_of(letter, is_as_read=is_as_read, today=by.today)
    if why := rules.why_not_send(goings, known):
        raise Refused(why)
    if is_first:
        _freeze(letter, made, by)
    for going in goings:
        _go(letter, going, send_once, by)
    deadlines.finish(queries.CLOCK, letter.review_id, by=by.account_id)
    db.session.flush()
    _note("sent a letter" if is_first else "sent a letter another way", letter, by)
    return letter


def recall(letter: Letter, why: str, *, letter_days: int, by: Sender) -> None:
    """Taken back before the young person has it. Twice is once. Raises Refused."""
    letter = queries.locked(letter.id)
    if letter.state is LetterState.RECALLED:
        return
    live = queries.live_sendings(letter.id)
    stands = queries.locked(letter.corrects_id) if letter.corrects_id else None
    refused = rules.why_not_recall(
        state=letter.state,
        opened_at=letter.first_opened_at,
        together_at=letter.read_together_at,
        is_given=any(one.done_on for one in live),
        why=why,
    )
    if refused:
        raise Refused(refused)
    letter.state, letter.recalled_at, letter.recall_why = LetterState.RECALLED, by.now, why.strip()
    for one in live:
        one.ended_at = by.now
    notices.drop(letter.id, *_TOLD)
    if stands:  # what it put right stands again until another one does
        stands.state = LetterState.SENT
    if stands is None or not queries.is_with_them(stands):
        _owe_again(letter, letter_days, by)
    db.session.flush()
    _note("took back a letter", letter, by)


def done(letter: Letter, sending: LetterSending, on: date, *, by: Sender) -> None:
    """It was posted, handed over or read together on that day. The first word holds. Raises Refused."""
    letter = queries.locked(letter.id)
    db.session.refresh(sending)
    if sending.done_on:
        return
    assert letter.sent_at or letter.state is not LetterState.SENT
    sent_on = local_day(letter.sent_at or by.now, people.zone().key)
    why = rules.why_not_done(
        state=letter.state, ended_at=sending.ended_at, on=on, sent_on=sent_on, today=by.today
    )
    if why:
        raise Refused(why)
    sending.done_on, sending.done_by_id = on, by.account_id
    if sending.way is Way.TOGETHER and letter.read_together_at is None:
        letter.read_together_at = by.now
    notices.drop(letter.id, NoticeKind.LETTER_TO_GIVE, NoticeKind.LETTER_STOP)
    db.session.flush()
    _note(f"gave a letter ({sending.way.value})", letter, by)


def _freeze(letter: Letter, made: Made, by: Sender) -> None:
    letter.shown = made.as_json()
    letter.state, letter.sent_at = LetterState.SENT, by.now
    if letter.corrects_id:
        _replace(queries.locked(letter.corrects_id), by)


def _replace(old: Letter, by: Sender) -> None:
    """What is put right is not given to anybody any more; what the young person has stays theirs to read. One
    that they never had does not come to them by being put right."""
    old.state = LetterState.REPLACED
    has_it = queries.is_with_them(old)
    for one in queries.live_sendings(old.id):
        if one.done_on is None and (one.way in rules.BY_SOMEBODY or not has_it):
            one.ended_at = by.now
    notices.drop(old.id, *_TOLD)


def _go(letter: Letter, going: Going, send_once: UUID, by: Sender) -> None:
    """One way. What was begun another way and stands against it ends; what is under way already goes on."""
    address = "\n".join(address_lines(going.address)) if going.way is Way.PAPER else ""
    for old in queries.live_sendings(letter.id):
        if old.done_on or not _stands_against(old.way, going.way):
            continue
        if _is_the_same(old, going, address):
            return
        old.ended_at = by.now
        notices.drop(letter.id, *_TOLD)
    row = LetterSending(
        letter_id=letter.id,
        young_person_id=letter.young_person_id,
        send_once=_own_id(send_once, going.way),
        way=going.way,
        at=by.now,
        by_id=by.account_id,
        with_id=going.with_id if going.way in (Way.TOGETHER, Way.HAND) else None,
    )
    row.address = address
    db.session.add(row)
    _tell(letter, row, by)


def _stands_against(old: Way, new: Way) -> bool:
    """What is held until somebody reads it with them goes no other way meanwhile."""
    return old is new or Way.TOGETHER in (old, new)


def _is_the_same(old: LetterSending, going: Going, address: str) -> bool:
    if going.way is Way.PAPER and going.is_checked:  # looked up anew: it is of today, the same or not
        return False
    return old.way is going.way and old.with_id == going.with_id and old.address == address


def _tell(letter: Letter, row: LetterSending, by: Sender) -> None:
    account_id = queries.account_to_tell(letter.young_person_id)
    if row.way is Way.PAGE and account_id:
        notices.notify(account_id, NoticeKind.LETTER_READY, letter.id)
    if row.with_id and row.with_id != by.account_id:
        notices.notify(row.with_id, NoticeKind.LETTER_TO_GIVE, letter.id)


def _was_sent_with(letter_id: UUID, send_once: UUID) -> bool:
    ids = {_own_id(send_once, way) for way in Way}
    return any(one.send_once in ids for one in queries.sendings_of(letter_id))


def _own_id(send_once: UUID, way: Way) -> UUID:
    """One form makes a row a way: each has an id that follows from the form's."""
    return uuid.uuid5(send_once, way.value)


def _owe_again(letter: Letter, letter_days: int, by: Sender) -> None:
    """What was promised is not kept yet: the clock runs again, from the same day."""
    review = db.session.get(Review, letter.review_id)
    if review is None or review.completed_on is None or due.running(queries.CLOCK, review.id):
        return
    deadlines.start_clock(
        "letter",
        review.id,
        review.completed_on,
        kind=queries.CLOCK,
        count=letter_days,
        young_person_id=letter.young_person_id,
        owner_id=review.iro_id,
        round=deadlines.next_round(queries.CLOCK, review.id),
        by=by.account_id,
        why="taken back",
    )


def _note(action: str, letter: Letter, by: Sender) -> None:
    audit.record(
        action,
        by=by.account_id,
        role=by.role,
        young_person_id=letter.young_person_id,
        subject=("letter", letter.id),
    )
