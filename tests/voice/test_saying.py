"""The three pages and the receipt, as a young person uses them."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import flask
import pytest
import time_machine

from portal.accounts.models import Account
from portal.audit.models import Event
from portal.deadlines.models import Deadline
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import KeptApart, YoungPerson
from portal.policy.roles import Role
from portal.settings import Settings
from portal.voice.models import Concern, Draft, Recipient, Topic
from portal.voice.rules import Desk, Face, Level, QuoteConsent, SafeNow
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, statements, to_page_3

FRIDAY_NIGHT = datetime(2026, 11, 27, 21, 0, tzinfo=ZoneInfo("Europe/London"))
MONDAY_MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))


def test_three_pages_and_one_needed_thing(in_space: Page, priya: Account) -> None:
    page = in_space.visit("/say")
    assert page.heading == "How are things?"
    page.submit("Next", face="Good")
    assert page.heading == "Tell us about it"
    page.submit("Next", topics=["school", "friends"], words="I want to stay at my school", wants="No move")
    assert page.heading == "Send it"
    page.submit("Send")
    assert page.heading == "Sent"
    (said,) = statements()
    assert (said.words, said.wants, said.face) == ("I want to stay at my school", "No move", Face.GOOD)
    assert {topic.theme for topic in rows(Topic)} == {"school", "friends"}
    assert [r.account_id for r in rows(Recipient)] == [priya.id]
    assert said.quote_consent is QuoteConsent.NO
    assert said.desk is Desk.COUNCIL
    assert rows(Draft) == []


def test_everything_of_page_3_is_stored(in_space: Page, make: Make, sam: YoungPerson, priya: Account) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER, name="Fran Carer")
    to_page_3(in_space).submit(
        "Send",
        safe_now="I'm not sure",
        wants_call="Yes, ring me",
        call_when="after school",
        call_who="my carer",
        call_number="07700 900123",
        about=["Fran Carer"],
        about_name="Uncle Bo",
        quote="Yes, if you change the words",
    )
    (said,) = statements()
    assert (said.safe_now, said.wants_call, said.level) == (SafeNow.NOT_SURE, True, Level.SOON)
    assert (said.call_when, said.call_who, said.call_number) == ("after school", "my carer", "07700 900123")
    assert said.quote_consent is QuoteConsent.CHANGED
    assert {(c.account_id, c.name) for c in rows(Concern)} == {(carer.id, ""), (None, "Uncle Bo")}
    assert all(c.by_young_person for c in rows(Concern))


def test_whoever_it_is_about_and_those_close_are_kept_apart_at_once(
    in_space: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    boss = make.staff(Role.MANAGER)
    iro = make.worker_of(sam, Role.IRO, name="Ian Ross", manager=boss)
    near = make.staff(Role.READER, household=iro)
    to_page_3(in_space).submit("Send", about=["Ian Ross"])
    assert {k.account_id: k.why for k in rows(KeptApart)} == {
        iro.id: "concerned",
        boss.id: "manager",
        near.id: "household",
    }
    told = {n.account_id for n in rows(Notice) if n.kind is NoticeKind.TO_READ}
    assert told == {rae.id}


def test_true_times_on_the_receipt(in_space: Page, sam_account: Account, settings: Settings) -> None:
    with time_machine.travel(MONDAY_MORNING, tick=False):
        in_space.sign_in(sam_account)
        to_page_3(in_space).submit("Send")
        assert "Read by Monday 23 November, 5 pm" in in_space.main
        assert "Priya Shah answers by Monday 30 November." in in_space.main
        assert settings.phone_day in in_space.main
    (said,) = statements()
    (deadline,) = rows(Deadline)
    assert (deadline.kind, deadline.about_id, deadline.due_on) == ("answer", said.id, date(2026, 11, 30))


def test_friday_night_says_when_reading_starts_again(
    in_space: Page, sam_account: Account, make: Make, settings: Settings
) -> None:
    reader = make.staff(Role.READER)
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        in_space.sign_in(sam_account)
        to_page_3(in_space).submit("Send")
        assert "Read by Monday 30 November, 5 pm" in in_space.main
        assert settings.phone_night in in_space.main
    (notice,) = [n for n in rows(Notice) if n.account_id == reader.id]
    assert notice.send_after.astimezone(ZoneInfo("Europe/London")).hour == 9


def test_the_receipt_never_names_somebody_it_is_about(in_space: Page) -> None:
    to_page_3(in_space).submit("Send", about=["Priya Shah"])
    assert "Priya Shah answers" not in in_space.main
    assert "We answer you by" in in_space.main


def test_sending_is_the_young_persons_own_event(in_space: Page, sam: YoungPerson) -> None:
    to_page_3(in_space).submit("Send")
    (event,) = [e for e in rows(Event) if e.action == "say"]
    assert (event.actor_role, event.young_person_id) == ("young_person", sam.id)


def test_what_they_want_is_enough(in_space: Page) -> None:
    in_space.visit("/say/words").submit("Next", wants="a call").submit("Send")
    assert [(said.words, said.wants) for said in statements()] == [("", "a call")]


def test_something_is_needed_and_said_so(in_space: Page) -> None:
    in_space.visit("/say/words").submit("Next", words=" \x00 ", topics=["school"], status=422)
    assert in_space.mistakes == ["Write something here. A few words are enough."]
    assert in_space.value("topics") == "school"


def test_page_3_without_words_leads_to_page_2_and_keeps_what_was_picked(in_space: Page) -> None:
    in_space.visit("/say/send")
    assert in_space.heading == "Tell us about it"
    in_space.post(
        "/say/send", {"page": "send", "call_number": "07700 900123", "send_once": str(uuid.uuid4())}
    )
    assert "Write something first." in in_space.text
    in_space.submit("Next", words="hello")
    assert in_space.value("call_number") == "07700 900123"
    assert statements() == []


def test_too_long_is_kept_and_said(in_space: Page, settings: Settings) -> None:
    words = "a" * (settings.max_words + 1)
    in_space.visit("/say/words").submit("Next", words=words, status=422)
    assert in_space.value("words") == words
    assert "too long" in in_space.mistakes[0]


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("/say", {"face": "furious"}),
        ("/say", {"face": ["good", "bad"]}),
        ("/say/words", {"words": "x", "topics": ["school", "dragons"]}),
        ("/say/words", {"words": ["x", "y"]}),
        ("/say/send", {"safe_now": "maybe"}),
        ("/say/send", {"quote": "YES"}),
        ("/say/send", {"to": str(uuid.uuid4())}),
        ("/say/send", {"about": "not-an-id"}),
        ("/say/send", {"call_when": ["now", "then"]}),
        ("/say/send", {"about_name": "b" * 5000}),
    ],
)
def test_bad_input_is_answered_and_nothing_is_sent(in_space: Page, url: str, fields: dict[str, Any]) -> None:
    to_page_3(in_space, words="kept words")
    in_space.post(url, {"send_once": str(uuid.uuid4()), **fields}, status=422)
    assert in_space.mistakes
    assert statements() == []
    in_space.visit("/say/words")
    assert in_space.value("words") == "kept words"


def test_other_peoples_workers_cannot_be_picked(in_space: Page, make: Make) -> None:
    stranger = make.worker_of(make.young_person())
    to_page_3(in_space)
    for field in ("to", "about"):
        in_space.post("/say/send", {"send_once": str(uuid.uuid4()), field: str(stranger.id)}, status=422)
    assert statements() == []


def test_a_carer_can_be_named_but_not_picked(in_space: Page, make: Make, sam: YoungPerson) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER)
    to_page_3(in_space).post("/say/send", {"send_once": str(uuid.uuid4()), "to": str(carer.id)}, status=422)


def test_a_damaged_form_id_does_not_lose_the_words(in_space: Page) -> None:
    to_page_3(in_space)
    in_space.post("/say/send", {"send_once": "nonsense"})
    assert [s.words for s in statements()] == ["I want to stay at my school"]


def test_a_double_tap_is_one_sending_and_one_receipt(in_space: Page) -> None:
    to_page_3(in_space)
    once = in_space.value("send_once")
    in_space.submit("Send")
    first = in_space.url
    in_space.post("/say/send", {"send_once": once})
    assert in_space.url == first
    assert len(statements()) == 1


def test_the_same_form_many_times_at_once(in_space: Page, app: flask.Flask) -> None:
    to_page_3(in_space)
    data = {"send_once": in_space.value("send_once"), "csrf_token": in_space.token()}
    cookie = in_space.client.get_cookie("session")
    assert cookie

    def tap(_number: int) -> str:
        client = app.test_client()
        client.set_cookie("session", cookie.value)
        return str(client.post("/say/send", data=data).headers.get("Location"))

    with ThreadPoolExecutor(8) as many:
        receipts = set(many.map(tap, range(24)))
    assert len(receipts) == 1
    assert "/sent/" in receipts.pop()
    assert len(statements()) == 1


def test_advocate_only_is_on_no_council_desk(in_space: Page, rae: Account, ade: Account) -> None:
    to_page_3(in_space).submit("Send", to=["advocate"])
    (said,) = statements()
    assert said.desk is Desk.ADVOCATE
    assert rows(Recipient) == []
    assert rows(Deadline) == []
    assert {(n.account_id, n.kind) for n in rows(Notice)} == {(ade.id, NoticeKind.FOR_ADVOCATE)}
    assert rae.id not in {n.account_id for n in rows(Notice)}
    assert "It went to the advocate, not to the council" in in_space.main
    assert "answers by" not in in_space.main
    assert {e.subject_kind for e in rows(Event) if e.action == "say"} == {"advocate_statement"}


def test_both_picked_are_two_that_do_not_know_of_each_other(in_space: Page, priya: Account) -> None:
    to_page_3(in_space).submit("Send", to=["Priya Shah", "advocate"], wants_call="yes")
    council, advocate = sorted(statements(), key=lambda s: s.desk is Desk.ADVOCATE)
    assert council.send_once == advocate.send_once
    assert council.words == advocate.words
    assert (council.wants_call, advocate.wants_call) == (True, False)
    assert [r.statement_id for r in rows(Recipient)] == [council.id]
    assert "It went to the advocate too." in in_space.main


def test_nobody_picked_is_read_all_the_same(in_space: Page) -> None:
    to_page_3(in_space).submit("Send", to=[])
    assert rows(Recipient) == []
    assert "Our safety team picks who." in in_space.main


def test_agreed_phrases_call_whoever_is_on_duty(in_space: Page, make: Make) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    to_page_3(in_space, words="I am going to kill myself tonight").submit("Send")
    (said,) = statements()
    assert said.pages_duty
    assert {n.account_id for n in rows(Notice) if n.kind is NoticeKind.CALLED} == {duty.id}
    assert "Somebody is on duty now." in in_space.main


def test_good_news_is_marked(in_space: Page) -> None:
    to_page_3(in_space, words="I got the part in the play", face="Really good").submit("Send")
    assert statements()[0].is_good_news


def test_grown_ups_have_their_own_lines(page: Page, make: Make) -> None:
    old = make.young_person(born_on=date(2000, 1, 1))
    page.sign_in(make.account_for(old)).visit("/say")
    assert "or a child may be getting hurt" in page.main
    assert "Childline" not in page.text


def test_staff_do_not_speak_here(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.SOCIAL_WORKER))
    for url in ("/say", "/say/words", "/say/send", "/said", "/say/throw-away"):
        page.visit(url, status=404)
