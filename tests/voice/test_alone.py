""" "See me on my own": heard at once, called about, and found nowhere by whoever lives with the child."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.notices.models import Notice
from portal.people.models import KeptApart, YoungPerson
from portal.policy.roles import Role
from portal.voice.models import AloneCard, Call, Draft, Recipient, Reply, Share, Statement
from portal.voice.queries.apart import kept_from, shut_to
from portal.voice.rules import Desk, Level, Look
from portal.voice.rules.alone import is_the_same, kept_apart
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.time_goes_by import days_go_by
from tests.voice.captures import READ
from tests.voice.young import go_quiet, rows, statements

Another = Callable[[], Page]
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def carer(make: Make, sam: YoungPerson) -> Account:
    """Sam lives with Dana."""
    return make.worker_of(sam, Role.FOSTER_CARER, name="Dana Hill")


@pytest.fixture
def on_duty(make: Make) -> Account:
    account = make.staff(Role.DUTY_WORKER, name="Duty Worker")
    make.on_duty(account)
    return account


@pytest.fixture
def words(in_space: Page, priya: Account, sam: YoungPerson) -> str:
    """A card that Priya made for Sam's nursery."""
    return makes_a_card(Page(in_space.app).sign_in(priya), sam)


def makes_a_card(page: Page, person: YoungPerson) -> str:
    page.visit(f"/staff/young-people/{person.id}/little").submit("Make a card")
    found = next(e for e in page.everything if e.get("class") == "card-a6__code")
    return str(found.text)


def presses(page: Page) -> Page:
    return page.visit("/little").submit("See me on my own")


def test_pressed_again_within_the_hour_unread_it_is_the_same() -> None:
    assert is_the_same(NOON, None, NOON + timedelta(minutes=59))
    assert not is_the_same(NOON, None, NOON + timedelta(minutes=60))
    assert not is_the_same(NOON, NOON + timedelta(minutes=5), NOON + timedelta(minutes=6))


def test_whoever_lives_there_is_kept_apart_and_their_manager_is_not() -> None:
    carer, partner, manager = (uuid.uuid4() for _ in range(3))
    close = {carer: "concerned", partner: "household", manager: "manager"}
    assert kept_apart([carer], close) == {carer: "household", partner: "household"}
    assert kept_apart([], {}) == {}


def test_it_is_sent_at_once_and_first_in_the_list(in_space: Page, on_duty: Account) -> None:
    presses(in_space)
    (asked,) = statements()
    assert (asked.asked, asked.look, asked.level) == ("see_me_alone", Look.LITTLE, Level.NOW)
    assert [one.account_id for one in rows(Call)] == [on_duty.id]
    (reply,) = rows(Reply)
    assert (reply.question, reply.choice) == ("See me on my own", "pressed")


def test_the_desk_reads_it_and_is_told_what_to_think_of(in_space: Page, rae: Account, carer: Account) -> None:
    presses(in_space)
    (asked,) = statements()
    desk = Page(in_space.app).sign_in(rae)
    assert "asked to be seen alone" in desk.visit("/staff/desk").main
    page = desk.visit(f"/staff/desk/{asked.id}").main
    assert "Don't tell their home" in page
    assert "Pressed on their page" in page


def test_their_worker_gets_it_only_when_the_desk_has_read_it(
    in_space: Page, priya: Account, rae: Account
) -> None:
    presses(in_space)
    (asked,) = statements()
    (to,) = rows(Recipient)
    assert (to.account_id, to.delivered_at) == (priya.id, None)
    worker = Page(in_space.app).sign_in(priya)
    worker.visit(f"/staff/statements/{asked.id}", status=404)
    assert not [n for n in rows(Notice) if n.account_id == priya.id]


def test_nobody_at_home_is_told_or_may_open_it(
    in_space: Page, make: Make, carer: Account, on_duty: Account
) -> None:
    reads_at_home = make.staff(Role.READER, name="Reads At Home", household=carer)
    presses(in_space)
    (asked,) = statements()
    apart = {row.account_id: row.why for row in rows(KeptApart)}
    assert apart == {carer.id: "household", reads_at_home.id: "household"}
    told = {n.account_id for n in rows(Notice) if n.dropped_at is None}
    assert told
    assert not told & set(apart)
    assert not {one.account_id for one in rows(Call)} & set(apart)
    home = Page(in_space.app).sign_in(reads_at_home)
    home.visit(f"/staff/desk/{asked.id}", status=404)
    assert "Sam" not in home.visit("/staff/desk").main


