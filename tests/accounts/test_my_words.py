"""Words for coming back: made once, shown until they are kept, never again after that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import WayIn
from portal.policy.roles import Role
from tests.accounts.ways import card_for, come_in, open_ways, use, words_of
from tests.support.factories import Make
from tests.support.page_checks import text_of
from tests.support.pages import Page

Another = Callable[[], Page]


@pytest.fixture
def words(make: Make) -> tuple[str, ...]:
    """Words of a young person called Robin."""
    return words_of(make.account_for(make.young_person(called="Robin")))


def test_after_a_card_words_are_shown_until_they_are_kept_and_never_again(page: Page, make: Make) -> None:
    use(page, card_for(make.young_person(), make.staff(Role.PARTICIPATION_WORKER)).words)
    page.submit("Show me my words", own="no")
    words = _shown(page)
    assert len(words) == 5
    assert _shown(page.visit("/my-words")) == words
    page.submit("I have saved my words", which=words[_asked(page) - 1])
    assert page.url.endswith("/start")
    # One or two may stand in the page's own sentences: "card", "safe", "word".
    said = page.visit("/my-words").main.split()
    assert sum(word in said for word in words) < 3
    way = db.session.scalars(sa.select(WayIn)).one()
    assert way.words_sealed is None
    page.post("/go-out")
    assert come_in(page, words).url.endswith("/start")


def _shown(page: Page) -> tuple[str, ...]:
    rows = [e for e in page.everything if e.tag == "strong" and e.get("lang") == "en"]
    return tuple(text_of(row) for row in rows)


def _asked(page: Page) -> int:
    return int(page.main.split("word number ")[1][0])


def test_a_double_tap_makes_words_once(page: Page, make: Make) -> None:
    account = make.account_for(make.young_person())
    page.sign_in(account).post("/my-words", {"own": "no"})
    first = _shown(page)
    page.post("/my-words", {"own": "no"})
    assert _shown(page) == first
    assert open_ways(account.id) == 1


def test_the_check_is_no_test_of_memory_and_a_wrong_pick_ends_nothing(page: Page, make: Make) -> None:
    page.sign_in(make.account_for(make.young_person())).post("/my-words", {"own": "no"})
    words = _shown(page)
    page.submit("I have saved my words", status=422)
    page.submit("I have saved my words", which=words[0], status=422)
    assert _shown(page) == words


@pytest.mark.parametrize("picked", ["", "nobody", "yes\x00no"])
def test_whose_phone_it_is_has_to_be_said(page: Page, make: Make, picked: str) -> None:
    account = make.account_for(make.young_person())
    page.sign_in(account).post("/my-words", {"own": picked}, status=422)
    assert open_ways(account.id) == 0


def test_new_words_end_the_old_ones_and_other_phones_once_they_are_kept(
    page: Page, another_page: Another, words: tuple[str, ...]
) -> None:
    other_phone = come_in(another_page(), words, own_phone=True)
    other_phone.post("/go-out")
    come_in(page, words)
    page.visit("/my-words").submit("Show me my words", own="yes")
    new = _shown(page)
    come_in(another_page(), words)  # until the new ones are kept
    page.submit("I have saved my words", which=new[_asked(page) - 1])
    come_in(another_page(), words, status=422)
    come_in(other_phone, words[:3], status=422)
    page.post("/go-out")
    come_in(page, new[:3])


def test_new_words_put_out_whoever_was_in_and_leave_this_one_in(
    page: Page, another_page: Another, words: tuple[str, ...]
) -> None:
    intruder = come_in(another_page(), words)
    come_in(page, words)
    page.visit("/my-words").submit("Show me my words", own="no")
    page.submit("I have saved my words", which=_shown(page)[_asked(page) - 1])
    assert page.url.endswith("/start")
    assert page.visit("/my-words").url.endswith("/my-words")
    assert "/come-in" in intruder.visit("/start").url
    assert "saved new words for coming back" in page.visit("/who-opened").main


def test_the_words_to_pick_from_are_marked_as_english(page: Page, make: Make) -> None:
    page.sign_in(make.account_for(make.young_person())).post("/my-words", {"own": "no"})
    in_labels = [e for e in page.everything if e.tag == "bdi" and e.get("lang") == "en"]
    assert sorted(text_of(e) for e in in_labels) == sorted(set(_shown(page)))


def test_words_that_were_used_count_as_kept(page: Page, another_page: Another, make: Make) -> None:
    account = make.account_for(make.young_person())
    page.sign_in(account).post("/my-words", {"own": "no"})
    come_in(another_page(), _shown(page))
    assert db.session.scalars(sa.select(WayIn)).one().words_sealed is None


def test_on_a_shared_phone_a_secret_of_before_is_taken_away(page: Page, words: tuple[str, ...]) -> None:
    come_in(page, words, own_phone=True)
    page.visit("/my-words").submit("Show me my words", own="no")
    assert page.client.get_cookie("phone") is None
