"""A young person asks for an advocate; the provider answers; the council sees no word."""

from __future__ import annotations

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.advocacy import jobs
from portal.advocacy.commands import offers
from portal.advocacy.models import AdvocateOffer, Referral
from portal.advocacy.rules import Helped, Point, Reply, State
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Statement
from portal.voice.rules import Desk
from tests.support.factories import Make
from tests.support.pages import Page

WORDS = "They want to move me and I did not get a say"
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def sam_account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def ada(make: Make) -> Account:
    return make.staff(Role.ADVOCATE, name="Ada Vocate")


def the_referral() -> Referral:
    db.session.expire_all()
    return db.session.scalars(sa.select(Referral)).one()


def told(kind: NoticeKind) -> set[uuid.UUID]:
    return set(db.session.scalars(sa.select(Notice.account_id).where(Notice.kind == kind)))


def ask(page: Page, account: Account, **more: object) -> None:
    page.sign_in(account).visit("/advocate").follow("Ask for an advocate")
    page.submit("Ask for an advocate", {"words": WORDS, "reach": "call", **more})


def test_asked_answered_ended_and_it_helped(page: Page, sam_account: Account, ada: Account) -> None:
    ask(page, sam_account, number="01632 960 999 after 4", speaks="Tigrinya", helps=["interpreter"])
    assert page.url.endswith("/advocate/mine")
    assert "They answer by" in page.main
    assert told(NoticeKind.ADVOCATE_ASKED) == {ada.id}
    (said,) = db.session.scalars(sa.select(Statement))
    assert (said.desk, said.words) == (Desk.ADVOCATE, WORDS), "on the provider's own desk and nowhere else"
    assert db.session.scalars(sa.select(Deadline.kind).where(Deadline.about_id == the_referral().id)).all()

    page.sign_in(ada).visit("/staff/referrals").follow("Sam, ")
    assert "01632 960 999 after 4" in page.main
    assert "Tigrinya" in page.main
    assert "Somebody who speaks my language" in page.main
    page.submit("I am their advocate")
    page.sign_in(sam_account).visit("/advocate/mine")
    assert "Ada Vocate is there for you" in page.main
    assert told(NoticeKind.ADVOCATE_NEWS) == {sam_account.id}
    page.sign_in(ada).visit(f"/staff/referrals/{the_referral().id}").submit("It has ended")
    page.sign_in(sam_account).visit("/advocate/mine").submit("Send it", status=422)
    page.submit("Send it", {"helped": "yes"})
    assert the_referral().helped is Helped.YES


def test_only_how_to_reach_them_is_needed(page: Page, sam_account: Account, ada: Account) -> None:
    page.sign_in(sam_account).visit("/advocate/ask").submit("Ask for an advocate", status=422)
    assert page.mistakes == ["Pick how they should reach you."]
    page.submit("Ask for an advocate", {"reach": "here"})
    assert the_referral().statement_id is None


def test_sent_twice_it_is_one(page: Page, sam_account: Account, ada: Account) -> None:
    page.sign_in(sam_account).visit("/advocate/ask")
    form = {
        "csrf_token": page.value("csrf_token"),
        "send_once": page.value("send_once"),
        "reach": "here",
        "words": WORDS,
    }
    page.post("/advocate/ask", form)
    page.post("/advocate/ask", form)
    assert the_referral().state is State.ASKED
    assert len(db.session.scalars(sa.select(Statement)).all()) == 1
    page.visit("/advocate/ask")
    assert page.heading == "My advocate", "one at a time"


def test_where_no_advocate_signs_in_somebody_rings_the_provider(
    page: Page, make: Make, sam_account: Account
) -> None:
    worker = make.staff(Role.PARTICIPATION_WORKER)
    page.sign_in(sam_account).visit("/advocate/ask")
    assert "No advocate reads here right now" in page.main
    page.submit("Ask for an advocate", {"reach": "call", "words": WORDS})
    assert told(NoticeKind.ADVOCATE_LATE) == {worker.id}
    page.sign_in(worker).visit("/staff/advocacy")
    assert "Sam Vale" in page.main
    assert WORDS not in page.main


def test_at_25_they_are_told_how_to_find_one(page: Page, make: Make) -> None:
    born = clock.now().date().replace(day=1, month=1) - timedelta(days=366 * 27)
    account = make.account_for(make.young_person(name="Lee Long", born_on=born))
    page.sign_in(account).visit("/advocate/ask")
    assert "until you are 25" in page.main
    assert "How should they reach you?" not in page.main


