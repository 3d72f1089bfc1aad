"""Whatever is sent to the requester's pages, from outside too, is a clear answer and never a fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from werkzeug.datastructures import MultiDict

from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import make_request

FIELDS = (
    "page", "to", "send_once", "scopes", "years_from", "years_until", "words", "formats", "company", "notes",
    "ring_after", "anything", "name", "other_names", "born_on-day", "born_on-month", "born_on-year", "email",
    "phone", "post", "code", "number", "answer", "when", "got_it", "kind", "beside", "outcome",
)  # fmt: skip
ODD = (
    "",
    "\x00",
    "\ud800".encode("utf-8", "replace").decode(),
    "9" * 400,
    "-1",
    "٣",
    "²",
    "a@b\nBcc: c@d",
    "{{7*7}}",
)


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_in_every_field_from_outside(page: Page, odd: str) -> None:
    for step in ("what", "how", "who", "check", "nowhere"):
        page.client.get("/records/ask")
        pairs = [(name, odd) for name in FIELDS if name != "page"]
        for address in ("/records/ask", "/records/mine/open", "/records/mine/close", "/records/mine/write"):
            data = MultiDict([("csrf_token", page.token()), ("page", step), *pairs])
            assert page.client.post(address, data=data).status_code < 500, (address, step)


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_in_every_field_from_their_own_page(
    page: Page, another_page: Callable[[], Page], make: Make, sam: YoungPerson, odd: str
) -> None:
    asked = make_request(person=sam, officer=make.staff(Role.RECORDS_OFFICER))
    page.sign_in(make.account_for(sam))
    pairs = [(name, odd) for name in FIELDS]
    for ending in ("write", "answer", "change", "ring", "question/review", "take-back", "again", "felt"):
        data = MultiDict([("csrf_token", page.token()), *pairs])
        status = page.client.post(f"/records/{asked.id}/{ending}", data=data).status_code
        assert status < 500, ending
    for address in ("/records/new", "/records/new/how", "/records/new/check"):
        data = MultiDict([("csrf_token", page.token()), *pairs])
        assert page.client.post(address, data=data).status_code < 500, address
        assert page.client.get(address).status_code < 500, address
