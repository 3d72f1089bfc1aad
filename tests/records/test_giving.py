"""Giving through the pages: a part is put together, read as they will, given; and they get it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.commands.outside import give_way_in
from portal.records.models import Download, RecordsRequest, Release, RequestMessage, Volume
from portal.records.queries import giving as queries
from portal.records.queries.reading import leaf_of
from portal.records.rules import EventKind, ReleaseState, State
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.support.world_records import LONDON, make_event, make_request, read_again
from tests.support.world_records_giving import give_part, make_part, make_read
from tests.voice.young import rows


@pytest.fixture
def asked(sam: YoungPerson, rowan: Account) -> RecordsRequest:
    return make_request(person=sam, officer=rowan, name="Sam Vale", wants_trigger_notes=True)


@pytest.fixture
def desk(page: Page, rowan: Account, asked: RecordsRequest) -> Page:
    return page.sign_in(rowan)


@pytest.fixture
def theirs(another_page: Callable[[], Page], make: Make, sam: YoungPerson) -> Page:
    return another_page().sign_in(make.account_for(sam))


def at(request: RecordsRequest) -> str:
    return f"/staff/records/{request.id}/give"


def test_from_pages_to_a_part_with_a_letter_that_is_being_made(
    desk: Page, asked: RecordsRequest, rowan: Account
) -> None:
    make_read(asked, "The IRO came. LAC review in the PEP folder. S.20 agreed.", by=rowan)
    desk.visit(f"/staff/records/{asked.id}").follow("Give")
    assert "Nothing was put together yet." in desk.main
    desk.submit("Put it together")
    assert "You asked us for your records on" in desk.main
    assert "Information" in desk.main  # the regulator, by name
    assert "You can go to a court" in desk.main or "you can go to a court" in desk.main
    assert "Example Advocacy" in desk.main
    glossary = desk.value("glossary")
    assert [line.partition(" = ")[0] for line in glossary.splitlines()] == ["IRO", "LAC", "PEP", "S20"]
    desk.submit("How does it read?")
    assert "read this with ease" in desk.main
    desk.submit("Keep the letter")
    desk.submit("Have it made")
    assert "0 of 1 pages are ready" in desk.main
    row = rows(Release)[0]
    assert row.state is ReleaseState.MAKING
    with db.transaction():
        letter = queries.letter_of(db.session.get_one(Release, row.id))
    assert letter["contents"][0]["pages"] == "1 page"
    assert {one["term"] for one in letter["glossary"]} == {"IRO", "LAC", "PEP", "S20"}
    desk.submit("Throw this part away")
    assert rows(Release) == []


def test_what_is_missing_is_named_with_a_way_to_it(desk: Page, asked: RecordsRequest, rowan: Account) -> None:
    made = make_read(asked, "One", "Two", by=rowan)
    with db.transaction():
        leaf = leaf_of(made, 2)
        assert leaf
        leaf.done_at = None
    desk.visit(at(asked))
    assert "Pages to read: 1" in desk.main
    desk.submit("Put it together", status=422)
    assert desk.mistakes == ["A page is not read yet. The list above says what is missing."]
    desk.visit(at(asked)).submit("Put it together", documents=[], status=422)
    assert desk.mistakes == ["Choose at least one document."]


def test_a_letter_says_what_is_wrong_with_it(desk: Page, asked: RecordsRequest, rowan: Account) -> None:
    make_part(asked, make_read(asked, "One", by=rowan), by=rowan, content=None)
    desk.visit(at(asked)).follow("Change the letter")
    desk.submit("Keep the letter", dear="", words_1="", glossary="no sign here", status=422)
    assert set(desk.mistakes) == {
        "Write how the letter begins.",
        "This line needs an equals sign: “no sign here”.",
        "Write at least one piece of the letter.",
    }


def test_it_is_given_only_when_somebody_opened_and_read_it(
    desk: Page, asked: RecordsRequest, rowan: Account, theirs: Page
) -> None:
    make_part(asked, make_read(asked, "One", by=rowan), by=rowan, is_last=True)
    desk.visit(at(asked)).submit("Give the last part and close the request", how="online", status=422)
    assert desk.mistakes == ["Open it, read it, then tick this."]
    desk.visit(at(asked)).submit(
        "Give the last part and close the request", how="online", has_read=True, status=422
    )
    assert desk.mistakes == ["Nobody has opened it yet. Open volume 1, read the letter, then give it."]
    link = next(a for a in desk.links() if "/volumes/" in str(a.get("href")))
    assert desk.client.get(str(link.get("href"))).data == b"%PDF-1.7 made up"
    form, button = desk.visit(at(asked)).form_with("Give the last part and close the request")
    form.fill("how", "online")
    form.fill("has_read", True)
    for _ in range(2):  # a double tap
        desk.client.post(form.action, data=MultiDict(form.pairs(button)))
    assert read_again(asked).state is State.GIVEN
    assert [row.state for row in rows(Release)] == [ReleaseState.GIVEN]
    theirs.visit(f"/records/{asked.id}")
    assert "Notes about parts that may be hard" in theirs.main
    assert "It tells of a move." in theirs.main


def test_paper_and_in_person_are_written_down_with_their_day(
    desk: Page, asked: RecordsRequest, rowan: Account, theirs: Page
) -> None:
    make_part(asked, make_read(asked, "One", by=rowan), by=rowan)
    with db.transaction():
        db.session.get_one(Release, rows(Release)[0].id).opened_at = clock.now()
    tomorrow = clock.today(LONDON) + timedelta(days=1)
    desk.visit(at(asked)).submit("Give this part", how="paper", on=tomorrow, has_read=True, status=422)
    assert desk.mistakes == ["This day is still to come. Write the day on which it happened."]
    yesterday = clock.today(LONDON) - timedelta(days=1)
    desk.visit(at(asked)).submit("Give this part", how="online", on=yesterday, has_read=True, status=422)
    assert desk.mistakes == ["Online it is given today: the page opens when you press the button."]
    desk.visit(at(asked)).submit("Give this part", how="paper", on=yesterday, has_read=True)
    assert "Given on paper" in desk.main
    main = theirs.visit(f"/records/{asked.id}").main
    assert "You got this on paper" in main
    assert "Get your records" not in main


def test_a_withdrawn_request_is_not_given(desk: Page, asked: RecordsRequest, rowan: Account) -> None:
    make_part(asked, make_read(asked, "One", by=rowan), by=rowan)
    make_event(asked, EventKind.WITHDRAWN, reason="asked")
    with db.transaction():
        db.session.get_one(Release, rows(Release)[0].id).opened_at = clock.now()
    assert "Give this part" not in desk.visit(at(asked)).html
    today = clock.today(LONDON)
    sent = {
        "how": "online",
        "has_read": "y",
        "on-day": today.day,
        "on-month": today.month,
        "on-year": today.year,
    }
    desk.post(f"{at(asked)}/{rows(Release)[0].id}/give", sent, status=409)
    assert "The request is closed. Open it again first." in desk.main
    assert rows(Release)[0].state is ReleaseState.MADE


def test_a_page_that_changed_since_has_it_made_again(
    desk: Page, asked: RecordsRequest, rowan: Account
) -> None:
    made = make_read(asked, "One two", by=rowan)
    make_part(asked, made, by=rowan)
    with db.transaction():
        row = db.session.get_one(Release, rows(Release)[0].id)
        row.letter = row.letter.replace("Rowan", "Robin")
    desk.visit(at(asked))
    assert "Something changed since it was made" in desk.main
    assert "Give this part" not in desk.main
    desk.submit("Have it made")
    assert rows(Release)[0].state is ReleaseState.MAKING
    assert rows(Volume) == []


def test_a_part_that_failed_says_what_to_do(desk: Page, asked: RecordsRequest, rowan: Account) -> None:
    make_part(asked, make_read(asked, "One", by=rowan), by=rowan, content=None)
    with db.transaction():
        row = db.session.get_one(Release, rows(Release)[0].id)
        row.state, row.fault = ReleaseState.FAILED, "NotClean"
    desk.visit(at(asked))
    assert "is a word covered in full?" in desk.main
    desk.submit("Have it made")
    assert rows(Release)[0].state is ReleaseState.MAKING


def test_the_requester_gets_it_once_on_a_device_and_asks_to_open_it_again(
    desk: Page, asked: RecordsRequest, rowan: Account, theirs: Page
) -> None:
    give_part(make_part(asked, make_read(asked, "One", by=rowan), by=rowan), rowan)
    home = f"/records/{asked.id}"
    theirs.visit(home).submit("Get your records")
    response = theirs.response
    assert response is not None
    assert response.data == b"%PDF-1.7 made up"
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert response.headers["Cache-Control"].startswith("no-store")
    with db.transaction() as session:
        session.scalars(sa.select(Download)).one().at -= timedelta(hours=2)
    theirs.visit(home).submit("Get your records", status=409)
    assert "got it already" in theirs.main
    theirs.submit("Please open it again")
    assert [one.words for one in rows(RequestMessage)] == [
        "Please open my records again, so that I can get them."
    ]
    desk.visit(at(asked)).submit("Open it again for four weeks")
    theirs.visit(home).submit("Get your records")


def test_the_days_are_over_and_taken_back_shut_it(
    desk: Page, asked: RecordsRequest, rowan: Account, theirs: Page
) -> None:
    give_part(make_part(asked, make_read(asked, "One", by=rowan), by=rowan), rowan)
    with db.transaction():
        db.session.get_one(Release, rows(Release)[0].id).open_until = clock.today(LONDON) - timedelta(days=1)
    theirs.visit(f"/records/{asked.id}").submit("Get your records", status=409)
    assert "The days to get it are over" in theirs.main
    theirs.visit(f"/records/{asked.id}")
    desk.visit(at(asked)).follow("Take it back")
    assert "nothing got out" in desk.main
    assert "72 hours" not in desk.main
    desk.submit("Take it back now")
    theirs.submit("Get your records", status=409)
    assert "We took this part back" in theirs.main
    assert "We took a part back" in theirs.visit(f"/records/{asked.id}").main


def test_nobody_else_gets_it(
    desk: Page,
    asked: RecordsRequest,
    rowan: Account,
    dana: Account,
    make: Make,
    another_page: Callable[[], Page],
) -> None:
    release_id = make_part(asked, make_read(asked, "One", by=rowan), by=rowan)
    volume = rows(Volume)[0]
    address = f"/records/{asked.id}/volume/{volume.id}"
    stranger = another_page().sign_in(make.account_for(make.young_person(name="Kit Moss")))
    stranger.post(address, status=404)
    owner = make.account_for(db_person(asked))
    another_page().sign_in(owner).post(address, status=404)  # it is theirs, but not given yet
    give_part(release_id, rowan)
    stranger.post(address, status=404)
    other = make_request(person=db_person(asked), officer=rowan, name="Sam Vale")
    another_page().sign_in(owner).post(f"/records/{other.id}/volume/{volume.id}", status=404)
    guard = another_page().sign_in(dana)
    guard.visit(at(asked))
    assert "Open volume" not in guard.main  # may look after it, does not hand it out
    guard.visit(f"{at(asked)}/{release_id}/volumes/{volume.id}", status=404)
    worker = another_page().sign_in(make.staff(Role.SOCIAL_WORKER, name="Wes Field"))
    worker.visit(at(asked), status=404)
    desk.visit(f"/staff/records/{other.id}/give/{release_id}/letter", status=404)


def db_person(request: RecordsRequest) -> YoungPerson:
    with db.transaction() as session:
        found = session.get_one(YoungPerson, request.young_person_id)
        session.expunge(found)
        return found


def test_the_page_asks_the_same_however_many_documents_there_are(
    desk: Page, asked: RecordsRequest, rowan: Account
) -> None:
    def asks() -> int:
        with counted() as said:
            desk.visit(at(asked))
        return len(said)

    make_read(asked, "One", by=rowan)
    desk.visit(at(asked))
    few = asks()
    for _ in range(4):
        make_read(asked, "One", by=rowan)
    assert asks() == few


def test_from_outside_it_is_behind_words_and_a_code(
    desk: Page, rowan: Account, another_page: Callable[[], Page]
) -> None:
    request = make_request(officer=rowan, name="Robin Hale", is_weighed=True)
    give_part(make_part(request, make_read(request, "One", by=rowan), by=rowan), rowan)
    with db.transaction() as session:
        there = session.get_one(RecordsRequest, request.id)
        way = give_way_in(there, send_once=uuid.uuid4(), by=rowan.id, now=clock.now())
    outside = another_page()
    address = f"/records/mine/volume/{rows(Volume)[0].id}"
    outside.visit("/records/mine/open")
    outside.post(address, status=400)  # nobody came in on this device
    outside.visit("/records/mine/open").submit("Open it", code=" ".join(way.words), number=way.code)
    outside.submit("Get your records")
    assert outside.response is not None
    assert outside.response.data == b"%PDF-1.7 made up"


def test_before_it_is_decided_who_asks_the_page_says_so_and_gives_nothing(desk: Page, rowan: Account) -> None:
    request = make_request(officer=rowan, name="Robin Hale")
    part = make_part(request, make_read(request, "One", by=rowan), by=rowan)
    volume = rows(Volume)[0].id
    desk.client.get(f"{at(request)}/{part}/volumes/{volume}").get_data()
    desk.visit(at(request)).submit("Give this part", how="paper", has_read=True, status=422)
    assert "It is not decided yet that whoever asks may have it" in desk.mistakes[0]
    assert [one.state for one in rows(Release)] == [ReleaseState.MADE]
