"""The same page sent again: a double tap is one sending, and other answers on it are another."""

from __future__ import annotations

from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.models import Concern, Draft, Topic
from portal.voice.rules import Face, SafeNow
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, statements, to_page_3


def _page_3_sent(page: Page) -> dict[str, str]:
    """Page 3 sent with "yes, I am safe"; gives its fields, as a page kept open in another tab holds them."""
    to_page_3(page, words="he came back", topics=["home"], face="Not good")
    fields = {"page": "send", "safe_now": "yes", "send_once": page.value("send_once")}
    page.post("/say/send", fields)
    assert page.heading == "Sent"
    return fields


def test_a_double_tap_is_one(in_space: Page) -> None:
    fields = _page_3_sent(in_space)
    first = in_space.url
    in_space.post("/say/send", fields)
    assert in_space.url == first
    assert len(statements()) == 1


def test_not_safe_now_on_the_same_page_is_heard(in_space: Page, make: Make) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    fields = _page_3_sent(in_space)
    worse = {**fields, "safe_now": "no", "wants_call": "yes", "call_number": "07700 900123"}
    for _ in range(2):
        in_space.post("/say/send", worse)
        assert "You said you are not safe." in in_space.main
    first, second = statements()
    assert (first.safe_now, first.wants_call) == (SafeNow.YES, False)
    assert (second.safe_now, second.wants_call, second.call_number) == (SafeNow.NO, True, "07700 900123")
    assert (second.words, second.face, second.pages_duty) == ("he came back", Face.BAD, True)
    assert {t.theme for t in rows(Topic) if t.statement_id == second.id} == {"home"}
    called = [n for n in rows(Notice) if n.kind is NoticeKind.CALLED]
    assert [(n.account_id, n.about_id) for n in called] == [(duty.id, second.id)]


def test_a_name_added_on_the_same_page_is_heard(in_space: Page) -> None:
    fields = _page_3_sent(in_space)
    in_space.post("/say/send", {**fields, "about_name": "Jo"})
    assert len(statements()) == 2
    assert [concern.name for concern in rows(Concern)] == ["Jo"]


def test_what_was_started_since_is_kept(in_space: Page) -> None:
    fields = _page_3_sent(in_space)
    in_space.visit("/say/words").submit("Next", words="something else")
    in_space.post("/say/send", {**fields, "safe_now": "no"})
    assert [said.words for said in statements()] == ["he came back", "he came back"]
    (draft,) = rows(Draft)
    assert "something else" in draft.content


def test_a_mistake_on_the_page_sent_again_is_shown(in_space: Page) -> None:
    fields = _page_3_sent(in_space)
    in_space.post("/say/send", {**fields, "safe_now": "no", "call_number": "0" * 41}, status=422)
    assert "This is too long." in in_space.mistakes[0]
    assert in_space.value("safe_now") == "no"
    assert len(statements()) == 1


def test_the_button_after_the_same_page_was_sent(in_space: Page) -> None:
    fields = _page_3_sent(in_space)
    for _ in range(2):
        in_space.post("/not-safe", fields)
        assert in_space.heading == "We know you're not safe"
    first, second = statements()
    assert (first.not_safe_button, second.not_safe_button, second.pages_duty) == (False, True, True)
