"""Offers, thank-yous and promises made by the product's own commands, for tests."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.participation.commands import offers, pledge
from portal.participation.models import PledgeRound, RoomOffer, RoomPlace
from portal.participation.rules.pledge import PromiseWords, RoundDays
from portal.participation.rules.room import Coming, ForWhom, OfferWords, RoomKind
from portal.people.models import YoungPerson
from portal.voice.models import Statement

PROMISES = ("Your home", "Your identity")


def offer(by: Account, **changes: Any) -> UUID:
    """A meeting of the panel in ten days for everybody from 11 to 17."""
    begins: datetime = changes.pop("starts_at", clock.now() + timedelta(days=10))
    said: dict[str, Any] = {
        "kind": RoomKind.PANEL,
        "title": "The panel talks about moving home",
        "what_for": "You say what should change.",
        "where": "Town hall, room 2",
        "you_get": "A meal and a voucher",
        "briefing": "Six grown-ups sit at a table.",
        "for_whom": ForWhom.EVERYBODY,
        "group_id": None,
        "youngest": 11,
        "oldest": 17,
        "places": None,
        "starts_at": begins,
        "minutes": 60,
        "reply_by_on": begins.date(),
        **changes,
    }
    with db.transaction():
        return offers.make(OfferWords(**said), uuid.uuid4(), by=by.id, now=clock.now()).id


def place(offer_id: UUID, person: YoungPerson, **fields: Any) -> UUID:
    """They said yes to it."""
    with db.transaction() as session:
        row = RoomPlace(
            offer_id=offer_id,
            young_person_id=person.id,
            **{"coming": Coming.YES, "answered_at": clock.now(), "needs": [], **fields},
        )
        session.add(row)
        session.flush()
        return row.id


def is_over(offer_id: UUID) -> None:
    """It was yesterday."""
    with db.transaction() as session:
        session.get_one(RoomOffer, offer_id).starts_at = clock.now() - timedelta(days=1)


def promises(by: Account, *titles: str) -> list[UUID]:
    made = []
    for title in titles or PROMISES:
        words = PromiseWords(title, "We keep this.", "We look after it.", "Head of Care", "home")
        with db.transaction():
            made.append(pledge.write(words, uuid.uuid4(), by=by.id, now=clock.now()).id)
    return made


def round_of_marks(by: Account, today: date) -> UUID:
    """Open since yesterday, for a week."""
    days = RoundDays(
        today.year, today - timedelta(days=1), today + timedelta(days=7), today + timedelta(days=40)
    )
    with db.transaction():
        return pledge.begin(days, by=by.id, now=clock.now()).id


def marks(round_id: UUID, person: YoungPerson, account: Account, given: dict[str, str], today: date) -> None:
    with db.transaction() as session:
        row = session.get_one(PledgeRound, round_id)
        pledge.mark(row, person.id, given, by=account.id, now=clock.now(), today=today)


def read_at_the_desk(statement_id: UUID, reader: Account) -> None:
    """Somebody at the desk has read it."""
    with db.transaction() as session:
        row = session.get_one(Statement, statement_id)
        row.read_at, row.read_by_id = clock.now(), reader.id


def counted(round_id: UUID, today: date) -> None:
    """Ended by hand and counted."""
    with db.transaction() as session:
        row = session.get_one(PledgeRound, round_id)
        pledge.count(row, now=clock.now(), today=today, by=row.made_by_id)


def answered(round_id: UUID, promise_id: UUID, by: Account) -> None:
    with db.transaction() as session:
        row = session.get_one(PledgeRound, round_id)
        pledge.answer(row, promise_id, "Two more homes open in May.", uuid.uuid4(), by=by.id, now=clock.now())
