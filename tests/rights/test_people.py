"""My people: who they are, own cards, on paper, on the phone."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.rights.models import PersonCard
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def sam_account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


def test_everybody_around_them_with_what_one_needs(
    make: Make, page: Page, sam: YoungPerson, sam_account: Account
) -> None:
    make.worker_of(sam, name="Jo Hill", email="jo.hill@example.org")
    make.worker_of(sam, Role.FOSTER_CARER, name="Pat Field", email="pat@example.org")
    page.sign_in(sam_account).visit("/rights").follow("My people")
    assert "jo.hill@example.org" in page.text
    assert "Pat Field" in page.text
    assert "pat@example.org" not in page.text, "a carer's address is private"
    assert "01632 960 555" in page.text, "the advocate's number"


def test_who_is_away_says_who_is_there_instead(
    make: Make, page: Page, sam: YoungPerson, sam_account: Account
) -> None:
    jo = make.worker_of(sam, name="Jo Hill")
    make.stand_in(jo, make.staff(Role.SOCIAL_WORKER, name="Lou Park"))
    page.sign_in(sam_account).visit("/my-people")
    assert "Lou Park is there for you instead" in page.text


def test_nobody_whom_their_words_concern_is_named_instead(
    make: Make, page: Page, sam: YoungPerson, sam_account: Account
) -> None:
    jo, lou = make.worker_of(sam, name="Jo Hill"), make.staff(Role.SOCIAL_WORKER, name="Lou Park")
    make.stand_in(jo, lou)
    make.kept_apart(sam, make.statement(sam, "It is about Lou"), lou)
    page.sign_in(sam_account).visit("/my-people")
    assert "Lou Park" not in page.text
    assert "Ring our safety team instead" in page.text


def test_a_card_of_their_own_comes_and_goes(page: Page, sam_account: Account) -> None:
    page.sign_in(sam_account).visit("/my-people").follow("Add somebody")
    page.submit("Keep this card", name="", status=422)
    page.submit("Keep this card", name="x" * 81, status=422)
    page.submit("Keep this card", name="Aunt Bo", does="My aunt", phone="01632 960 100")
    assert "Aunt Bo" in page.text
    page.submit("Take this card away: Aunt Bo")
    assert "Aunt Bo" not in page.text
    with db.transaction(writes=False) as session:
        assert session.query(PersonCard).count() == 0


def test_sent_twice_it_is_one_card(page: Page, sam_account: Account) -> None:
    once = str(uuid.uuid4())
    for _time in range(2):
        page.sign_in(sam_account).visit("/my-people").post(
            "/my-people/add", {"name": "Bo", "send_once": once}
        )
    with db.transaction(writes=False) as session:
        assert session.query(PersonCard).count() == 1


def test_nobody_elses_card_is_there(
    make: Make, page: Page, another_page: Callable[[], Page], sam_account: Account
) -> None:
    page.sign_in(sam_account).visit("/my-people").post("/my-people/add", {"name": "Bo"})
    with db.transaction(writes=False) as session:
        card = session.query(PersonCard).one().id
    other = another_page().sign_in(make.account_for(make.young_person()))
    other.visit("/my-people").post(f"/my-people/{card}/remove", {}, status=404)
    assert "Bo" not in other.visit("/my-people").text


def test_own_cards_are_shut_after_a_lost_way_in(make: Make, page: Page, sam: YoungPerson) -> None:
    account = make.account_for(sam, past_shut_at=clock.now())
    with db.transaction() as session:
        card = PersonCard(young_person_id=sam.id, send_once=uuid.uuid4(), made_at=clock.now())
        card.name = "Aunt Bo"
        session.add(card)
        session.flush()
        card_id = card.id
    page.sign_in(account).visit("/my-people")
    assert "Aunt Bo" not in page.text
    assert "are shut until a worker has met you" in page.text
    page.post(f"/my-people/{card_id}/remove", {}, status=404)


def test_for_the_phone_with_neutral_names_and_no_line_to_break_out_of(
    make: Make, page: Page, sam: YoungPerson, sam_account: Account
) -> None:
    make.worker_of(sam, name="Jo Hill")
    page.sign_in(sam_account).visit("/my-people").post("/my-people/add", {"name": "Bo;x,y", "does": "Aunt"})
    file = fetched(page, {"neutral": "y"})
    assert "FN:Jo Hill\r\n" in file
    assert "social worker" not in file
    assert "Advocacy" not in file
    assert "FN:Bo\\;x\\,y\r\n" in file
    assert "TITLE:Your social worker\r\n" in fetched(page, {})


def fetched(page: Page, data: dict[str, str]) -> str:
    page.visit("/my-people").post("/my-people/phone", data)
    assert page.response is not None
    assert page.response.headers["Content-Type"].startswith("text/vcard")
    return page.response.get_data(as_text=True)


def test_on_paper_they_are_a_tagged_pdf(
    make: Make, page: Page, sam: YoungPerson, sam_account: Account
) -> None:
    make.worker_of(sam, name="Jo Hill")
    page.sign_in(sam_account).visit("/my-people").post("/my-people/paper", {})
    assert page.response is not None
    assert page.response.data.startswith(b"%PDF-")


def test_staff_have_no_such_page(make: Make, page: Page) -> None:
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit("/my-people", status=404)


def test_no_kind_of_line_break_begins_a_line_of_its_own(page: Page, sam_account: Account) -> None:
    page.sign_in(sam_account).visit("/my-people")
    page.post("/my-people/add", {"name": "Bo\rTEL:999\r\nNOTE:x", "does": "Aunt\rURL:evil"})
    file = fetched(page, {})
    assert file.count("\r") == file.count("\r\n")
    assert not [line for line in file.split("\r\n") if line.startswith(("TEL:999", "NOTE", "URL"))]
