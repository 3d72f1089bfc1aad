"""Easy Read: chosen on any page, before signing in too; a picture beside each short line; the same truths."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from portal import db
from portal.accounts.models import Account
from portal.coding.models import Quote
from portal.coding.rules import QuoteState
from portal.kit import clock
from portal.plainwords import jargon_in, reading_age
from portal.plainwords.reading import words_in
from portal.policy.roles import Role
from portal.records.models import RecordsRequest
from portal.voice.rules import Desk
from tests.accounts.ways import come_in, words_of
from tests.support import world as worlds
from tests.support.factories import Make
from tests.support.page_checks import text_of, walk
from tests.support.pages import Page
from tests.support.plain_pages import our_lines
from tests.voice.young import rows, statements, to_page_3

Another = Callable[[], Page]
OLDEST_LINE, OLDEST_PAGE, MOST_WORDS = 7.0, 9.0, 14


def choose(page: Page, on: bool = True) -> Page:
    page.follow("Easy Read" if on else "Easy Read is on")
    return page.submit("Show me Easy Read" if on else "Stop Easy Read")


def lines(page: Page) -> list[Element]:
    lists = [e for e in page.everything if "easy-lines" in (e.get("class") or "").split()]
    return [item for one in lists for item in walk(one) if item.tag == "li"]


def is_easy(page: Page) -> bool:
    body = next(e for e in page.everything if e.tag == "body")
    return "easy" in (body.get("class") or "").split()


_MOMENT = re.compile(r"(?:[MTWFS][a-z]+day )?\d{1,2} [A-Z][a-z]+(?:, \d+(?::\d\d)? [ap]m)?")


# choosing it


def test_it_is_chosen_on_the_page_they_are_on_and_stopped_there(in_space: Page) -> None:
    in_space.visit("/who-opened")
    assert lines(in_space) == []
    choose(in_space)
    assert in_space.url.endswith("/who-opened")
    assert is_easy(in_space)
    assert lines(in_space)
    choose(in_space, on=False)
    assert in_space.url.endswith("/who-opened")
    assert not is_easy(in_space)
    assert lines(in_space) == []


def test_it_is_among_their_choices_of_how_pages_look(in_space: Page) -> None:
    in_space.visit("/look").follow("Try Easy Read").submit("Show me Easy Read")
    assert in_space.url.endswith("/look")
    assert in_space.links("Stop Easy Read")


def test_before_anybody_is_signed_in_it_holds_in_this_browser(page: Page, another_page: Another) -> None:
    choose(page.visit("/not-safe"))
    assert is_easy(page)
    assert is_easy(page.visit("/come-in"))
    assert is_easy(page.visit("/nameless"))
    assert not is_easy(another_page().visit("/not-safe"))


def test_whoever_comes_in_keeps_what_this_browser_had_and_signing_out_does_too(
    page: Page, make: Make
) -> None:
    person = make.young_person()
    words = words_of(make.account_for(person))
    choose(page.visit("/come-in"))
    come_in(page, words)
    assert is_easy(page.visit("/start"))
    page.submit("Sign out")
    assert is_easy(page)


def test_it_is_there_again_on_another_phone(page: Page, another_page: Another, make: Make) -> None:
    account = make.account_for(make.young_person())
    words = words_of(account)
    choose(come_in(page, words).visit("/start"))
    db.session.remove()
    assert db.session.get_one(Account, account.id).easy_read is True
    other = another_page()
    assert is_easy(come_in(other, words).visit("/start"))


def test_what_one_child_chose_on_a_shared_tablet_is_not_forced_on_who_chose_otherwise(
    page: Page, make: Make
) -> None:
    account = make.account_for(make.young_person())
    words = words_of(account)
    with db.transaction() as session:
        session.get_one(Account, account.id).easy_read = False
    choose(page.visit("/come-in"))
    assert not is_easy(come_in(page, words).visit("/start"))


@pytest.mark.once
@pytest.mark.parametrize("to", ["", "maybe", "on\x00", None])
def test_any_other_choice_changes_nothing(page: Page, to: str | None) -> None:
    page.post("/easy-read", {} if to is None else {"to": to}, status=422)
    assert not is_easy(page)


@pytest.mark.once
def test_choosing_it_sends_nobody_elsewhere(page: Page) -> None:
    data = {"to": "on", "next": "//evil.example", "csrf_token": page.token()}
    assert page.client.post("/easy-read", data=data).headers["Location"] == "/"


# what it says


def hard_lines(page: Page, names: list[str]) -> list[str]:
    found = [_MOMENT.sub("Monday", text_of(item)) for item in lines(page)]
    for name in names:
        found = [line.replace(name, "Sam") for line in found]
    where = page.url
    assert found, f"{where} has no line with a picture"
    assert all(any(str(e.tag).endswith("svg") for e in walk(item)) for item in lines(page)), (
        f"{where}: a line without"
    )
    age, whole = reading_age("\n".join(found)), reading_age("\n".join(our_lines(page, names)))
    wrong = [f"{where}: lines of age {age:.1f}: {found}"] if age > OLDEST_LINE else []
    wrong += [f"{where}: a page of age {whole:.1f}"] if whole > OLDEST_PAGE else []
    wrong += [f"{where}: too long: {line}" for line in found if len(words_in(line)) > MOST_WORDS]
    return wrong + [f"{where}: {one.word}" for line in found for one in jargon_in(line)]


@pytest.mark.once
def test_every_core_page_has_lines_that_read_at_age_seven(make: Make, page: Page) -> None:
    world = worlds.build(make)
    names = ["Example Advocacy", *sorted((a.name for a in world.accounts.values()), key=len, reverse=True)]
    choose(page.sign_in(world[Role.YOUNG_PERSON]).visit("/start"))
    said = [f"/said/{one.id}" for one in world.statements.values() if one.young_person_id == world.young.id]
    own = [url for url in said if page.client.get(url).status_code == 200]
    assert len(own) > 3
    hard, opened = [], 0
    for url in ("/start", "/say", "/say/about", "/say/words", "/say/board", "/said", "/who-opened", *own):
        hard += hard_lines(page.visit(url), names)
        if "Read the answer" in page.main:
            hard += hard_lines(page.submit("Read the answer"), names)
            opened += 1
    assert opened
    page.visit("/say/words").submit("Next", words="I want a dog")
    hard += hard_lines(page, names)
    hard += hard_lines(page.submit("Send"), names)
    assert page.heading == "Sent"
    hard += hard_lines(page.follow("Take it back"), names)
    hard += hard_lines(page.visit("/not-safe"), names)
    hard += hard_lines(page.submit("I'm not safe"), names)
    hard += hard_lines(page.sign_out().visit("/easy-read"), names)
    assert not hard, "\n".join(hard)


@pytest.mark.once
def test_what_is_added_kept_asked_for_and_told_without_a_name_has_lines_too(make: Make, page: Page) -> None:
    world = worlds.build(make)
    names = ["Example Advocacy", *sorted((a.name for a in world.accounts.values()), key=len, reverse=True)]
    choose(page.sign_in(world[Role.YOUNG_PERSON]).visit("/start"))
    hard: list[str] = []
    said = world.statements
    theirs = [one for one in said.values() if one.young_person_id == world.young.id]
    mine = [one.id for one in theirs if not one.taken_back_at and one.desk is Desk.COUNCIL]
    urls = [f"/said/{one}/{what}" for one in mine[:2] for what in ("add", "change", "my-words")]
    urls += [f"/said/{said['advocate'].id}/{what}" for what in ("add", "change")]
    asked_of = [one for one in rows(Quote) if one.young_person_id == world.young.id]
    quotes = [
        f"/my-quotes/{one.id}" for one in asked_of if one.state in (QuoteState.ASKED, QuoteState.AGREED)
    ]
    assert quotes
    urls += ["/said/keep-a-copy", "/say/files", "/my-quotes", *quotes, "/story"]
    hard += [one for url in urls for one in hard_lines(page.visit(url), names)]
    asked = [one.id for one in rows(RecordsRequest) if one.young_person_id == world.young.id]
    assert asked
    urls = [f"/records/{asked[0]}/{what}" for what in ("question", "take-back")]
    hard += [one for url in urls for one in hard_lines(page.visit(url), names)]
    choose(page.sign_out().visit("/not-safe"))
    hard += hard_lines(page.visit("/nameless"), names)
    hard += hard_lines(page.visit("/nameless/back"), names)
    hard += hard_lines(page.visit("/nameless").submit("Send it", words="Somebody is sad"), names)
    assert not hard, "\n".join(hard)


def test_the_promises_are_the_same_and_so_is_who_sees_it(in_space: Page) -> None:
    choose(in_space.visit("/start"))
    to_page_3(in_space).submit("Send")
    (said,) = statements()
    assert "Priya Shah answers by" in in_space.main
    assert "They read it by" in in_space.main
    in_space.follow("See what you said")
    assert "They can read it when our safety team has." in in_space.main
    in_space.follow("Take it back").submit("Take it back")
    assert "You took it back" in in_space.visit(f"/said/{said.id}").main
    assert "Our safety team reads it once, to keep you safe." in in_space.main


def test_no_true_line_is_lost_before_they_type(in_space: Page) -> None:
    choose(in_space.visit("/say"))
    for line in (
        "Our safety team reads this first.",
        "Then the people you pick read it.",
        "If someone may get hurt, we tell people who can help.",
        "It goes on your record.",
        "You can take it back from the people you picked.",
    ):
        assert line in in_space.main


def test_what_is_shown_once_has_no_link_that_leads_away(page: Page) -> None:
    page.visit("/nameless").submit("Send it", words="Somebody at school is sad")
    assert page.heading == "We have what you sent"
    assert page.links("Easy Read") == []


def test_adults_are_told_what_is_true_for_them(make: Make, page: Page) -> None:
    born = clock.now().date().replace(year=clock.now().year - 20, day=1)
    choose(page.sign_in(make.account_for(make.young_person(born_on=born))).visit("/say"))
    assert "If a child may get hurt, we tell people too." in page.main
    assert not hard_lines(page, [])
