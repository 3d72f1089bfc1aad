"""What a young person keeps and asked for on the pages of their rights. Before a lost way in was checked in
person, what was there before stays shut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.queries.around import names_of
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.rights.models import ListNote, ListTick, PersonCard, RightsAsk
from portal.voice.models import Statement
from portal.voice.queries.apart import shut_to
from portal.voice.queries.drafts import past_shut_at
from portal.voice.queries.shown import is_shown
from portal.voice.rules import Desk
from portal.voice.rules.saying import State, state_of


@dataclass(frozen=True)
class Asked:
    """Something that was asked for, and how far it is."""

    statement_id: UUID
    what: str
    sent_at: datetime
    state: State


@dataclass(frozen=True)
class Note:
    """What a worker did about a line of a list."""

    words: str
    by: str
    at: datetime


def own_cards(viewer: Viewer) -> Sequence[PersonCard]:
    """The cards they made themselves, oldest first."""
    if viewer.past_is_shut:
        return []
    mine = PersonCard.young_person_id == viewer.young_person_id
    return db.session.scalars(
        sa.select(PersonCard).where(mine).order_by(PersonCard.made_at, PersonCard.id)
    ).all()


def own_card(viewer: Viewer, person_card_id: UUID) -> Subject | None:
    """One of them; nobody else's, and none while the past is shut."""
    card = db.session.get(PersonCard, person_card_id)
    if card is None or viewer.past_is_shut or card.young_person_id != viewer.young_person_id:
        return None
    return Subject(card, card.young_person_id, frozenset({Relation.OWN}), "person_card", card.id)


def ticks_of(young_person_id: UUID) -> dict[str, ListTick]:
    """What holds of each line: what was said last."""
    rows = db.session.scalars(
        sa.select(ListTick)
        .where(ListTick.young_person_id == young_person_id)
        .order_by(ListTick.at, ListTick.id)
    )
    return {row.line: row for row in rows}


def notes_of(young_person_id: UUID) -> dict[str, list[Note]]:
    """What workers wrote beside each line, oldest first."""
    rows = db.session.scalars(
        sa.select(ListNote)
        .where(ListNote.young_person_id == young_person_id)
        .order_by(ListNote.at, ListNote.id)
    ).all()
    names = names_of(row.by_id for row in rows)
    found: dict[str, list[Note]] = {}
    for row in rows:
        found.setdefault(row.line, []).append(Note(row.words, names.get(row.by_id, ""), row.at))
    return found


def asked_by(viewer: Viewer) -> list[Asked]:
    """What they asked for from these pages and sent, the newest first."""
    shut_at = past_shut_at(viewer.account_id) if viewer.past_is_shut else None
    wanted = _asks().where(RightsAsk.young_person_id == viewer.young_person_id)
    if shut_at:
        wanted = wanted.where(Statement.sent_at >= shut_at, Statement.by_old_way.is_(False))
    return [_asked(ask, said) for ask, said in db.session.execute(wanted)]


def when_asked(young_person_id: UUID, account_id: UUID, on: date) -> dict[str, datetime]:
    """When each thing was asked for last: for their worker, who reads the words where they were sent to.
    Nothing of what an advocate has, nor of what must not reach this worker."""
    wanted = _asks().where(
        RightsAsk.young_person_id == young_person_id,
        Statement.taken_back_at.is_(None),
        Statement.desk == Desk.COUNCIL,
    )
    rows = db.session.execute(wanted).all()
    shut = shut_to(account_id, [said.id for _ask, said in rows], on)
    return {ask.what: said.sent_at for ask, said in reversed(rows) if said.id not in shut}


def was_asked_for(viewer: Viewer, statement_id: UUID) -> bool:
    """Whether these words of theirs ask for something that is owed."""
    wanted = _asks().where(RightsAsk.young_person_id == viewer.young_person_id, Statement.id == statement_id)
    return db.session.execute(wanted).first() is not None


def _asks() -> sa.Select[RightsAsk, Statement]:
    same = sa.and_(
        Statement.young_person_id == RightsAsk.young_person_id, Statement.send_once == RightsAsk.send_once
    )
    return (
        sa.select(RightsAsk, Statement)
        .join(Statement, same)
        .where(is_shown())
        .options(selectinload(Statement.answers))
        .order_by(Statement.sent_at.desc(), Statement.id)
    )


def _asked(ask: RightsAsk, said: Statement) -> Asked:
    latest = said.answers[-1] if said.answers else None
    state = state_of(
        taken_back_at=said.taken_back_at,
        read_at=said.read_at,
        answered=latest is not None,
        answer_read_at=latest.read_at if latest else None,
        says=latest.says if latest else None,
    )
    return Asked(said.id, ask.what, said.sent_at, state)