def test_taken_back_the_provider_does_not_have_it_any_more(
    page: Page, sam_account: Account, ada: Account
) -> None:
    ask(page, sam_account)
    page.submit("I don't want one any more")
    assert the_referral().state is State.TAKEN_BACK
    page.sign_in(ada).visit(f"/staff/referrals/{the_referral().id}", status=404)


def test_nobody_else_opens_it(page: Page, make: Make, sam_account: Account, ada: Account) -> None:
    ask(page, sam_account)
    referral_id = the_referral().id
    other = make.account_for(make.young_person(name="Kit Other"))
    for account in (other, make.staff(Role.MANAGER), make.staff(Role.SOCIAL_WORKER)):
        page.sign_in(account).visit(f"/staff/referrals/{referral_id}", status=404)
    page.sign_in(other).visit("/advocate/mine")
    page.post(f"/advocate/mine/{referral_id}/take-back", {"csrf_token": page.token()}, status=404)


def test_an_advocate_it_concerns_does_not_meet_it(page: Page, make: Make, sam: YoungPerson) -> None:
    ada = make.staff(Role.ADVOCATE, name="Ada Vocate")
    said = make.statement(sam, WORDS, desk=Desk.ADVOCATE, concerning=[ada])
    with db.transaction() as session:
        row = Referral(
            send_once=uuid.uuid4(),
            young_person_id=sam.id,
            statement_id=said.id,
            reach="here",
            asked_at=clock.now(),
            due_on=clock.now().date(),
        )
        session.add(row)
    page.sign_in(ada).visit("/staff/referrals")
    assert "Sam" not in page.main
    page.visit(f"/staff/referrals/{the_referral().id}", status=404)


def test_chased_once_after_48_hours_without_a_word(
    make: Make, page: Page, sam_account: Account, ada: Account
) -> None:
    manager, worker = make.staff(Role.MANAGER), make.staff(Role.PARTICIPATION_WORKER)
    ask(page, sam_account)
    now = clock.now()
    with db.transaction():
        assert jobs.chase(now + timedelta(hours=47), LONDON) == 0
    with db.transaction():
        assert jobs.chase(now + timedelta(hours=49), LONDON) == 1
    with db.transaction():
        assert jobs.chase(now + timedelta(hours=50), LONDON) == 0
    assert told(NoticeKind.ADVOCATE_LATE) == {manager.id, worker.id}


def test_offered_once_and_no_is_no(page: Page, sam: YoungPerson, sam_account: Account) -> None:
    about = uuid.uuid4()
    with db.transaction():
        first = offers.offer(sam.id, "complaint", about, now=clock.now())
        assert offers.offer(sam.id, "complaint", about, now=clock.now()).id == first.id
    page.sign_in(sam_account).visit("/advocate/mine")
    page.post(f"/advocate/offers/{first.id}/no", {"csrf_token": page.token()})
    db.session.expire_all()
    assert db.session.scalars(sa.select(AdvocateOffer.reply)).one() is Reply.NO


def test_yes_to_an_offer_is_kept_with_it(
    page: Page, sam: YoungPerson, sam_account: Account, ada: Account
) -> None:
    with db.transaction():
        offer_id = offers.offer(sam.id, Point.REVIEW, uuid.uuid4(), now=clock.now()).id
    page.sign_in(sam_account).visit(f"/advocate/ask?offer={offer_id}")
    page.submit("Ask for an advocate", {"reach": "here"})
    assert the_referral().offer_id == offer_id
    assert db.session.scalars(sa.select(AdvocateOffer.reply)).one() is Reply.YES


def test_an_answer_that_says_no_offers_one_on_its_page(
    page: Page, make: Make, sam: YoungPerson, sam_account: Account
) -> None:
    worker = make.worker_of(sam)
    said = make.statement(sam, "Can I stay", to=[worker])
    make.answer(said, worker, reason="No room there.", read_at=clock.now())
    with db.transaction():
        assert jobs.offer_after_no(clock.now()) == 1
    with db.transaction():
        assert jobs.offer_after_no(clock.now()) == 0, "nobody is nagged"
    page.sign_in(sam_account).visit(f"/said/{said.id}").follow("Yes, I want an advocate")
    assert page.heading == "Ask for an advocate"


def test_a_worker_writes_down_that_one_was_offered(page: Page, make: Make, sam: YoungPerson) -> None:
    worker = make.worker_of(sam)
    page.sign_in(worker).visit(f"/staff/young-people/{sam.id}").follow("Offers of an advocate")
    page.submit("Write it down", {"point": "move", "reply": "later"})
    assert "A move – Not now" in page.main
    stranger = make.staff(Role.SOCIAL_WORKER)
    page.sign_in(stranger).visit(f"/staff/young-people/{sam.id}/advocate", status=404)
