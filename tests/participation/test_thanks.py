"""Thank-yous, rewards and certificates."""

from __future__ import annotations

from uuid import uuid4

import pytest

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.sessions import SHARED_DEVICE
from portal.audit.models import Event
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.participation.commands import awards as commands
from portal.participation.models import Award, AwardLike, Certificate, MustNotMeet, ThankYou
from portal.participation.rules.awards import AwardState, CertificateWords, Skill, ThanksState
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Reply
from tests.participation import rooms
from tests.support.challenged import known
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.read_pdfs import parts
from tests.voice.young import rows, statements

KIND = "She waited with me when I was scared."


@pytest.fixture
def keeper(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER)


@pytest.fixture
def robin(make: Make) -> YoungPerson:
    return make.young_person(name="Robin Ash")


def thank(page: Page, account: Account, who: str = "Kit from the group", words: str = KIND) -> ThankYou:
    page.sign_in(account).visit("/groups").follow("Thank-yous").follow("Thank somebody")
    page.submit("Send my thank-you", {"who": who, "words": words, "says_who": "yes"})
    row: ThankYou = rows(ThankYou)[-1]
    return row


def test_nobody_sees_it_before_the_desk_has_read_it(
    page: Page, make: Make, keeper: Account, robin: YoungPerson
) -> None:
    kit = make.young_person(name="Kit Elm")
    account = make.account_for(kit)
    rooms.place(rooms.offer(keeper), kit)
    row = thank(page, make.account_for(robin))
    assert [one.young_person_id for one in statements()] == [robin.id]
    assert [one.question for one in rows(Reply)] == ["What did they do?"], "a question is not sealed"
    assert rows(Reply)[0].words == f"Kit from the group\n\n{KIND}"
    page.sign_in(keeper).visit("/staff/thank-yous")
    assert "Kit from the group" not in page.main
    page.visit(f"/staff/thank-yous/{row.id}", status=404)
    rooms.read_at_the_desk(statements()[0].id, make.staff(Role.READER))
    page.visit("/staff/thank-yous").follow("To Kit from the group")
    page.submit("Pass it on", status=422)
    page.submit("Pass it on", {"young": str(kit.id), "told": "You waited with somebody who was scared."})
    assert [(one.account_id, one.kind) for one in rows(Notice) if one.kind is NoticeKind.THANKED] == [
        (account.id, NoticeKind.THANKED)
    ]
    page.post(f"/staff/thank-yous/{row.id}", {"young": str(kit.id), "told": "Again"}, status=422)
    page.sign_in(account).visit("/groups/thank-yous")
    assert "You waited with somebody who was scared." in page.main
    assert "Robin" in page.main
    assert KIND not in page.main


def test_people_kept_apart_do_not_thank_each_other_onwards(
    page: Page, make: Make, keeper: Account, robin: YoungPerson
) -> None:
    kit, carer = make.young_person(), make.worker_of(robin)
    rooms.place(rooms.offer(keeper), kit)
    row = thank(page, make.account_for(robin))
    statement = statements()[0]
    rooms.read_at_the_desk(statement.id, make.staff(Role.READER))
    make.kept_apart(robin, make.statement(robin, concerning=[carer]), make.staff(Role.FOSTER_CARER))
    with db.transaction() as session:
        session.add(MustNotMeet(one_id=kit.id, other_id=robin.id, by_id=keeper.id, at=clock.now()))
    page.sign_in(keeper).visit(f"/staff/thank-yous/{row.id}")
    for who in ({"young": str(kit.id)}, {"staff": str(carer.id)}):
        page.visit(f"/staff/thank-yous/{row.id}").submit("Pass it on", {**who, "told": "x"}, status=422)
        assert "cannot be passed on" in page.mistakes[0]
    page.visit(f"/staff/thank-yous/{row.id}")
    page.submit("Keep it back", {"reason": "We will talk with you about it."})
    assert rows(ThankYou)[0].state is ThanksState.KEPT
    page.sign_in(page_of(robin)).visit("/groups/thank-yous")
    assert "We will talk with you about it." in page.main


def page_of(person: YoungPerson) -> Account:
    return next(one for one in rows(Account) if one.young_person_id == person.id)


def test_a_worker_it_concerns_never_meets_it(
    page: Page, make: Make, keeper: Account, robin: YoungPerson
) -> None:
    row = thank(page, make.account_for(robin))
    rooms.read_at_the_desk(statements()[0].id, make.staff(Role.READER))
    make.kept_apart(robin, statements()[0], keeper)
    page.sign_in(keeper).visit("/staff/thank-yous")
    assert "Kit from the group" not in page.main
    page.visit(f"/staff/thank-yous/{row.id}", status=404)


def test_an_adult_is_thanked_and_thanks(page: Page, make: Make, keeper: Account) -> None:
    adviser = make.staff(Role.PERSONAL_ADVISER, name="Ada Post")
    colleague = make.staff(Role.SOCIAL_WORKER)
    page.sign_in(colleague).visit("/staff").follow("Thank-yous").follow("Thank somebody")
    page.submit("Send my thank-you", {"who": "Ada", "words": "She came on a Sunday.", "says_who": "no"})
    page.sign_in(keeper).visit("/staff/thank-yous").follow("To Ada").submit(
        "Pass it on", {"staff": str(adviser.id), "told": "You came on a Sunday."}
    )
    page.sign_in(adviser).visit("/staff").follow("Somebody said thank you to you")
    assert "You came on a Sunday." in page.main
    assert "Somebody who did not want to say their name" in page.main
    assert not statements()