def test_on_duty_at_home_is_not_called(in_space: Page, make: Make, carer: Account) -> None:
    at_home = make.staff(Role.DUTY_WORKER, household=carer)
    make.on_duty(at_home)
    other = make.staff(Role.DUTY_WORKER)
    make.on_duty(other, step=2)
    presses(in_space)
    assert [one.account_id for one in rows(Call)] == [other.id]


def test_what_comes_next_is_the_page_after_anything(in_space: Page) -> None:
    after_asking = presses(in_space).main
    in_space.visit("/little").submit("Good")
    for _ in range(4):
        in_space.submit("Skip")
    in_space.submit("Anybody who helps children")
    assert in_space.main == after_asking
    assert len(statements()) == 2


def test_nothing_of_it_is_found_on_the_childs_own_pages(in_space: Page, rae: Account) -> None:
    presses(in_space)
    (asked,) = statements()
    Page(in_space.app).sign_in(rae).visit(f"/staff/desk/{asked.id}")
    in_space.visit(f"/said/{asked.id}", status=404)
    in_space.visit(f"/sent/{asked.id}", status=404)
    assert "Nothing here yet" in in_space.visit("/said").main
    assert "Nothing here yet" in in_space.visit("/little/said").main
    assert "Rae Desk" not in in_space.visit("/who-opened").main


def test_not_even_when_their_worker_has_opened_it(
    in_space: Page, sam: YoungPerson, priya: Account, rae: Account
) -> None:
    presses(in_space)
    (asked,) = statements()
    desk = Page(in_space.app).sign_in(rae).visit(f"/staff/desk/{asked.id}")
    desk.submit("Mark as read", {"What was done": "Nothing more is needed", "It concerns nobody here": True})
    worker = Page(in_space.app).sign_in(priya).visit(f"/staff/statements/{asked.id}")
    assert "See me on my own" in worker.main
    assert "Priya Shah" not in in_space.visit("/who-opened").main
    assert "Nothing here yet" in in_space.visit("/said").main


def test_what_was_started_stays(in_space: Page) -> None:
    in_space.visit("/little").submit("Not good")
    presses(in_space)
    assert len(rows(Draft)) == 1


def test_pressed_twice_it_is_asked_once(in_space: Page, on_duty: Account) -> None:
    presses(in_space)
    presses(in_space)
    assert len(statements()) == 1
    assert len(rows(Call)) == 1


def test_the_same_form_again_after_it_was_read_is_the_same(in_space: Page) -> None:
    in_space.visit("/little")
    send_once = next(f.pairs()[1][1] for f in in_space.forms() if f.action == "/little/alone")
    in_space.post("/little/alone", {"send_once": send_once})
    with db.transaction() as session:
        session.execute(sa.update(Statement).values(read_at=datetime.now(UTC)))
    in_space.post("/little/alone", {"send_once": send_once})
    assert len(statements()) == 1
    presses(in_space)
    assert len(statements()) == 2


def test_pressed_after_the_session_ran_out_it_is_heard(in_space: Page) -> None:
    in_space.visit("/little")
    go_quiet(in_space, 60)
    in_space.submit("See me on my own")
    assert [one.asked for one in statements()] == ["see_me_alone"]


def test_without_anybody_around_it_reaches_the_desk(page: Page, make: Make, rae: Account) -> None:
    account = make.account_for(make.young_person())
    presses(page.sign_in(account))
    assert [one.level for one in statements()] == [Level.NOW]


def test_staff_can_not_press_it(page: Page, priya: Account) -> None:
    page.sign_in(priya).post("/little/alone", status=404)


# the card


def test_the_card_asks_the_same_and_shows_nothing(
    in_space: Page, words: str, on_duty: Account, another_page: Another
) -> None:
    school = another_page()
    school.visit("/alone").submit("See me on my own", words=words.upper().replace(" ", ", "))
    assert school.heading == "Thank you"
    assert "Sam" not in school.main
    (asked,) = statements()
    assert (asked.asked, asked.level, asked.is_shown_to_them) == ("see_me_alone", Level.NOW, False)
    assert [one.account_id for one in rows(Call)] == [on_duty.id]
    assert rows(Reply)[0].choice == "card"
    school.visit("/start")
    assert school.url.endswith("/come-in")


