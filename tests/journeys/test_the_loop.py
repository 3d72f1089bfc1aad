"""The first half of the loop, from a card to "sorted", across everybody who has a part in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from portal.accounts.models import Account
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
WORDS = "I want to see my sister more often"
WAYS: list[dict[str, object]] = [
    {"width": 360},
    {"width": 320, "how": "keyboard"},
    {"scripts": False},
]


def everybody(make: Make) -> tuple[YoungPerson, dict[Role, Account]]:
    """Given a young person, those who work with them, and somebody at the desk."""
    person = make.young_person(called="Robin")
    accounts = {
        role: make.worker_of(person, role)
        for role in (Role.SOCIAL_WORKER, Role.IRO, Role.PARTICIPATION_WORKER, Role.FOSTER_CARER)
    }
    accounts[Role.READER] = make.staff(Role.READER)
    return person, accounts


def makes_a_card(worker: Visitor, person: YoungPerson) -> str:
    """When a worker makes a card; then its words are on the page once."""
    worker.goes_to(f"/staff/young-people/{person.id}/card").presses("Make a card")
    words = worker.page.locator(".card-a6__code").inner_text()
    assert len(words.split()) == 6
    return words


def comes_in(young: Visitor, card: str) -> list[str]:
    """When they type the card's words their own way; then they are in, and have five words of their own."""
    young.goes_to("/card").types("The words on your card", card.upper().replace(" ", ", "))
    young.presses("Use my card").picks("Yes, it is mine").presses("Show me my words")
    words = young.page.locator("[role=listitem] strong").all_inner_texts()
    asked = re.search(r"word number (\d)", young.page.locator("main").inner_text())
    assert asked
    assert len(words) == 5
    young.picks(words[int(asked[1]) - 1]).presses("I have saved my words")
    return words


def comes_back(young: Visitor, words: list[str]) -> None:
    """When they come back on their own phone, three words are enough."""
    young.context.clear_cookies(name="session")
    young.goes_to("/come-in")
    young.types("Your words", " ".join(words[:3])).presses("Come in")
    assert young.page.url.endswith("/start")


def says_it(young: Visitor, words: str = WORDS) -> None:
    """When they say it on three pages; then there is a receipt."""
    young.goes_to("/say").sees("Our safety team reads this first").picks("Up and down").presses("Next")
    young.types("Say it in your own words", words).presses("Next")
    young.picks("Yes", of="Are you safe right now?").presses("Send")
    assert young.heading == "Sent"


def marks_it_read(reader: Visitor, name: str) -> None:
    """When a reader opens it at the desk and marks it read."""
    reader.goes_to("/staff/desk").follows(name).sees(WORDS)
    reader.page.get_by_label("What was done").first.select_option(label="Nothing more is needed")
    reader.picks("It concerns nobody here").presses("Mark as read")


def answers_it(worker: Visitor, name: str) -> None:
    """When the worker it was delivered to answers in plain words."""
    day = date.today() + timedelta(days=10)  # noqa: DTZ011  # the person's own calendar
    worker.goes_to("/staff/statements").follows(name).sees(WORDS)
    worker.types("What we understood", "You want to see your sister more often.")
    worker.picks("We will do it", of="How does it stand?").types(
        "What we will do", "I ring her carer this week."
    )
    worker.types("Day", str(day.day)).types("Month", str(day.month)).types("Year", str(day.year))
    worker.presses("Send it to")


def says_it_is_sorted(young: Visitor) -> None:
    """When they read the answer and say whether it helped."""
    young.goes_to("/said").page.locator("main a[href*='/said/']").first.click()
    young.looks().presses("Read the answer").sees("I ring her carer this week")
    young.picks("Yes, it is sorted").presses("Tell them").sees("Thank you")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(f"{k}={v}" for k, v in way.items()))
def test_from_a_card_to_sorted(make: Make, visitor: Visit, way: dict[str, object]) -> None:
    person, accounts = everybody(make)
    young = visitor(**way)
    staff_way = {**way, "width": 1280} if way.get("width") != 320 else way
    worker, reader, social_worker = (
        visitor(**staff_way).is_signed_in_as(accounts[role])
        for role in (Role.PARTICIPATION_WORKER, Role.READER, Role.SOCIAL_WORKER)
    )
    words = makes_a_card(worker, person)
    own_words = comes_in(young, words)
    says_it(young)
    comes_back(young, own_words)
    marks_it_read(reader, person.name)
    answers_it(social_worker, person.name)
    says_it_is_sorted(young)
    young.goes_to("/who-opened").sees("social worker")


def test_the_young_persons_half_from_right_to_left(make: Make, visitor: Visit) -> None:
    person, _ = everybody(make)
    account = make.account_for(person, language="ar")
    young = visitor(language="ar").is_signed_in_as(account)
    young.goes_to("/say")
    assert young.page.locator("html").get_attribute("dir") == "rtl"
    young.page.locator("input[name=face][value=mixed]").click()
    for _page in range(3):
        if young.page.locator("textarea[name=words]").count():
            young.page.locator("textarea[name=words]").fill("أريد أن أرى أختي أكثر")
        with young.page.expect_navigation(wait_until="load"):
            young.page.locator("main form#say button.btn:not(.btn--stop)").last.click()
        young.looks()
    assert re.search(r"/sent/", young.page.url)
    for path in ("/", "/said", "/who-opened", "/my-details", "/my-words", "/not-safe"):
        young.goes_to(path)


def test_not_safe_is_one_press_away_on_each_page(make: Make, visitor: Visit) -> None:
    person, accounts = everybody(make)
    make.on_duty(accounts[Role.READER])
    account = make.account_for(person)
    for path in ("/say", "/say/words", "/say/send"):
        young = visitor().is_signed_in_as(account)
        young.goes_to(path).presses("I'm not safe").sees("999")
    reader = visitor(width=1280).is_signed_in_as(accounts[Role.READER])
    reader.goes_to("/staff/desk").sees(person.name)


def test_leaving_quickly_signs_out_and_back_shows_nothing(make: Make, visitor: Visit) -> None:
    person, _ = everybody(make)
    young = visitor().is_signed_in_as(make.account_for(person))
    young.goes_to("/say/words").types("Say it in your own words", WORDS)
    with young.page.expect_request(lambda asked: asked.url.startswith("https://")):
        young.page.get_by_role("link", name="Leave quickly").click()
    young.page.wait_for_timeout(500)
    young.page.go_back()
    young.page.wait_for_load_state("load")
    assert WORDS not in young.page.content()
    assert person.called not in young.page.content()
    young.page.goto("/start")
    assert young.page.url.endswith("/come-in")
