"""The adoption file set apart: nobody learns of it from a page, and who knows has a way in."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.records.commands.merging import set_apart_adoption
from portal.records.commands.outside import give_way_in
from portal.records.jobs.outside import mail_requesters
from portal.records.models import RecordsRequest
from portal.records.rules import EventKind, Regime
from tests.records.test_outside import ADDRESS, Post, _open
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import LONDON, make_event, make_request, read_again
from tests.voice.young import rows

K = EventKind


def _apart(request: RecordsRequest, by: Account) -> RecordsRequest:
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, request.id)
        today = clock.today(LONDON)
        made = set_apart_adoption(
            row, send_once=uuid.uuid4(), by=by.id, now=clock.now(), today=today, words="A file of 2014"
        )
        session.flush()
        made_id = made.id
    with db.transaction() as session:
        made = session.get_one(RecordsRequest, made_id)
        session.expunge(made)
        return made


def _knows(page: Page, apart: RecordsRequest, answer: str = "yes") -> None:
    page.visit(f"/staff/records/{apart.id}").follow("Do they know that there is an adoption file?")
    page.submit("Decide, and keep the reason", answer=answer, words="Their worker told them in May.")


def test_a_young_person_reads_of_it_only_when_an_officer_says_that_they_know(
    page: Page, another_page: Callable[[], Page], make: Make, rowan: Account, sam: YoungPerson
) -> None:
    account, asked = make.account_for(sam), make_request(person=sam, officer=rowan)
    apart = _apart(asked, rowan)
    young, staff = page.sign_in(account), another_page().sign_in(rowan)
    young.visit(f"/records/{apart.id}", status=404)
    for address in ("/records", f"/records/{asked.id}"):
        young.visit(address)
        assert "doption" not in young.html
        assert apart.reference not in young.html
    assert all(one.safety for one in rows(Event) if one.subject_id == apart.id)
    assert [one for one in rows(Notice) if one.account_id == account.id] == []
    _knows(staff, apart, "no")
    young.visit(f"/records/{apart.id}", status=404)
    _knows(staff, apart)
    assert NoticeKind.RECORDS_NEWS in [one.kind for one in rows(Notice) if one.account_id == account.id]
    young.visit("/records").follow("Adoption records")
    assert "rules of their own" in young.main
    young.follow("The other records")
    assert young.url.endswith(f"/records/{asked.id}")


def test_a_request_that_goes_on_under_those_rules_does_not_say_so_to_who_may_not_know(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    account, asked = make.account_for(sam), make_request(person=sam, officer=rowan)
    make_event(asked, K.REGIME, reason=Regime.ADOPTION, words="Only that file", by=rowan)
    page.sign_in(account).visit(f"/records/{asked.id}")
    assert "doption" not in page.html
    assert "rules of its own" in page.main
    make_event(asked, K.WHO_DECIDED, reason="knows:yes", words="They wrote of it", by=rowan)
    assert "Adoption records" in page.visit(f"/records/{asked.id}").main


@pytest.fixture
def outside(page: Page, rowan: Account) -> RecordsRequest:
    """Somebody without an account whose page is open on `page`."""
    asked = make_request(officer=rowan, email=ADDRESS, words="My whole file")
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, asked.id)
        given = give_way_in(row, send_once=uuid.uuid4(), by=rowan.id, now=clock.now())
    assert given
    _open(page, " ".join(given.words), given.code)
    return asked


def test_the_way_in_of_somebody_from_outside_leads_to_both(
    page: Page, another_page: Callable[[], Page], outside: RecordsRequest, rowan: Account
) -> None:
    apart = _apart(outside, rowan)
    page.visit("/records/mine")
    assert "doption" not in page.html
    page.visit(f"/records/mine?of={apart.reference}", status=404)
    post = Post()
    _knows(another_page().sign_in(rowan), apart)
    assert mail_requesters(clock.now(), post) == 1  # there is news
    page.visit("/records/mine").follow("Adoption records")
    assert "rules of their own" in page.main
    assert page.url.endswith(f"of={apart.reference}")
    page.submit("Send it", words="Who was my first mother?")
    assert "Who was my first mother?" in page.main
    page.follow("Take it back").submit("Take it back")
    assert (read_again(apart).state, read_again(outside).state) == ("withdrawn", "open")
    page.follow("The other records")
    assert "Who was my first mother?" not in page.main
    assert "We answer by" in page.main


def test_what_is_no_longer_theirs_to_see_is_not_done_to_the_other_one(
    page: Page, another_page: Callable[[], Page], outside: RecordsRequest, rowan: Account
) -> None:
    apart, staff = _apart(outside, rowan), another_page().sign_in(rowan)
    _knows(staff, apart)
    page.visit(f"/records/mine/take-back?of={apart.reference}")
    _knows(staff, apart, "no")
    page.submit("Take it back", status=404)
    assert (read_again(apart).state, read_again(outside).state) == ("open", "open")
