"""A young person complains on their own page, and says more later. All of it is a statement too: trained
people read it the same working day, as everything they say."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import people_around
from portal.clocks.reading import local_day
from portal.complaints.models import Complaint
from portal.complaints.queries.apart import concerned_by
from portal.complaints.rules import Came
from portal.complaints.rules.receiving import why_not_receive
from portal.kit.errors import Refused
from portal.nameless.commands import sayings
from portal.nameless.commands.talking import Moment
from portal.voice.commands import saying
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.queries import sent as sent_queries
from portal.voice.rules.occasions import COMPLAINT
from portal.voice.rules.saying import Replied, Said

MORE = "complaint_more"
"""The occasion of what is added to a complaint: it does not become another one."""


@dataclass(frozen=True)
class Typed:
    """What stands on the page. `came_from_id`: the statement or agreed action that it grew out of."""

    words: str
    wish: str = ""
    about: Collection[UUID] = ()
    about_name: str = ""
    advocate: str = ""
    advocate_question: str = ""
    came: Came = Came.OWN_PAGE
    came_from_id: UUID | None = None


def complain(
    speaker: Speaker, send_once: UUID, typed: Typed, *, promises: Promises, now: datetime
) -> Complaint:
    """Send it; sent twice it is one. What they have started to say elsewhere stays. Raises Refused."""
    today = local_day(now, promises.hours.zone)
    if why := why_not_receive(typed.words, today, today):
        raise Refused(why)
    one_at_a_time(speaker.young_person_id)
    if before := _sent_before(speaker, send_once):
        if _says_the_same(before, typed):
            return before
        # The same form, gone back to and written in: another complaint, so that no word is lost.
        send_once = uuid.uuid5(send_once, _of(typed.words, typed.wish, typed.about_name))
        if before := _sent_before(speaker, send_once):
            return before
    around = people_around(speaker.young_person_id, today)
    known = {person.account_id for person in around}
    said = Said(
        words=typed.words,
        wants=typed.wish,
        about=frozenset(typed.about) & known,
        about_name=typed.about_name,
        asked=COMPLAINT,
        replies=_advocate(typed),
        for_council=True,
    )
    receipt = saying.store(speaker, send_once, said, around, promises, frozenset(), now, draft_stays=True)
    complaint = _complaint_of(receipt.statement_id)
    complaint.came, complaint.came_from_id = typed.came, typed.came_from_id
    db.session.flush()
    return complaint


def tell_the_desk(
    complaint: Complaint,
    words: str,
    question: str,
    send_once: UUID,
    *,
    speaker: Speaker | None,
    promises: Promises,
    moment: Moment,
) -> None:
    """More words about a complaint are read like the first ones. `speaker`: None for a family."""
    if not words.strip():
        return
    if speaker is None:
        sayings.say(question, words, moment)
        return
    one_at_a_time(speaker.young_person_id)
    once = uuid.uuid5(send_once, f"the desk: {words}")
    if sent_queries.sent_with(speaker.young_person_id, once):
        return
    around = people_around(speaker.young_person_id, local_day(moment.now, promises.hours.zone))
    known = {person.account_id for person in around}
    # Nobody the complaint is about reads what is added to it.
    said = Said(
        replies=(Replied(MORE, question, words=words),),
        about=frozenset(concerned_by(complaint.id)) & known,
        asked=MORE,
        for_council=True,
    )
    saying.store(speaker, once, said, around, promises, frozenset(), moment.now, draft_stays=True)


def _sent_before(speaker: Speaker, send_once: UUID) -> Complaint | None:
    sent = sent_queries.sent_with(speaker.young_person_id, send_once)
    return _complaint_of(sent_queries.shown_of(sent).id) if sent else None


def _says_the_same(complaint: Complaint, typed: Typed) -> bool:
    return _of(complaint.words, complaint.wish, complaint.about) == _of(
        typed.words, typed.wish, typed.about_name
    )


def _of(*texts: str) -> str:
    return "\n".join(" ".join(text.split()) for text in texts)


def _advocate(typed: Typed) -> tuple[Replied, ...]:
    if not typed.advocate:
        return ()
    return (Replied("complaint_advocate", typed.advocate_question, choice=typed.advocate),)


def _complaint_of(statement_id: UUID) -> Complaint:
    return db.session.scalars(sa.select(Complaint).where(Complaint.statement_id == statement_id)).one()
