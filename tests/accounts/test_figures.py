"""Names known here are found in a text, young people's and staff's, and nothing says whose they are."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from portal import db
from portal.accounts.figures import could_be_known, covered_names, looks_like, marks_in, names_to_cover
from portal.disclosure import marks as find
from portal.disclosure.marks import Kind, Mark
from portal.kit import clock
from portal.people.models import NameToken, YoungPerson
from portal.people.rules import tokens_of
from portal.policy.roles import Role
from portal.vault import keys
from tests.support.factories import Make
from tests.support.queries import counted

_SCRAPS = ["Quillaume", "quillaume.", "teddy", "River", "We", "moved", "K e i r a", "keyra", "Brown", "will",
           "WILL", "HOPE SO", "keira's", "my sister", "riverBrown", "?"]  # fmt: skip
TEXTS = Path(__file__).parents[1] / "data" / "themes_dev.jsonl"


def _findable(*people: YoungPerson) -> None:
    with db.transaction() as session:
        for person in people:
            for token in tokens_of(person.full_name, person.called):
                hashed = keys.blind("name", token)
                session.add(NameToken(young_person_id=person.id, token=hashed))


def _known_in(text: str) -> list[str]:
    db.session.remove()
    return [text[mark.start : mark.end] for mark in marks_in(text) if mark.kind is Kind.KNOWN_NAME]


def test_names_of_young_people_and_of_everybody_with_an_account_are_known(make: Make) -> None:
    _findable(make.young_person(name="Theodora Brown", called="Teddy"))
    make.staff(Role.SOCIAL_WORKER, name="Aisha Khan")
    make.staff(Role.FOSTER_CARER, name="Jo Harty")
    text = "theodora and teddy, miss khan and aisha, jo or mrs brown"
    assert _known_in(text) == ["theodora", "khan", "aisha", "jo"]  # "brown" is said every day
    assert _known_in("then Brown came") == ["Brown"]
    assert "teddy" not in covered_names(text)  # a bear or a name: somebody looks
    assert covered_names("teddy likes aisha") == "▮▮▮ likes ▮▮▮"


def _pieces(text: str, marked: Sequence[Mark]) -> list[str]:
    return [text[mark.start : mark.end] for mark in marked]


def test_for_covering_names_of_young_people_are_found_in_many_texts_at_once(make: Make) -> None:
    _findable(make.young_person(name="Hope Theodora"))
    make.staff(Role.SOCIAL_WORKER, name="Will Khan")
    texts = ["Hope keeps moving", "Will we hope", "", "khan and theodorah", "theodorra"]
    wanted = [["Hope"], [], [], ["khan"], []]
    db.session.remove()
    with counted() as for_many:
        found = names_to_cover(texts)
    # "theodorah" is like a name that only another text could have had looked up: each stands alone.
    assert [_pieces(*one) for one in zip(texts, found, strict=True)] == wanted
    db.session.remove()
    with counted() as for_one:
        names_to_cover(texts[:1])
    assert len(for_many) == len(for_one)
    with counted() as for_none:
        assert names_to_cover(["", ""]) == [[], []]
    assert for_none == []


@given(st.lists(st.sampled_from(_SCRAPS), max_size=12).map(" ".join))
def test_what_could_be_known_holds_all_that_is_known(text: str) -> None:
    """Whatever of these words is a name here: it was marked before anybody looked."""
    could = could_be_known(text)
    for known in ({"quillaume", "teddy"}, {"river", "keira", "will", "brown"}):
        for mark in find.marks(text, known):
            if mark.kind is Kind.KNOWN_NAME:
                assert any(one.start <= mark.start and mark.end <= one.end for one in could)


def test_what_could_be_known_is_the_same_whoever_is_known(make: Make) -> None:
    text = "Hope asked if quillaume, teddy and River go. will we?"
    before = could_be_known(text)
    _findable(make.young_person(name="Quillaume Hope River"))
    db.session.remove()
    with counted() as queries:
        assert could_be_known(text) == before
    assert queries == []
    assert {"Hope", "quillaume", "River"} <= set(_pieces(text, before))
    assert could_be_known("why are so many of us moved?") == []


def test_the_beginning_of_a_name_is_not_the_name(make: Make) -> None:
    """Beginnings are hashed for searching: "theo" finds Theodora there, and marks nothing here."""
    _findable(make.young_person(name="Theodora Quill"))
    assert _known_in("theo and thea and quil went") == []


def test_names_of_young_people_whose_keys_were_destroyed_are_not_opened(make: Make) -> None:
    person = make.young_person(name="Theodora Quill")
    _findable(person)
    with db.transaction() as session:
        session.execute(sa.text("DELETE FROM data_keys WHERE owner_id = :id"), {"id": _stored_id(person.id)})
    assert _known_in("theodora") == []


def _stored_id(one: uuid.UUID) -> object:
    return one.hex if db.session.get_bind().dialect.name == "sqlite" else one


def test_what_is_shown_to_members_of_the_panel_looks_nothing_up(make: Make) -> None:
    _findable(make.young_person(name="Theodora Quill"))
    with counted() as asked:
        found = looks_like("theodora said so. I met Bartholomew")
    assert asked == []
    assert [mark.kind for mark in found] == [Kind.CAPITAL]


@pytest.mark.once  # the time is ours; what is asked of the database is asked above
def test_a_long_text_is_looked_at_quickly_among_five_thousand(make: Make) -> None:
    """Names share their words, and so their hashes, as names do: 60 first names, 60 last ones."""
    first, last = (
        [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u") for c in (ending,)]
        for ending in ("ndra", "lson")
    )
    with db.transaction() as session:
        now = clock.now()
        for number in range(5000):
            person = YoungPerson(made_at=now, changed_at=now)
            keys.make_for(person.id, session)
            person.full_name = f"{first[number % 60]} {last[number // 60 % 60]}"
            session.add(person)
            session.flush()
            session.add_all(
                NameToken(young_person_id=person.id, token=keys.blind("name", token))
                for token in tokens_of(person.full_name)
            )
    for number in range(100):
        make.staff(Role.SOCIAL_WORKER, name=f"Worker{number} Bartholomew{number}")
    texts = " ".join(json.loads(line)["text"] for line in TEXTS.read_text(encoding="utf-8").splitlines())
    text = " ".join(texts.split()[:500])
    times = []
    for _try in range(4):
        db.session.remove()
        started = time.perf_counter()
        marks_in(text)
        times.append(time.perf_counter() - started)
    db.session.remove()
    with counted() as asked:
        marks_in(text)
    assert len(asked) <= 6, "\n".join(asked)
    print("marks_in, 500 words:", [round(1000 * one) for one in times], "ms")
    assert min(times) < 0.15, times  # 50 ms where nothing else runs
