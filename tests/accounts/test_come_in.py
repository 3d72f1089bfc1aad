"""Coming in by words: forgiving about how they are typed, slow for those who guess, never locked."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts.models import Attempt, Phone
from portal.accounts.queries.throttle import EVERYBODY, attempt_key
from portal.accounts.rules.throttle import ALL_WORDS
from portal.accounts.words import all_words
from portal.policy.roles import Role
from tests.accounts.ways import card_for, come_in, use, words_of
from tests.support.factories import Make
from tests.support.pages import Page

Another = Callable[[], Page]


@pytest.fixture
def words(make: Make) -> tuple[str, ...]:
    """Words of a young person called Robin."""
    return words_of(make.account_for(make.young_person(called="Robin")))


@pytest.fixture
def wrong() -> tuple[str, ...]:
    """Five words of the list that are nobody's."""
    return all_words()[:5]


def test_five_words_let_in_however_a_phone_writes_them(page: Page, words: tuple[str, ...]) -> None:
    typed = f" {words[0].upper()},{words[1].capitalize()} - {words[2]}\n{words[3]}{words[4]}. "
    page.visit("/come-in").submit("Come in", words=typed)
    assert page.url.endswith("/start")
    assert "Robin" in page.heading


def test_four_words_are_not_enough(page: Page, words: tuple[str, ...]) -> None:
    come_in(page, words[:4], status=422)
    assert "You need all 5" in page.mistakes[0]


def test_their_order_counts(page: Page, words: tuple[str, ...]) -> None:
    come_in(page, words[::-1], status=422)


def test_a_word_that_is_not_known_is_named_and_the_others_have_pictures(
    page: Page, words: tuple[str, ...]
) -> None:
    come_in(page, ("zzgarbage", *words[1:]), status=422)
    assert "zzgarbage" in page.mistakes[0]
    assert page.html.count("pic--word") == 4
    assert "zzgarbage" in page.value("words")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 0


def test_ten_wrong_tries_are_slowed_and_nothing_is_locked(
    page: Page, words: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    start = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        answers = [
            page.visit("/come-in").submit("Come in", words=" ".join(wrong), status=s).status
            for s in [422] * 5 + [429] * 5
        ]
    assert answers == [422] * 5 + [429] * 5
    wait = int(page.response.headers["Retry-After"])  # type: ignore[union-attr]  # there is one
    assert 1 <= wait <= 60
    assert "not locked out" in page.mistakes[0]
    assert page.value("words") == " ".join(wrong)
    with time_machine.travel(start + timedelta(seconds=wait), tick=False):
        assert come_in(page, words).url.endswith("/start")


def test_right_words_wait_too_so_that_the_answer_tells_nothing(
    page: Page, words: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        for _ in range(5):
            come_in(page, wrong, status=422)
        come_in(page, words, status=429)


def test_one_device_that_guesses_does_not_hold_up_another(
    page: Page, another_page: Another, words: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        for _ in range(5):
            come_in(page, wrong, status=422)
        come_in(another_page(), words)


def _crowd_guesses(at: datetime) -> None:
    with db.transaction() as session:
        for door in ("words", "card"):
            session.execute(
                sa.insert(Attempt),
                [
                    {
                        "id": uuid.uuid4(),
                        "door": door,
                        "at": at,
                        "key_hash": attempt_key(door, EVERYBODY),
                    }
                    for _ in range(ALL_WORDS.tries)
                ],
            )


def test_when_a_crowd_guesses_unknown_devices_wait_less_than_a_minute_and_known_phones_not_at_all(
    page: Page, another_page: Another, words: tuple[str, ...], make: Make
) -> None:
    start = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        come_in(page, words, own_phone=True)
        page.post("/go-out")
    later = start + timedelta(minutes=5)
    _crowd_guesses(later)
    with time_machine.travel(later + timedelta(seconds=1), tick=False):
        stranger = come_in(another_page(), words, status=429)
        assert int(stranger.response.headers["Retry-After"]) <= 60  # type: ignore[union-attr]  # there is one
        use(
            another_page(),
            card_for(make.young_person(), make.staff(Role.PARTICIPATION_WORKER)).words,
            status=429,
        )
        assert come_in(page, words[:3]).url.endswith("/start")


def test_on_their_own_phone_three_words_are_enough(page: Page, words: tuple[str, ...]) -> None:
    come_in(page, words, own_phone=True)
    page.post("/go-out")
    assert "first three words" in page.visit("/come-in").main
    assert come_in(page, words[:3]).url.endswith("/start")


def test_three_words_are_not_enough_anywhere_else(
    page: Page, another_page: Another, words: tuple[str, ...]
) -> None:
    come_in(page, words, own_phone=True)
    come_in(another_page(), words[:3], status=422)


def test_without_saying_so_the_browser_is_given_nothing(page: Page, words: tuple[str, ...]) -> None:
    come_in(page, words)
    assert page.client.get_cookie("phone") is None


def test_the_phones_secret_is_long_kept_from_scripts_and_stored_as_a_hash(
    page: Page, words: tuple[str, ...]
) -> None:
    come_in(page, words, own_phone=True)
    cookie = page.client.get_cookie("phone")
    assert cookie is not None
    assert len(cookie.value) >= 22  # 128 bits and more
    assert cookie.http_only
    row = db.session.scalars(sa.select(Phone)).one()
    assert cookie.value.encode() not in row.secret_hash


def test_a_phone_opens_its_own_account_only(page: Page, make: Make, words: tuple[str, ...]) -> None:
    other = words_of(make.account_for(make.young_person(called="Kit")))
    come_in(page, words, own_phone=True)
    page.post("/go-out")
    come_in(page, other[:3], status=422)
    assert "Kit" in come_in(page, other).heading


def test_ten_wrong_tries_end_a_phones_shortcut_but_five_words_still_work(
    page: Page, words: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    come_in(page, words, own_phone=True)
    page.post("/go-out")
    for _ in range(9):
        come_in(page, wrong[:3], status=422)
    db.session.remove()
    assert db.session.scalars(sa.select(Phone)).one().ended_at is None
    come_in(page, wrong[:3], status=422)
    come_in(page, words[:3], status=422)
    assert come_in(page, words).url.endswith("/start")


def test_a_known_phone_never_waits(page: Page, words: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        come_in(page, words, own_phone=True)
        page.post("/go-out")
        for _ in range(9):
            come_in(page, wrong, status=422)
        assert come_in(page, words[:3]).url.endswith("/start")


def test_right_words_begin_the_phones_count_anew(
    page: Page, words: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    come_in(page, words, own_phone=True)
    for _ in range(2):
        page.post("/go-out")
        for _ in range(9):
            come_in(page, wrong[:3], status=422)
        assert come_in(page, words[:3]).url.endswith("/start")


def test_wrong_and_unknown_answer_alike(
    page: Page, another_page: Another, make: Make, wrong: tuple[str, ...]
) -> None:
    account = make.account_for(make.young_person())
    ended = words_of(account)
    words_of(account)  # new ones end these
    one = come_in(page, ended, status=422).mistakes
    assert one == come_in(another_page(), wrong, status=422).mistakes


def test_a_closed_account_lets_nobody_in(page: Page, make: Make) -> None:
    account = make.account_for(make.young_person(), is_open=False)
    come_in(page, words_of(account), status=422)
