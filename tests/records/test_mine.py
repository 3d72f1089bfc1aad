"""The requester's page: whoever reads only this page can say when it is due and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.plainwords import jargon_in, reading_age
from portal.policy.roles import Role
from portal.records.jobs.feelings import ask_a_month_later
from portal.records.models import Feeling, RecordsRequest, RequestEvent, RequestMessage
from portal.records.rules import EventKind, Format, Stage, State
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.plain_pages import our_lines
from tests.support.world_records import LONDON, make_event, make_request
from tests.voice.young import rows


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def olu(make: Make) -> Account:
    return make.staff(Role.RECORDS_OFFICER, name="Olu Records")


@pytest.fixture
def in_space(page: Page, make: Make, sam: YoungPerson, olu: Account) -> Page:
    return page.sign_in(make.account_for(sam))


@pytest.fixture
def asked(in_space: Page, sam: YoungPerson, olu: Account) -> RecordsRequest:
    return make_request(person=sam, officer=olu, words="Why did I move?")


def _today() -> date:
    return clock.today(LONDON)


def _at(page: Page, request: RecordsRequest, ending: str = "") -> Page:
    return page.visit(f"/records/{request.id}{ending}")


def test_the_page_says_when_why_and_who(in_space: Page, asked: RecordsRequest) -> None:
    main = _at(in_space, asked).main
    assert "We answer by" in main
    assert "left." in main
    assert "How we worked out the day" in main
    assert "It began on" in main
    assert "Olu Records works on it" in main
    assert "01632 960 444" in main
    assert "Why did I move?" in main
    assert asked.reference in main
    for step in ("We have what you asked for", "We look for your records", "A second person checks"):
        assert step in main


def test_a_late_one_says_so_with_the_true_reason(in_space: Page, sam: YoungPerson, olu: Account) -> None:
    late = make_request(person=sam, officer=olu, received_on=_today() - timedelta(days=60))
    main = _at(in_space, late).main
    assert "This is late" in main
    assert "We are sorry" in main
    assert "We have not written down why yet" in main
    make_event(late, EventKind.LATE_REASON, reason="archive", words="Two boxes were in another town.", by=olu)
    main = _at(in_space, late).main
    assert "Two boxes were in another town." in main


def test_what_we_asked_is_there_with_a_box_and_the_days_go_on(
    in_space: Page, asked: RecordsRequest, olu: Account
) -> None:
    make_event(
        asked,
        EventKind.CLARIFICATION_ASKED,
        _today(),
        words="Where did you live in 2012?",
        reason="which_time",
        by=olu,
    )
    main = _at(in_space, asked).main
    assert "The days stand still" in main
    assert "Where did you live in 2012?" in main
    in_space.submit("Send my answer", answer="", status=422)
    assert in_space.mistakes == ["Write your answer here."]
    in_space.submit("Send my answer", answer="In Oak Road")
    assert "The days stand still" not in in_space.main
    assert "In Oak Road" in in_space.main
    kinds = [event.kind for event in rows(RequestEvent)]
    assert kinds.count(EventKind.CLARIFICATION_RECEIVED) == 1


def test_an_answer_sent_twice_is_one(in_space: Page, asked: RecordsRequest, olu: Account) -> None:
    make_event(
        asked,
        EventKind.CLARIFICATION_ASKED,
        _today(),
        words="Where did you live?",
        reason="which_time",
        by=olu,
    )
    _at(in_space, asked)
    form, button = in_space.form_with("Send my answer")
    form.fill("answer", "In Oak Road")
    for _ in range(2):
        in_space.client.post(f"/records/{asked.id}/answer", data=MultiDict(form.pairs(button)))
    assert len([one for one in rows(RequestMessage) if one.words == "In Oak Road"]) == 1
    assert [e.kind for e in rows(RequestEvent)].count(EventKind.CLARIFICATION_RECEIVED) == 1


def test_messages_go_both_ways(
    in_space: Page, another_page: Callable[[], Page], asked: RecordsRequest, olu: Account
) -> None:
    _at(in_space, asked).submit("Send it", words="Have you found my school?")
    assert "Have you found my school?" in in_space.main
    assert NoticeKind.RECORDS_WROTE in [n.kind for n in rows(Notice) if n.account_id == olu.id]
    in_space.submit("Send it", words="  ", status=422)
    assert in_space.mistakes == ["Write your message here."]


def test_changing_how_they_would_like_it(in_space: Page, asked: RecordsRequest) -> None:
    _at(in_space, asked, "/change").submit(
        "Save it", formats=["in_person"], company="yes", ring_after=True, phone="01632 960 002"
    )
    [now] = rows(RecordsRequest)
    assert (now.formats, now.wants_company, now.wants_ring_after) == ([Format.IN_PERSON], True, True)
    assert now.phone == "01632 960 002"
    assert now.due_on == asked.due_on


def test_asking_for_a_ring_is_a_message_with_the_number(in_space: Page, asked: RecordsRequest) -> None:
    _at(in_space, asked, "/ring").submit("Ask them to ring me", number="", status=422)
    in_space.submit("Ask them to ring me", number="01632 960 002", when="after 4")
    assert "Please ring me on 01632 960 002. A good time is: after 4" in in_space.main


def test_taking_it_back_asks_first_and_it_can_be_started_again(in_space: Page, asked: RecordsRequest) -> None:
    _at(in_space, asked).follow("Take it back")
    assert "you lose no right" in in_space.main
    in_space.submit("Take it back")
    [now] = rows(RecordsRequest)
    assert now.state is State.WITHDRAWN
    assert "You took this back" in in_space.main
    _at(in_space, asked, "/take-back")
    assert in_space.url.endswith(str(asked.id))
    in_space.submit("Start again")
    [now] = rows(RecordsRequest)
    assert now.state is State.OPEN
    assert now.due_on is not None
    assert asked.due_on is not None
    assert now.due_on > asked.due_on


def test_what_is_past_is_listed(in_space: Page, asked: RecordsRequest) -> None:
    assert "What you asked for before" not in in_space.visit("/records").main
    _at(in_space, asked, "/take-back").submit("Take it back")
    main = in_space.visit("/records").main
    assert "What you asked for before" in main
    assert "You took it back" in main


def test_on_paper_it_is_the_same(in_space: Page, asked: RecordsRequest) -> None:
    main = _at(in_space, asked, "/print").main
    assert "We answer by" in main
    assert "It began on" in main


def test_each_stage_has_its_next_step(in_space: Page, asked: RecordsRequest, olu: Account) -> None:
    said = set()
    for stage in (Stage.FINDING, Stage.READING, Stage.CHECKING, Stage.READY):
        make_event(asked, EventKind.STAGE, reason=stage.value, by=olu)
        main = _at(in_space, asked).main
        assert main.count("we are here") == 1
        said.add(main.split("What happens next:")[1][:60])
    assert len(said) == 4


def _given(request: RecordsRequest, days_ago: int) -> None:
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, request.id)
        row.state, row.ended_on = State.GIVEN, _today() - timedelta(days=days_ago)


def _ask() -> int:
    with db.transaction():
        return ask_a_month_later(clock.now(), LONDON)


def test_how_it_felt_is_asked_once_a_month_later(in_space: Page, asked: RecordsRequest) -> None:
    _given(asked, 0)
    assert _ask() == 0
    _at(in_space, asked, "/felt".replace("/felt", ""))
    assert "How did asking for your records feel?" not in in_space.main
    _given(asked, 32)
    assert (_ask(), _ask()) == (1, 0)
    assert [n.kind for n in rows(Notice)].count(NoticeKind.RECORDS_FELT) == 1
    _at(in_space, asked).follow("How did asking for your records feel?")
    in_space.submit("Send it", got_it="partly", kind="yes", words="It took long")
    [said] = rows(Feeling)
    assert (said.answers, said.words) == ({"got_it": "partly", "kind": "yes"}, "It took long")
    assert "How did asking for your records feel?" not in in_space.main


def test_how_it_felt_can_be_left(in_space: Page, asked: RecordsRequest) -> None:
    _given(asked, 32)
    _ask()
    _at(in_space, asked, "/felt").submit("I would rather not say", got_it="no")
    [said] = rows(Feeling)
    assert said.answers == {}
    assert said.at is not None


def test_nobody_is_asked_how_it_felt_long_after(in_space: Page, asked: RecordsRequest) -> None:
    _given(asked, 200)
    assert _ask() == 0
    in_space.visit(f"/records/{asked.id}/felt", status=404)


@pytest.mark.parametrize("picked", ["maybe", "YES", ""])
def test_an_answer_nobody_offered_is_not_taken(in_space: Page, asked: RecordsRequest, picked: str) -> None:
    _given(asked, 32)
    _ask()
    in_space.post(f"/records/{asked.id}/felt", {"got_it": picked}, status=422 if picked else 200)
    [said] = rows(Feeling)
    assert said.answers == {}


def test_what_was_merged_goes_on_where_it_went(
    in_space: Page, asked: RecordsRequest, sam: YoungPerson
) -> None:
    other: Any = make_request(person=sam, words="And photos")
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, other.id)
        row.state, row.merged_into_id = State.MERGED, asked.id
    assert asked.reference in _at(in_space, other).main


@pytest.mark.once
def test_every_state_of_the_page_is_plain(in_space: Page, sam: YoungPerson, olu: Account) -> None:
    late = make_request(person=sam, officer=olu, received_on=_today() - timedelta(days=60))
    back = make_request(person=sam, officer=olu)
    done = make_request(person=sam, officer=olu)
    make_event(back, EventKind.WITHDRAWN, reason="asked", by=olu)
    make_event(done, EventKind.GIVEN, by=olu)
    for request in (late, back, done):
        for ending in ("", "/print", "/question", "/sent", "/more"):
            lines = our_lines(_at(in_space, request, ending), ["Olu Records"])
            assert reading_age("\n".join(lines)) <= 9.0, sorted(lines, key=reading_age)[-3:]
            assert [word for line in lines for word in jargon_in(line)] == []
