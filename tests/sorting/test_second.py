"""Every tenth is sorted by two: blind, kept apart, settled together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.coding.rules import Stance
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.sorting.models import SecondSorting
from portal.sorting.rules.second import Settled
from portal.voice.models import Statement
from tests.support.coded import coded, coding_of, themes_stored
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.sorted_twice import an_hour_ago, read_one, second_of

BUS = "The bus pass is too dear"


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def rae(make: Make) -> Account:
    return make.staff(Role.READER, name="Rae Desk")


@pytest.fixture
def ola(make: Make) -> Account:
    return make.staff(Role.READER, name="Ola Other")


@pytest.fixture
def drawn(make: Make, sam: YoungPerson, rae: Account) -> Statement:
    """Rae sorted it an hour ago, and it was drawn."""
    statement = read_one(make, sam, rae, BUS, drawn=True)
    coded(statement, rae, "money", at=an_hour_ago())
    return statement


def _second(page: Page, **fields: object) -> Page:
    return page.post("/staff/sort/next").submit(
        "Save and next", {"themes": ["friends"], "stance": "ask", **fields}
    )


def test_a_second_person_is_asked_without_knowing_and_what_counts_stays(
    page: Page, drawn: Statement, ola: Account, rae: Account
) -> None:
    page.sign_in(ola).post("/staff/sort/next")
    assert page.url.endswith(f"/staff/sort/{drawn.id}")
    assert "Rae" not in page.html
    assert "second" not in page.main.lower()
    assert not [e for e in page.everything if e.get("name") == "themes" and e.get("checked") is not None]
    page.submit("Save and next", {"themes": ["friends"], "stance": "ask"})
    assert themes_stored(drawn) == {"money"}
    row, kept = coding_of(drawn), second_of(drawn)
    assert row is not None
    assert kept is not None
    assert row.by_id == rae.id
    assert (kept.by_id, kept.themes, kept.stance) == (ola.id, ["friends"], Stance.ASK)
    assert (kept.first_by_id, kept.first_themes, kept.first_stance) == (rae.id, ["money"], Stance.WORRY)
    assert (kept.machine_themes, kept.band, kept.settled) == (["money"], "12_15", None)


def test_not_by_the_same_person_not_at_once_not_twice_and_only_what_was_drawn(
    page: Page, make: Make, sam: YoungPerson, rae: Account, ola: Account
) -> None:
    fresh = read_one(make, sam, rae, "Just sorted", drawn=True)
    coded(fresh, rae, "money")  # it may still be undone
    other = read_one(make, sam, rae, "Passed over", drawn=False)
    coded(other, rae, "money", at=an_hour_ago())
    assert "Everything that was read is sorted" in page.sign_in(ola).visit("/staff/sort").main
    old = read_one(make, sam, rae, BUS, drawn=True)
    coded(old, rae, "money", at=an_hour_ago())
    assert "Everything that was read is sorted" in page.sign_in(rae).visit("/staff/sort").main
    _second(page.sign_in(ola))
    page.sign_in(make.staff(Role.READER)).visit("/staff/sort")
    assert "Everything that was read is sorted" in page.main


def test_nobody_gives_a_second_opinion_on_what_concerns_them(
    page: Page, make: Make, sam: YoungPerson, rae: Account, ola: Account
) -> None:
    about = read_one(make, sam, rae, "Ola was late", drawn=True, concerning=[ola])
    coded(about, rae, "social_worker", at=an_hour_ago())
    assert "Everything that was read is sorted" in page.sign_in(ola).post("/staff/sort/next").main
    page.visit(f"/staff/sort/{about.id}/two", status=404)


def test_where_both_say_the_same_nothing_is_to_be_settled(page: Page, drawn: Statement, ola: Account) -> None:
    _second(page.sign_in(ola), themes=["money"], stance="worry")
    kept = second_of(drawn)
    assert kept is not None
    assert kept.settled is Settled.AGREED
    assert "You two said different things" not in page.visit("/staff/sort").main.replace("Here you", "You")


def test_a_second_opinion_can_be_undone(page: Page, drawn: Statement, ola: Account) -> None:
    _second(page.sign_in(ola)).submit("Undo the last one")
    assert page.url.endswith(f"/staff/sort/{drawn.id}")
    assert second_of(drawn) is None
    page.submit("Save and next", {"themes": ["money"], "stance": "worry"})
    kept = second_of(drawn)
    assert kept is not None
    assert kept.themes == ["money"]
    assert themes_stored(drawn) == {"money"}


@pytest.mark.parametrize(
    ("fields", "themes", "settled"),
    [
        ({"how": "first"}, {"money"}, Settled.FIRST),
        ({"how": "second"}, {"friends"}, Settled.SECOND),
        (
            {"how": "anew", "themes": ["money", "friends"], "stance": "ask"},
            {"money", "friends"},
            Settled.ANEW,
        ),
    ],
)
def test_two_who_differ_settle_it_and_how_far_they_agreed_stays(
    another_page: Callable[[], Page],
    drawn: Statement,
    rae: Account,
    ola: Account,
    fields: dict[str, object],
    themes: set[str],
    settled: Settled,
) -> None:
    _second(another_page().sign_in(ola))
    page = another_page().sign_in(rae)
    row = page.visit("/staff/sort")
    link = next(e for e in row.links() if str(e.get("href")).endswith("/two"))
    page.visit(str(link.get("href")))
    assert "First, by Rae DeskMoney, A worry" in page.main
    assert "Second, by Ola OtherFriends, They ask for something" in page.main
    page.submit("This counts from now on", status=422)
    assert page.mistakes == ["Say which of them counts."]
    page.submit("This counts from now on", fields)
    assert themes_stored(drawn) == themes
    kept = second_of(drawn)
    assert kept is not None
    assert (kept.settled, kept.settled_by_id) == (settled, rae.id)
    assert (kept.first_themes, kept.themes) == (["money"], ["friends"])
    other = another_page().sign_in(ola).visit(f"/staff/sort/{drawn.id}/two")
    assert "Settled by Rae Desk" in other.main
    other.post(f"/staff/sort/{drawn.id}/two", {"how": "anew", "none": "y"})
    assert "It was settled meanwhile." in " ".join(other.flashes)
    assert themes_stored(drawn) == themes


def test_sorted_anew_meanwhile_is_not_written_over_by_settling(
    page: Page, drawn: Statement, rae: Account, ola: Account
) -> None:
    _second(page.sign_in(ola))
    _a_while_ago(drawn)
    coded(drawn, rae, "home", at=clock.now())
    page.post(f"/staff/sort/{drawn.id}/two", {"how": "second"})
    assert "It was sorted anew meanwhile" in " ".join(page.flashes)
    assert themes_stored(drawn) == {"home"}
    kept = second_of(drawn)
    assert kept is not None
    assert kept.settled is Settled.ANEW


def test_whoever_can_still_undo_theirs_does_not_see_the_other(
    page: Page, drawn: Statement, ola: Account
) -> None:
    _second(page.sign_in(ola)).visit(f"/staff/sort/{drawn.id}/two", status=404)
    assert f"{drawn.id}/two" not in page.visit("/staff/sort").html
    _a_while_ago(drawn)
    assert f"{drawn.id}/two" in page.visit("/staff/sort").html
    assert "First, by Rae Desk" in page.visit(f"/staff/sort/{drawn.id}/two").main
    page.post(f"/staff/sort/{drawn.id}/undo", status=200)
    assert second_of(drawn) is not None


def _a_while_ago(drawn: Statement) -> None:
    """The second opinion was given so long ago that it cannot be undone any more."""
    with db.transaction() as session:
        session.query(SecondSorting).filter_by(statement_id=drawn.id).one().at -= timedelta(minutes=11)


def test_only_the_two_see_it_and_not_what_was_taken_back(
    page: Page, make: Make, drawn: Statement, rae: Account, ola: Account
) -> None:
    _second(page.sign_in(ola))
    page.sign_in(make.staff(Role.READER)).visit(f"/staff/sort/{drawn.id}/two", status=404)
    page.post(f"/staff/sort/{drawn.id}/two", {"how": "second"}, status=404)
    with db.transaction() as session:
        session.get_one(Statement, drawn.id).taken_back_at = clock.now()
    page.sign_in(rae).visit(f"/staff/sort/{drawn.id}/two", status=404)
    assert "Nothing. Every tenth text" in page.visit("/staff/sort").main


def test_now_and_then_a_second_one_comes_while_others_wait(
    page: Page, make: Make, sam: YoungPerson, rae: Account, ola: Account
) -> None:
    for number in range(3):
        statement = read_one(make, sam, rae, f"Sorted {number}", drawn=True)
        coded(statement, rae, "money", at=an_hour_ago() - timedelta(minutes=number))
    for number in range(2):
        read_one(make, sam, rae, f"Waiting {number}")
    page.sign_in(ola)
    assert "0 of 5 today" in page.visit("/staff/sort").main
    page.post("/staff/sort/next")
    for _ in range(5):
        page.submit("Save and next", {"themes": ["money"], "stance": "worry"})
    assert "Everything that was read is sorted" in page.main
    with db.transaction() as session:
        assert session.query(SecondSorting).count() == 3
