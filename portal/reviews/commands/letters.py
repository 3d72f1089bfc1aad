"""What a young person does with a letter: opens it, says whether it helped, writes back, asks for help."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from portal import db
from portal.accounts.queries.around import people_around
from portal.audit import commands as audit
from portal.clocks.reading import local_day
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.reviews.models import Letter, LetterFelt, LetterReply
from portal.reviews.queries import sending as queries
from portal.reviews.queries.letters import is_there
from portal.reviews.queries.reviews import iro_of
from portal.reviews.rules.letters import REPLY
from portal.reviews.rules.sending import Tells
from portal.voice.commands import saying
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.once import sent_already
from portal.voice.commands.saying import Promises, Receipt, Speaker
from portal.voice.queries import sent as sent_queries
from portal.voice.rules import saying as rules
from portal.voice.rules.occasions import TALK
from portal.voice.rules.saying import ADVOCATE, CAN_BE_PICKED, Replied, Said


@dataclass(frozen=True)
class Asked:
    """What a button said that was pressed: a question and what it answers."""

    question: str
    words: str


def open_letter(letter: Letter, *, by: UUID, now: datetime) -> None:
    """They pressed "Read my letter". The first time is kept: it cannot be called back any more."""
    letter = queries.locked(letter.id)
    notices.see(by, letter.id)
    if letter.first_opened_at is None and is_there(letter.id):  # not one taken back at the same moment
        letter.first_opened_at = now
        db.session.flush()
        _note("opened a letter", letter, by)


def say_helped(letter: Letter, tells: Tells, *, by: UUID, now: datetime) -> None:
    """Did it help? Said again, the newest word holds."""
    queries.locked(letter.id)
    row = queries.felt_of(letter.id)
    if row is None:
        row = LetterFelt(letter_id=letter.id, young_person_id=letter.young_person_id, at=now)
        db.session.add(row)
    row.helped, row.at = tells.value, now
    db.session.flush()
    _note("said whether a letter helped", letter, by)


def reply(
    letter: Letter, speaker: Speaker, send_once: UUID, words: str, *, promises: Promises, now: datetime
) -> Receipt:
    """A reply to whoever leads their reviews now: a statement like any other. Raises Refused when it is
    empty."""
    return _say(letter, speaker, send_once, Said(words=words), promises=promises, now=now)


def say_wrong(
    letter: Letter, speaker: Speaker, send_once: UUID, asked: Asked, *, promises: Promises, now: datetime
) -> Receipt:
    """ "Something is wrong in it": one press; more can be added to it."""
    said = Said(replies=(Replied("letter_wrong", asked.question, words=asked.words),))
    return _say(letter, speaker, send_once, said, promises=promises, now=now)


def ask_for_advocate(
    letter: Letter, speaker: Speaker, send_once: UUID, asked: Asked, *, promises: Promises, now: datetime
) -> Receipt:
    """One press: an advocate is asked to get in touch. The council does not read it."""
    reply = Replied("talk_who", asked.question, choice=ADVOCATE)
    said = Said(to_advocate=True, asked=TALK, replies=(reply,))
    return _store(letter, speaker, send_once, said, promises=promises, now=now)


def _say(
    letter: Letter, speaker: Speaker, send_once: UUID, said: Said, *, promises: Promises, now: datetime
) -> Receipt:
    iro = iro_of(letter.young_person_id, local_day(now, promises.hours.zone))
    said = replace(said, asked=REPLY, to=(iro,) if iro else (), for_council=True)
    receipt = _store(letter, speaker, send_once, said, promises=promises, now=now)
    if receipt.is_new:
        db.session.add(LetterReply(statement_id=receipt.statement_id, letter_id=letter.id, at=now))
        db.session.flush()
    return receipt


def _store(
    letter: Letter, speaker: Speaker, send_once: UUID, said: Said, *, promises: Promises, now: datetime
) -> Receipt:
    """Like everything that is said, but what they have started to write elsewhere stays."""
    one_at_a_time(speaker.young_person_id)
    sent, own_id = sent_already(speaker.young_person_id, send_once, said)
    if sent:
        shown = sent_queries.shown_of(sent)
        return Receipt(shown.id, sent_queries.how_many_called(sent), is_new=False)
    around = people_around(speaker.young_person_id, local_day(now, promises.hours.zone))
    can_be_picked = [one.account_id for one in around if one.kind in CAN_BE_PICKED]
    if why := rules.why_not_send(said, [one.account_id for one in around], can_be_picked):
        raise Refused(why)
    return saying.store(
        speaker, own_id, said, around, promises, frozenset(), now, draft_stays=True, form_id=send_once
    )


def _note(action: str, letter: Letter, by: UUID) -> None:
    audit.record(
        action,
        by=by,
        role="young_person",
        young_person_id=letter.young_person_id,
        subject=("letter", letter.id),
    )