def test_a_reward_is_suggested_worded_by_a_worker_and_liked(
    page: Page, make: Make, keeper: Account, robin: YoungPerson
) -> None:
    page.sign_in(make.account_for(robin)).visit("/groups/thank-yous")
    page.submit("Send my idea", status=422)
    page.submit("Send my idea", {"name": "a trip 2 the sea"})
    award = rows(Award)[0]
    page.post(f"/groups/thank-yous/rewards/{award.id}/like", {"likes": "yes"}, status=404)
    rooms.read_at_the_desk(statements()[0].id, make.staff(Role.READER))
    page.sign_in(keeper).visit("/staff/thank-yous").follow("a trip 2 the sea")
    page.submit("Leave it off the list", status=422)
    page.submit("Put it on the list", {"name": "A trip to the sea", "what": "For a year in a group."})
    assert rows(Award)[0].state is AwardState.LISTED
    for number in range(5):
        page.sign_in(make.account_for(make.young_person())).visit("/groups/thank-yous")
        assert "Chosen by young people" not in page.main
        page.submit("I would choose this: A trip to the sea")
        assert ("Chosen by young people" in page.main) is (number == 4)
    page.submit("Not this one any more: A trip to the sea")
    assert len(rows(AwardLike)) == 4


def test_a_certificate_is_theirs_says_what_was_done_and_is_shown_only_with_a_yes(
    page: Page, make: Make, keeper: Account, robin: YoungPerson
) -> None:
    account = make.account_for(robin)
    rooms.place(rooms.offer(keeper), robin)
    page.sign_in(keeper).visit("/staff/thank-yous").follow("Make a certificate")
    page.submit("Put it on their page", status=422)
    filled = {
        "who": str(robin.id),
        "title": "Helping to choose new carers",
        "did": "Robin asked six people questions and gave reasons.",
        "skills": ["asked", "fair"],
        "signed": "Ada Post, head of care",
    }
    page.submit("Put it on their page", filled)
    assert "Theirs alone" in page.main
    certificate = rows(Certificate)[0]
    address = f"/groups/thank-yous/certificates/{certificate.id}"
    page.sign_in(account).visit("/groups/thank-yous").follow("Look at it")
    page.submit("Keep my choice", {"may": True})
    assert rows(Certificate)[0].may_be_shown_at is not None
    page.submit("Keep my choice", {"may": False})
    assert rows(Certificate)[0].may_be_shown_at is None
    other = make.account_for(make.young_person())
    page.sign_in(other).visit(address, status=404)
    page.post(f"{address}/fetch", status=404)
    page.sign_in(keeper).visit(address, status=404)


@pytest.mark.once
def test_the_file_is_a_tagged_pdf_and_is_not_saved_where_others_use_the_phone(
    page: Page, make: Make, keeper: Account, robin: YoungPerson
) -> None:
    account = make.account_for(robin)
    rooms.place(rooms.offer(keeper), robin)
    page.sign_in(keeper).visit("/staff/thank-yous/certificates/new")
    filled = {"who": str(robin.id), "title": "Choosing carers", "did": "Asked six people.", "signed": "Ada"}
    page.submit("Put it on their page", {**filled, "skills": ["asked"]})
    address = f"/groups/thank-yous/certificates/{rows(Certificate)[0].id}"
    page.sign_in(account).visit(address).submit("Save it as a PDF")
    assert page.response is not None
    read = parts(page.response.get_data())
    assert ("H1", "RobinAsh") in [(one.tag, one.letters) for one in read]
    assert any("Theyaskedgoodquestions." in one.letters for one in read)
    with page.client.session_transaction() as session:
        session[SHARED_DEVICE] = True
    page.visit(address)
    assert "Other people use this phone or tablet" in page.main
    page.post(f"{address}/fetch", status=409)


def test_with_the_past_shut_nothing_of_it_is_shown(
    page: Page, make: Make, keeper: Account, robin: YoungPerson
) -> None:
    account = make.account_for(robin, past_shut_at=clock.now())
    rooms.place(rooms.offer(keeper), robin)
    with db.transaction():
        said = CertificateWords("Choosing carers", "Asked six people.", "Ada", (Skill.ASKED,))
        commands.certify(robin.id, said, uuid4(), by=keeper.id, now=clock.now())
    page.sign_in(account).visit("/groups/thank-yous")
    assert "Choosing carers" not in page.main
    page.visit(f"/groups/thank-yous/certificates/{rows(Certificate)[0].id}", status=404)


def test_a_name_in_a_reward_is_looked_at_and_reading_a_suggestion_is_an_event(
    page: Page, make: Make, keeper: Account, robin: YoungPerson
) -> None:
    known(make, "Kit Marsh")
    page.sign_in(make.account_for(robin)).visit("/groups/thank-yous")
    page.post("/groups/thank-yous/suggest", {"name": "Cake for Kit Marsh", "send_once": str(uuid4())})
    rooms.read_at_the_desk(statements()[0].id, make.staff(Role.READER))
    award = rows(Award)[0]
    page.sign_in(keeper).visit(f"/staff/thank-yous/rewards/{award.id}")
    read = [one.young_person_id for one in rows(Event) if one.action == "keep_awards"]
    assert read == [robin.id]
    page.submit("Put it on the list", status=422)
    assert "This could give somebody away" in page.main
    assert rows(Award)[0].state is AwardState.SUGGESTED
    page.submit("Put it on the list", name="Cake")
    assert rows(Award)[0].state is AwardState.LISTED
