"""No word of theirs is lost: one form with other words, two windows, what moved meanwhile."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from portal.accounts.models import Account
from portal.accounts.queries.around import account_of
from portal.complaints.commands import handling, theirs
from portal.complaints.models import Complaint, ComplaintEvent, ComplaintKey
from portal.complaints.rules import Came, EventKind, Stage, State, Track
from portal.deadlines.models import Deadline
from portal.deadlines.queries import day_for
from portal.nameless.models import SurveySaying
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.complaints.conftest import Complain, held, today
from tests.complaints.test_family import TYPED, rows_today
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, statements

WORDS = "My visits were stopped"
OTHER = "And then they took my phone"


@pytest.fixture
def young(page: Page, make: Make, sam: YoungPerson, cora: Account) -> Page:
    make.staff(Role.READER, name="Rae Desk")
    account = account_of(sam.id)
    assert account is not None
    return page.sign_in(account)


def _wrote() -> list[str]:
    return sorted(one.words for one in rows(ComplaintEvent) if one.kind is EventKind.WROTE)


def test_a_form_gone_back_to_and_written_in_is_another_complaint(young: Page) -> None:
    once = young.visit("/complain").value("send_once")
    young.submit("Send my complaint", words=WORDS)
    for _tap in range(2):
        young.post("/complain", {"words": OTHER, "send_once": once})
        young.post("/complain", {"words": WORDS, "send_once": once})
    assert sorted(one.words for one in rows(Complaint)) == [OTHER, WORDS]
    assert len(statements()) == 2


def test_the_next_person_at_the_same_computer_does_not_get_the_words_of_the_one_before(page: Page) -> None:
    once = page.visit("/complain/family").value("send_once")
    first = page.submit("Send my complaint", **TYPED).value("code")
    theirs_now = {"words": "My sister is never rung back", "name": "Kim Other", "reach": "01632 960 222"}
    second = page.post("/complain/family", {**theirs_now, "send_once": once}).value("code")
    assert first != second
    assert len(rows(Complaint)) == len(rows(ComplaintKey)) == len(rows(SurveySaying)) == 2


def test_more_words_with_the_same_form_reach_the_complaint_and_the_desk(
    young: Page, complain: Complain
) -> None:
    own = f"/my-complaints/{complain().id}"
    once = young.visit(own).value("send_once")
    for words in ("He shouts", OTHER, OTHER):
        young.post(f"{own}/write", {"words": words, "send_once": once})
    assert _wrote() == [OTHER, "He shouts"]
    assert len(statements()) == 2


def test_asked_for_in_two_windows_it_goes_one_step(young: Page, complain: Complain) -> None:
    own = f"/my-complaints/{complain().id}"
    young.visit(f"{own}/further")
    old = {"send_once": str(uuid.uuid4()), "stage": young.value("stage")}
    young.submit("Yes, ask somebody new to look")
    young.post(f"{own}/further", {**old, "words": OTHER})
    (row,) = rows(Complaint)
    assert row.stage is Stage.SECOND
    assert _wrote() == [OTHER]
    assert OTHER in young.text


def test_what_they_write_while_it_was_closed_is_kept(young: Page, complain: Complain, cora: Account) -> None:
    own = f"/my-complaints/{complain().id}"
    young.visit(f"{own}/take-back").submit("Take it back")
    young.post(f"{own}/sorted", {"send_once": str(uuid.uuid4()), "words": OTHER})
    assert _wrote() == [OTHER]
    assert [one for one in statements() if one.asked == "complaint_more"]
    young.post(f"{own}/further", {"send_once": str(uuid.uuid4()), "words": ""})
    assert young.heading == "Your complaint"


def test_what_staff_write_down_is_read_by_the_desk_once(page: Page, make: Make, sam: YoungPerson) -> None:
    priya = make.worker_of(sam, Role.SOCIAL_WORKER, name="Priya Shah")
    page.sign_in(priya).visit("/staff/complaints/record")
    once = page.value("send_once")
    typed = {"came": "phone", "who": "young_person", "young_person": str(sam.id), "words": OTHER}
    page.submit("Write it down", **typed, **rows_today())
    page.post("/staff/complaints/record", {"kind": "complaint", "send_once": once, **typed, **rows_today()})
    (complaint,), (saying,) = rows(Complaint), rows(SurveySaying)
    assert OTHER in saying.words
    assert "Sam Vale" in saying.words
    assert complaint.reference in saying.words


def test_what_somebody_else_agreed_is_not_where_it_grew_out_of(young: Page) -> None:
    young.visit(f"/complain?action={uuid.uuid4()}")
    data = {"words": WORDS, "send_once": str(uuid.uuid4()), "origin": "action"}
    young.post("/complain", {**data, "origin_id": str(uuid.uuid4())})
    (row,) = rows(Complaint)
    assert (row.came, row.came_from_id) == (Came.OWN_PAGE, None)


def _running(complaint: Complaint) -> set[tuple[str, object]]:
    found = [one for one in held(Deadline) if one.about_id == complaint.id]
    return {(one.kind, one.due_on) for one in found if not one.done_at and not one.dropped_at}


def test_opened_again_its_longer_time_counts_from_that_day(cora: Account, complain: Complain) -> None:
    complaint = complain(received_on=today() - timedelta(days=90))
    common = {"by": cora.id, "today": today()}
    handling.extend(complaint, "complex", "Two teams.", send_once=uuid.uuid4(), **common)
    theirs.take_back(complaint, send_once=uuid.uuid4(), by=None, today=today())
    theirs.reopen(complaint, "", send_once=uuid.uuid4(), by=None, today=today())
    assert complaint.due_on == day_for("complaint_1", today())
    handling.extend(complaint, "complex", "Two teams.", send_once=uuid.uuid4(), **common)
    assert _running(complaint) == {("complaint_1_max", day_for("complaint_1_max", today()))}
    handling.set_track(
        complaint, Track.DATA_PROTECTION, "Data.", outside_days=20, send_once=uuid.uuid4(), **common
    )
    assert complaint.due_on == day_for("dp_complaint", today())


def test_opened_again_at_the_second_stage_it_has_its_longest_time_too(
    cora: Account, complain: Complain
) -> None:
    complaint = complain()
    asked = today() - timedelta(days=40)
    theirs.ask_next(complaint, "", send_once=uuid.uuid4(), by=None, today=asked)
    theirs.take_back(complaint, send_once=uuid.uuid4(), by=None, today=today())
    theirs.reopen(complaint, "", send_once=uuid.uuid4(), by=None, today=today())
    assert complaint.state is State.OPEN
    assert _running(complaint) == {
        ("complaint_2_asked", day_for("complaint_2", today())),
        ("complaint_2_max", day_for("complaint_2_max", today())),
    }
