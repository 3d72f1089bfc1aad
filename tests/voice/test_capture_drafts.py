"""What somebody begins to write down for a young person is kept, for the writer alone, until it is sent."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.voice import jobs
from portal.voice.models import CaptureDraft
from portal.voice.rules.capture import KEPT_DAYS
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.captures import SAID, SAW, TOLD, observed, the_statement, together
from tests.voice.young import rows, statements

PAGES = {"together": "words", "observed": "saw", "pass-on": "words"}


def _path(sam: YoungPerson, kind: str = "together") -> str:
    return f"/staff/young-people/{sam.id}/{kind}"


def _keep(page: Page, sam: YoungPerson, kind: str = "together", **fields: Any) -> Page:
    return page.visit(_path(sam, kind)).submit("Keep it and go on later", {PAGES[kind]: SAID, **fields})


def _kept() -> list[str]:
    return [one.content for one in rows(CaptureDraft) if one.content]


@pytest.mark.parametrize("kind", PAGES)
def test_what_was_begun_is_there_again(page: Page, sam: YoungPerson, priya: Account, kind: str) -> None:
    page.sign_in(priya)
    _keep(page, sam, kind, at="7", about_name="Jo")
    assert "Nobody reads it before you send it" in page.text
    assert "Begun, and not sent" in page.main
    assert SAID not in page.main
    page.visit(_path(sam, kind))
    assert "We kept what you wrote" in page.main
    assert (page.value(PAGES[kind]), page.value("at"), page.value("about_name")) == (SAID, "7", "Jo")
    assert statements() == []


def test_what_was_ticked_and_unticked_stays_so(page: Page, sam: YoungPerson, priya: Account) -> None:
    page.sign_in(priya)
    _keep(page, sam, face="Good", to=[], worry="not_sure", **{"on-day": "31", "on-month": "2", "on-year": ""})
    page.visit(_path(sam))
    assert (page.value("face"), page.value("to"), page.value("worry")) == ("good", "", "not_sure")
    assert (page.value("on-day"), page.value("on-month"), page.value("on-year")) == ("31", "2", "")


def test_it_is_sealed_with_the_young_persons_key(page: Page, sam: YoungPerson, priya: Account) -> None:
    _keep(page.sign_in(priya), sam)
    (draft,) = rows(CaptureDraft)
    assert SAID.encode() not in draft.content_sealed
    assert draft.seal_owner() == sam.id


def test_nobody_but_the_writer_sees_it(
    in_space: Page,
    another_page: Callable[[], Page],
    make: Make,
    sam: YoungPerson,
    priya: Account,
    rae: Account,
) -> None:
    _keep(another_page().sign_in(priya), sam)
    other = make.worker_of(sam, Role.PERSONAL_ADVISER)
    theirs = another_page().sign_in(other).visit(_path(sam))
    assert SAID not in theirs.html
    assert "We kept what you wrote" not in theirs.main
    assert "Begun" not in theirs.visit("/staff/write-down").main
    assert sam.called not in another_page().sign_in(rae).visit("/staff/desk").main
    assert "We kept" not in in_space.visit("/said").main


def test_each_young_person_and_each_way_has_its_own(
    page: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    other = make.young_person(name="Alex Other")
    make.link(other, priya)
    _keep(page.sign_in(priya), sam)
    assert page.visit(_path(sam, "pass-on")).value("words") == ""
    assert page.visit(_path(other)).value("words") == ""
    _keep(page, other, words="Alex says")
    assert len(_kept()) == 2
    assert page.visit(_path(sam)).value("words") == SAID


def test_sent_it_is_forgotten_and_an_open_page_does_not_bring_it_back(
    page: Page, sam: YoungPerson, priya: Account
) -> None:
    page.sign_in(priya)
    _keep(page, sam)
    once = page.visit(_path(sam)).value("send_once")
    page.submit("Send it for", present="Sam and me", worry="no")
    assert the_statement().words == SAID
    assert _kept() == []
    beacon = {"keep": "script", "words": SAID, "send_once": once}
    page.post(_path(sam), beacon, status=204)
    assert _kept() == []
    assert page.visit(_path(sam)).value("words") == ""
    page.post(_path(sam), {**beacon, "send_once": page.value("send_once"), "words": "new"}, status=204)
    assert page.visit(_path(sam)).value("words") == "new"


def test_a_beacon_after_sending_what_was_never_kept_keeps_nothing(
    page: Page, sam: YoungPerson, priya: Account
) -> None:
    page.sign_in(priya).visit(_path(sam, "observed"))
    once = page.value("send_once")
    page.submit("Send what I saw", saw=SAW, how_sure="quite", worry="no")
    page.post(_path(sam, "observed"), {"keep": "script", "saw": SAW, "send_once": once}, status=204)
    assert _kept() == []


def test_sent_twice_from_what_was_kept_it_is_one(page: Page, sam: YoungPerson, priya: Account) -> None:
    page.sign_in(priya)
    _keep(page, sam, present="Sam and me", worry="no")
    page.visit(_path(sam)).submit("Send it for")
    assert len(statements()) == 1


def test_thrown_away_it_is_gone(page: Page, sam: YoungPerson, priya: Account) -> None:
    page.sign_in(priya)
    _keep(page, sam)
    page.visit(_path(sam)).submit("Throw it away")
    assert "We threw it away. Nobody saw it." in page.text
    assert _kept() == []
    assert page.value("words") == ""
    page.post(_path(sam), {"throw_away": "1"})
    assert _kept() == []


def test_it_is_forgotten_after_some_days(page: Page, sam: YoungPerson, priya: Account) -> None:
    _keep(page.sign_in(priya), sam)
    with db.transaction():
        assert jobs.forget_what_was_never_sent(clock.now() + timedelta(days=KEPT_DAYS - 1)) == 0
    with db.transaction():
        assert jobs.forget_what_was_never_sent(clock.now() + timedelta(days=KEPT_DAYS, minutes=1)) == 1
    assert rows(CaptureDraft) == []


def test_what_is_about_the_writer_is_not_kept(page: Page, sam: YoungPerson, priya: Account) -> None:
    page.sign_in(priya)
    _keep(page, sam)
    page.visit(_path(sam)).submit("Keep it and go on later", about=[str(priya.id)])
    assert "This is not kept for later" in page.main
    assert page.value("words") == SAID  # still on the page, to be sent
    assert _kept() == []
    beacon = {"keep": "script", "words": SAID, "about": str(priya.id), "send_once": str(uuid.uuid4())}
    page.post(_path(sam), beacon, status=204)
    assert _kept() == []


def test_what_is_about_somebody_close_to_the_writer_is_not_kept(
    page: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    worker = make.worker_of(sam, Role.PERSONAL_ADVISER, manager=priya)
    page.sign_in(priya).visit(_path(sam))
    page.post(_path(sam), {"keep": "1", "words": SAID, "about": str(worker.id)})
    assert "This is not kept for later" in page.main
    assert _kept() == []


def test_whoever_became_close_since_is_not_shown_it(
    page: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    worker = make.worker_of(sam, Role.PERSONAL_ADVISER)
    page.sign_in(priya)
    _keep(page, sam, about=[str(worker.id)])
    assert len(_kept()) == 1
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == worker.id).values(manager_id=priya.id))
    assert SAID not in page.visit(_path(sam)).html
    assert "Begun" not in page.visit("/staff/write-down").main


def test_a_link_that_ended_shuts_it(page: Page, sam: YoungPerson, priya: Account) -> None:
    _keep(page.sign_in(priya), sam)
    with db.transaction() as session:
        ended = sa.update(CareLink).where(CareLink.account_id == priya.id)
        session.execute(ended.values(until_on=clock.now().date() - timedelta(days=1)))
    page.visit(_path(sam), status=404)
    page.post(_path(sam), {"keep": "1", "words": "more"}, status=404)
    assert "Begun" not in page.visit("/staff/write-down").main
    assert "more" not in _kept()[0]


def test_too_much_or_broken_is_kept_as_far_as_it_goes(page: Page, sam: YoungPerson, priya: Account) -> None:
    page.sign_in(priya)
    wild = {"keep": "1", "words": "a\x00\x07b" + "x" * 50_000, "about": "not-an-id", "evil": "y"}
    page.post(_path(sam), {**wild, "send_once": "broken"})
    (content,) = _kept()
    assert len(content) < 20_000
    assert "evil" not in content
    assert page.visit(_path(sam)).value("words").startswith("abxxx")
    page.submit("Send it for", status=422)


def test_nothing_typed_keeps_an_empty_page(page: Page, sam: YoungPerson, priya: Account) -> None:
    page.sign_in(priya)
    _keep(page, sam, "pass-on", words="")
    assert page.visit(_path(sam, "pass-on")).value("words") == ""


def test_a_carer_keeps_what_was_told(page: Page, make: Make, sam: YoungPerson) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER)
    page.sign_in(carer)
    _keep(page, sam, "pass-on", words=TOLD)
    assert page.visit(_path(sam, "pass-on")).value("words") == TOLD


def test_mistakes_keep_what_was_kept(page: Page, sam: YoungPerson, priya: Account) -> None:
    page.sign_in(priya)
    _keep(page, sam)
    together(page, sam, words="", wants="", status=422)
    observed(page, sam)
    assert page.visit(_path(sam)).value("words") == SAID
