"""Long files are kept in pieces: none is in the clear, none can be changed, moved, cut off or left out."""

from __future__ import annotations

import tracemalloc
from uuid import UUID

import pytest
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.kit.spool import PIECE, spooled
from portal.people.models import YoungPerson
from portal.vault.files import keeping
from portal.vault.models import StoredFile, StoredPiece
from portal.vault.sealed import SealBroken
from tests.support.factories import Make

CONTENT = b"Zebediah was here. " * (3 * PIECE // 19)


@pytest.fixture
def person(make: Make) -> YoungPerson:
    return make.young_person()


def kept(person: YoungPerson, content: bytes = CONTENT) -> UUID:
    with db.transaction():
        return keeping.keep(person.id, content, "application/pdf", now=clock.now()).id


def file(file_id: UUID) -> StoredFile:
    return db.session.get_one(StoredFile, file_id)


def pieces() -> list[StoredPiece]:
    return list(db.session.scalars(sa.select(StoredPiece).order_by(StoredPiece.number)))


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 2 * PIECE, len(CONTENT)])
def test_any_size_comes_back_as_it_was(person: YoungPerson, size: int) -> None:
    made = kept(person, CONTENT[:size])
    with db.transaction():
        row = file(made)
        assert (row.size, len(pieces())) == (size, -(-size // PIECE) if size > PIECE else 0)
        assert keeping.content_of(row) == keeping.spool_of(row).read() == CONTENT[:size]


def test_none_of_it_is_in_the_clear(person: YoungPerson) -> None:
    kept(person)
    with db.transaction():
        assert len(pieces()) == 3
        assert not any(b"Zebediah" in one.sealed for one in pieces())


@pytest.mark.parametrize("how", ["changed", "swapped", "last left out", "of another"])
def test_what_was_changed_moved_or_left_out_does_not_open(person: YoungPerson, how: str) -> None:
    made, other = kept(person), kept(person)
    with db.transaction() as session:
        mine = [one for one in pieces() if one.file_id == made]
        theirs = [one for one in pieces() if one.file_id == other]
        if how == "changed":
            mine[1].sealed = mine[1].sealed[:-1] + bytes([mine[1].sealed[-1] ^ 1])
        elif how == "swapped":
            mine[0].sealed, mine[1].sealed = mine[1].sealed, mine[0].sealed
        elif how == "of another":
            mine[1].sealed = theirs[1].sealed
        else:
            session.delete(mine[-1])
    with db.transaction(), pytest.raises(SealBroken):
        keeping.content_of(file(made))


def test_it_is_sent_when_the_transaction_is_over(person: YoungPerson) -> None:
    made = kept(person)
    with db.transaction():
        on_its_way = keeping.sent_of(file(made))
    assert b"".join(on_its_way) == CONTENT


def test_let_go_while_it_is_sent_it_ends_there(person: YoungPerson) -> None:
    made = kept(person)
    with db.transaction():
        on_its_way = keeping.sent_of(file(made))
    next(on_its_way)
    with db.transaction():
        keeping.let_go(file(made))
    with pytest.raises(sa.exc.NoResultFound):
        next(on_its_way)
    with db.transaction():
        assert pieces() == []


@pytest.mark.once
def test_neither_keeping_nor_sending_holds_more_than_some_pieces(person: YoungPerson) -> None:
    big = spooled(CONTENT for _ in range(8))
    tracemalloc.start()
    with db.transaction():
        row = keeping.keep(person.id, big, "application/pdf", now=clock.now())
    with db.transaction():
        on_its_way = keeping.sent_of(file(row.id))
    assert sum(len(piece) for piece in on_its_way) == big.size > 24_000_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * PIECE
