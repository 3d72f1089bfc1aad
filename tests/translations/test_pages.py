"""No English is left on a young person's pages in Arabic, and every page runs the way its language does."""

from __future__ import annotations

from collections.abc import Set

import pytest

from portal.accounts.models import Account
from portal.policy.roles import Role
from portal.settings import Settings
from tests.support.crawl import crawl
from tests.support.page_checks import text_of
from tests.support.pages import Page
from tests.translations.left_over import english_on

pytestmark = pytest.mark.once  # what a page says is the same whichever database it was read from


def whole(page: Page, settings: Settings, also: Set[str] = frozenset()) -> None:
    """The page in front of us holds no English and runs from right to left."""
    html = page.everything[0]
    assert (html.get("lang"), html.get("dir")) == ("ar", "rtl"), page.url
    assert english_on(page, settings, also) == set(), page.url


def test_english_that_was_left_is_seen(in_arabic: Page, settings: Settings) -> None:
    page = in_arabic.visit("/come-in")
    assert english_on(page, settings) == set()
    page.everything[0].set("title", "Come in")
    assert english_on(page, settings) == {"Come", "in"}


@pytest.mark.parametrize(
    "address", ["/come-in", "/card", "/card/no-such-card", "/not-safe", "/bye", "/language"]
)
def test_no_english_before_somebody_is_in(in_arabic: Page, settings: Settings, address: str) -> None:
    whole(in_arabic.visit(address), settings)


@pytest.mark.parametrize(("address", "label"), [("/come-in", "كلماتك"), ("/card", "الكلمات التي على بطاقتك")])
def test_no_english_where_the_words_are_wrong(
    in_arabic: Page, settings: Settings, address: str, label: str
) -> None:
    in_arabic.visit(address).submit(status=422)
    whole(in_arabic, settings)
    in_arabic.submit(fields={label: "pancake zqzqzq"}, status=422)
    whole(in_arabic, settings, {"pancake", "zqzqzq"})


def test_no_english_on_any_page_of_their_own(sami_in: Page, settings: Settings) -> None:
    # The police's Code C has no other name, nor has a file that is saved.
    names = {"PDF", "C", "copy", "html", *settings.regulator_name.split()}
    seen = []
    for url in crawl(sami_in, "/"):
        whole(sami_in, settings, names)
        seen.append(url)
    assert len(seen) >= 20, seen


def test_no_english_while_they_say_something(sami_in: Page, settings: Settings) -> None:
    page = sami_in.visit("/say").submit("التالي", face="جيدة")
    page.submit("التالي", status=422)
    whole(page, settings)
    page.submit("التالي", words="أحب مدرستي", topics=["school"])
    whole(page, settings)
    page.post("/say/send", {"safe_now": "maybe", "to": "nobody", "call_number": "1" * 500}, status=422)
    whole(page, settings)
    page.visit("/say/send").submit("إرسال", safe_now="نعم")
    whole(page, settings)
    page.visit("/not-safe").submit("أنا لست بأمان")
    whole(page, settings)


def test_no_english_while_they_get_new_words(sami_in: Page, settings: Settings) -> None:
    page = sami_in.visit("/my-words").submit(status=422)
    whole(page, settings)
    page.submit(fields={"هل هذا هاتفك أنت؟": "نعم، هو لي"})
    whole(page, settings, _drawn(page))
    page.submit(status=422)
    whole(page, settings, _drawn(page))


def _drawn(page: Page) -> set[str]:
    """The five words drawn, and offered again to check them."""
    return {text_of(e) for e in page.everything if e.tag == "strong" and e.get("lang") == "en"}


@pytest.mark.parametrize("wrong", ["/nowhere", "/said/00000000-0000-0000-0000-000000000000"])
def test_no_english_where_nothing_is(sami_in: Page, settings: Settings, wrong: str) -> None:
    whole(sami_in.visit(wrong, status=404), settings)


@pytest.mark.parametrize("role", [Role.FOSTER_CARER, Role.PARTNER])
def test_no_english_for_who_is_shown_something(
    in_arabic: Page, settings: Settings, around: dict[Role, Account], said: object, role: Role
) -> None:
    in_arabic.sign_in(around[role])
    for _url in crawl(in_arabic, "/staff/shared"):
        whole(in_arabic, settings, {"PEP"})  # what schools call their plan
