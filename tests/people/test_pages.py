"""The pages about young people: finding, seeing, adding, changing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.people import commands, queries
from portal.people.commands import Facts
from portal.people.models import Episode, ReviewHeld, YoungPerson
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from tests.support.counting import count_queries
from tests.support.factories import Make
from tests.support.pages import Page

TODAY = clock.now().date()
LIST = "/staff/young-people"


@pytest.fixture
def admin(make: Make) -> Account:
    return make.staff(Role.ADMINISTRATOR)


def add(name: str, **facts: Any) -> YoungPerson:
    """A young person with a name that is found, as the page adds them."""
    with db.transaction():
        person = commands.add_young_person(Facts(full_name=name, **facts), by=None)
        assert person.name == name
        return person


def names(page: Page) -> list[str]:
    links = (link for link in page.links() if "/young-people/" in str(link.get("href")))
    others = ("/add", "/merge")
    return [str(link.text) for link in links if link.text and not str(link.get("href")).endswith(others)]


def events(action: str, person_id: uuid.UUID) -> int:
    with db.transaction():
        return (
            db.session.scalar(
                sa.select(sa.func.count())
                .select_from(Event)
                .where(Event.action == action, Event.young_person_id == person_id)
            )
            or 0
        )


def search(page: Page, words: str, status: int = 200) -> list[str]:
    page.visit(LIST).submit("Search", asked=words, status=status)
    return names(page)


def test_names_are_found_by_the_beginnings_of_their_words(page: Page, admin: Account) -> None:
    add("Amina Vale"), add("Amir Stone"), add("Zoë Vale", child_ref="ab 77")
    page.sign_in(admin)
    assert search(page, "") == ["Amina Vale", "Amir Stone", "Zoë Vale"]
    assert search(page, "AMI") == ["Amina Vale", "Amir Stone"]
    assert search(page, "val ami") == ["Amina Vale"]
    assert search(page, "zoe") == ["Zoë Vale"]
    assert search(page, "AB77") == ["Zoë Vale"]
    assert search(page, "am") == []
    assert "Nobody was found." in page.main
    page.follow("Show everybody")
    assert len(names(page)) == 3


def test_what_was_searched_for_is_in_no_address_and_no_cookie(page: Page, admin: Account) -> None:
    add("Amina Vale")
    page.sign_in(admin).visit(LIST).submit("Search", asked="Amina")
    assert "amina" not in (page.url + "".join(page.hops)).lower()
    assert page.value("asked") == "Amina"
    with page.client.session_transaction() as session:
        assert "amina" not in str(dict(session)).lower()
    assert page.visit(LIST).value("asked") == ""


def test_a_search_shows_its_first_fifty_and_says_so(page: Page, admin: Account) -> None:
    for number in range(51):
        add(f"Amina Vale {number}")
    page.sign_in(admin)
    assert len(search(page, "amina")) == 50
    assert "51 found for “amina”. The first 50 are shown" in page.main


def test_too_much_to_search_for_is_kept_and_said(page: Page, admin: Account) -> None:
    page.sign_in(admin).visit(LIST).submit("Search", asked="x" * 101, status=422)
    assert page.mistakes == ["This is too long. Use 100 letters or fewer."]
    assert page.value("asked") == "x" * 101


def test_odd_searches_find_nothing_and_break_nothing(page: Page, admin: Account) -> None:
    add("Amina Vale")
    page.sign_in(admin)
    for odd in ("%", "' or 1=1 --", "\u0000", "???", "🙂", "a " * 50):
        page.visit(LIST)
        page.post(LIST, {"asked": [odd, "Amina"]})
        assert page.status == 200
        page.post(LIST, {"asked": ""})


def test_a_worker_finds_their_own_and_those_they_stand_in_for_only(make: Make, page: Page) -> None:
    mine, covered, former = add("Mine Vale"), add("Covered Vale"), add("Former Vale")
    add("Other Vale")
    worker, away = make.staff(Role.SOCIAL_WORKER), make.staff(Role.IRO)
    make.link(mine, worker)
    make.link(covered, away)
    make.link(former, worker, until_on=TODAY - timedelta(days=1))
    make.stand_in(away, worker)
    page.sign_in(worker)
    assert search(page, "") == ["Covered Vale", "Mine Vale"]
    assert search(page, "other") == []
    assert "Add a young person" not in page.main


def test_a_participation_worker_sees_all_their_own_first(make: Make, page: Page) -> None:
    add("Amina Vale")
    mine = add("Zoë Vale")
    worker = make.staff(Role.PARTICIPATION_WORKER)
    make.link(mine, worker)
    page.sign_in(worker)
    assert search(page, "") == ["Zoë Vale", "Amina Vale"]
    page.visit(LIST + "?sort=changed")
    assert names(page) == ["Zoë Vale", "Amina Vale"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.YOUNG_PERSON}))
def test_who_may_look(role: Role, make: Make, page: Page) -> None:
    may = {
        Role.ADMINISTRATOR,
        Role.PARTICIPATION_WORKER,
        Role.SOCIAL_WORKER,
        Role.PERSONAL_ADVISER,
        Role.IRO,
    }
    page.sign_in(make.staff(role)).visit(LIST, status=200 if role in may else 404)


def test_pages_and_orders(page: Page, admin: Account) -> None:
    for number in range(30):
        add(f"Kit Vale{number:02}")
    page.sign_in(admin).visit(LIST)
    assert names(page) == [f"Kit Vale{number:02}" for number in range(25)]
    page.follow("Next")
    assert names(page) == [f"Kit Vale{number:02}" for number in range(25, 30)]
    page.visit(LIST + "?page=99999")
    assert len(names(page)) == 5
    page.visit(LIST + "?sort=added")
    assert names(page)[0] == "Kit Vale29"
    for odd in ("?page=-1", "?page=x", "?sort=x&page=0", "?page=%00"):
        assert len(names(page.visit(LIST + odd))) == 25


def test_the_list_asks_the_database_as_often_for_50_as_for_1(page: Page, admin: Account) -> None:
    add("Kit Vale")
    page.sign_in(admin).visit(LIST)
    one = count_queries(lambda: page.visit(LIST))
    for number in range(50):
        add(f"Kit Vale{number}")
    assert count_queries(lambda: page.visit(LIST)) == one


def test_one_page_with_everything(make: Make, page: Page) -> None:
    person = add("Kit Vale", called="Kitty", born_on=date(2011, 3, 27), child_ref="X1", ethnicity="WBRI")
    worker = make.staff(Role.SOCIAL_WORKER, name="Sol Reed")
    make.link(person, worker)
    make.link(person, make.staff(Role.IRO, name="Ira Past"), until_on=TODAY - timedelta(days=1))
    with db.transaction() as session:
        session.add(
            Episode(young_person_id=person.id, started_on=date(2024, 1, 5), home_kind="U6", provider="PR1")
        )
        session.add(ReviewHeld(young_person_id=person.id, held_on=date(2025, 2, 3), participation="PN6"))
    page.sign_in(worker).visit(f"{LIST}/{person.id}")
    for words in (
        "Kitty", "X1", "White British", "Foster home", "This council", "Sol Reed", "Social worker",
        "Did not come, and sent what they think",
    ):  # fmt: skip
        assert words in page.main
    assert "Ira Past" not in page.main
    assert events("see_young_person", person.id) == 1
    assert page.links("Change these facts")
    assert not page.links("Change who works with them")


def test_not_yours_and_not_there_look_the_same(make: Make, page: Page) -> None:
    person, worker = add("Kit Vale"), make.staff(Role.SOCIAL_WORKER)
    page.sign_in(worker)
    for way in ("", "/change"):
        page.visit(f"{LIST}/{person.id}{way}", status=404)
        not_mine = page.html
        page.visit(f"{LIST}/{uuid.uuid4()}{way}", status=404)
        assert page.html == not_mine
    page.visit(f"{LIST}/nonsense", status=404)
    page.visit(f"{LIST}/add", status=404)


def test_adding_somebody(page: Page, admin: Account) -> None:
    page.sign_in(admin).visit(LIST).follow("Add a young person")
    page.submit(
        "Add this young person",
        {
            "full_name": "Amina Vale",
            "called": "Ami",
            "born_on-day": "27",
            "born_on-month": "3",
            "born_on-year": "2011",
            "child_ref": "ab 77",
        },
    )
    assert page.heading == "Amina Vale"
    assert page.flashes == ["They were added."]  # no name: a flash waits in a cookie that can be read
    with db.transaction():
        person = queries.get(queries.with_number("AB77") or uuid.uuid4())
        assert person is not None
        assert (person.called, person.born_on) == ("Ami", date(2011, 3, 27))
    assert events("add_young_person", person.id) == 1
    assert search(page, "ami val") == ["Amina Vale"]


@pytest.mark.parametrize("number", ["", "ab 77"])
def test_added_twice_by_one_form_is_added_once(page: Page, admin: Account, number: str) -> None:
    form = {"full_name": "Amina Vale", "child_ref": number, "send_once": str(uuid.uuid4())}
    page.sign_in(admin)
    urls = {page.post(f"{LIST}/add", form).url for _ in range(3)}
    assert len(urls) == 1
    page.post(f"{LIST}/add", {**form, "full_name": "Bo Vale", "child_ref": ""})
    assert page.heading == "Bo Vale"
    assert sorted(search(page, "")) == ["Amina Vale", "Bo Vale"]


def born(day: str, month: str, year: str) -> dict[str, str]:
    return {"born_on-day": day, "born_on-month": month, "born_on-year": year}


GOOD = {"full_name": "Kit Vale", "called": "", "child_ref": ""}


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        ({"full_name": ""}, "Write a name, or the council’s number for them."),
        ({"full_name": "\u0000 \u0007"}, "Write a name, or the council’s number for them."),
        ({"full_name": "x" * 121}, "This is too long. Use 120 letters or fewer."),
        ({"called": "x" * 61}, "This is too long. Use 60 letters or fewer."),
        ({"child_ref": "TAKEN 1"}, "Another young person has this number."),
        ({"child_ref": "x" * 31}, "This is too long. Use 30 letters or fewer."),
        (born("31", "2", "2011"), "Write a real date, like 27 3 2011."),
        (born("1", "1", "2099"), "This day has not come yet. Check the year."),
        (born("1", "1", "1900"), "This is too long ago. Check the year."),
        (born("1", "1", "1066"), "Write a real date, like 27 3 2011."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_kept(
    page: Page, admin: Account, spoilt: dict[str, str], words: str
) -> None:
    add("Somebody Else", child_ref="taken1")
    page.sign_in(admin).post(f"{LIST}/add", {**GOOD, **spoilt}, status=422)
    assert page.mistakes == [words]
    for name, value in {**GOOD, **spoilt}.items():
        if "\u0000" not in value:
            assert page.value(name) == value
    with db.transaction():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(YoungPerson)) == 1


def test_an_empty_post_and_repeated_fields_are_answered(page: Page, admin: Account) -> None:
    page.sign_in(admin).post(f"{LIST}/add", {}, status=422)
    page.post(f"{LIST}/add", {"full_name": ["Kit Vale", "Other Vale"], "born_on-day": ["1", "2"]}, status=422)
    assert page.mistakes == ["Write a real date, like 27 3 2011."]


def test_changing_facts_moves_the_search_along(make: Make, page: Page) -> None:
    person, worker = add("Kit Vale", child_ref="X1", sex="2"), make.staff(Role.SOCIAL_WORKER)
    make.link(person, worker)
    page.sign_in(worker).visit(f"{LIST}/{person.id}").follow("Change these facts")
    page.submit("Save the changes", full_name="Kim Stone", child_ref="X2")
    assert page.heading == "Kim Stone"
    assert search(page, "kit") == []
    assert search(page, "stone") == ["Kim Stone"]
    assert search(page, "x2") == ["Kim Stone"]
    with db.transaction():
        found = queries.get(person.id)
        assert found is not None
        assert found.sex == "2"
    assert events("edit_young_person", person.id) == 2  # opening the form, and saving


def test_two_people_change_the_same_facts(
    page: Page, another_page: Callable[[], Page], admin: Account
) -> None:
    person = add("Kit Vale")
    other = another_page().sign_in(admin).visit(f"{LIST}/{person.id}/change")
    page.sign_in(admin).visit(f"{LIST}/{person.id}/change").submit("Save the changes", called="Kitty")
    other.submit("Save the changes", called="Kaz", status=422)
    assert other.mistakes[0].startswith("Somebody else changed this while you had it open.")
    assert other.value("called") == "Kaz"
    assert "Kitty" in other.main
    other.submit("Save the changes")
    with db.transaction():
        found = queries.get(person.id)
        assert found is not None
        assert found.called == "Kaz"


def test_their_own_number_is_no_clash(page: Page, admin: Account) -> None:
    person = add("Kit Vale", child_ref="X1")
    add("Kim Vale", child_ref="X2")
    page.sign_in(admin).visit(f"{LIST}/{person.id}/change").submit("Save the changes", called="K")
    page.visit(f"{LIST}/{person.id}/change").submit("Save the changes", child_ref="x 2", status=422)
    assert page.mistakes == ["Another young person has this number."]


def test_an_iro_sees_and_does_not_change(make: Make, page: Page) -> None:
    person, iro = add("Kit Vale"), make.staff(Role.IRO)
    make.link(person, iro, LinkKind.IRO)
    page.sign_in(iro).visit(f"{LIST}/{person.id}")
    assert not page.links("Change these facts")
    page.visit(f"{LIST}/{person.id}/change", status=404)
