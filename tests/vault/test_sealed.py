"""Sealed columns: what is stored is ciphertext, bound to its table, column, row and owner."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from portal import db
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.vault import keys, master
from portal.vault.models import DataKey
from portal.vault.sealed import SealBroken
from portal.voice.models import Statement
from tests.support.databases import TestDatabase
from tests.support.factories import Make


def raw(column: str, table: str, row_id: object) -> bytes:
    with db.transaction() as session:
        found = session.execute(
            sa.text(f"SELECT {column} FROM {table} WHERE id = :id").bindparams(
                sa.bindparam("id", row_id, type_=sa.Uuid())
            )
        ).scalar_one()
        return bytes(found)


def put(table: str, column: str, row_id: object, value: bytes) -> None:
    statement = sa.text(f"UPDATE {table} SET {column} = :value WHERE id = :id").bindparams(
        sa.bindparam("id", row_id, type_=sa.Uuid()), value=value
    )
    with db.transaction() as session:
        assert session.execute(statement).rowcount == 1  # type: ignore[attr-defined]  # an UPDATE has a row count


@pytest.mark.parametrize("words", ["Hello", "سلام", "👩‍👧 x\n\ny", "a" * 10_000])
def test_words_come_back_as_they_were(make: Make, words: str) -> None:
    statement = make.statement(make.young_person(), words)
    with db.transaction() as session:
        assert session.get_one(Statement, statement.id).words == words
    assert words.encode() not in raw("words_sealed", "statements", statement.id)


def test_nothing_typed_is_stored_as_nothing(make: Make) -> None:
    statement = make.statement(make.young_person(), "")
    with db.transaction() as session:
        row = session.get_one(Statement, statement.id)
        assert (row.words, row.words_sealed) == ("", None)


def test_a_change_is_sealed_anew_and_the_old_words_are_gone(make: Make) -> None:
    person = make.young_person(called="Sam")
    before = raw("called_sealed", "young_people", person.id)
    with db.transaction() as session:
        row = session.get_one(YoungPerson, person.id)
        row.called = "Sammy"
        assert row.called == "Sammy"
    with db.transaction() as session:
        assert session.get_one(YoungPerson, person.id).called == "Sammy"
        session.get_one(YoungPerson, person.id).called = ""
    assert before != b""
    with db.transaction() as session:
        assert session.get_one(YoungPerson, person.id).called == ""


def test_the_same_words_twice_look_different(make: Make) -> None:
    person = make.young_person()
    one, two = make.statement(person, "the same"), make.statement(person, "the same")
    assert raw("words_sealed", "statements", one.id) != raw("words_sealed", "statements", two.id)


def test_ciphertext_of_another_row_is_refused(make: Make) -> None:
    person = make.young_person()
    one, two = make.statement(person, "one"), make.statement(person, "two")
    put("statements", "words_sealed", two.id, raw("words_sealed", "statements", one.id))
    with db.transaction() as session, pytest.raises(SealBroken):
        _ = session.get_one(Statement, two.id).words


def test_ciphertext_of_another_column_is_refused(make: Make) -> None:
    statement = make.statement(make.young_person(), "one")
    put("statements", "wants_sealed", statement.id, raw("words_sealed", "statements", statement.id))
    with db.transaction() as session, pytest.raises(SealBroken):
        _ = session.get_one(Statement, statement.id).wants


def test_ciphertext_of_another_table_is_refused(make: Make) -> None:
    person = make.young_person()
    statement = make.statement(person, "one")
    put("young_people", "called_sealed", person.id, raw("words_sealed", "statements", statement.id))
    with db.transaction() as session, pytest.raises(SealBroken):
        _ = session.get_one(YoungPerson, person.id).called


def test_a_row_handed_to_another_young_person_does_not_open(make: Make) -> None:
    one, two = make.young_person(), make.young_person()
    statement = make.statement(one, "mine")
    with db.transaction() as session:
        session.execute(
            sa.update(Statement).where(Statement.id == statement.id).values(young_person_id=two.id)
        )
    with db.transaction() as session, pytest.raises(SealBroken):
        _ = session.get_one(Statement, statement.id).words


def test_one_changed_byte_is_refused(make: Make) -> None:
    statement = make.statement(make.young_person(), "one")
    whole = raw("words_sealed", "statements", statement.id)
    put("statements", "words_sealed", statement.id, whole[:-1] + bytes([whole[-1] ^ 1]))
    with db.transaction() as session, pytest.raises(SealBroken):
        _ = session.get_one(Statement, statement.id).words


def test_without_the_young_persons_key_nothing_opens(make: Make) -> None:
    person = make.young_person()
    with db.transaction() as session:
        session.execute(sa.delete(DataKey).where(DataKey.owner_id == person.id))
    with db.transaction() as session, pytest.raises(keys.KeyMissing):
        _ = session.get_one(YoungPerson, person.id).full_name


def test_with_another_master_key_a_stolen_database_opens_nothing(make: Make, database: TestDatabase) -> None:
    person, reader = make.young_person(name="Robin Example"), make.staff(Role.READER, name="Alex Example")
    keys.open_ring(b"x" * master.KEY_BYTES)
    with db.transaction() as session, pytest.raises(master.MasterKeyError):
        _ = session.get_one(YoungPerson, person.id).full_name
    with db.transaction() as session, pytest.raises(master.MasterKeyError):
        keys.check_master(session)
    keys.open_ring(master.load(database.settings.master_key_file))
    with db.transaction() as session:
        assert session.get_one(type(reader), reader.id).name == "Alex Example"