def test_the_cards_square_does_nothing_before_the_button(
    in_space: Page, words: str, another_page: Another
) -> None:
    school = another_page()
    known = school.visit(f"/alone/{words.replace(' ', '-')}").main
    assert statements() == []
    assert school.visit("/alone/not-a-card").main == known
    school.visit(f"/alone/{words.replace(' ', '-')}").submit("Tap here")
    assert school.heading == "Thank you"
    assert len(statements()) == 1


def test_used_twice_quickly_it_is_once_and_later_again(
    in_space: Page, words: str, another_page: Another
) -> None:
    school = another_page()
    for _ in range(2):
        school.visit("/alone").submit("See me on my own", words=words)
        assert school.heading == "Thank you"
    assert len(statements()) == 1
    days_go_by(1)
    school.visit("/alone").submit("See me on my own", words=words)
    assert len(statements()) == 2


def test_a_card_for_a_child_who_never_came_in(
    page: Page, make: Make, another_page: Another, rae: Account
) -> None:
    person = make.young_person(called="Mo")
    worker = make.worker_of(person, Role.SOCIAL_WORKER)
    words = makes_a_card(page.sign_in(worker), person)
    another_page().visit("/alone").submit("See me on my own", words=words)
    assert [one.young_person_id for one in statements()] == [person.id]


def test_an_ended_card_says_so_and_asks_nothing(
    in_space: Page, words: str, priya: Account, sam: YoungPerson, another_page: Another
) -> None:
    worker = Page(in_space.app).sign_in(priya)
    worker.visit(f"/staff/young-people/{sam.id}/little").submit("End")
    assert "Ended" in worker.main
    school = another_page()
    school.visit("/alone").submit("See me on my own", status=422, words=words)
    assert "does not work any more" in school.text
    assert statements() == []


def test_words_of_no_card_are_told_apart(in_space: Page, another_page: Another) -> None:
    school = another_page()
    school.visit("/alone").submit("See me on my own", status=422, words="apple " * 6)
    assert statements() == []
    school.submit("See me on my own", status=422, words="")
    assert "Type the words" in school.text


def test_guessing_is_slowed_and_a_true_card_still_works_elsewhere(
    in_space: Page, words: str, another_page: Another
) -> None:
    guesser = another_page()
    some = words.split()
    wrong = " ".join(reversed(some))
    for _ in range(5):
        guesser.visit("/alone").submit("See me on my own", status=422, words=wrong)
    guesser.visit("/alone").submit("See me on my own", status=429, words=words)
    assert guesser.response
    assert int(guesser.response.headers["Retry-After"]) > 0
    assert statements() == []
    another_page().visit("/alone").submit("See me on my own", words=words)
    assert len(statements()) == 1


def test_the_cards_words_are_kept_nowhere(in_space: Page, words: str) -> None:
    (card,) = rows(AloneCard)
    assert all(word.encode() not in card.code_hash for word in words.split())
    assert len(words.split()) == 6


def test_the_same_form_makes_one_card(in_space: Page, priya: Account, sam: YoungPerson) -> None:
    worker = Page(in_space.app).sign_in(priya)
    worker.visit(f"/staff/young-people/{sam.id}/little")
    send_once = str(uuid.uuid4())
    address = f"/staff/young-people/{sam.id}/little/cards"
    first = worker.post(address, {"send_once": send_once}).main
    assert worker.post(address, {"send_once": send_once}).main == first
    assert len(rows(AloneCard)) == 1


def test_the_list_does_not_say_that_a_card_was_used(
    in_space: Page, words: str, priya: Account, sam: YoungPerson, another_page: Another
) -> None:
    worker = Page(in_space.app).sign_in(priya)
    before = worker.visit(f"/staff/young-people/{sam.id}/little").main
    another_page().visit("/alone").submit("See me on my own", words=words)
    assert worker.visit(f"/staff/young-people/{sam.id}/little").main == before


def test_making_a_card_tells_nobody_that_something_is_about_them(
    in_space: Page, make: Make, words: str, priya: Account, sam: YoungPerson
) -> None:
    worker = Page(in_space.app).sign_in(priya)
    make.statement(sam, desk=Desk.ADVOCATE, concerning=[priya])
    worker.visit(f"/staff/young-people/{sam.id}/little").submit("Make a card")
    assert len(rows(AloneCard)) == 2


