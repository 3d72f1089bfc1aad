"""Whoever watches the line learns nothing of somebody's five words from how long a page is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal.accounts.models import Account
from portal.accounts.words import all_words, picture_of
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import make_request


def _by_size() -> list[str]:
    """All words, those with the smallest drawings first."""
    drawn = Path("static/words.svg").read_text()
    sizes = {int(n): len(lines) for n, lines in re.findall(r'id="w(\d+)"(.*?)</symbol>', drawn, re.S)}
    return sorted(all_words(), key=lambda word: (sizes[picture_of(word)], len(word)))


SMALL, LARGE = tuple(_by_size()[:5]), tuple(_by_size()[-5:])


@pytest.fixture(autouse=True)
def officer(make: Make) -> Account:
    return make.staff(Role.RECORDS_OFFICER, name="Olu Records")


def _length(page: Page, address: str, fields: dict[str, str], status: int = 200) -> int:
    data = {"csrf_token": page.token(), **fields}
    answer = page.client.post(address, data=data, headers={"Accept-Encoding": "br"})
    assert answer.status_code == status
    assert "Content-Encoding" not in answer.headers
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    return len(answer.data)


def test_the_page_with_the_words_is_as_long_whatever_they_are(page: Page) -> None:
    lengths = []
    for number in range(4):
        once = f"00000000-0000-4000-8000-00000000000{number}"
        sent = {"page": "check", "send_once": once, "name": "Robin Hale", "email": "robin@example.org"}
        page.visit("/records/ask")
        lengths.append(_length(page, "/records/ask", sent))
    assert len(set(lengths)) == 1


def test_what_was_typed_wrong_is_shown_at_one_length(page: Page) -> None:
    page.visit("/records/mine/open")
    lengths = [
        _length(page, "/records/mine/open", {"code": " ".join(words), "number": "123456"}, 422)
        for words in (SMALL, LARGE)
    ]
    assert len(set(lengths)) == 1


def test_the_officers_page_with_them_is_as_long_too(page: Page, officer: Account) -> None:
    lengths = []
    for _ in range(4):
        request = make_request(officer=officer)
        address = f"/staff/records/{request.id}/way-in"
        page.sign_in(officer).visit(address)
        lengths.append(_length(page, address, {"send_once": str(request.id)}))
    assert len(set(lengths)) == 1
