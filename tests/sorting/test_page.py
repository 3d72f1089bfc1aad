"""The sorting page without scripts: one after the other, keys named, split, not sure, undo, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.coding.rules import Stance
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.sorting.models import SortedPlace, Unsure
from portal.voice.models import Addition, Statement
from tests.support.coded import coded, coding_of, themes_stored
from tests.support.factories import Make
from tests.support.page_checks import text_of
from tests.support.pages import Page
from tests.support.queries import counted
from tests.support.sorted_twice import read_one, taking_of

BUS = "I can't afford the bus pass to see my friends"


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def rae(make: Make) -> Account:
    return make.staff(Role.READER, name="Rae Desk")


@pytest.fixture
def sorting(page: Page, rae: Account) -> Page:
    return page.sign_in(rae)


def _begun(page: Page) -> Page:
    return page.visit("/staff/sort").submit("Start with the oldest")


def _reads(statement: Statement) -> int:
    asked = sa.select(sa.func.count()).select_from(Event).where(Event.action == "read_at_desk")
    with db.transaction() as session:
        return session.scalar(asked.where(Event.subject_id == statement.id)) or 0


def test_the_oldest_comes_first_with_its_words_marked_and_nobody_named(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    read_one(make, sam, rae, "The food is horrible")
    old = read_one(make, sam, rae, BUS, sent_at=clock.now() - timedelta(days=3))
    _begun(sorting)
    assert sorting.url.endswith(f"/staff/sort/{old.id}")
    assert "0 of 2 today" in sorting.main
    marks = [text_of(e) for e in sorting.everything if e.tag == "mark"]
    assert any("afford" in one for one in marks)
    assert "to see my" in sorting.main
    assert "Sam" not in sorting.main
    ticked = [e for e in sorting.everything if e.get("checked") is not None and e.get("id") != "keys-off"]
    assert not ticked
    pressed = {e.get("data-press"): e.get("value") for e in sorting.everything if e.get("data-press")}
    assert pressed["1"] in ("money", "friends")
    assert pressed["g"] == "going_well"
    assert _reads(old) == 1


def test_saving_goes_on_to_the_next_and_ends_where_nothing_waits(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    first = read_one(make, sam, rae, BUS, sent_at=clock.now() - timedelta(days=3))
    second = read_one(make, sam, rae, "Hm")
    _begun(sorting).submit("Save and next", {"themes": ["money", "friends"], "stance": "ask"})
    assert sorting.url.endswith(f"/staff/sort/{second.id}")
    assert "1 of 2 today" in sorting.main
    assert "Saved last: Friends, Money, They ask for something" in sorting.main
    row = coding_of(first)
    assert row is not None
    assert (row.stance, row.by_id, themes_stored(first)) == (Stance.ASK, rae.id, {"money", "friends"})
    sorting.submit("Save and next", {"none": True})
    assert "Everything that was read is sorted" in sorting.main
    assert coding_of(second) is not None
    assert taking_of(rae) is None


def test_what_was_begun_is_there_again_and_the_next_ones_words_are_read_only_when_shown(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    first = read_one(make, sam, rae, BUS, sent_at=clock.now() - timedelta(days=3))
    second = read_one(make, sam, rae, "The dentist hurt")
    _begun(sorting)
    sorting.visit("/staff/sort").follow("Go on where you were")
    assert sorting.url.endswith(f"/staff/sort/{first.id}")
    assert "dentist" not in sorting.html
    assert _reads(second) == 0


@pytest.mark.parametrize(
    ("fields", "mistake"),
    [
        ({}, "Tick what it is about, or that it is about none of these."),
        ({"themes": ["money"]}, "Say how they speak of it."),
        ({"themes": ["money"], "stance": "ask", "none": True}, "Keep one of them."),
    ],
)
def test_half_a_sorting_is_shown_again_with_its_ticks(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account, fields: dict[str, object], mistake: str
) -> None:
    statement = read_one(make, sam, rae, BUS)
    _begun(sorting).submit("Save and next", fields, status=422)
    assert any(mistake in line for line in sorting.mistakes)
    ticked = {
        e.get("value")
        for e in sorting.everything
        if e.get("name") == "themes" and e.get("checked") is not None
    }
    assert ticked == set(fields.get("themes", []))  # type: ignore[call-overload]
    assert coding_of(statement) is None


def test_bad_values_are_refused_and_sent_twice_is_once(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = read_one(make, sam, rae, BUS)
    _begun(sorting)
    url = f"/staff/sort/{statement.id}"
    for bad in ({"themes": "weather", "stance": "ask"}, {"places": "x-9:money"}, {"places": "0-5:\x00"}):
        sorting.post(url, bad, status=422)
    good = {"themes": "money", "stance": "ask"}
    sorting.post(url, good)
    at = coding_of(statement)
    sorting.post(url, good)
    sorting.post(url, {"themes": "weather", "stance": "x"})  # not before them any more: nothing of it is read
    again = coding_of(statement)
    assert at is not None
    assert again is not None
    assert at.at == again.at


def test_split_by_sentence_counts_for_the_whole_and_keeps_the_places(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    words = "The bus pass is too dear. My dentist is kind."
    statement = read_one(make, sam, rae, words)
    _begun(sorting)
    legends = [text_of(e) for e in sorting.everything if e.tag == "legend"]
    assert "My dentist is kind." in legends
    places = ["0-25:money", "26-45:health"]
    sorting.post(f"/staff/sort/{statement.id}", {"places": places, "stance": "worry"})
    assert themes_stored(statement) == {"money", "health"}
    with db.transaction() as session:
        kept = session.scalars(sa.select(SortedPlace).order_by(SortedPlace.starts)).all()
        assert [(words[one.starts : one.ends], one.theme) for one in kept] == [
            ("The bus pass is too dear.", "money"),
            ("My dentist is kind.", "health"),
        ]


def test_not_sure_goes_to_somebody_else_with_the_note_sealed(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account, another_page: Callable[[], Page]
) -> None:
    statement = read_one(make, sam, rae, BUS)
    _begun(sorting).submit("Not sure: somebody else looks", {"note": "Bus or friends first?"})
    assert "Somebody else will look at it." in " ".join(sorting.flashes)
    assert coding_of(statement) is None
    assert "Start with the oldest" not in sorting.main  # not again to the one who was not sure
    assert "Rae Desk" in sorting.main
    with db.transaction() as session:
        row = session.scalars(sa.select(Unsure)).one()
        assert row.note == "Bus or friends first?"
        assert b"friends" not in (row.note_sealed or b"")
    other = another_page().sign_in(make.staff(Role.SAFETY_LEAD))
    _begun(other)
    assert "Bus or friends first?" in other.main
    other.visit("/staff/sort")  # it stays in the list until it is sorted, and the first may look again
    sorting.visit("/staff/sort").submit(f"Sort this one, {_stamp(sorting)}")
    assert "Somebody else has it before them" in " ".join(sorting.flashes)


def _stamp(page: Page) -> str:
    button = next(text_of(e) for e in page.everything if e.tag == "button" and "Sort this one" in text_of(e))
    return button.partition(", ")[2]


def test_the_last_one_is_undone_and_open_again(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    first = read_one(make, sam, rae, BUS, sent_at=clock.now() - timedelta(days=3))
    read_one(make, sam, rae, "Hm")
    _begun(sorting).submit("Save and next", {"themes": ["money"], "stance": "ask"})
    sorting.submit("Undo the last one")
    assert sorting.url.endswith(f"/staff/sort/{first.id}")
    assert coding_of(first) is None
    assert themes_stored(first) == set()
    sorting.submit("Save and next", {"themes": ["friends"], "stance": "ask"})
    assert themes_stored(first) == {"friends"}


def test_nothing_is_undone_that_is_too_old_or_somebody_elses(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    old, theirs = read_one(make, sam, rae, BUS), read_one(make, sam, rae, "Hm")
    coded(old, rae, "money", at=clock.now() - timedelta(minutes=11))
    coded(theirs, make.staff(Role.READER), "money")
    sorting.visit("/staff/sort")
    assert "Undo the last one" not in sorting.main
    for one in (old, theirs):
        sorting.post(f"/staff/sort/{one.id}/undo")
        assert themes_stored(one) == {"money"}


def test_words_they_changed_since_are_the_ones_that_are_sorted(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = read_one(make, sam, rae, "The dentist was late")
    now = clock.now()
    with db.transaction() as session:
        change = Addition(
            statement_id=statement.id,
            young_person_id=sam.id,
            send_once=statement.id,
            at=now,
            replaces=True,
            read_by_at=now,
            read_at=now,
            read_by_id=rae.id,
        )
        change.words = "It is about money"
        session.add(change)
    _begun(sorting)
    assert "It is about money" in sorting.main
    assert "dentist" not in sorting.main


def test_only_those_who_read_at_the_desk_may_sort(
    page: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = read_one(make, sam, rae, BUS)
    for role in (Role.SOCIAL_WORKER, Role.MANAGER, Role.PANEL_SUPPORT, Role.PARTICIPATION_WORKER):
        page.sign_in(make.staff(role))
        page.visit("/staff/sort", status=404)
        page.visit(f"/staff/sort/{statement.id}", status=404)
        page.post(f"/staff/sort/{statement.id}", {"none": "y"}, status=404)
    assert coding_of(statement) is None


def test_queries_are_the_same_however_many_wait(
    sorting: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    for number in range(2):
        read_one(make, sam, rae, f"The bus {number}")
    _begun(sorting)
    with counted() as few:
        sorting.visit(sorting.url)
    for number in range(12):
        read_one(make, sam, rae, f"The bus pass {number}")
    with counted() as many:
        sorting.visit(sorting.url)
    assert len(many) == len(few)
