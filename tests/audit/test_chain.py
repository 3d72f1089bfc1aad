"""The chain of events: one row changed, removed, added or moved among many is found."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import db
from portal.audit import commands as audit
from portal.audit.jobs import seal_events
from portal.audit.models import ChainHead, Event
from portal.audit.queries import Verification, events_about, verify
from portal.vault import keys

pytestmark = pytest.mark.usefixtures("database")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PERSON = uuid.UUID(int=7)


def record(count: int) -> None:
    with db.transaction() as session:
        rows = [
            {
                "id": uuid.uuid4(),
                "at": START + timedelta(seconds=number),
                "actor_id": uuid.UUID(int=number % 9 + 1),
                "actor_role": "reader",
                "action": "read_at_desk",
                "young_person_id": PERSON,
                "subject_kind": "statement",
                "subject_id": uuid.UUID(int=number + 1),
                "safety": number % 2 == 0,
            }
            for number in range(count)
        ]
        session.execute(sa.insert(Event), rows)


def seal(limit: int = 5000) -> int:
    with db.transaction():
        return seal_events(limit)


def checked() -> Verification:
    with db.transaction():
        return verify()


def test_an_empty_chain_is_whole() -> None:
    assert checked() == Verification(0, 0, None)


def test_events_are_sealed_in_their_order_a_part_at_a_time() -> None:
    record(25)
    assert [seal(10), seal(10), seal(10), seal(10)] == [10, 10, 5, 0]
    assert checked() == Verification(25, 0, None)
    with db.transaction() as session:
        in_chain = session.scalars(sa.select(Event.at).order_by(Event.seq)).all()
    assert list(in_chain) == sorted(in_chain)


def test_what_waits_is_reported() -> None:
    record(3)
    seal()
    with db.transaction():
        audit.record("signed in", by=uuid.UUID(int=1))
    assert checked() == Verification(3, 1, None)


def _update(**values: Any) -> Callable[[Session], None]:
    return lambda session: session.execute(sa.update(Event).where(Event.seq == 5).values(**values)) and None


def _swap(session: Session) -> None:
    for before, after in ((5, -1), (6, 5), (-1, 6)):
        session.execute(sa.update(Event).where(Event.seq == before).values(seq=after))


def _remove_and_close_the_gap(session: Session) -> None:
    session.execute(sa.delete(Event).where(Event.seq == 5))
    for seq in range(6, 13):
        session.execute(sa.update(Event).where(Event.seq == seq).values(seq=seq - 1))


def _add(session: Session) -> None:
    session.add(
        Event(at=START, actor_role="", action="x", subject_kind="", safety=False, seq=13, seal=b"\x01" * 32)
    )


def _cut_off_and_move_the_head(session: Session) -> None:
    session.execute(sa.delete(Event).where(Event.seq > 10))
    last = session.scalars(sa.select(Event.seal).where(Event.seq == 10)).one()
    session.execute(sa.update(ChainHead).values(seq=10, seal=last))


TAMPERING: dict[str, tuple[Callable[[Session], Any], int]] = {
    "who": (_update(actor_id=uuid.UUID(int=99)), 5),
    "as what": (_update(actor_role="iro"), 5),
    "what": (_update(action="share"), 5),
    "when": (_update(at=START - timedelta(days=1)), 5),
    "whose": (_update(young_person_id=uuid.UUID(int=8)), 5),
    "about which": (_update(subject_id=uuid.UUID(int=88)), 5),
    "about what": (_update(subject_kind="answer"), 5),
    "safety": (_update(safety=True), 6),
    "its seal": (_update(seal=b"\x00" * 32), 5),
    "swapped": (_swap, 5),
    "removed": (lambda session: session.execute(sa.delete(Event).where(Event.seq == 5)), 5),
    "removed and closed up": (_remove_and_close_the_gap, 5),
    "added": (_add, 13),
    "the end cut off": (lambda session: session.execute(sa.delete(Event).where(Event.seq > 10)), 11),
    "the end cut off and the head moved": (_cut_off_and_move_the_head, 11),
    "all gone": (lambda session: session.execute(sa.delete(Event)), 1),
    "unsealed again": (_update(seq=None, seal=None), 5),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found_at_its_place(how: str) -> None:
    record(12)
    seal()
    tamper, place = TAMPERING[how]
    with db.transaction() as session:
        if how == "safety":
            session.execute(sa.update(Event).where(Event.seq == 6).values(safety=True))
        else:
            tamper(session)
    assert checked().first_broken == place


def test_a_seal_made_without_the_key_is_found() -> None:
    record(2)
    keys.open_ring(b"somebody without the master key!")
    seal()
    assert checked().first_broken is None
    keys.open_ring(b"the one with the real master key")
    assert checked().first_broken == 1


def test_showing_a_safety_entry_later_does_not_break_the_chain() -> None:
    record(4)
    seal()
    with db.transaction() as session:
        session.execute(sa.update(Event).values(shown_at=START))
    assert checked().first_broken is None


@pytest.mark.once  # the chain is computed by us; the shorter tests here run on both
def test_one_row_of_a_hundred_thousand_is_found_quickly() -> None:
    record(100_000)
    begun = time.process_time()
    while seal(20_000):
        pass
    sealed_in = time.process_time() - begun
    begun = time.process_time()
    assert checked() == Verification(100_000, 0, None)
    assert sealed_in < 60
    assert time.process_time() - begun < 20
    with db.transaction() as session:
        session.execute(sa.update(Event).where(Event.seq == 77_777).values(actor_id=uuid.UUID(int=12345)))
    assert checked().first_broken == 77_777


def test_a_history_is_newest_first_and_leaves_safety_entries_out_until_they_may_be_shown() -> None:
    record(10)
    with db.transaction():
        page = events_about(PERSON)
        assert (page.total, len(page.rows)) == (5, 5)
        assert [row.at for row in page.rows] == sorted((row.at for row in page.rows), reverse=True)
        assert events_about(PERSON, with_safety=True).total == 10
        assert events_about(uuid.UUID(int=8)).total == 0
        second = events_about(PERSON, number=2, size=3, with_safety=True)
        assert (len(second.rows), second.pages) == (3, 4)
    with db.transaction() as session:
        session.execute(sa.update(Event).where(Event.subject_id == uuid.UUID(int=1)).values(shown_at=START))
    with db.transaction():
        assert events_about(PERSON).total == 6
