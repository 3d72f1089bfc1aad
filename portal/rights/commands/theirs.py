"""Cards of their own, ticks on lists, what a worker did about a line, and what is asked for from here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.rights.models import ListNote, ListTick, PersonCard, RightsAsk
from portal.rights.queries.theirs import ticks_of
from portal.rights.rules.lists import Has


def add_card(
    young_person_id: UUID, name: str, does: str, phone: str, *, send_once: UUID, by: UUID, now: datetime
) -> None:
    """One more card of their own. Sent twice it is one."""
    if db.session.scalar(sa.select(PersonCard.id).where(PersonCard.send_once == send_once)):
        return
    card = PersonCard(young_person_id=young_person_id, send_once=send_once, made_at=now)
    card.name, card.does, card.phone = name, does, phone
    db.session.add(card)
    db.session.flush()
    _note("add_person_card", young_person_id, by, "young_person", ("person_card", card.id))


def remove_card(card: PersonCard, *, by: UUID) -> None:
    """It is gone, not only hidden: it is theirs."""
    subject = ("person_card", card.id)
    whose = card.young_person_id
    db.session.delete(card)
    db.session.flush()
    _note("remove_person_card", whose, by, "young_person", subject)


def tick(young_person_id: UUID, line: str, has: Has, *, by: UUID, now: datetime) -> None:
    """They say how it is with a line. Said again it stays one."""
    held = ticks_of(young_person_id).get(line)
    if held and held.has is has:
        return
    row = ListTick(young_person_id=young_person_id, line=line, has=has, at=now)
    db.session.add(row)
    db.session.flush()
    _note("tick_list", young_person_id, by, "young_person", ("list_tick", row.id))


def say_done(
    young_person_id: UUID, line: str, words: str, *, send_once: UUID, by: UUID, now: datetime
) -> None:
    """A worker says what they did about a line, for the young person to read. Sent twice it is one."""
    if db.session.scalar(sa.select(ListNote.id).where(ListNote.send_once == send_once)):
        return
    row = ListNote(young_person_id=young_person_id, line=line, send_once=send_once, by_id=by, at=now)
    row.words = words
    db.session.add(row)
    db.session.flush()
    _note("note_on_list", young_person_id, by, "staff", ("list_note", row.id))


def begin_asking(young_person_id: UUID, what: str, *, send_once: UUID, now: datetime) -> None:
    """Remember what the form they are about to send asks for; a draft asks for one thing, the latest."""
    held = db.session.scalars(
        sa.select(RightsAsk).where(
            RightsAsk.young_person_id == young_person_id, RightsAsk.send_once == send_once
        )
    ).one_or_none()
    if held is None:
        held = RightsAsk(young_person_id=young_person_id, send_once=send_once, what=what, at=now)
        db.session.add(held)
    held.what, held.at = what, now
    db.session.flush()


def _note(action: str, whose: UUID, by: UUID, role: str, subject: tuple[str, UUID | None]) -> None:
    audit.record(action, by=by, role=role, young_person_id=whose, subject=subject)
