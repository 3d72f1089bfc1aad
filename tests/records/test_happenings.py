"""Taking a request in, what happens to it, putting that right: rows, dates, events, notices."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.deadlines.models import Deadline, DeadlineChange
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.commands import happenings, merging, officers, receiving, writing
from portal.records.commands.receiving import Asked
from portal.records.models import RecordsRequest, RequestEvent, RequestMessage
from portal.records.queries import history, theirs
from portal.records.queries.apart import has_it, officers_for
from portal.records.rules import Asker, Came, EventKind, Regime, State
from portal.records.rules.life import WhyNot
from tests.support.factories import Make
from tests.support.world_records import LONDON, make_event, make_request, read_again
from tests.voice.young import rows

K = EventKind
JUNE = date(2026, 6, 10)


def today() -> date:
    return clock.today(LONDON)


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def _refused(call: Any, *args: Any, **given: Any) -> object:
    with pytest.raises(Refused) as refused:
        call(*args, **given)
    return refused.value.reason


def _correct(request: RecordsRequest, event: RequestEvent, by: Account, **changes: Any) -> RequestEvent:
    said = {"on": event.on, "words": event.words, "reason": event.reason, "why": "A slip", **changes}
    with db.transaction() as session:
        return happenings.correct(
            session.get_one(RecordsRequest, request.id),
            session.get_one(RequestEvent, event.id),
            send_once=uuid.uuid4(),
            by=by.id,
            now=clock.now(),
            today=today(),
            **said,
        )


def _told(kind: NoticeKind) -> list[object]:
    return [one.account_id for one in rows(Notice) if one.kind is kind and not one.dropped_at]


def test_its_clock_runs_from_the_day_it_reached_anyone(rowan: Account) -> None:
    request = make_request(received_on=JUNE, born_on=date(1986, 2, 28))
    assert (request.due_on, request.state, request.officer_id) == (date(2026, 7, 10), State.OPEN, None)
    assert request.reference[:2] == "R-"
    assert _told(NoticeKind.RECORDS_ASKED) == [rowan.id]
    deadline = rows(Deadline)[0]
    assert (deadline.kind, deadline.about_id, deadline.due_on) == ("sar", request.id, request.due_on)


def test_a_leap_day_has_its_month(database: object) -> None:
    assert make_request(received_on=date(2024, 2, 29)).due_on == date(2024, 4, 2)  # 29 March: Good Friday


def test_sent_twice_it_is_one_request(database: object) -> None:
    once = uuid.uuid4()
    for _ in range(2):
        with db.transaction():
            asked = Asked(Came.PUBLIC_PAGE, today(), name="Robin Hale")
            receiving.receive(asked, send_once=once, by=None, now=clock.now(), today=today())
    assert (len(rows(RecordsRequest)), len(rows(RequestEvent)), len(rows(Deadline))) == (1, 1, 1)


@pytest.mark.parametrize(
    ("received", "born", "why"),
    [
        (timedelta(days=1), None, WhyNot.IN_FUTURE),
        (timedelta(days=-5), timedelta(days=-3), WhyNot.BEFORE_BIRTH),
        (timedelta(days=-5), timedelta(days=3), WhyNot.IN_FUTURE),
        (timedelta(days=-9000), None, WhyNot.TOO_LONG_AGO),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    database: object, received: timedelta, born: timedelta | None, why: WhyNot
) -> None:
    asked = Asked(Came.VOICE, today() + received, born_on=today() + born if born else None)
    with db.transaction():
        refused = _refused(
            receiving.receive, asked, send_once=uuid.uuid4(), by=None, now=clock.now(), today=today()
        )
    assert refused is why
    assert not rows(RecordsRequest)


def test_everything_of_it_is_sealed_under_its_own_key(sam: YoungPerson) -> None:
    request = make_request(person=sam, name="", words="Why did I move so often")
    assert request.name == "Sam Vale"
    assert b"move so often" not in (request.words_sealed or b"")
    assert request.seal_owner() == request.id


def test_a_question_stops_the_clock_and_is_written_to_them(
    rowan: Account, make: Make, sam: YoungPerson
) -> None:
    account = make.account_for(sam)
    request = make_request(person=sam, officer=rowan)
    make_event(request, K.CLARIFICATION_ASKED, ago(5), reason="which_time", words="Which years?", by=rowan)
    still = read_again(request)
    assert (still.due_on, still.stands_still_since, still.next_move_with) == (None, ago(5), "them")
    assert [one.words for one in rows(RequestMessage)] == ["Which years?"]
    assert _told(NoticeKind.RECORDS_NEWS) == [account.id]
    make_event(request, K.CLARIFICATION_RECEIVED, ago(2), words="2001 to 2004", by=account)
    on = read_again(request)
    assert (on.stands_still_since, on.next_move_with) == (None, "us")
    assert on.due_on is not None
    assert on.aim_by_on is not None
    assert _told(NoticeKind.RECORDS_WROTE) == [rowan.id]


def test_old_dates_stay_in_the_history_of_the_clock(rowan: Account) -> None:
    request = make_request(received_on=JUNE, officer=rowan)
    event = make_event(request, K.EXTENDED, date(2026, 7, 1), reason="complex", words="Nine boxes", by=rowan)
    assert read_again(request).due_on == date(2026, 9, 10)
    _correct(request, event, rowan, is_void=True)
    assert read_again(request).due_on == date(2026, 7, 10)
    assert {one.due_before for one in rows(DeadlineChange)} == {None, date(2026, 7, 10), date(2026, 9, 10)}
    assert len(rows(RequestEvent)) == 4  # received, taken on, extended, and that it was not


def test_a_correction_keeps_what_was_and_who_changed_it(rowan: Account) -> None:
    request = make_request(received_on=JUNE, officer=rowan)
    received = queries_events(request)[0]
    new = _correct(request, received, rowan, on=date(2026, 6, 3), why="It lay at reception for a week")
    assert (new.corrects_id, new.by_id) == (received.id, rowan.id)
    again = read_again(request)
    assert (again.received_on, again.due_on) == (date(2026, 6, 3), date(2026, 7, 3))
    assert _refused(_correct, request, received, rowan) is WhyNot.CORRECTED_ALREADY
    assert _refused(_correct, request, new, rowan, why=" ") is WhyNot.NO_WHY
    assert _refused(_correct, request, new, rowan, is_void=True) is WhyNot.MUST_STAY


def queries_events(request: RecordsRequest) -> list[RequestEvent]:
    with db.transaction():
        return history.events_of(request.id)


def test_a_correction_that_makes_the_order_impossible_is_refused(rowan: Account) -> None:
    request = make_request(received_on=JUNE, officer=rowan)
    asked = make_event(
        request, K.CLARIFICATION_ASKED, date(2026, 6, 15), reason="which_time", words="Which?", by=rowan
    )
    make_event(request, K.CLARIFICATION_RECEIVED, date(2026, 6, 24))
    assert _refused(_correct, request, asked, rowan, on=date(2026, 6, 25)) is WhyNot.NOT_ASKED
    assert _refused(_correct, request, asked, rowan, is_void=True) is WhyNot.NOT_ASKED
    assert read_again(request).due_on == date(2026, 7, 20)


def test_the_same_form_sent_twice_writes_one_event(rowan: Account) -> None:
    request, once = make_request(officer=rowan), uuid.uuid4()
    for _ in range(2):
        with db.transaction() as session:
            row = session.get_one(RecordsRequest, request.id)
            happenings.happen(
                row, K.CLARIFICATION_ASKED, today(), send_once=once, by=rowan.id, now=clock.now(),
                today=today(), reason="which_time", words="Which?",
            )  # fmt: skip
    assert [one.kind for one in queries_events(request)].count(K.CLARIFICATION_ASKED) == 1
    assert len(rows(RequestMessage)) == 1


def test_two_officers_who_ask_the_same_at_once_ask_it_once(rowan: Account, make: Make) -> None:
    request, other = make_request(officer=rowan), make.staff(Role.RECORDS_OFFICER)
    asked = {"reason": "which_time", "words": "Which years?"}
    make_event(request, K.CLARIFICATION_ASKED, by=rowan, **asked)
    with pytest.raises(Refused) as refused:
        make_event(request, K.CLARIFICATION_ASKED, by=other, **asked)
    assert refused.value.reason is WhyNot.ASKED_ALREADY
    assert len(rows(RequestMessage)) == 1


def test_given_late_needs_the_true_reason_first(rowan: Account) -> None:
    request = make_request(received_on=ago(60), officer=rowan)
    with pytest.raises(Refused) as refused:
        make_event(request, K.GIVEN, by=rowan)
    assert refused.value.reason is WhyNot.LATE_REASON_NEEDED
    make_event(request, K.LATE_REASON, reason="archive", words="The archive took weeks.", by=rowan)
    make_event(request, K.GIVEN, by=rowan)
    assert read_again(request).state is State.GIVEN
    assert rows(Deadline)[0].done_at is not None


def test_withdrawn_and_asked_again_is_a_new_clock_and_by_our_mistake_the_old_one(rowan: Account) -> None:
    request = make_request(received_on=ago(20), officer=rowan)
    due = request.due_on
    make_event(request, K.WITHDRAWN, ago(10), reason="asked")
    assert read_again(request).state is State.WITHDRAWN
    assert rows(Deadline)[0].dropped_at is not None
    make_event(request, K.REOPENED, ago(8), reason="our_mistake", words="Theirs was another", by=rowan)
    assert read_again(request).due_on == due
    assert rows(Deadline)[0].dropped_at is None
    make_event(request, K.WITHDRAWN, ago(6), reason="asked")
    make_event(request, K.REOPENED, ago(1), reason="asked_again")
    again = read_again(request)
    assert again.due_on is not None
    assert due is not None
    assert again.due_on > due
    assert len([one for one in rows(Deadline) if one.done_at is None and one.dropped_at is None]) == 1


def _merge(one: RecordsRequest, other: RecordsRequest, by: Account) -> RecordsRequest:
    with db.transaction() as session:
        return merging.merge(
            session.get_one(RecordsRequest, one.id),
            session.get_one(RecordsRequest, other.id),
            send_once=uuid.uuid4(),
            by=by.id,
            now=clock.now(),
            today=today(),
        )


def test_two_that_are_one_go_on_as_the_earlier_and_come_apart_again(rowan: Account, sam: YoungPerson) -> None:
    later = make_request(person=sam, received_on=ago(5), came=Came.OWN_PAGE)
    first = make_request(person=sam, received_on=ago(12), officer=rowan)
    assert _merge(later, first, rowan).id == first.id
    assert _merge(later, first, rowan).id == first.id  # twice is the same
    gone = read_again(later)
    assert (gone.state, gone.merged_into_id) == (State.MERGED, first.id)
    with db.transaction() as session:
        assert theirs.goes_on_in(session.get_one(RecordsRequest, later.id)).id == first.id
        assert [one.id for one in theirs.of_young_person(sam.id)] == [first.id]
    make_event(later, K.REOPENED, reason="our_mistake", words="They are two", by=rowan)
    assert read_again(later).merged_into_id is None
    assert K.TOOK_IN not in [one.kind for one in queries_events(first)]


def test_one_that_is_not_proven_is_never_merged(rowan: Account, sam: YoungPerson) -> None:
    outside = make_request(person=sam, received_on=ago(9), came=Came.PUBLIC_PAGE, is_proven=False)
    proven = make_request(person=sam, received_on=ago(4), officer=rowan)
    assert _refused(_merge, outside, proven, rowan) is WhyNot.NOT_PROVEN


@pytest.mark.parametrize("differs", ["person", "asker", "regime", "state"])
def test_what_is_not_the_same_request_is_never_merged(
    rowan: Account, make: Make, sam: YoungPerson, differs: str
) -> None:
    other_person = make.young_person()
    one = make_request(person=sam)
    other = make_request(
        person=other_person if differs == "person" else sam,
        asker=Asker.PARENT if differs == "asker" else Asker.SELF,
    )
    if differs == "regime":
        make_event(other, K.REGIME, reason=Regime.ADOPTION, words="Only that file", by=rowan)
    if differs == "state":
        make_event(other, K.WITHDRAWN, reason="asked")
    assert _refused(_merge, one, other, rowan) in (
        WhyNot.NOT_THE_SAME_PERSON,
        WhyNot.OTHER_RULES,
        WhyNot.NOT_OPEN,
    )


def test_the_adoption_file_is_set_apart_and_the_rest_keeps_its_clock(rowan: Account) -> None:
    request = make_request(officer=rowan, words="Everything")
    once = uuid.uuid4()
    for _ in range(2):
        with db.transaction() as session:
            merging.set_apart_adoption(
                session.get_one(RecordsRequest, request.id),
                send_once=once,
                by=rowan.id,
                now=clock.now(),
                today=today(),
                words="There is an adoption file of 1991.",
            )
    beside = next(one for one in rows(RecordsRequest) if one.id != request.id)
    assert (beside.regime, beside.due_on, beside.words) == (Regime.ADOPTION, None, "Everything")
    assert read_again(request).due_on == request.due_on
    assert len(rows(RecordsRequest)) == 2


def test_somebody_who_has_died_has_no_such_clock(rowan: Account) -> None:
    request = make_request(officer=rowan, asker=Asker.FAMILY)
    make_event(request, K.REGIME, reason=Regime.DIED, words="She died in March.", by=rowan)
    assert read_again(request).due_on is None
    assert not [one for one in rows(Deadline) if one.dropped_at is None]


def test_an_unproven_one_has_its_clock_and_reaches_the_officers_once_it_is_proven(rowan: Account) -> None:
    request = make_request(came=Came.PUBLIC_PAGE, received_on=ago(3), is_proven=False)
    assert (request.state, _told(NoticeKind.RECORDS_ASKED)) == (State.UNPROVEN, [])
    for _ in range(2):
        with db.transaction() as session:
            receiving.prove(
                session.get_one(RecordsRequest, request.id),
                send_once=uuid.uuid4(),
                by=None,
                now=clock.now(),
                today=today(),
            )
    proven = read_again(request)
    assert (proven.state, proven.due_on) == (State.OPEN, request.due_on)
    assert _told(NoticeKind.RECORDS_ASKED) == [rowan.id]


def test_a_statement_about_an_officer_keeps_requests_of_that_young_person_from_them(
    rowan: Account, make: Make, sam: YoungPerson
) -> None:
    other = make.staff(Role.RECORDS_OFFICER)
    make.statement(sam, concerning=[rowan])
    request = make_request(person=sam)
    assert _told(NoticeKind.RECORDS_ASKED) == [other.id]
    with db.transaction() as session:
        assert officers_for(session.get_one(RecordsRequest, request.id), today()) == [other.id]
        why = _refused(
            officers.hand_to,
            session.get_one(RecordsRequest, request.id),
            rowan.id,
            send_once=uuid.uuid4(),
            by=other.id,
            now=clock.now(),
            today=today(),
        )
    assert why is WhyNot.NOT_AN_OFFICER


def test_whoever_lives_with_them_is_kept_from_their_request(
    rowan: Account, make: Make, sam: YoungPerson
) -> None:
    make.link(sam, make.staff(Role.FOSTER_CARER, household=rowan))
    request = make_request(person=sam)
    with db.transaction() as session:
        assert officers_for(session.get_one(RecordsRequest, request.id), today()) == []


def test_a_stand_in_has_it_too_while_the_officer_is_away(rowan: Account, make: Make) -> None:
    instead = make.staff(Role.RECORDS_OFFICER)
    request = make_request(officer=rowan)
    make.stand_in(rowan, instead)
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, request.id)
        assert has_it(row, clock.now().date()) == [rowan.id, instead.id]


def test_what_they_write_to_a_merged_request_goes_where_it_went_on(rowan: Account, sam: YoungPerson) -> None:
    first = make_request(person=sam, received_on=ago(12), officer=rowan)
    later = make_request(person=sam, received_on=ago(5))
    _merge(first, later, rowan)
    with db.transaction() as session:
        writing.write_from_requester(
            session.get_one(RecordsRequest, later.id),
            "Any news?",
            send_once=uuid.uuid4(),
            by=None,
            now=clock.now(),
        )
    assert [(one.request_id, one.by_id) for one in rows(RequestMessage)] == [(first.id, None)]


def test_every_change_is_an_event_without_content(rowan: Account) -> None:
    request = make_request(officer=rowan, words="canary")
    make_event(request, K.CLARIFICATION_ASKED, reason="which_time", words="canary", by=rowan)
    with db.transaction() as session:
        events = session.scalars(sa.select(Event).where(Event.subject_id == request.id)).all()
    assert {one.action for one in events} >= {"records: received", "records: clarification_asked"}
    assert "canary" not in repr([one.__dict__ for one in events])
