"""Families complain from outside and come back with five words; thank-yous; complaints without a name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portal import db
from portal.accounts.models import Attempt
from portal.accounts.queries.throttle import EVERYBODY, attempt_key
from portal.complaints.commands.family import SENDING
from portal.complaints.models import Complaint, ComplaintKey, Compliment
from portal.complaints.queries.apart import concerned_by
from portal.complaints.rules import Came, Complainer, Stage, Track
from portal.complaints.rules.family import ALL_COMPLAINING, OPEN_FOR
from portal.kit import clock
from portal.nameless.models import NamelessTalk, SurveySaying
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

WORDS = "Nobody rang me back for three weeks about my grandson"
TYPED = {"words": WORDS, "name": "Robin Hale", "reach": "01632 960 111"}


@pytest.fixture(autouse=True)
def people(make: Make) -> None:
    make.staff(Role.READER, name="Rae Desk")
    make.staff(Role.COMPLAINTS_MANAGER, name="Cam Fair")


def the_complaint() -> Complaint:
    (found,) = rows(Complaint)
    assert isinstance(found, Complaint)
    return found


def complain(page: Page, **more: Any) -> str:
    """Sent: the five words."""
    page.visit("/complain/family").submit("Send my complaint", **{**TYPED, **more})
    assert page.heading == "We have your complaint"
    return page.value("code")


def test_a_grandmother_complains_and_comes_back_with_five_words(page: Page) -> None:
    words = complain(page, child_name="Sam V", who="family")
    complaint = the_complaint()
    assert (complaint.came, complaint.complainer) == (Came.FAMILY_PAGE, Complainer.FAMILY)
    assert (complaint.name, complaint.reach, complaint.child_name) == ("Robin Hale", "01632 960 111", "Sam V")
    assert (complaint.young_person_id, complaint.child_id) == (None, None), "the form finds nobody"
    assert complaint.reference in page.text
    page.sign_out().visit("/complain/family/back").submit("Open it", code=words.upper().replace(" ", ", "))
    assert WORDS in page.text
    assert "You hear from us by" in page.text


def test_the_desk_reads_it_too(page: Page) -> None:
    complain(page, wish="Ring me")
    (saying,) = rows(SurveySaying)
    assert WORDS in saying.words
    assert "Ring me" in saying.words
    page.submit("See what happens with it").submit("Send it", words="He says he is frightened at night")
    assert any("frightened" in one.words for one in rows(SurveySaying))


def test_it_is_taken_further_from_outside(page: Page) -> None:
    complain(page)
    page.submit("See what happens with it").follow("Ask somebody new to look")
    page.submit("Yes, ask somebody new to look")
    assert the_complaint().stage is Stage.SECOND
    page.follow("Print this page")
    assert WORDS in page.text


def test_mistakes_are_said_and_what_was_typed_stays(page: Page) -> None:
    page.visit("/complain/family").submit("Send my complaint", words=WORDS, status=422)
    assert page.value("words") == WORDS
    assert len(page.mistakes) == 2
    assert not rows(Complaint)


def test_sent_twice_it_is_one_with_the_same_words(page: Page) -> None:
    page.visit("/complain/family")
    once = page.value("send_once")
    first = page.submit("Send my complaint", **TYPED).value("code")
    second = page.post("/complain/family", {**TYPED, "send_once": once}).value("code")
    assert first == second
    assert len(rows(Complaint)) == len(rows(ComplaintKey)) == len(rows(SurveySaying)) == 1
    page.submit("See what happens with it")
    page.post("/complain/family", {**TYPED, "send_once": once})
    assert page.heading == "Your complaint"
    assert first not in page.html, "once used the words are not shown again"


def test_wrong_words_open_nothing_and_say_the_same(page: Page) -> None:
    words = complain(page).split()
    page.sign_out()
    wrong = " ".join([*words[1:], words[0]])
    page.visit("/complain/family/back").submit("Open it", code=wrong, status=422)
    assert "do not open anything" in page.text
    page.submit("Open it", code="xyzzy", status=422)
    page.submit("Open it", code="", status=422)
    page.visit("/complain/family/mine")
    assert page.url.endswith("/complain/family/back")


def test_their_page_closes_by_itself_and_when_they_are_done(page: Page) -> None:
    words = complain(page)
    page.submit("See what happens with it").submit("Close it on this device")
    page.visit("/complain/family/mine")
    assert page.url.endswith("/back")
    page.submit("Open it", code=words)
    with page.client.session_transaction() as session:
        kept = list(session["complaint_way"])
        kept[2] -= int(OPEN_FOR.total_seconds()) + 1
        session["complaint_way"] = kept
    page.visit("/complain/family/mine")
    assert page.url.endswith("/back")


def test_a_foster_carer_need_not_say_who_they_are(page: Page, make: Make) -> None:
    fern = make.staff(Role.FOSTER_CARER, name="Fern Carer")
    page.sign_in(fern).visit("/complain/family")
    assert page.value("name") == "Fern Carer"
    page.submit("Send my complaint", words=WORDS, reach="as you know")
    assert (the_complaint().account_id, the_complaint().complainer) == (fern.id, Complainer.CARER)


def test_a_flood_waits_and_loses_no_word(page: Page) -> None:
    with db.transaction() as session:
        key = attempt_key(SENDING, EVERYBODY)
        session.add_all(
            Attempt(door=SENDING, key_hash=key, at=clock.now() - timedelta(seconds=1))
            for _one in range(ALL_COMPLAINING.tries)
        )
    page.visit("/complain/family").submit("Send my complaint", **TYPED, status=429)
    assert page.value("words") == WORDS
    assert not rows(Complaint)


def test_thank_you_from_outside_reaches_whoever_it_is_for(page: Page, make: Make) -> None:
    priya = make.staff(Role.SOCIAL_WORKER, name="Priya Shah")
    page.visit("/thank-you").submit("Send it", words="She sat with us all night", about="Priya")
    (thanks,) = rows(Compliment)
    assert thanks.words == "She sat with us all night"
    assert len(rows(SurveySaying)) == 1
    manager = make.staff(Role.COMPLAINTS_MANAGER, name="Mo Fair")
    page.sign_in(manager).visit("/staff/compliments").follow("Pass it on")
    page.submit("Pass it on", to=str(priya.id))
    assert any(one.kind is NoticeKind.COMPLIMENT_YOURS and one.account_id == priya.id for one in rows(Notice))
    page.sign_out().sign_in(priya).visit("/staff/compliments")
    assert "She sat with us all night" in page.text
    page.submit("I have read them")


def test_a_thank_you_said_by_a_young_person_waits_for_the_desk(page: Page, make: Make) -> None:
    sam = make.young_person(name="Sam Vale")
    priya = make.worker_of(sam, Role.SOCIAL_WORKER, name="Priya Shah")
    page.sign_in(make.account_for(sam)).visit("/say/about").submit("good_news")
    page.submit("Next", r_news_kind="thanks").submit("Next", r_thanks_for="the trip").submit(
        "Send", to=[str(priya.id)]
    )
    (thanks,) = rows(Compliment)
    page.sign_out().sign_in(make.staff(Role.COMPLAINTS_MANAGER, name="Mo Fair"))
    page.visit("/staff/compliments")
    assert "the trip" not in page.text
    page.visit(f"/staff/compliments/{thanks.id}")
    assert "the trip" not in page.text
    page.post(f"/staff/compliments/{thanks.id}", {"to": str(priya.id)}, status=409)


def test_staff_write_down_what_somebody_rang_about(page: Page, make: Make) -> None:
    sam = make.young_person(name="Sam Vale")
    priya = make.worker_of(sam, Role.SOCIAL_WORKER, name="Priya Shah")
    page.sign_in(priya).visit("/staff/complaints/record")
    page.submit("Write it down", status=422)
    page.submit(
        "Write it down",
        came="phone",
        who="young_person",
        young_person=str(sam.id),
        words=WORDS,
        **{"received_on-day": "1", "received_on-month": "1", "received_on-year": "2020"},
        status=422,
    )
    day = rows_today()
    page.submit("Write it down", **day)
    complaint = the_complaint()
    assert (complaint.came, complaint.recorded_by_id) == (Came.PHONE, priya.id)
    assert complaint.young_person_id == sam.id
    assert complaint.reference in page.text
    page.visit(f"/staff/complaints/{complaint.id}", status=404)


def test_a_young_person_they_do_not_work_with_cannot_be_picked(page: Page, make: Make) -> None:
    kit = make.young_person(name="Kit Marsh")
    page.sign_in(make.staff(Role.SOCIAL_WORKER, name="Priya Shah")).visit("/staff/complaints/record")
    data = {
        "kind": "complaint",
        "came": "phone",
        "who": "young_person",
        "young_person": str(kit.id),
        "words": WORDS,
    }
    page.post("/staff/complaints/record", {**data, **rows_today()}, status=422)
    assert not rows(Complaint)


def test_without_a_name_the_manager_gets_it_after_the_desk(page: Page, make: Make) -> None:
    priya = make.staff(Role.SOCIAL_WORKER, name="Priya Shah")
    page.visit("/nameless").submit("Send it", words="Priya Shah shouts at us", complaint="y")
    (talk,) = rows(NamelessTalk)
    assert talk.is_complaint
    assert not rows(Complaint), "the desk reads it first"
    page.sign_out().sign_in(make.staff(Role.SAFETY_LEAD, name="Sol Safe")).visit(f"/staff/nameless/{talk.id}")
    assert "They say that it is a complaint" in page.text
    page.submit("Mark as read", outcome="nothing_needed", concerns=[str(priya.id)])
    complaint = the_complaint()
    assert (complaint.came, complaint.track) == (Came.NAMELESS, Track.ANONYMOUS)
    assert (complaint.complainer, complaint.words) == (Complainer.NOBODY, "Priya Shah shouts at us")
    assert concerned_by(complaint.id) == {priya.id}


def test_a_talk_that_is_no_complaint_becomes_none(page: Page, make: Make) -> None:
    page.visit("/nameless").submit("Send it", words="I am sad")
    (talk,) = rows(NamelessTalk)
    page.sign_in(make.staff(Role.SAFETY_LEAD, name="Sol Safe")).visit(f"/staff/nameless/{talk.id}")
    page.submit("Mark as read", outcome="nothing_needed")
    assert not rows(Complaint)


def rows_today() -> dict[str, str]:
    day = clock.now().date()
    return {
        "received_on-day": str(day.day),
        "received_on-month": str(day.month),
        "received_on-year": str(day.year),
    }
