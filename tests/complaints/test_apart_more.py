"""Who loses a complaint: named in it, living with the child, done with their part."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from portal import db
from portal.accounts.models import Account
from portal.complaints.commands import handling, theirs
from portal.complaints.commands.concerning import concern
from portal.complaints.models import Complaint
from portal.complaints.queries.apart import concerned_by, is_shut_to, kept_from_complaint
from portal.complaints.rules import Part, Stage
from portal.complaints.rules.receiving import named_in
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.complaints.conftest import Complain, held, today
from tests.complaints.test_stages import answer
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

NewPage = Callable[[], Page]


def test_a_complaints_manager_who_is_named_hears_nothing_of_it(
    cora: Account, complain: Complain, make: Make
) -> None:
    other = make.staff(Role.COMPLAINTS_MANAGER, name="Olu Fair")
    complaint = complain("I rang cora bell and she laughed at me.")
    assert concerned_by(complaint.id) == {cora.id}
    told = [one.account_id for one in held(Notice) if one.kind is NoticeKind.COMPLAINT_CAME]
    assert told == [other.id]
    assert is_shut_to(cora.id, complaint.id, today())


def test_whom_a_complaint_names() -> None:
    cora, hana = uuid.uuid4(), uuid.uuid4()
    people = {cora: "Cora Bell", hana: "Hana Head"}
    assert named_in("The head rang a bell", "", people) == set()
    assert named_in("it was CORA  BELL.", "", people) == {cora}
    assert named_in("She laughed", "Hana from the office", people) == {hana}
    assert named_in("She laughed", "my head teacher", people) == set()


def test_somebody_who_lives_with_the_child_never_meets_it(
    cora: Account, complain: Complain, make: Make, sam: YoungPerson
) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER, name="Fern Carer")
    hana = make.staff(Role.MANAGER, name="Hana Head", household=carer)
    complaint = complain()
    assert hana.id in kept_from_complaint(complaint, today())
    assert is_shut_to(hana.id, complaint.id, today())
    assert not is_shut_to(cora.id, complaint.id, today())


def test_what_was_marked_since_stays_marked(
    page: Page, cora: Account, hana: Account, complain: Complain, make: Make
) -> None:
    complaint_id = complain().id
    page.sign_in(cora).visit(f"/staff/complaints/{complaint_id}")
    with db.transaction() as session:  # the desk, or a second window
        concern(session.get_one(Complaint, complaint_id), [hana.id], by=cora.id)
    priya = make.staff(Role.SOCIAL_WORKER, name="Priya Nair")
    page.visit(f"/staff/complaints/{complaint_id}")
    data = {"shown": "", "who": [str(priya.id)]}
    page.post(f"/staff/complaints/{complaint_id}/concerns", data)
    assert concerned_by(complaint_id) == {hana.id, priya.id}
    page.visit(f"/staff/complaints/{complaint_id}").submit("Keep it from them", who=[])
    assert concerned_by(complaint_id) == set()


def test_where_nobody_is_left_to_have_it_an_administrator_hears_later_too(
    cora: Account, complain: Complain, make: Make
) -> None:
    admin = make.staff(Role.ADMINISTRATOR, name="Ad Min")
    complaint = complain()
    assert not _told(NoticeKind.COMPLAINT_NOBODY)
    handling.set_concerned(complaint, [cora.id], shown=[], by=cora.id, today=today())
    assert _told(NoticeKind.COMPLAINT_NOBODY) == [admin.id]
    theirs.write(complaint, "She rang again.", send_once=uuid.uuid4(), by=None, today=today())
    assert _told(NoticeKind.COMPLAINT_NOBODY) == [admin.id]


def _told(kind: NoticeKind) -> list[uuid.UUID]:
    return [one.account_id for one in held(Notice) if one.kind is kind and not one.dropped_at]


def test_whoever_looked_into_it_has_it_no_more_once_it_is_answered(
    another_page: NewPage, cora: Account, complain: Complain, make: Make
) -> None:
    ivor = make.staff(Role.INVESTIGATOR, name="Ivor Look")
    una = make.staff(Role.INDEPENDENT_PERSON, name="Una Out")
    complaint = complain()
    with db.transaction() as session:
        row = session.get_one(Complaint, complaint.id)
        theirs.ask_next(row, "", send_once=uuid.uuid4(), by=None, today=today())
        for part, who in ((Part.INVESTIGATOR, ivor), (Part.INDEPENDENT, una)):
            handling.hand_to(row, part, who.id, send_once=uuid.uuid4(), by=cora.id, today=today())
    page, other = another_page().sign_in(ivor), another_page().sign_in(una)
    for one in (page, other):
        one.visit(f"/staff/complaints/{complaint.id}")
    with db.transaction() as session:
        row = session.get_one(Complaint, complaint.id)
        answer(row, cora)
        assert row.stage is Stage.SECOND
    for one in (page, other):
        one.visit(f"/staff/complaints/{complaint.id}", status=404)
        assert complaint.reference not in one.visit("/staff/complaints").text
    assert len(rows(Complaint)) == 1
