"""Whose page a request stands on, who follows it when two become one, and who learns that it is there."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.commands import merging
from portal.records.commands.outside import give_way_in
from portal.records.commands.receiving import Asked, receive
from portal.records.commands.writing import write_from_requester
from portal.records.models import RecordsRequest, RequestMessage
from portal.records.queries.history import events_of
from portal.records.queries.theirs import of_young_person
from portal.records.rules import Asker, Came, EventKind
from portal.records.rules.life import WhyNot
from tests.records.test_happenings import _correct, _merge, _refused, ago, today
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import make_event, make_request, read_again
from tests.voice.young import rows

K = EventKind


def _way_in(request: RecordsRequest, by: Account) -> None:
    with db.transaction() as session:
        give_way_in(
            session.get_one(RecordsRequest, request.id), send_once=uuid.uuid4(), by=by.id, now=clock.now()
        )


def _link(request: RecordsRequest, person: YoungPerson, by: Account) -> None:
    with db.transaction() as session:
        row = session.get_one(RecordsRequest, request.id)
        merging.say_who(row, person.id, by=by.id, today=today())


def _sure(request: RecordsRequest, by: Account) -> None:
    make_event(request, K.WHO_DECIDED, reason="doubt:no", words="We know them", by=by)


@pytest.mark.parametrize("asker", [Asker.PARENT, Asker.SOLICITOR, Asker.SOMEBODY_ELSE])
def test_what_two_others_ask_for_somebody_is_never_one(
    rowan: Account, sam: YoungPerson, asker: Asker
) -> None:
    mum = make_request(person=sam, asker=asker, asker_name="Mum Vale", post="5 Hidden Road")
    dad = make_request(person=sam, asker=asker, asker_name="Dad Vale", received_on=ago(3))
    assert _refused(_merge, dad, mum, rowan) is WhyNot.NOT_THE_SAME_PERSON


def test_nobody_gets_at_a_childs_request_by_typing_their_name(rowan: Account, sam: YoungPerson) -> None:
    own = make_request(person=sam, officer=rowan)
    stranger = make_request(came=Came.PUBLIC_PAGE, name="Sam Vale", is_proven=False)
    _link(stranger, sam, rowan)
    assert _refused(_merge, own, stranger, rowan) is WhyNot.NOT_PROVEN
    make_event(stranger, K.PROVEN, by=rowan)
    _way_in(stranger, rowan)  # a mailbox is not a person
    assert _refused(_merge, own, stranger, rowan) is WhyNot.WHO_UNDECIDED
    _sure(stranger, rowan)
    assert _merge(own, stranger, rowan).id == own.id


def test_a_half_never_shows_another_childs_request(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    kit, account = make.young_person(name="Kit Moss"), make.account_for(sam)
    first = make_request(person=sam, officer=rowan, words="Only mine")
    half = make_request(person=sam, received_on=ago(3))
    _merge(first, half, rowan)
    assert _refused(_link, first, kit, rowan) is WhyNot.NOT_THE_SAME_PERSON
    with db.transaction() as session:  # however it came about
        session.get_one(RecordsRequest, first.id).young_person_id = kit.id
    page.sign_in(account).visit(f"/records/{half.id}")
    assert "Only mine" not in page.html
    assert first.reference not in page.html


def test_a_link_puts_nothing_on_an_account_before_it_is_decided_who_asks(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    account = make.account_for(sam)
    outside = make_request(came=Came.PUBLIC_PAGE, email="new@example.org", post="1 Refuge House")
    _link(outside, sam, rowan)
    page.sign_in(account).visit(f"/records/{outside.id}", status=404)
    with db.transaction():
        assert of_young_person(sam.id) == []
    _sure(outside, rowan)
    page.visit(f"/records/{outside.id}/change")
    assert "Refuge House" not in page.html
    assert "new@example.org" not in page.html
    page.submit("Save it", {"anything": "Ring before noon"})
    page.post(f"/records/{outside.id}/change", {"email": "ex@example.org", "send_once": str(uuid.uuid4())})
    assert read_again(outside).email == "new@example.org"


@pytest.mark.parametrize("came", [Came.PUBLIC_PAGE, Came.LETTER, Came.VOICE])
def test_nothing_is_given_to_a_stranger_whom_nobody_weighed(
    rowan: Account, sam: YoungPerson, came: Came
) -> None:
    outside = make_request(came=came, officer=rowan)
    _link(outside, sam, rowan)
    assert _refused(make_event, outside, K.GIVEN, by=rowan, is_weighed=False) is WhyNot.WHO_UNDECIDED
    make_event(outside, K.WHO_DECIDED, reason="doubt:yes", words="Another name on the mail", by=rowan)
    assert _refused(make_event, outside, K.GIVEN, by=rowan, is_weighed=False) is WhyNot.WHO_UNDECIDED
    make_event(outside, K.WHO_DECIDED, reason="doubt:no", words="They proved it since", by=rowan)
    make_event(outside, K.GIVEN, by=rowan)


def test_a_parent_says_so_on_the_public_page(page: Page, rowan: Account) -> None:
    page.visit("/records/ask").submit("Next", scopes=["all"]).submit("Next", company="no")
    page.submit("Next", name="Pat Vale", email="pat@example.org", asker="parent", whose="Sam Vale")
    assert "My child’s" in page.main
    page.submit("Send")
    [made] = rows(RecordsRequest)
    assert (made.asker, made.name, made.asker_name) == (Asker.PARENT, "Sam Vale", "Pat Vale")


def test_an_officer_says_that_somebody_else_asks_and_all_is_decided_anew(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    outside = make_request(came=Came.PUBLIC_PAGE, officer=rowan)
    _link(outside, sam, rowan)
    _sure(outside, rowan)
    page.sign_in(rowan).visit(f"/staff/records/{outside.id}/about")
    page.submit("Keep it like this", {"asker": "parent"})
    assert read_again(outside).asker is Asker.PARENT
    with db.transaction():
        assert K.WHO_DECIDED not in [one.kind for one in events_of(outside.id)]
        assert of_young_person(sam.id) == []
    assert _refused(make_event, outside, K.GIVEN, by=rowan, is_weighed=False) is WhyNot.WHO_UNDECIDED


def test_what_became_a_conflict_has_nobody_and_names_nobody(
    page: Page, another_page: Callable[[], Page], make: Make, rowan: Account, sam: YoungPerson
) -> None:
    other, account = make.staff(Role.RECORDS_OFFICER, name="Ines Folder"), make.account_for(sam)
    request = make_request(person=sam, officer=rowan)
    page.sign_in(account).visit(f"/records/{request.id}")
    assert "Rowan Shelf" in page.main
    make.statement(sam, concerning=[rowan])
    page.visit(f"/records/{request.id}")
    assert "Rowan Shelf" not in page.main
    board = another_page().sign_in(other).visit("/staff/records?officer=nobody")
    assert request.reference in board.main
    board.visit(f"/staff/records?officer={rowan.id}")
    assert request.reference not in board.main


def test_who_opened_says_nothing_of_a_file_that_a_parent_asked_for(
    page: Page, rowan: Account, sam: YoungPerson
) -> None:
    parents = make_request(asker=Asker.PARENT, asker_name="Pat Vale")
    _link(parents, sam, rowan)
    page.sign_in(rowan).visit(f"/staff/records/{parents.id}")
    make_event(parents, K.STAGE, reason="finding", by=rowan)
    theirs = [one for one in rows(Event) if one.young_person_id == sam.id and one.subject_id == parents.id]
    assert len(theirs) >= 3
    assert all(one.safety for one in theirs)


def _running() -> list[int]:
    return [one.round for one in rows(Deadline) if one.done_at is None and one.dropped_at is None]


def test_asked_again_that_was_our_mistake_leaves_one_clock(rowan: Account) -> None:
    request = make_request(received_on=ago(20))
    make_event(request, K.WITHDRAWN, ago(10), reason="asked", by=rowan)
    again = make_event(request, K.REOPENED, ago(5), reason="asked_again", words="again", by=rowan)
    assert _running() == [2]
    _correct(request, again, rowan, reason="our_mistake")
    assert _running() == [1]


def test_two_that_were_asked_for_again_go_on_from_the_day_of_that(rowan: Account, sam: YoungPerson) -> None:
    one = make_request(person=sam, received_on=ago(100))
    other = make_request(person=sam, received_on=ago(120))
    for request, days in ((one, 3), (other, 2)):
        make_event(request, K.WITHDRAWN, ago(90), reason="asked", by=rowan)
        make_event(request, K.REOPENED, ago(days), reason="asked_again", words="again", by=rowan)
    due = read_again(one).due_on
    stays = _merge(one, other, rowan)
    assert read_again(stays).due_on == due


def test_the_day_of_what_was_merged_away_moves_the_one_that_goes_on(rowan: Account, sam: YoungPerson) -> None:
    first = make_request(person=sam, officer=rowan, received_on=ago(9))
    half = make_request(person=sam, received_on=ago(4))
    _merge(first, half, rowan)
    before = read_again(first).due_on
    with db.transaction():
        received = events_of(half.id)[0]
    _correct(half, received, rowan, on=ago(16))
    after = read_again(first).due_on
    assert before is not None
    assert after is not None
    assert after < before


def test_a_corrected_day_lies_after_birth_and_under_todays_law(rowan: Account) -> None:
    request = make_request(officer=rowan, born_on=ago(365 * 12))
    with db.transaction():
        received = events_of(request.id)[0]
    assert _refused(_correct, request, received, rowan, on=ago(365 * 13)) is WhyNot.BEFORE_BIRTH
    assert _refused(_correct, request, received, rowan, on=ago(365 * 10)) is WhyNot.TOO_LONG_AGO


def _at_once(do: Callable[[], object]) -> list[object]:
    ready, came = threading.Barrier(3), list[object]()

    def run() -> None:
        ready.wait()
        try:
            with db.transaction():
                found = do()
            came.append(found)
        except Exception as fault:
            came.append(fault)
        finally:
            db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return came


def test_the_same_form_at_the_same_moment_is_taken_in_once(rowan: Account) -> None:
    once, asked = uuid.uuid4(), Asked(came=Came.PUBLIC_PAGE, received_on=today(), name="Robin Hale")

    def take_in() -> object:
        return receive(asked, send_once=once, by=None, now=clock.now(), today=today(), is_proven=False).id

    [request_id] = set(_at_once(take_in))

    def write() -> object:
        request = db.session.get_one(RecordsRequest, request_id)
        return write_from_requester(request, "Hello", send_once=once, by=None, now=clock.now()).id

    assert len(set(_at_once(write))) == 1
    assert len(rows(RequestMessage)) == len(rows(RecordsRequest)) == 1


def test_merging_twice_at_the_same_moment_is_merging_once(rowan: Account, sam: YoungPerson) -> None:
    one, other = make_request(person=sam, officer=rowan), make_request(person=sam, officer=rowan)
    once = uuid.uuid4()

    def merge() -> object:
        halves = [db.session.get_one(RecordsRequest, half.id) for half in (one, other)]
        return merging.merge(*halves, send_once=once, by=rowan.id, now=clock.now(), today=today()).id

    assert len(set(_at_once(merge))) == 1