def test_a_card_is_ended_by_whoever_made_it_or_a_participation_worker(
    in_space: Page, make: Make, words: str, sam: YoungPerson
) -> None:
    (card,) = rows(AloneCard)
    url = f"/staff/young-people/{sam.id}/little"
    other = Page(in_space.app).sign_in(make.worker_of(sam, Role.IRO))
    assert "Works" in other.visit(url).main
    assert "cards/" + str(card.id) not in other.html
    other.post(f"{url}/cards/{card.id}/end", status=404)
    assert rows(AloneCard)[0].ended_at is None
    Page(in_space.app).sign_in(make.staff(Role.PARTICIPATION_WORKER)).visit(url).submit("End")
    assert rows(AloneCard)[0].ended_at


def _worker_has_it(in_space: Page, rae: Account) -> Statement:
    """Asked, and read by the desk."""
    presses(in_space)
    (asked,) = statements()
    Page(in_space.app).sign_in(rae).visit(f"/staff/desk/{asked.id}").submit("Mark as read", READ)
    return asked


def test_a_carer_who_comes_later_is_kept_out_too(
    in_space: Page, make: Make, carer: Account, sam: YoungPerson, priya: Account, rae: Account
) -> None:
    asked = _worker_has_it(in_space, rae)
    second = make.worker_of(sam, Role.FOSTER_CARER, name="Dan Hill")
    reads_there = make.staff(Role.READER, household=second)
    today = clock.now().date()
    for account in (carer, second, reads_there):
        assert kept_from(asked.id, today)[account.id] == "household"
        assert shut_to(account.id, [asked.id], today) == {asked.id}
    assert shut_to(priya.id, [asked.id], today) == set()
    home = Page(in_space.app).sign_in(reads_there)
    home.visit(f"/staff/desk/{asked.id}", status=404)


def test_only_this_asking_is_kept_from_a_home(
    make: Make, carer: Account, sam: YoungPerson, rae: Account
) -> None:
    other = make.statement(sam, read_by=rae)
    today = clock.now().date()
    assert carer.id not in kept_from(other.id, today)
    assert shut_to(carer.id, [other.id], today) == set()


def test_it_is_shared_with_nobody(
    in_space: Page, make: Make, sam: YoungPerson, priya: Account, rae: Account
) -> None:
    asked = _worker_has_it(in_space, rae)
    ben = make.worker_of(sam, Role.PARTNER, name="Ben Teacher")
    worker = Page(in_space.app).sign_in(priya).visit(f"/staff/statements/{asked.id}")
    assert "Ben Teacher" not in worker.main
    worker.post(f"/staff/statements/{asked.id}/share", {"person": str(ben.id)}, status=422)
    assert rows(Share) == []


def test_their_worker_is_told_that_no_answer_reaches_them(
    in_space: Page, priya: Account, rae: Account
) -> None:
    asked = _worker_has_it(in_space, rae)
    worker = Page(in_space.app).sign_in(priya).visit(f"/staff/statements/{asked.id}")
    assert "Nothing here reaches their page or their home" in worker.main


def test_not_even_the_safety_lead_puts_it_on_their_page(in_space: Page, make: Make, rae: Account) -> None:
    asked = _worker_has_it(in_space, rae)
    lead = Page(in_space.app).sign_in(make.staff(Role.SAFETY_LEAD))
    lead.post(f"/staff/desk/{asked.id}/let-them-see", status=409)
    assert not statements()[0].is_shown_to_them
    assert "Nothing here yet" in in_space.visit("/said").main


def test_other_staff_find_no_such_page(page: Page, make: Make, sam: YoungPerson, rae: Account) -> None:
    for account in (rae, make.staff(Role.SOCIAL_WORKER), make.worker_of(sam, Role.FOSTER_CARER)):
        page.sign_in(account).visit(f"/staff/young-people/{sam.id}/little", status=404)
        page.post(f"/staff/young-people/{sam.id}/little/cards", status=404)


def test_another_childs_card_can_not_be_ended(
    in_space: Page, make: Make, words: str, priya: Account, sam: YoungPerson
) -> None:
    other = make.young_person()
    make.link(other, priya)
    (card,) = rows(AloneCard)
    worker = Page(in_space.app).sign_in(priya)
    worker.post(f"/staff/young-people/{other.id}/little/cards/{card.id}/end", status=404)
    assert rows(AloneCard)[0].ended_at is None


def test_making_and_ending_leave_an_event(
    in_space: Page, words: str, priya: Account, sam: YoungPerson
) -> None:
    Page(in_space.app).sign_in(priya).visit(f"/staff/young-people/{sam.id}/little").submit("End")
    done = {event.action for event in rows(Event) if event.actor_id == priya.id}
    assert {"make_alone_card", "end_alone_card", "help_little_ones"} <= done
