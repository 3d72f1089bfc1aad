"""The staff pages: the list, one complaint, its outcome, remedies, what was learned; who may not see them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.complaints.commands import handling
from portal.complaints.models import (
    Complaint,
    ComplaintFinding,
    ComplaintLetter,
    ComplaintPart,
    ComplaintPoint,
    Learning,
    Remedy,
)
from portal.complaints.rules import Came, Complainer, Part, State, Track
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.complaints.conftest import Complain, today
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

NewPage = Callable[[], Page]


def _at(complaint: Complaint, rest: str = "") -> str:
    return f"/staff/complaints/{complaint.id}{rest}"


def _day(name: str, days: int = 0) -> dict[str, str]:
    day = today() + timedelta(days=days)
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_from_the_list_to_the_letter_and_a_remedy_done(
    another_page: NewPage, cora: Account, hana: Account, complain: Complain, make: Make
) -> None:
    priya = make.staff(Role.SOCIAL_WORKER, name="Priya Nair")
    complaint = complain()
    page = another_page().sign_in(cora)
    page.visit("/staff/complaints")
    assert "Sam Vale" in page.text
    page.visit(_at(complaint))
    assert "My visits were stopped." in page.text
    page.submit("Hand it to them", who=f"answerer:{hana.id}")
    assert "Hana Head" in page.text

    boss = another_page().sign_in(hana)
    boss.visit("/staff/complaints").visit(_at(complaint))
    boss.visit(_at(complaint, "/outcome"))
    boss.submit("Keep the points", points="Visits were stopped\nNobody told me")
    points = sorted(rows(ComplaintPoint), key=lambda one: one.number)
    found = {f"finding-{one.id}": "upheld" for one in points} | {f"why-{points[0].id}": "It was our mistake."}
    boss.submit("Keep the findings", **found)
    assert "It was our mistake." in boss.text
    boss.submit(
        "Agree this", kind="apology", words="Priya says sorry to you.", owner=str(priya.id), **_day("due")
    )
    boss.submit("Keep and check it", body="Dear Sam. The placement was stopped. You were right.")
    assert "say “home” instead" in boss.text  # the plain-words check
    boss.submit("Send it to them", body="Dear Sam. You were right. We are sorry.")
    assert "Sent on" in boss.text
    (letter,) = rows(ComplaintLetter)
    assert letter.was_in_time
    assert rows(Complaint)[0].state is State.ANSWERED
    assert [one.kind for one in rows(Notice)].count(NoticeKind.COMPLAINT_NEWS) >= 1

    worker = another_page().sign_in(priya)
    worker.visit("/staff/complaints")
    assert "My visits were stopped" not in worker.text
    (remedy,) = rows(Remedy)
    worker.visit(f"/staff/complaints/remedies/{remedy.id}")
    worker.submit("It was done", words="I said sorry to you on Monday.")
    assert rows(Remedy)[0].done_on == today()
    worker.visit(_at(complaint), status=404)  # the remedy is theirs, the complaint is not


def test_a_letter_without_findings_is_not_sent(page: Page, cora: Account, complain: Complain) -> None:
    complaint = complain()
    page.sign_in(cora).visit(_at(complaint, "/outcome"))
    page.submit("Send it to them", status=422, body="Dear Sam.")
    assert "Write at least one point" in page.text
    assert not [one for one in rows(ComplaintLetter) if one.sent_at]


def test_whoever_it_is_about_and_those_close_never_meet_it(
    another_page: NewPage, cora: Account, hana: Account, complain: Complain, make: Make
) -> None:
    priya = make.staff(Role.SOCIAL_WORKER, name="Priya Nair", manager=hana)
    other = make.staff(Role.COMPLAINTS_MANAGER, name="Olu Other")
    complaint = complain(concerned=[priya.id, other.id])
    page = another_page().sign_in(cora)
    page.visit(_at(complaint))
    assert "Priya Nair" in page.text
    assert f"answerer:{hana.id}" not in page.html  # the manager of somebody it is about
    data = {"csrf_token": page.token(), "who": f"answerer:{hana.id}", "send_once": str(uuid.uuid4())}
    page.post(_at(complaint, "/hand"), data, status=422)
    assert not rows(ComplaintPart)

    theirs = another_page().sign_in(other)
    theirs.visit("/staff/complaints")
    assert complaint.reference not in theirs.text
    theirs.visit(_at(complaint), status=404)
    told = {one.account_id for one in rows(Notice) if one.kind is NoticeKind.COMPLAINT_CAME}
    assert told == {cora.id}


def test_marked_later_it_is_taken_from_them_at_once(
    another_page: NewPage, cora: Account, hana: Account, complain: Complain
) -> None:
    complaint = complain()
    page = another_page().sign_in(cora)
    page.visit(_at(complaint)).submit("Hand it to them", who=f"answerer:{hana.id}")
    boss = another_page().sign_in(hana)
    boss.visit(_at(complaint))
    page.visit(_at(complaint)).submit("Keep it from them", who=[str(hana.id)])
    boss.visit(_at(complaint), status=404)
    assert rows(ComplaintPart)[0].ended_at is not None
    assert not [
        one for one in rows(Notice) if one.account_id == hana.id and not one.dropped_at and not one.seen_at
    ]


@pytest.mark.parametrize(
    "role", [Role.MANAGER, Role.INVESTIGATOR, Role.INDEPENDENT_PERSON, Role.SOCIAL_WORKER]
)
def test_nobody_opens_one_that_is_not_theirs(
    page: Page, cora: Account, complain: Complain, make: Make, role: Role
) -> None:
    somebody = make.staff(role, name="Not Theirs")
    complaint = complain()
    page.sign_in(somebody).visit("/staff/complaints")
    assert complaint.reference not in page.text
    for rest in ("", "/outcome"):
        page.visit(_at(complaint, rest), status=404)


def test_the_second_stage_is_looked_into_and_decided_by_different_people(
    another_page: NewPage, cora: Account, hana: Account, complain: Complain, make: Make
) -> None:
    from portal.complaints.commands import theirs

    ivo = make.staff(Role.INVESTIGATOR, name="Ivo Looks")
    indira = make.staff(Role.INDEPENDENT_PERSON, name="Indira Along")
    complaint = complain()
    theirs.ask_next(complaint, "", send_once=uuid.uuid4(), by=None, today=today())
    db.session.commit()
    page = another_page().sign_in(cora)
    for part, who in (("investigator", ivo), ("independent", indira), ("decider", hana)):
        page.visit(_at(complaint)).submit("Hand it to them", who=f"{part}:{who.id}")
    page.submit("It is agreed", words="Visits stopped without a word.", **_day("on"))
    assert "counted from the agreed statement" in page.text
    assert "counted from the day they asked" in page.text

    looks = another_page().sign_in(ivo)
    looks.visit(_at(complaint)).submit("Hand in the report", words="I asked everybody. It is true.")
    along = another_page().sign_in(indira)
    along.visit(_at(complaint)).submit("Hand in the report", words="It was looked into with care.")
    along.visit(_at(complaint, "/outcome"), status=404)
    boss = another_page().sign_in(hana)
    boss.visit(_at(complaint, "/outcome"))
    assert "I asked everybody. It is true." in boss.text
    assert "It was looked into with care." in boss.text
    done = {one.part: one.done_at is not None for one in rows(ComplaintPart)}
    assert done == {Part.INVESTIGATOR: True, Part.INDEPENDENT: True, Part.DECIDER: False}


def test_what_is_older_than_a_year_is_decided_with_a_reason(
    page: Page, cora: Account, complain: Complain
) -> None:
    complaint = complain()
    page.sign_in(cora).visit(_at(complaint))
    page.submit("Write the decision down", status=422, takes="not_taken")
    page.submit("Write the decision down", takes="taken", words="It still matters.", **_day("happened", -500))
    assert "Older than twelve months" in page.text
    assert rows(Complaint)[0].state is State.OPEN


def test_a_familys_complaint_is_linked_by_number_and_handled_by_other_rules(
    page: Page, cora: Account, complain: Complain, make: Make
) -> None:
    complaint = complain(
        came=Came.FAMILY_PAGE, young_person_id=None, complainer=Complainer.PARENT, name="Ada Made-Up"
    )
    page.sign_in(cora).visit(_at(complaint))
    assert "Ada Made-Up" in page.text
    page.submit("Keep this", status=422, child_ref="NO-SUCH-1")
    assert "No young person here has this number" in page.text
    page.submit("Keep this", themes=["family_time"], child_ref="")
    assert rows(Complaint)[0].themes == ["family_time"]
    page.submit("Handle it like this", track="corporate", words="It is about parking.")
    assert rows(Complaint)[0].track is Track.CORPORATE


def test_the_list_is_found_filtered_and_saved_without_names(
    page: Page, cora: Account, complain: Complain
) -> None:
    complaint = complain(received_on=today() - timedelta(days=60))
    page.sign_in(cora).visit("/staff/complaints?light=late")
    assert complaint.reference in page.text
    page.visit("/staff/complaints?light=soon")
    assert complaint.reference not in page.text
    page.submit("Find", asked="vale")
    assert complaint.reference in page.text
    page.submit("Find", status=422, asked=" ")
    page.visit("/staff/complaints")
    for ending in ("csv", "ods"):
        answer = page.client.post(
            f"/staff/complaints/list/{ending}", data={"csrf_token": page.token(), "state": "open"}
        )
        assert answer.status_code == 200
    csv = page.client.post("/staff/complaints/list/csv", data={"csrf_token": page.token()}).text
    assert complaint.reference in csv
    assert "Sam Vale" not in csv


def test_what_was_learned_is_checked_after_three_months(page: Page, cora: Account, sam: YoungPerson) -> None:
    page.sign_in(cora).visit("/staff/complaints/learning")
    assert "Nothing is written down yet" in page.text
    page.submit("Keep it", status=422, words="We ring first.")
    page.submit(
        "Keep it", words="We ring before a visit is moved.", owner="The fostering team", **_day("changed")
    )
    (row,) = rows(Learning)
    assert row.check_on > today() + timedelta(days=85)
    page.visit(f"/staff/complaints/learning/{row.id}")
    page.submit("It is checked", status=422, holds="yes")
    page.submit("It is checked", holds="partly", words="Two of three were rung.")
    assert "It holds in part" in page.text


def test_ending_needs_an_answer(page: Page, cora: Account, complain: Complain) -> None:
    complaint = complain()
    page.sign_in(cora).visit(_at(complaint))
    page.submit("End it, and tell them", status=422, ending="answered", words="Done.")
    assert "It has no answer yet" in page.text
    page.submit("End it, and tell them", ending="withdrawn", words="You told us by phone.")
    assert rows(Complaint)[0].state is State.ENDED


def test_findings_of_another_complaints_points_are_not_taken(
    page: Page, cora: Account, complain: Complain
) -> None:
    from portal.complaints.commands import letters

    mine, other = complain(), complain("Something else.")
    for one in (mine, other):
        letters.set_points(one, ["A point"], by=cora.id)
    db.session.commit()
    theirs = next(one for one in rows(ComplaintPoint) if one.complaint_id == other.id)
    page.sign_in(cora).visit(_at(mine, "/outcome"))
    point = next(one for one in rows(ComplaintPoint) if one.complaint_id == mine.id)
    page.submit("Keep the findings", **{f"finding-{point.id}": "upheld"})
    assert [one.point_id for one in rows(ComplaintFinding)] == [point.id]
    assert theirs.id not in {one.point_id for one in rows(ComplaintFinding)}


def test_a_message_and_an_acknowledgement_are_on_the_page(
    page: Page, cora: Account, complain: Complain
) -> None:
    complaint = complain(came=Came.PHONE)
    page.sign_in(cora).visit("/staff/complaints?light=unseen")
    assert complaint.reference in page.text
    page.visit(_at(complaint)).submit("They were told today", words="By phone.")
    page.submit("Put it on their page", words="We are looking into it.")
    assert "We are looking into it." in page.text
    assert rows(Complaint)[0].acknowledged_on == today()


def test_a_stand_in_who_is_concerned_is_kept_out(cora: Account, complain: Complain, make: Make) -> None:
    away = make.staff(Role.MANAGER, name="Away Boss")
    instead = make.staff(Role.MANAGER, name="Instead Boss")
    make.stand_in(away, instead)
    complaint = complain(concerned=[instead.id])
    with pytest.raises(Exception, match="must not meet"):
        handling.hand_to(complaint, Part.ANSWERER, away.id, send_once=uuid.uuid4(), by=cora.id, today=today())
    db.session.rollback()
