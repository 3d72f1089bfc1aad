"""The stages of the Regulations: each with its clocks, both ways of counting; none a bar, none ends it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.complaints.commands import handling, letters, theirs
from portal.complaints.models import Complaint
from portal.complaints.queries.one import letter_of, parts_of, points_of
from portal.complaints.rules import Came, Ending, Finding, Part, Stage, State, Track
from portal.complaints.rules.handling import WhyNot
from portal.deadlines.models import Deadline
from portal.deadlines.queries import day_for
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from tests.complaints.conftest import Complain, held, today
from tests.support.factories import Make


def _running(complaint: Complaint) -> dict[str, date]:
    found = [one for one in held(Deadline) if one.about_id == complaint.id]
    return {one.kind: one.due_on for one in found if not one.done_at and not one.dropped_at}


def _once() -> uuid.UUID:
    return uuid.uuid4()


def answer(complaint: Complaint, by: Account) -> None:
    """The stage it is at is answered, point by point."""
    letters.set_points(complaint, ["Visits were stopped", "Nobody told me"], by=by.id)
    found = {one.id: (Finding.UPHELD, "We should have told you.") for one in points_of(complaint.id)}
    letters.find(complaint, found, by=by.id)
    letters.write_letter(complaint, "Dear Sam, you were right. We are sorry.", by=by.id)
    letters.send_letter(complaint, send_once=_once(), by=by.id, today=today())


def test_it_counts_from_the_day_it_came_and_is_acknowledged_the_same_day(
    cora: Account, complain: Complain
) -> None:
    complaint = complain()
    due = day_for("complaint_1", today())
    assert _running(complaint) == {"complaint_1": due}
    assert (complaint.due_on, complaint.acknowledged_on) == (due, today())
    assert [one.account_id for one in held(Notice) if one.kind is NoticeKind.COMPLAINT_CAME] == [cora.id]


def test_what_came_by_phone_waits_for_somebody_to_acknowledge_it(cora: Account, complain: Complain) -> None:
    complaint = complain(came=Came.PHONE)
    assert complaint.acknowledged_on is None
    handling.acknowledge(complaint, "", send_once=_once(), by=cora.id, today=today())
    assert complaint.acknowledged_on == today()


def test_sent_twice_it_is_one(cora: Account, complain: Complain) -> None:
    from portal.complaints.commands.receiving import NewComplaint, receive
    from portal.kit import clock

    new = NewComplaint(Came.FAMILY_PAGE, uuid.uuid4(), "Nobody rings us back.", name="Ada Made-Up")
    first = receive(new, by=None, now=clock.now(), today=today())
    assert receive(new, by=None, now=clock.now(), today=today()).id == first.id
    assert len(held(Complaint)) == 1


def test_the_first_stage_may_take_twenty_days_once(cora: Account, complain: Complain) -> None:
    complaint = complain()
    handling.extend(complaint, "complex", "Two teams.", send_once=_once(), by=cora.id, today=today())
    assert _running(complaint) == {"complaint_1_max": day_for("complaint_1_max", today())}
    assert complaint.due_on == day_for("complaint_1_max", today())
    with pytest.raises(Refused) as refused:
        handling.extend(complaint, "complex", "More.", send_once=_once(), by=cora.id, today=today())
    assert refused.value.reason is WhyNot.DONE_BEFORE


def test_the_second_stage_counts_both_ways_and_the_agreed_statement_governs(
    cora: Account, complain: Complain
) -> None:
    complaint = complain(received_on=today() - timedelta(days=30))
    asked = today() - timedelta(days=7)
    answer(complaint, cora)
    assert complaint.state is State.ANSWERED
    assert _running(complaint) == {"complaint_2_request": day_for("complaint_2_request", today())}
    assert complaint.due_on is None  # their time to ask binds nobody

    theirs.ask_next(complaint, "It was not fair.", send_once=_once(), by=None, today=asked)
    assert complaint.due_on == day_for("complaint_2", asked)
    handling.agree_statement(
        complaint, "Visits stopped without a word.", today(), send_once=_once(), by=cora.id, today=today()
    )
    running = _running(complaint)
    assert running["complaint_2_asked"] == day_for("complaint_2", asked)
    assert running["complaint_2"] == day_for("complaint_2", today())
    assert running["complaint_2_max"] == day_for("complaint_2_max", today())
    assert complaint.due_on == day_for("complaint_2", today())
    assert (complaint.requested_on, complaint.statement_agreed_on) == (asked, today())
    handling.extend(complaint, "complex", "Many to ask.", send_once=_once(), by=cora.id, today=today())
    assert complaint.due_on == day_for("complaint_2_max", today())


def test_the_panel_meets_reports_and_is_answered_then_the_ombudsman(
    cora: Account, complain: Complain
) -> None:
    complaint = complain()
    theirs.ask_next(complaint, "", send_once=_once(), by=None, today=today())
    answer(complaint, cora)
    theirs.ask_next(complaint, "", send_once=_once(), by=None, today=today())
    assert complaint.due_on == day_for("complaint_3_panel", today())
    handling.fix_panel(complaint, today(), "", send_once=_once(), by=cora.id, today=today())
    assert _running(complaint) == {"complaint_3_report": day_for("complaint_3_report", today())}
    handling.panel_reported(complaint, today(), "It was wrong.", send_once=_once(), by=cora.id, today=today())
    assert _running(complaint) == {"complaint_3_response": day_for("complaint_3_response", today())}
    answer(complaint, cora)
    assert _running(complaint) == {}
    stage = theirs.ask_next(complaint, "", send_once=_once(), by=None, today=today())
    assert (stage, complaint.state) == (Stage.OMBUDSMAN, State.ANSWERED)
    with pytest.raises(Refused) as refused:
        theirs.ask_next(complaint, "", send_once=_once(), by=None, today=today())
    assert refused.value.reason is WhyNot.NO_FURTHER


def test_the_next_stage_is_never_barred_by_a_date_or_by_a_missing_answer(
    cora: Account, complain: Complain
) -> None:
    complaint = complain(received_on=today() - timedelta(days=200))
    theirs.ask_next(complaint, "Nobody answered.", send_once=_once(), by=None, today=today())
    assert complaint.stage is Stage.SECOND
    assert "complaint_1" not in _running(complaint)


def test_taken_back_it_ends_and_they_may_open_it_again(cora: Account, complain: Complain) -> None:
    complaint = complain()
    once = _once()
    theirs.take_back(complaint, send_once=once, by=None, today=today())
    theirs.take_back(complaint, send_once=once, by=None, today=today())  # a double tap
    assert (complaint.state, complaint.ending) == (State.ENDED, Ending.WITHDRAWN)
    assert _running(complaint) == {}
    theirs.reopen(complaint, "", send_once=_once(), by=None, today=today())
    assert complaint.state is State.OPEN
    assert _running(complaint) == {"complaint_1": day_for("complaint_1", today())}


def test_after_its_letter_it_opens_again_for_the_next_stage(cora: Account, complain: Complain) -> None:
    complaint = complain()
    answer(complaint, cora)
    theirs.say_sorted(complaint, send_once=_once(), by=None, today=today())
    theirs.reopen(complaint, "", send_once=_once(), by=None, today=today())
    assert complaint.state is State.ANSWERED
    assert theirs.ask_next(complaint, "", send_once=_once(), by=None, today=today()) is Stage.SECOND


def test_whoever_answered_first_has_no_part_in_the_second_look(
    cora: Account, hana: Account, complain: Complain
) -> None:
    complaint = complain()
    handling.hand_to(complaint, Part.ANSWERER, hana.id, send_once=_once(), by=cora.id, today=today())
    answer(complaint, cora)
    theirs.ask_next(complaint, "", send_once=_once(), by=None, today=today())
    assert parts_of(complaint.id) == []
    with pytest.raises(Refused) as refused:
        letters.set_points(complaint, ["Something else"], by=cora.id)
    assert refused.value.reason is WhyNot.DONE_BEFORE  # what was found then stands as it was


def test_a_manager_ends_nothing_that_has_no_answer(cora: Account, complain: Complain) -> None:
    complaint = complain()
    with pytest.raises(Refused) as refused:
        handling.end(
            complaint, Ending.ANSWERED, "They are happy.", send_once=_once(), by=cora.id, today=today()
        )
    assert refused.value.reason is WhyNot.NOT_ANSWERED
    answer(complaint, cora)
    handling.end(complaint, Ending.ANSWERED, "They said so.", send_once=_once(), by=cora.id, today=today())
    assert complaint.state is State.ENDED


@pytest.mark.parametrize("track", [Track.CORPORATE, Track.NOT_ELIGIBLE, Track.ANONYMOUS])
def test_outside_the_regulations_the_councils_own_promise_counts(
    cora: Account, complain: Complain, track: Track
) -> None:
    complaint = complain()
    handling.set_track(
        complaint,
        track,
        "It is about the roads.",
        outside_days=15,
        send_once=_once(),
        by=cora.id,
        today=today(),
    )
    assert _running(complaint) == {"complaint_outside": day_for("complaint_outside", today(), 15)}


def test_a_data_protection_complaint_has_thirty_days(cora: Account, complain: Complain) -> None:
    complaint = complain(track=Track.DATA_PROTECTION)
    assert _running(complaint) == {"complaint_dp": day_for("dp_complaint", today())}


def test_twelve_months_are_a_discretion_with_a_reason(cora: Account, complain: Complain) -> None:
    complaint = complain()
    old = today() - timedelta(days=800)
    with pytest.raises(Refused):
        handling.decide_limit(complaint, old, " ", takes=False, send_once=_once(), by=cora.id, today=today())
    handling.decide_limit(
        complaint, old, "The papers are gone.", takes=False, send_once=_once(), by=cora.id, today=today()
    )
    assert complaint.state is State.OPEN  # nothing is refused by the machine
    assert complaint.due_on is not None


def test_a_letter_goes_only_with_a_finding_for_each_point(cora: Account, complain: Complain) -> None:
    complaint = complain()
    letters.write_letter(complaint, "Dear Sam", by=cora.id)
    for wanted in (WhyNot.NO_POINT, WhyNot.NO_FINDING):
        with pytest.raises(Refused) as refused:
            letters.send_letter(complaint, send_once=_once(), by=cora.id, today=today())
        assert refused.value.reason is wanted
        letters.set_points(complaint, ["One", "Two"], by=cora.id)
    answer(complaint, cora)
    letter = letter_of(complaint)
    assert letter is not None
    assert letter.was_in_time is True


def test_parts_are_different_people(cora: Account, hana: Account, complain: Complain, make: Make) -> None:
    from portal.policy.roles import Role

    both = make.staff(Role.INVESTIGATOR, Role.INDEPENDENT_PERSON, name="Indy Both")
    complaint = complain()
    handling.hand_to(complaint, Part.ANSWERER, hana.id, send_once=_once(), by=cora.id, today=today())
    theirs.ask_next(complaint, "", send_once=_once(), by=None, today=today())
    handling.hand_to(complaint, Part.INVESTIGATOR, both.id, send_once=_once(), by=cora.id, today=today())
    for part, who in ((Part.INDEPENDENT, both), (Part.DECIDER, hana)):
        with pytest.raises(Refused) as refused:
            handling.hand_to(complaint, part, who.id, send_once=_once(), by=cora.id, today=today())
        assert refused.value.reason is WhyNot.SAME_PERSON
    db.session.rollback()
