""" "I'm not safe": sent at once from every page, whatever is filled in, and the numbers are always shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
import time_machine

from portal.accounts.models import Account
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import KeptApart, YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Concern, Draft, Recipient, Topic
from portal.voice.rules import Desk, Level, SafeNow
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import go_quiet, rows, statements, to_page_3

PRESSED = "We know you're not safe"


def numbers_are_shown(page: Page) -> bool:
    return all(number in page.main for number in ("999", "0800 1111", "85258"))


@pytest.mark.parametrize("url", ["/say", "/say/words"])
def test_with_nothing_filled_in(in_space: Page, make: Make, url: str) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    in_space.visit(url).submit("I'm not safe")
    assert in_space.heading == PRESSED
    assert numbers_are_shown(in_space)
    assert "Somebody is on duty now. We have sent them word." in in_space.main
    (said,) = statements()
    assert (said.words, said.not_safe_button, said.pages_duty) == ("", True, True)
    assert said.level is Level.NOW
    assert {n.account_id for n in rows(Notice) if n.kind is NoticeKind.CALLED} == {duty.id}


def test_nobody_on_duty_is_said_honestly(in_space: Page, make: Make) -> None:
    make.on_duty(make.staff(Role.DUTY_WORKER), weekdays=[0])
    with time_machine.travel("2026-11-27T21:00:00+00:00", tick=False):
        in_space.sign_in(make.account_for(make.young_person()))
        in_space.visit("/say").submit("I'm not safe")
    assert "Nobody from our team is on duty right now." in in_space.main
    assert "Somebody is on duty from Monday 30 November" in in_space.main
    assert "A trained person reads it by Monday 30 November, 5 pm." in in_space.main
    assert "Somebody is on duty now" not in in_space.main


def test_the_only_one_on_duty_is_who_it_is_about(in_space: Page, make: Make, priya: Account) -> None:
    duty = make.staff(Role.DUTY_WORKER, household=priya)
    make.on_duty(duty)
    to_page_3(in_space).submit("I'm not safe", about=["Priya Shah"])
    assert "Nobody from our team is on duty right now." in in_space.main
    assert duty.id not in {n.account_id for n in rows(Notice)}


def test_what_was_typed_goes_with_it(in_space: Page) -> None:
    in_space.visit("/say").submit("Next", face="Really bad")
    in_space.submit("I'm not safe", words="he is outside my door", topics=["home"])
    (said,) = statements()
    assert said.words == "he is outside my door"
    assert said.face == "very_bad"
    assert [topic.theme for topic in rows(Topic)] == ["home"]
    assert rows(Draft) == []
    assert rows(Recipient) == []  # nobody was picked yet: the safety team only


def test_from_page_3_with_everything(in_space: Page, priya: Account) -> None:
    to_page_3(in_space, words="help me").submit("I'm not safe", call_number="07700 900123")
    (said,) = statements()
    assert (said.words, said.call_number) == ("help me", "07700 900123")
    assert [r.account_id for r in rows(Recipient)] == [priya.id]


def test_answering_no_is_the_same_as_the_button(in_space: Page) -> None:
    to_page_3(in_space).submit("Send", safe_now="No")
    (said,) = statements()
    assert (said.safe_now, said.level, said.pages_duty) == (SafeNow.NO, Level.NOW, True)
    assert in_space.heading == "Sent"
    assert numbers_are_shown(in_space)


def test_it_is_never_refused_for_a_field(in_space: Page, make: Make) -> None:
    stranger = make.worker_of(make.young_person())
    in_space.post(
        "/not-safe",
        {
            "page": "send",
            "words": "a" * 20_000,
            "face": "furious",
            "topics": ["dragons", "home"],
            "to": [str(stranger.id), "x"],
            "about": str(stranger.id),
            "safe_now": "maybe",
            "quote": "always",
            "send_once": "\x00",
        },
    )
    assert in_space.heading == PRESSED
    (said,) = statements()
    assert rows(Recipient) == []
    assert rows(Concern) == []
    assert said.quote_consent == "no"


def test_words_typed_twice_are_both_kept(in_space: Page) -> None:
    in_space.post("/not-safe", {"page": "words", "words": ["one\x00", "two"], "topics": ["dragons", "home"]})
    assert statements()[0].words == "one\ntwo"
    assert [topic.theme for topic in rows(Topic)] == ["home"]


def test_a_double_tap_is_one(in_space: Page) -> None:
    once = str(uuid.uuid4())
    for _ in range(3):
        in_space.post("/not-safe", {"page": "words", "words": "help", "send_once": once})
        assert in_space.heading == PRESSED
    assert len(statements()) == 1


def test_pressed_empty_and_again_with_words_loses_no_words(in_space: Page) -> None:
    once = str(uuid.uuid4())
    in_space.post("/not-safe", {"page": "words", "words": "", "send_once": once})
    for _ in range(2):
        in_space.post("/not-safe", {"page": "words", "words": "he is here", "send_once": once})
    assert sorted(said.words for said in statements()) == ["", "he is here"]


def test_only_the_advocate_picked(in_space: Page, make: Make, priya: Account) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    to_page_3(in_space, words="my carer hit me", topics=["home"]).submit(
        "Send", to=["advocate"], safe_now="No", about=["Priya Shah"], call_number="07700 900123"
    )
    council, advocate = sorted(statements(), key=lambda s: s.desk is Desk.ADVOCATE)
    assert advocate.words == "my carer hit me"
    assert (council.words, council.wants, council.call_number, council.face) == ("", "", "", None)
    assert (council.safe_now, council.pages_duty, advocate.pages_duty) == (SafeNow.NO, True, False)
    assert {t.statement_id for t in rows(Topic)} == {advocate.id}
    assert {c.statement_id for c in rows(Concern)} == {advocate.id}
    # Whoever it is about is kept from both, though the council is not told whom it is about.
    assert {(k.statement_id, k.account_id) for k in rows(KeptApart)} == {
        (council.id, priya.id),
        (advocate.id, priya.id),
    }
    assert "We told our safety team only that you are not safe." in in_space.main
    assert {n.about_id for n in rows(Notice) if n.kind is NoticeKind.CALLED} == {council.id}


def test_the_button_with_only_the_advocate_picked_says_where_the_words_went(in_space: Page) -> None:
    to_page_3(in_space, words="my carer hit me").submit("I'm not safe", to=["advocate"])
    assert "What you wrote went to the advocate only." in in_space.main
    assert {said.desk: said.words for said in statements()} == {
        Desk.COUNCIL: "",
        Desk.ADVOCATE: "my carer hit me",
    }


def test_page_3_says_so_before(in_space: Page) -> None:
    to_page_3(in_space)
    assert (
        "If you also say you are not safe, our safety team is told that, and nothing else." in in_space.main
    )


def test_a_session_that_ran_out_is_still_heard_and_shown_nothing(in_space: Page, app: object) -> None:
    in_space.visit("/say/words")
    fields = {"page": "words", "words": "please come", "send_once": in_space.value("send_once")}
    go_quiet(in_space, 30)
    in_space.post("/not-safe", fields)
    assert in_space.heading == PRESSED
    assert "please come" not in in_space.text
    assert [said.words for said in statements()] == ["please come"]
    in_space.visit("/said")
    assert in_space.url.endswith("/come-in")


def test_a_stale_token_does_not_stop_it(in_space: Page) -> None:
    in_space.visit("/say")
    in_space.client.post("/not-safe", data={"csrf_token": "old", "page": "how", "face": "bad"})
    assert len(statements()) == 1


def test_another_site_cannot_send_it(in_space: Page) -> None:
    in_space.post("/not-safe", {"page": "how"}, status=403, headers={"Sec-Fetch-Site": "cross-site"})
    assert statements() == []


def test_signed_out_is_told_the_truth_and_the_numbers(another_page: Callable[[], Page]) -> None:
    page = another_page()
    page.post("/not-safe", {"words": "help"}, status=403)
    assert "We could not send this" in page.main
    assert numbers_are_shown(page)
    assert statements() == []
    page.visit("/not-safe")
    assert numbers_are_shown(page)


def test_the_page_of_its_own(in_space: Page, sam: YoungPerson) -> None:
    in_space.visit("/not-safe").submit("I'm not safe")
    assert in_space.heading == PRESSED
    assert [said.young_person_id for said in statements()] == [sam.id]
    assert statements()[0].not_safe_button


def test_staff_send_nothing(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.READER)).post("/not-safe", {"words": "x"}, status=404)
    page.visit("/not-safe", status=404)
    assert statements() == []
