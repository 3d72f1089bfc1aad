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


def words_kept() -> list[str]:
    db.session.expire_all()
    return sorted(row.words for row in db.session.scalars(sa.select(Statement)))


def test_other_words_on_the_same_form_are_not_lost(page: Page, sam_account: Account, ada: Account) -> None:
    page.sign_in(sam_account).visit("/advocate/ask")
    form = {name: page.value(name) for name in ("csrf_token", "send_once")}
    for words in ("", WORDS, WORDS, "And my brother"):
        page.post("/advocate/ask", {**form, "reach": "here", "words": words})
    assert words_kept() == ["And my brother", WORDS]
    assert the_referral().statement_id is not None, "the first words stand with the wish"


def test_asked_in_a_second_tab_the_words_and_the_number_reach_the_advocates(
    page: Page, sam: YoungPerson, sam_account: Account, ada: Account
) -> None:
    with db.transaction():
        offer_id = offers.offer(sam.id, Point.RECORDS, uuid.uuid4(), now=clock.now()).id
    page.sign_in(sam_account).visit("/advocate/ask")
    token, tabs = page.value("csrf_token"), (str(uuid.uuid4()), str(uuid.uuid4()))
    page.post("/advocate/ask", {"csrf_token": token, "send_once": tabs[0], "reach": "here", "words": WORDS})
    second = {"csrf_token": token, "send_once": tabs[1], "reach": "call", "number": "01632 960 777"}
    page.post(f"/advocate/ask?offer={offer_id}", {**second, "words": "They moved my brother"})
    assert page.flashes == ["You have asked already. Ring them if it can't wait."]
    assert words_kept() == ["They moved my brother", WORDS]
    assert the_referral().number == "01632 960 777"
    assert db.session.scalars(sa.select(AdvocateOffer.reply)).one() is Reply.YES


def test_somebody_it_concerns_does_not_learn_that_they_wait(
    page: Page, make: Make, sam: YoungPerson, sam_account: Account
) -> None:
    concerned, other = (make.staff(Role.PARTICIPATION_WORKER, name=name) for name in ("Cy One", "Bo Two"))
    said = make.statement(sam, WORDS, desk=Desk.ADVOCATE, concerning=[concerned])
    with db.transaction() as session:
        session.add(
            Referral(
                send_once=uuid.uuid4(),
                young_person_id=sam.id,
                statement_id=said.id,
                reach="here",
                asked_at=clock.now() - timedelta(hours=60),
                due_on=clock.now().date(),
            )
        )
    with db.transaction():
        jobs.chase(clock.now(), LONDON)
    assert told(NoticeKind.ADVOCATE_LATE) == {other.id}
    assert "Sam Vale" in page.sign_in(other).visit("/staff/advocacy").main
    assert "Sam Vale" not in page.sign_in(concerned).visit("/staff/advocacy").main


def test_an_advocate_they_spoke_of_before_does_not_get_a_wish_without_words(
    page: Page, make: Make, sam: YoungPerson, sam_account: Account, ada: Account
) -> None:
    make.kept_apart(sam, make.statement(sam, "It is about Ada"), ada)
    page.sign_in(sam_account).visit("/advocate/ask").submit("Ask for an advocate", {"reach": "here"})
    assert "Sam" not in page.sign_in(ada).visit("/staff/referrals").main
    page.visit(f"/staff/referrals/{the_referral().id}", status=404)


def test_once_it_has_ended_their_number_is_not_shown_any_more(
    page: Page, sam_account: Account, ada: Account
) -> None:
    ask(page, sam_account, number="01632 960 999")
    page.sign_in(ada).visit(f"/staff/referrals/{the_referral().id}").submit("I am their advocate")
    assert "01632 960 999" in page.main
    assert "01632 960 999" not in page.submit("It has ended").main


def test_a_yes_said_to_a_worker_is_a_wish_that_goes_on_its_way(
    page: Page, make: Make, sam: YoungPerson, sam_account: Account, ada: Account
) -> None:
    page.sign_in(make.worker_of(sam)).visit(f"/staff/young-people/{sam.id}/advocate")
    page.submit("Write it down", {"point": "move", "reply": "yes"})
    assert the_referral().state is State.ASKED
    assert told(NoticeKind.ADVOCATE_ASKED) == {ada.id}
    page.sign_in(sam_account).visit("/advocate/mine")
    assert "You asked on" in page.main, "they see it, and can take it back"
    page.submit("I don't want one any more")


def test_the_same_form_sent_again_after_it_was_taken_back_asks_anew(
    page: Page, sam_account: Account, ada: Account
) -> None:
    page.sign_in(sam_account).visit("/advocate/ask")
    form = {name: page.value(name) for name in ("csrf_token", "send_once")} | {"reach": "here"}
    page.post("/advocate/ask", {**form, "words": WORDS})
    page.submit("I don't want one any more")
    for _ in range(2):
        page.post("/advocate/ask", {**form, "words": WORDS})
    states = db.session.scalars(sa.select(Referral.state)).all()
    assert sorted(states) == [State.ASKED, State.TAKEN_BACK]
    assert words_kept() == [WORDS]


def test_with_nobody_to_tell_it_is_chased_again_when_somebody_is_there(
    make: Make, page: Page, sam_account: Account
) -> None:
    page.sign_in(sam_account).visit("/advocate/ask").submit("Ask for an advocate", {"reach": "here"})
    later = clock.now() + timedelta(hours=49)
    with db.transaction():
        jobs.chase(later, LONDON)
    manager = make.staff(Role.MANAGER)
    with db.transaction():
        jobs.chase(later, LONDON)
    assert told(NoticeKind.ADVOCATE_LATE) == {manager.id}
