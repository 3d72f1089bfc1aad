"""Nothing typed is lost, and nothing typed is shown to whoever must not see it yet."""

from __future__ import annotations

import uuid
from datetime import timedelta

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.voice.models import Draft
from tests.support.pages import Page
from tests.voice.young import go_quiet, rows, statements, to_page_3


def test_each_page_is_kept_and_gone_on_with(in_space: Page, sam_account: Account) -> None:
    in_space.visit("/say").submit("Next", face="Not good")
    in_space.submit("Next", words="hello there", topics=["money"])
    in_space.sign_out().sign_in(sam_account).visit("/say")
    assert "You have started something" in in_space.main
    assert in_space.value("face") == "bad"
    in_space.visit("/say/words")
    assert (in_space.value("words"), in_space.value("topics")) == ("hello there", "money")


def test_what_is_kept_is_sealed(in_space: Page, database: object) -> None:
    to_page_3(in_space, words="a very private canary")
    (draft,) = rows(Draft)
    assert b"canary" not in draft.content_sealed
    assert "canary" in draft.content


def test_back_keeps_half_a_page_unchecked(in_space: Page) -> None:
    in_space.visit("/say/words")
    once = in_space.value("send_once")
    in_space.post("/say/words", {"back": "1", "page": "words", "wants": "only this", "send_once": once})
    assert in_space.heading == "How are things?"
    in_space.visit("/say/words")
    assert in_space.value("wants") == "only this"


def test_back_from_page_3_keeps_who_was_picked(in_space: Page) -> None:
    to_page_3(in_space)
    in_space.post("/say/send", {"back": "1", "page": "send", "to": "advocate", "about_name": "Jo"})
    in_space.visit("/say/send")
    assert in_space.value("to") == "advocate"
    assert in_space.value("about_name") == "Jo"


def test_enter_on_the_last_page_keeps_and_does_not_send(in_space: Page) -> None:
    to_page_3(in_space)
    in_space.post("/say/send", {"stay": "1", "page": "send", "call_when": "after school"})
    assert in_space.url.endswith("/say/send#send")
    assert in_space.value("call_when") == "after school"
    assert statements() == []


def test_a_face_can_be_skipped_again(in_space: Page) -> None:
    in_space.visit("/say").submit("Next", face="Good")
    in_space.visit("/say").submit("Skip this one")
    in_space.visit("/say")
    assert in_space.value("face") == ""


def test_unticking_is_kept_too(in_space: Page) -> None:
    in_space.visit("/say/words").submit("Next", words="x", topics=["money", "home"])
    in_space.visit("/say/words").submit("Next", topics=[])
    in_space.visit("/say/words")
    assert in_space.value("topics") == ""


def test_scripts_keep_a_page(in_space: Page) -> None:
    in_space.visit("/say/words")
    once = in_space.value("send_once")
    in_space.post("/say/keep", {"page": "words", "words": "on a bus", "send_once": once}, status=204)
    in_space.visit("/say/words")
    assert in_space.value("words") == "on a bus"


def test_a_late_beacon_does_not_bring_back_what_was_sent(in_space: Page) -> None:
    to_page_3(in_space)
    once = in_space.value("send_once")
    in_space.submit("Send")
    in_space.post("/say/keep", {"page": "words", "words": "x", "send_once": once}, status=204)
    assert rows(Draft) == []


def test_going_on_from_a_page_that_was_sent_starts_anew(in_space: Page) -> None:
    to_page_3(in_space)
    once = in_space.value("send_once")
    in_space.submit("Send")
    in_space.post("/say/words", {"page": "words", "words": "one more thing", "send_once": once})
    in_space.submit("Send")
    assert [said.words for said in statements()] == ["I want to stay at my school", "one more thing"]


def test_typed_in_a_session_that_ran_out(in_space: Page, sam_account: Account) -> None:
    in_space.visit("/say/words")
    once = in_space.value("send_once")
    go_quiet(in_space, 25)
    in_space.post("/say/words", {"page": "words", "words": "long thoughts", "send_once": once})
    assert in_space.url.endswith("/come-in")
    assert "long thoughts" not in in_space.text
    in_space.sign_in(sam_account).visit("/say/words")
    assert in_space.value("words") == "long thoughts"


def test_an_older_session_or_a_stranger_keeps_nothing(in_space: Page) -> None:
    in_space.visit("/say/words")
    go_quiet(in_space, 60 * 24 * 3)
    in_space.post("/say/words", {"page": "words", "words": "x"})
    in_space.sign_out().visit("/come-in")
    in_space.post("/say/keep", {"page": "words", "words": "x"})
    assert rows(Draft) == []


def test_thrown_away_after_asking(in_space: Page) -> None:
    to_page_3(in_space, words="never mind")
    in_space.visit("/say/throw-away")
    assert "never mind" in in_space.main
    assert rows(Draft)
    in_space.submit("Throw it away")
    assert rows(Draft) == []
    assert statements() == []


def lose_the_way_in(account: Account) -> None:
    with db.transaction() as session:
        session.get_one(Account, account.id).past_shut_at = clock.now() + timedelta(seconds=1)


def find_the_way_in(account: Account) -> None:
    with db.transaction() as session:
        session.get_one(Account, account.id).past_shut_at = None


def test_a_draft_from_before_a_lost_way_in_stays_shut_and_comes_back(
    in_space: Page, sam_account: Account
) -> None:
    to_page_3(in_space, words="secret from before")
    (draft,) = rows(Draft)
    with db.transaction() as session:
        session.get_one(Draft, draft.id).changed_at = clock.now() - timedelta(days=1)
    with db.transaction() as session:
        session.get_one(Account, sam_account.id).past_shut_at = clock.now() - timedelta(hours=1)
    for url in ("/say", "/say/words", "/say/throw-away", "/start"):
        assert "secret from before" not in in_space.visit(url).html
    in_space.visit("/say/throw-away").submit("Throw it away")
    to_page_3(in_space, words="new words").submit("Send")
    assert [said.words for said in statements()] == ["new words"]
    assert "secret from before" not in in_space.visit("/say/words").html
    find_the_way_in(sam_account)
    in_space.visit("/say/words")
    assert in_space.value("words") == "secret from before"


def test_not_safe_does_not_send_a_shut_draft(in_space: Page, sam_account: Account) -> None:
    to_page_3(in_space, words="secret from before")
    lose_the_way_in(sam_account)
    in_space.post("/not-safe", {"page": "how", "send_once": str(uuid.uuid4())})
    assert [said.words for said in statements()] == [""]
