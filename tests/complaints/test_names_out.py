"""A letter names no other young person, what is printed nobody; nobody writes over another's letter."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.complaints.commands import letters
from portal.complaints.commands.handling import set_concerned
from portal.complaints.commands.learning import Changed, learn
from portal.complaints.jobs.reminding import remind_of_complaints
from portal.complaints.models import Complaint, ComplaintLetter, Learning, Remedy
from portal.complaints.queries.one import points_of
from portal.complaints.rules import Finding, RemedyKind
from portal.complaints.rules.handling import WhyNot
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.commands.facts import write_tokens
from portal.people.rules import tokens_of
from portal.policy.roles import Role
from tests.complaints.conftest import LONDON, Complain, held, today
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows


def _known(make: Make, name: str) -> None:
    """A young person whose name is found, as for everybody who was entered or read in."""
    person = make.young_person(name=name)
    with db.transaction():
        write_tokens(person.id, tokens_of(name, ""))


def _found(complaint_id: uuid.UUID, by: Account, why: str = "We should have told you.") -> None:
    with db.transaction() as session:
        complaint = session.get_one(Complaint, complaint_id)
        letters.set_points(complaint, ["Visits were stopped"], by=by.id)
        (point,) = points_of(complaint.id)
        letters.find(complaint, {point.id: (Finding.UPHELD, why)}, by=by.id)


def test_a_letter_with_another_young_person_in_it_is_shown_before_it_goes(
    page: Page, cora: Account, complain: Complain, make: Make
) -> None:
    _known(make, "Zofia Kestrel")
    complaint_id = complain().id
    _found(complaint_id, cora)
    body = "Dear Sam. We asked Zofia Kestrel too. You were right."
    page.sign_in(cora).visit(f"/staff/complaints/{complaint_id}/outcome")
    page.submit("Send it to them", body=body, status=422)
    assert "Zofia" in page.text
    assert page.value("body") == body
    assert not [one for one in rows(ComplaintLetter) if one.sent_at]
    page.submit("Send it to them", body="Dear Sam. We asked others too. You were right.")
    assert "Sent on" in page.text


def test_what_stands_below_the_letter_is_looked_at_too_and_a_tick_lets_it_go(
    page: Page, cora: Account, complain: Complain, make: Make
) -> None:
    _known(make, "Zofia Kestrel")
    complaint_id = complain().id
    _found(complaint_id, cora, "Zofia was there and said so.")
    page.sign_in(cora).visit(f"/staff/complaints/{complaint_id}/outcome")
    page.submit("Send it to them", body="Dear Sam. You were right.", status=422)
    page.submit("Send it to them", not_names="y")
    assert "Sent on" in page.text


def test_their_own_name_and_the_names_they_wrote_are_nothing_new(
    page: Page, cora: Account, complain: Complain, make: Make
) -> None:
    _known(make, "Zofia Kestrel")
    complaint_id = complain("my visits with zofia were stopped").id
    _found(complaint_id, cora)
    page.sign_in(cora).visit(f"/staff/complaints/{complaint_id}/outcome")
    page.submit("Send it to them", body="Dear Sam Vale. You see Zofia again on Monday. Cora Bell")
    assert "Sent on" in page.text


def test_what_is_printed_names_nobody(page: Page, cora: Account, make: Make) -> None:
    _known(make, "Zofia Kestrel")
    day = clock.now().date()
    when = {"changed-day": str(day.day), "changed-month": str(day.month), "changed-year": str(day.year)}
    page.sign_in(cora).visit("/staff/complaints/learning")
    page.submit("Keep it", words="After Zofia Kestrel we ring first.", owner="Fostering", **when, status=422)
    assert not rows(Learning)
    page.submit("Keep it", words="We ring first.", owner="Fostering")
    assert len(rows(Learning)) == 1


def test_two_who_write_one_letter_do_not_overwrite_each_other(
    page: Page, cora: Account, hana: Account, complain: Complain
) -> None:
    complaint_id = complain().id
    page.sign_in(cora).visit(f"/staff/complaints/{complaint_id}/outcome")
    with db.transaction() as session:
        letters.write_letter(session.get_one(Complaint, complaint_id), "Dear Sam, from Hana.", by=hana.id)
    page.submit("Keep and check it", body="Dear Sam, from Cora.", status=422)
    assert "Dear Sam, from Hana." in page.text
    assert page.value("body") == "Dear Sam, from Cora."
    page.submit("Keep and check it")
    assert [one.body for one in rows(ComplaintLetter)] == ["Dear Sam, from Cora."]


def test_a_writing_that_is_not_the_newest_is_refused(cora: Account, complain: Complain) -> None:
    complaint = complain()
    letter = letters.write_letter(complaint, "One", by=cora.id, seen="")
    letters.write_letter(complaint, "Two", by=cora.id, seen=letters.version_of(letter))
    with pytest.raises(Refused) as refused:
        letters.write_letter(complaint, "Three", by=cora.id, seen="")
    assert refused.value.reason is WhyNot.CHANGED


def test_a_check_waits_for_somebody_to_tell(make: Make) -> None:
    by = make.staff(Role.ADMINISTRATOR, name="Ad Min")
    old = Changed("We ring first.", "The team", today() - timedelta(days=120))
    learn(old, send_once=uuid.uuid4(), by=by.id, today=today())
    remind_of_complaints(clock.now(), LONDON)
    db.session.commit()
    cora = make.staff(Role.COMPLAINTS_MANAGER, name="Cora Bell")
    remind_of_complaints(clock.now(), LONDON)
    told = [one.account_id for one in held(Notice) if one.kind is NoticeKind.COMPLAINT_CHECK]
    assert told == [cora.id]


def test_what_somebody_owes_who_may_not_meet_it_any_more_is_told_that_day(
    cora: Account, hana: Account, complain: Complain
) -> None:
    complaint = complain()
    common = {"send_once": uuid.uuid4(), "by": cora.id, "today": today()}
    letters.add_remedy(complaint, RemedyKind.APOLOGY, "We say sorry.", hana.id, today(), **common)
    set_concerned(complaint, [hana.id], shown=[], by=cora.id, today=today())
    remind_of_complaints(clock.now(), LONDON)
    told = {one.account_id for one in held(Notice) if one.kind is NoticeKind.COMPLAINT_LATE}
    assert told == {cora.id}
    assert len(held(Remedy)) == 1
