"""Telling the service something without a name: sent, kept by five words, come back to, ended."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts.models import Account, Attempt
from portal.audit.models import Event
from portal.clocks.reading import Hours
from portal.nameless.commands import talking as commands
from portal.nameless.commands.talking import Moment
from portal.nameless.models import NamelessMessage, NamelessTalk
from portal.nameless.queries.talk import code_for
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.themes.order import Level
from tests.support.factories import Make
from tests.support.pages import Page

SENT = "We have what you sent"


def rows(kind: type[Any]) -> list[Any]:
    db.session.remove()
    return list(db.session.scalars(sa.select(kind)))


def tell(page: Page, words: str = "Nobody listens at the house", **fields: Any) -> str:
    """Send it; gives the five words of the page."""
    page.visit("/nameless").submit("Send it", words=words, **fields)
    assert page.heading == SENT
    return five_words(page)


def five_words(page: Page) -> str:
    return re.search(r'id="five"[^>]*>([^<]+)<', page.html)[1]  # type: ignore[index]  # it is on the page


def test_it_is_stored_before_the_words_are_used(page: Page) -> None:
    tell(page, "I saw something at the park")
    page.sign_out()  # they go away without doing anything with the words
    (said,) = rows(NamelessMessage)
    assert said.words == "I saw something at the park"
    assert rows(NamelessTalk)[0].is_kept is False


def test_before_typing_it_says_what_we_can_and_cannot_do(page: Page) -> None:
    page.visit("/nameless")
    assert "We can’t come to you if we don’t know who you are" in page.main
    assert "999" in page.main
    assert "0800 1111" in page.main
    assert re.search(r"A trained person reads it by \w+ \d+ \w+, 5 pm", page.main.replace("\u00a0", " "))
    assert "what you write may show it" in page.main
    assert "five words" not in page.heading


def test_it_is_found_from_the_door_and_from_every_help_block(page: Page, make: Make) -> None:
    page.visit("/come-in").follow("Tell us without your name")
    assert page.heading == "Tell us without your name"
    page.sign_in(make.account_for(make.young_person())).visit("/start").follow("Tell us without your name")
    assert page.heading == "Tell us without your name"


def test_the_words_are_used_at_once_and_work_again_later(
    page: Page, another_page: Callable[[], Page]
) -> None:
    code = tell(page)
    page.submit("Use my words", code=code.upper().replace(" ", ", "))
    assert page.heading == "What you told us"
    assert "Good. These words work." in page.main
    assert rows(NamelessTalk)[0].is_kept
    later = another_page()
    later.visit("/nameless").follow("I have five words").submit("Open it", code=code)
    assert "Nobody listens at the house" in later.main
    later.submit("Send it", words="And nobody rings back")
    assert "And nobody rings back" in later.main
    assert [m.number for m in sorted(rows(NamelessMessage), key=lambda m: m.number)] == [1, 2]


def test_the_words_can_be_picked_instead_of_typed(page: Page) -> None:
    code = tell(page).split()
    page.submit("Use my words", {f"pick{n}": word for n, word in enumerate(code, start=1)})
    assert page.heading == "What you told us"


@pytest.mark.parametrize("typed", ["", "cat", "\x00\x7f", "zzzzz zzzz zzz zz z", "word " * 500])
def test_words_that_are_not_right_are_shown_again(page: Page, typed: str) -> None:
    code = tell(page)
    page.submit("Use my words", code=typed, status=422)
    assert five_words(page) == code
    assert page.mistakes
    page.submit("Use my words", code=code)
    assert page.heading == "What you told us"


def test_five_other_words_are_not_these(page: Page) -> None:
    code = tell(page).split()
    page.submit("Use my words", code=" ".join(reversed(code)), status=422)
    assert "These are not the five words above" in page.main


def test_a_double_tap_is_one_talk_with_the_same_words(page: Page) -> None:
    once = str(uuid.uuid4())
    found = set()
    for _ in range(3):
        page.post("/nameless", {"words": "help me", "send_once": once})
        found.add(five_words(page))
    assert len(found) == 1
    assert len(rows(NamelessTalk)) == len(rows(NamelessMessage)) == 1


def test_the_same_form_twenty_times_at_once_is_one_talk(app: object) -> None:
    once, moment = uuid.uuid4(), Moment(datetime.now(UTC), Hours())

    def send(_: int) -> tuple[str, ...] | None:
        with db.transaction():
            return commands.tell(once, commands.Said("help me"), moment).code

    with ThreadPoolExecutor(20) as pool:
        found = set(pool.map(send, range(20)))
    assert found == {code_for(once)}
    assert len(rows(NamelessTalk)) == len(rows(NamelessMessage)) == 1


def test_the_same_form_with_more_in_it_loses_nothing(page: Page) -> None:
    once = str(uuid.uuid4())
    page.post("/nameless", {"words": "help me", "send_once": once})
    code = five_words(page)
    for _ in range(2):
        page.post("/nameless", {"words": "help me, he is here", "send_once": once})
        assert five_words(page) == code
    assert sorted(m.words for m in rows(NamelessMessage)) == ["help me", "help me, he is here"]
    assert len(rows(NamelessTalk)) == 1


def test_once_used_the_words_are_not_shown_again_by_going_back(page: Page) -> None:
    once = str(uuid.uuid4())
    page.post("/nameless", {"words": "help me", "send_once": once})
    code = five_words(page)
    page.submit("Use my words", code=code)
    page.post("/nameless", {"words": "help me", "send_once": once})
    assert code not in page.main
    assert not all(word in page.main for word in code.split())  # one of them may be a word of ours
    assert "we do not show them again" in page.main
    assert len(rows(NamelessTalk)) == 1


def test_nothing_typed_sends_nothing(page: Page) -> None:
    page.visit("/nameless").submit("Send it", status=422)
    assert page.mistakes == ["Write it here."]
    page.post("/nameless", {"words": "a" * 20_000}, status=422)
    assert rows(NamelessTalk) == []


def test_only_a_keyed_hash_of_the_words_is_stored(page: Page) -> None:
    code = tell(page)
    (talk,) = rows(NamelessTalk)
    assert len(talk.code_hash) == 32
    stored = " ".join(str(value) for row in [talk, *rows(NamelessMessage)] for value in vars(row).values())
    assert not [word for word in code.split() if len(word) > 4 and word in stored]


def test_codes_hold_55_bits_and_come_evenly() -> None:
    from portal.accounts.words import COUNT, bits
    from portal.nameless.rules import CODE_WORDS

    assert bits(CODE_WORDS) >= 55
    drawn = [word for _ in range(2000) for word in code_for(uuid.uuid4())]
    assert len(set(drawn)) > COUNT * 0.95


def test_wrong_words_and_gone_ones_are_the_same_answer(page: Page) -> None:
    code = tell(page)
    talk = rows(NamelessTalk)[0]
    other = " ".join(code_for(uuid.uuid4()))
    page.visit("/nameless/back").submit("Open it", code=other, status=422)
    wrong = page.mistakes
    with db.transaction() as session:
        session.execute(sa.delete(NamelessMessage))
        session.execute(sa.delete(NamelessTalk).where(NamelessTalk.id == talk.id))
    page.visit("/nameless/back").submit("Open it", code=code, status=422)
    assert page.mistakes == wrong
    assert {a.door for a in rows(Attempt)} == {"nameless"}


def test_guessing_is_slowed_for_all_together_and_ends_by_itself(page: Page) -> None:
    code = tell(page)
    from portal.accounts.queries.throttle import EVERYBODY, attempt_key

    now = datetime.now(UTC)
    with db.transaction() as session:
        key = attempt_key("nameless", EVERYBODY)
        session.add_all(Attempt(door="nameless", key_hash=key, at=now) for _ in range(600))
    page.visit("/nameless/back").submit("Open it", code=code, status=429)
    assert "You are not locked out" in page.main
    with time_machine.travel(now + timedelta(minutes=2), tick=False):
        page.visit("/nameless/back").submit("Open it", code=code)
        assert page.heading == "What you told us"


def test_a_signed_in_child_uses_it_and_stays_signed_in(page: Page, make: Make) -> None:
    account = make.account_for(make.young_person())
    page.sign_in(account)
    with page.client.session_transaction() as session:
        before = {name: session[name] for name in ("_user_id", "sid", "seen", "ways")}
    events = len(rows(Event))
    code = tell(page, "it is about my carer")
    page.submit("Use my words", code=code)
    page.submit("Send it", words="please do something")
    with page.client.session_transaction() as session:
        assert {name: session[name] for name in before} == before
        assert set(session) - {"_fresh", "began"} == {*before, "csrf_token"}
    assert len(rows(Event)) == events
    (seen,) = [one.last_seen_at for one in rows(Account) if one.id == account.id]
    assert seen is None  # using it notes nothing of them
    page.visit("/start")
    assert page.url.endswith("/start")


def test_not_safe_calls_duty_and_shows_the_numbers_first(page: Page, make: Make) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    page.visit("/nameless").submit("I'm not safe")
    assert page.main.index("999") < page.main.index("five words")
    assert all(number in page.main for number in ("999", "0800 1111", "85258"))
    assert "We don’t know where you are" in page.main
    assert "Somebody is on duty now" in page.main
    (said,) = rows(NamelessMessage)
    assert (said.words, said.not_safe, said.level) == ("", True, Level.NOW)
    (notice,) = rows(Notice)
    assert (notice.account_id, notice.kind) == (duty.id, NoticeKind.NAMELESS_CALLED)
    page.submit("Use my words", code=five_words(page))
    assert "Pressed" not in page.main
    page.submit("I'm not safe", words="I am at the bus station")
    assert "I am at the bus station" in page.main
    assert "0800 1111" in page.main


def test_not_safe_goes_through_whatever_is_typed(page: Page) -> None:
    page.post("/nameless", {"words": "a" * 20_000, "not_safe": "1", "send_once": "\x00"})
    assert page.heading == SENT
    assert len(rows(NamelessMessage)[0].words) == 10_000


def test_nobody_on_duty_is_said_honestly(page: Page, make: Make) -> None:
    make.on_duty(make.staff(Role.DUTY_WORKER), weekdays=[0])
    with time_machine.travel("2026-11-27T21:00:00+00:00", tick=False):
        page.visit("/nameless").submit("I'm not safe", words="he is here")
    assert "Nobody from our team is on duty right now." in page.main
    assert "Somebody is on duty now" not in page.main


def test_ended_by_them_is_closed_and_still_read(page: Page, make: Make) -> None:
    code = tell(page)
    page.submit("Use my words", code=code).submit("End this talk")
    assert "This talk has ended." in page.main
    assert rows(NamelessTalk)[0].closed_on is not None
    page.sign_out().visit("/nameless/back").submit("Open it", code=code)
    assert "This talk has ended." in page.main
    reader = page.sign_out().sign_in(make.staff(Role.READER))
    assert "Without a name" in reader.visit("/staff/desk").main


def test_a_page_left_open_too_long_gives_back_what_was_typed(page: Page) -> None:
    page.submit("Use my words", code=tell(page))
    pass_in = page.value("pass_in")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=2), tick=False):
        page.post("/nameless/talk", {"pass_in": pass_in, "words": "what I wrote for long"}, status=400)
    assert "what I wrote for long" in page.main
    assert pass_in not in page.html
    for odd in ("", "x", "\x00", "a.b.c", "x" * 5000):
        page.post("/nameless/talk", {"pass_in": odd, "words": "hello"}, status=400)
        page.post("/nameless/close", {"pass_in": odd}, status=400)
    assert len(rows(NamelessMessage)) == 1


def test_somebody_elses_id_opens_nothing(page: Page) -> None:
    tell(page)
    talk = rows(NamelessTalk)[0]
    page.post("/nameless/talk", {"pass_in": str(talk.id), "words": "let me in"}, status=400)
    page.visit(f"/staff/nameless/{talk.id}")
    assert page.heading != "Somebody without a name"


def test_the_pages_hold_in_arabic(page: Page) -> None:
    page.visit("/nameless", headers={"Accept-Language": "ar"})
    assert 'dir="rtl"' in page.html
