"""A group: written down once, counted once, read at the desk, answered, read out, printed, as a file."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.accounts.models import Account
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.nameless import figures
from portal.nameless.exports import safe
from portal.nameless.models import GroupPoint, GroupSaying, NamelessCall, NamelessConcern
from portal.nameless.rules import SaidBy
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import NameToken, YoungPerson
from portal.people.rules import tokens_of
from portal.policy.roles import Role
from portal.settings import Settings
from portal.themes.order import Level
from portal.vault import keys
from tests.nameless.test_talk import rows
from tests.support.factories import Make
from tests.support.pages import Page

New = Callable[[], Page]
TODAY = clock.today(ZoneInfo("Europe/London"))


@pytest.fixture
def pat(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER, name="Pat Taking")


@pytest.fixture
def rae(make: Make) -> Account:
    return make.staff(Role.READER, name="Rae Desk")


def findable(person: YoungPerson) -> None:
    with db.transaction() as session:
        for token in tokens_of(person.full_name, person.called):
            session.add(NameToken(young_person_id=person.id, token=keys.blind("name", token)))


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "care4us",
        "name": "Monday meeting",
        "held_on": TODAY,
        "place": "the town hall",
        "how_many": "8",
        "ages": ["12_15", "16_17"],
        "prompts": ["home"],
        "point1-words": "we want a say in the menu",
        "point2-words": "my room is cold",
        "point2-said_by": "one",
        "wants": "a cook who listens",
        "promised": "an answer by next week",
        **changes,
    }


def write(page: Page, worker: Account, status: int = 200, **changes: Any) -> Page:
    page.sign_in(worker).visit("/staff/groups").follow("Write down what a group said")
    return page.submit("Keep it", filled(**changes), status=status)


def test_it_is_one_entry_with_its_points(page: Page, pat: Account) -> None:
    write(page, pat)
    (saying,) = rows(GroupSaying)
    assert (saying.how_many, saying.ages, saying.prompts) == (8, ["12_15", "16_17"], ["home"])
    assert [(p.words, p.said_by) for p in sorted(rows(GroupPoint), key=lambda p: p.place)] == [
        ("we want a say in the menu", SaidBy.SEVERAL),
        ("my room is cold", SaidBy.ONE),
    ]
    assert "a cook who listens" in page.main
    period = Period(TODAY - timedelta(days=1), TODAY)
    counts = figures.groups(period, ZoneInfo("Europe/London"))
    assert (counts.all, counts.read_in_time, counts.answered) == (1, 0, 0)


def test_the_list_has_an_empty_state(page: Page, pat: Account) -> None:
    page.sign_in(pat).visit("/staff").follow("Groups")
    assert "No group is written down yet" in page.main


def test_sent_twice_is_once(page: Page, pat: Account) -> None:
    page.sign_in(pat).visit("/staff/groups/new")
    once = page.value("send_once")
    for _ in range(2):
        page.visit("/staff/groups/new").submit("Keep it", {**filled(), "send_once": once})
    assert len(rows(GroupSaying)) == 1


def test_somebody_elses_form_id_is_an_entry_of_its_own(
    page: Page, another_page: New, make: Make, pat: Account
) -> None:
    once = str(uuid.uuid4())
    page.sign_in(pat).visit("/staff/groups/new").submit("Keep it", {**filled(), "send_once": once})
    other = another_page().sign_in(make.staff(Role.SOCIAL_WORKER)).visit("/staff/groups/new")
    other.submit("Keep it", {**filled(name="Another one"), "send_once": once})
    assert sorted(row.name for row in rows(GroupSaying)) == ["Another one", "Monday meeting"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Give the meeting a name."),
        ({"kind": None}, "Pick one."),
        ({"held_on": TODAY + timedelta(days=2)}, "This day has not come yet."),
        ({"held_on": ""}, "Say on which day it was."),
        ({"how_many": "many"}, "Write a number, like 8."),
        ({"how_many": ""}, "Say how many there were."),
        ({"how_many": "1"}, "A group is 2 to 500."),
        ({"how_many": "9" * 30}, "Write a number, like 8."),
        ({"point1-words": "", "point2-words": "", "wants": ""}, "Write at least one thing they said."),
        ({"point1-words": "a" * 10_001}, "This is too long."),
        ({"wants": "a" * 10_001}, "This is too long."),
    ],
)
def test_what_is_wrong_is_said_beside_it(
    page: Page, pat: Account, changes: dict[str, Any], says: str
) -> None:
    if changes.get("held_on") == "":
        changes = {"held_on-day": "", "held_on-month": "", "held_on-year": "", "held_on": None}
    fields = {name: value for name, value in filled(**changes).items() if value is not None}
    page.sign_in(pat).visit("/staff/groups/new").submit("Keep it", fields, status=422)
    assert says in " ".join(page.mistakes), page.mistakes
    assert rows(GroupSaying) == []


def test_a_young_persons_name_is_pointed_at(page: Page, make: Make, pat: Account) -> None:
    findable(make.young_person(name="Zuleika Brandt"))
    write(page, pat, 422, **{"point1-words": "Zuleika wants more evenings out"})
    assert "This could be somebody’s name" in page.main
    assert "Zuleika" in page.main
    assert rows(GroupSaying) == []
    page.submit("Keep it", names_meant=True)
    assert len(rows(GroupSaying)) == 1


def test_a_partner_learns_nothing_of_who_is_known(page: Page, make: Make) -> None:
    partner = make.staff(Role.PARTNER)
    page.sign_in(partner)
    pages = []
    for known in (False, True):
        if known:
            findable(make.young_person(name="Zuleika Brandt"))
        page.visit("/staff/groups/new")
        page.submit("Keep it", filled(**{"point1-words": "I and Zuleika want more evenings out"}), status=422)
        pages.append(page.mistakes)
    assert pages[0] == pages[1]


def test_it_is_read_at_the_desk_and_answered_and_read_out(
    page: Page, another_page: New, pat: Account, rae: Account
) -> None:
    write(page, pat)
    desk = another_page().sign_in(rae).visit("/staff/desk")
    assert "From groups" in desk.main
    desk.follow("Monday meeting").submit("Mark as read", outcome="nothing_needed")
    (saying,) = rows(GroupSaying)
    assert (saying.answerer_id, saying.read_by_id) == (pat.id, rae.id)
    assert [(n.account_id, n.kind) for n in rows(Notice)] == [(pat.id, NoticeKind.GROUP_TO_ANSWER)]
    page.visit("/staff").follow("A group waits for your answer")
    page.follow("Monday meeting").submit("Keep the answer", words="You choose two meals a week.")
    assert "It has not been read out to the group yet." in page.main
    page.follow("On paper, to read out")
    assert "You choose two meals a week." in page.main
    page.visit(f"/staff/groups/{saying.id}").submit("It was read out", told_on=TODAY)
    assert rows(GroupSaying)[0].told_on == TODAY
    assert "Answer read out" in page.visit("/staff/groups").main
    counts = figures.groups(Period(TODAY, TODAY), ZoneInfo("Europe/London"))
    assert (counts.all, counts.read_in_time, counts.answered) == (1, 1, 1)


def test_it_was_not_read_out_before_the_meeting(
    page: Page, another_page: New, pat: Account, rae: Account
) -> None:
    write(page, pat)
    saying = rows(GroupSaying)[0]
    page.post(f"/staff/groups/{saying.id}/answer", {"words": "x"}, status=409)
    another_page().sign_in(rae).visit(f"/staff/groups/{saying.id}").submit("Mark as read", outcome="police")
    page.visit(f"/staff/groups/{saying.id}").submit("Keep the answer", words="x")
    page.submit("It was read out", told_on=date(2020, 1, 1), status=422)
    assert "not before the meeting" in page.mistakes[0]


def test_worry_words_bring_it_up_the_desk(page: Page, pat: Account) -> None:
    write(page, pat, **{"point1-words": "one of us said: I want to kill myself"})
    assert rows(GroupSaying)[0].level is Level.NOW


def test_whoever_it_concerns_loses_it(
    page: Page, another_page: New, make: Make, pat: Account, rae: Account
) -> None:
    write(page, pat)
    saying = rows(GroupSaying)[0]
    desk = another_page().sign_in(rae).visit(f"/staff/groups/{saying.id}")
    desk.submit("Look for them", find="Pat")
    desk.submit(
        "Mark as read", {"outcome": "designated_officer", "concerns": [str(pat.id)], "answerer": str(rae.id)}
    )
    assert [c.account_id for c in rows(NamelessConcern)] == [pat.id]
    page.visit(f"/staff/groups/{saying.id}", status=404)
    assert "Monday meeting" not in page.visit("/staff/groups").main
    assert "Monday meeting" not in page.visit("/staff/groups.csv").html


@pytest.mark.parametrize("role", [Role.MANAGER, Role.PARTICIPATION_WORKER])
def test_before_the_desk_has_read_it_nobody_else_does(
    page: Page, another_page: New, make: Make, rae: Account, role: Role
) -> None:
    sue = make.staff(Role.PARTNER)
    write(page.sign_in(sue), sue, **{"point1-words": "the manager of our home hits us"})
    (saying,) = rows(GroupSaying)
    other = another_page().sign_in(make.staff(role))
    for url in (f"/staff/groups/{saying.id}", f"/staff/groups/{saying.id}/print"):
        other.visit(url, status=404)
    other.post(f"/staff/groups/{saying.id}/answer", {"words": "x"}, status=404)
    for url in ("/staff/groups", "/staff/groups.csv"):
        assert "Monday meeting" not in other.visit(url).html
    assert "hits us" in page.visit(f"/staff/groups/{saying.id}").main  # who wrote it down still sees it
    page.sign_in(rae).visit(f"/staff/groups/{saying.id}").submit("Mark as read", outcome="nothing_needed")
    assert "hits us" in other.visit(f"/staff/groups/{saying.id}").main
    for url in ("/staff/groups", "/staff/groups.csv"):
        assert "Monday meeting" in other.visit(url).html


def test_whoever_is_called_reads_it_before_the_desk_has(page: Page, make: Make) -> None:
    manager, sue = make.staff(Role.MANAGER), make.staff(Role.PARTNER)
    write(page.sign_in(sue), sue)
    (saying,) = rows(GroupSaying)
    with db.transaction() as session:
        session.add(NamelessCall(about_id=saying.id, account_id=manager.id, step=1))
    page.sign_in(manager).visit("/staff/groups").follow("Monday meeting")
    assert "my room is cold" in page.main


@pytest.mark.parametrize("role", [Role.FOSTER_CARER, Role.ADVOCATE, Role.PANEL_MEMBER])
def test_others_neither_write_nor_see(
    page: Page, another_page: New, make: Make, pat: Account, role: Role
) -> None:
    write(page, pat)
    other = another_page().sign_in(make.staff(role))
    for url in ("/staff/groups", "/staff/groups/new", f"/staff/groups/{rows(GroupSaying)[0].id}"):
        other.visit(url, status=404)


def test_a_social_worker_sees_their_own_only(page: Page, another_page: New, make: Make, pat: Account) -> None:
    write(page, pat)
    other = another_page().sign_in(make.staff(Role.SOCIAL_WORKER))
    assert "Monday meeting" not in other.visit("/staff/groups").main
    other.visit(f"/staff/groups/{rows(GroupSaying)[0].id}", status=404)
    write(other, make.staff(Role.SOCIAL_WORKER), name="Ours")
    assert "Ours" in other.visit("/staff/groups").main


def test_the_file_is_safe_in_a_spreadsheet(page: Page, pat: Account) -> None:
    write(page, pat, name="=cmd()", **{"point1-words": "-2+3"})
    page.visit("/staff/groups.csv")
    lines = list(csv.DictReader(io.StringIO(page.html.lstrip("\ufeff"))))
    assert [(line["name"], line["said"]) for line in lines] == [
        ("'=cmd()", "'-2+3"),
        ("'=cmd()", "my room is cold"),
    ]
    assert safe("@x") == "'@x"
    assert safe("plain") == "plain"


def test_the_list_goes_on_over_pages_with_the_same_number_of_questions(
    page: Page, pat: Account, make: Make
) -> None:
    from tests.support.counting import count_queries

    write(page, pat)
    few = count_queries(lambda: page.visit("/staff/groups"))
    for number in range(30):
        write(page, pat, name=f"Evening {number}", send_once=str(uuid.uuid4()))
    many = count_queries(lambda: page.visit("/staff/groups"))
    assert few == many
    assert page.links("Next")


@pytest.mark.parametrize("field", ["kind", "ages", "prompts"])
def test_a_choice_that_was_not_offered_is_not_taken(page: Page, pat: Account, field: str) -> None:
    page.sign_in(pat).visit("/staff/groups/new")
    fields = {**filled(), "send_once": page.value("send_once"), field: "nonsense"}
    del fields["held_on"]
    page.post("/staff/groups/new", fields, status=422)
    assert "Not a valid choice" not in page.html
    assert "nonsense" not in page.html
    assert "again" in " ".join(page.mistakes) or "Pick one of these" in " ".join(page.mistakes)


def test_the_number_to_ring_is_the_one_answered_now(page: Page, pat: Account, settings: Settings) -> None:
    for at, ring in (
        (datetime(2026, 11, 25, 12, tzinfo=UTC), settings.phone_day),
        (datetime(2026, 11, 25, 23, tzinfo=UTC), settings.phone_night),
    ):
        with clock.at(at):
            page.sign_in(pat).visit("/staff/groups/new")
            assert f"tel:{ring.replace(' ', '')}" in [a.get("href") for a in page.links()]
