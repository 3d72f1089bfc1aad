"""A young person adds to what they said, stops the use of their words, keeps a copy; the desk reads it; the
worker puts it on the record, and the young person sees that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.policy.roles import Role
from portal.voice.rules import QuoteConsent
from tests.support.factories import Make
from tests.support.visitors import Visitor

NEW = "And I want to see my brother"


@pytest.mark.parametrize("scripts", [True, False])
def test_after_it_is_sent(visitor: Callable[..., Visitor], make: Make, scripts: bool) -> None:
    # Given Sam, what Sam said, read and answered
    sam = make.young_person(name="Sam Vale", called="Sam")
    account = make.account_for(sam)
    worker = make.worker_of(sam, Role.SOCIAL_WORKER, name="Priya Shah")
    reader = make.staff(Role.READER, name="Rae Desk")
    said = make.statement(
        sam, "I want to see my sister", to=[worker], read_by=reader, quote_consent=QuoteConsent.YES
    )

    # When Sam adds to it, and does not let us use the words any more
    own = visitor(width=360, scripts=scripts).is_signed_in_as(account)
    own.goes_to(f"/said/{said.id}").follows("Add something")
    own.types("What do you want to add?", NEW).presses("Send it").sees(NEW, "has not read the new words yet")
    own.follows("Use my words: yes or no").picks("No").presses("Save my answer")
    own.sees("We do not use your words anywhere")

    # Then the worker sees it only once the desk has read it
    at_work = visitor(width=1280, scripts=scripts).is_signed_in_as(worker)
    at_work.goes_to(f"/staff/statements/{said.id}").does_not_see(NEW)
    desk = visitor(width=1280, scripts=scripts).is_signed_in_as(reader)
    desk.goes_to("/staff/desk").sees("Added to what was read").goes_to(f"/staff/desk/{said.id}")
    desk.picks("Everybody it concerns is marked, or it concerns nobody new").presses("I have read it")
    at_work.goes_to(f"/staff/statements/{said.id}").sees(NEW)

    # And puts it on the record, which Sam sees
    at_work.follows("Put it on their record").presses("It is on the record")
    own.goes_to(f"/said/{said.id}").sees("It was put on your record on")

    # And Sam keeps a copy
    own.goes_to("/said").follows("Keep a copy")
    with own.page.expect_download() as saving:
        own.page.get_by_role("button", name="Save the file on this device").click()
    with open(saving.value.path(), encoding="utf-8") as file:
        assert NEW in file.read()
