"""The officer's page of one request, and everything that can be done from it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.people.commands.facts import write_tokens
from portal.people.models import YoungPerson
from portal.people.rules import tokens_of
from portal.policy.roles import RECORDS, STAFF, Role
from portal.records.models import RecordsRequest, RequestEvent, RequestMessage
from portal.records.rules import Asker, Came, EventKind, Regime, State
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.support.world_records import LONDON, make_event, make_request, read_again
from tests.voice.young import rows

K = EventKind
NewPage = Callable[[], Page]


def today() -> date:
    return clock.today(LONDON)


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


@pytest.fixture
def theirs(rowan: Account) -> RecordsRequest:
    return make_request(officer=rowan, words="Why did I move so often?", born_on=date(1988, 2, 29))


def at(request: RecordsRequest, *more: object) -> str:
    return "/".join(["/staff/records", str(request.id), *map(str, more)])


def test_one_page_says_where_it_is_when_it_is_due_and_why(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs))
    for words in ("Robin Hale", theirs.reference, "Why did I move so often?", "How this was worked out"):
        assert words in page.main
    assert "days left" in page.main


@pytest.mark.parametrize("role", sorted(STAFF - RECORDS))
@pytest.mark.once
def test_nobody_else_at_the_council_finds_it(page: Page, make: Make, role: Role) -> None:
    request = make_request()
    page.sign_in(make.staff(role))
    page.visit(at(request), status=404)


def test_the_data_protection_officer_sees_it_and_changes_nothing(
    page: Page, dana: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(dana).visit(at(theirs))
    assert "What happened next?" not in page.main
    page.visit(at(theirs, "add", "withdrawn"), status=404)


def test_whom_a_statement_concerns_meets_the_same_404(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    request = make_request(person=sam)
    make.statement(sam, concerning=[rowan])
    page.sign_in(rowan)
    page.visit(at(request), status=404)
    page.visit(at(request, "person"), status=404)


def test_opening_one_without_a_young_person_leaves_an_event_too(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs))
    seen = [one for one in rows(Event) if one.action == "see_request"]
    assert [(one.actor_id, one.subject_id) for one in seen] == [(rowan.id, theirs.id)]


def test_a_question_is_asked_with_guidance_and_the_clock_stops(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs)).follow("Ask what they look for")
    assert "Both end days do not count" in page.main
    page.submit("Ask them, and stop the clock", reason="which_time", words="Which years do you mean?")
    assert "The clock stands still" in page.main
    assert "Which years do you mean?" in page.main
    assert [one.words for one in rows(RequestMessage)] == ["Which years do you mean?"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": "format", "words": "Paper?"}, "Only a question that helps to find"),
        (
            {"reason": "which_time", "words": "Please send a copy of your passport"},
            "Only a question that helps",
        ),
        ({"reason": "which_time", "words": ""}, "Write it in words"),
        ({"words": "Which?"}, "Choose one of these"),
        ({"reason": "nonsense", "words": "Which?"}, "Pick one of these"),
        ({"reason": "which_time", "words": "x" * 6001}, "too long"),
        ({"reason": "which_time", "words": "Which?", "on-year": "2999"}, "Write a real date"),
        ({"reason": "which_time", "words": "Which?", "on-day": "31", "on-month": "2"}, "Write a real date"),
    ],
)
@pytest.mark.once
def test_what_stops_no_clock_or_says_too_little_is_refused_with_what_to_do(
    page: Page, rowan: Account, theirs: RecordsRequest, fields: dict[str, str], said: str
) -> None:
    page.sign_in(rowan).visit(at(theirs, "add", K.CLARIFICATION_ASKED))
    page.post(at(theirs, "add", K.CLARIFICATION_ASKED), {**day("on", today()), **fields}, status=422)
    assert said in page.main
    assert read_again(theirs).stands_still_since is None


def test_days_that_cannot_be_are_refused(page: Page, rowan: Account, theirs: RecordsRequest) -> None:
    page.sign_in(rowan)
    for when, said in (
        (today() + timedelta(days=1), "still to come"),
        (ago(30), "before the day on which the request reached"),
    ):
        page.visit(at(theirs, "add", K.WITHDRAWN))
        page.post(at(theirs, "add", K.WITHDRAWN), {**day("on", when), "reason": "asked"}, status=422)
        assert said in page.main


def test_a_notice_too_late_is_refused_and_says_what_can_be_done(page: Page, rowan: Account) -> None:
    request = make_request(received_on=ago(45), officer=rowan)
    page.sign_in(rowan).visit(at(request)).follow("Tell them it takes longer")
    page.submit("Tell them, and move the date", reason="complex", words="Nine boxes.", status=422)
    assert "say sorry, give them what is ready" in page.main


def test_an_extension_in_time_moves_the_date_and_tells_them(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs)).follow("Tell them it takes longer")
    page.submit("Tell them, and move the date", reason="complex", words="Nine boxes, four councils.")
    assert "It is due on" in page.main
    assert "Nine boxes, four councils." in [one.words for one in rows(RequestMessage)]


def test_a_refusal_always_carries_what_they_can_do_about_it(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs, "add", K.REFUSED))
    page.submit("Refuse, and tell them why", reason="no_authority", words="You are not their solicitor.")
    said = rows(RequestMessage)[0].words
    assert said.startswith("You are not their solicitor.")
    assert "ask us to look again" in said
    assert "court" in said
    assert read_again(theirs).state is State.REFUSED


def test_late_needs_its_true_reason_and_the_page_says_so(page: Page, rowan: Account) -> None:
    request = make_request(received_on=ago(45), officer=rowan)
    page.sign_in(rowan).visit(at(request)).follow("Write down why it is late")
    page.submit("Write down the true reason", reason="archive", words="The archive took six weeks.")
    assert "The archive took six weeks." in page.main
    assert "Write down why it is late" not in page.main


@pytest.mark.parametrize(
    "kind", ["received", "merged", "took_in", "taken_on", "who_decided", "given", "nonsense", "stage/x"]
)
@pytest.mark.once
def test_what_is_not_written_down_by_hand_has_no_page(
    page: Page, rowan: Account, theirs: RecordsRequest, kind: str
) -> None:
    page.sign_in(rowan).visit(at(theirs, "add", kind), status=404)


@pytest.mark.parametrize("kind", ["stage", "regime", "withdrawn", "fee_asked", "id_asked", "authority_asked"])
@pytest.mark.once
def test_each_small_form_opens_and_asks_for_what_it_needs(
    page: Page, rowan: Account, theirs: RecordsRequest, kind: str
) -> None:
    page.sign_in(rowan).visit(at(theirs, "add", kind))
    page.post(at(theirs, "add", kind), {}, status=422)


def test_who_asks_is_decided_line_by_line_with_a_reason(page: Page, rowan: Account) -> None:
    request = make_request(asker=Asker.PARENT, officer=rowan)
    page.sign_in(rowan).visit(at(request))
    assert page.main.count("Decide first") == 8
    page.follow("Does the child understand what this is about?")
    assert "There is no fixed age" in page.main
    page.submit("Decide, and keep the reason", answer="yes", words="She is nine and told us why.")
    assert "She is nine and told us why." in page.main
    assert page.main.count("Decide first") == 7
    page.visit(at(request, "who", "competence"))
    page.submit("Decide, and keep the reason", status=422)
    page.visit(at(request, "who", "height"), status=404)


def test_putting_right_keeps_what_was_and_works_the_date_out_anew(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    received = next(one for one in rows(RequestEvent) if one.kind is K.RECEIVED)
    page.sign_in(rowan).visit(at(theirs, "events", received.id))
    page.submit("Put it right", **day("on", ago(14)), why="It lay at the front desk")
    assert "It lay at the front desk" in page.main
    assert "Put right since" in page.main
    assert read_again(theirs).received_on == ago(14)
    page.visit(at(theirs, "events", received.id))
    page.submit("Put it right", **day("on", ago(13)), why="Again", status=422)
    assert "Somebody has put this right meanwhile" in page.main
    page.visit(at(theirs, "events", uuid.uuid4()), status=404)


def test_an_event_of_another_request_is_not_there(page: Page, rowan: Account, theirs: RecordsRequest) -> None:
    other = make_event(make_request(), K.STAGE, reason="finding", by=rowan)
    page.sign_in(rowan).visit(at(theirs, "events", other.id), status=404)


def test_messages_are_sent_once_and_can_be_looked_at_before(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs))
    page.submit("How does it read?", words="We commenced the statutory procedure regarding your placement.")
    assert "read this with ease" in page.main
    assert not rows(RequestMessage)
    sent = {"words": "We have started.", "send_once": str(uuid.uuid4())}
    for _ in range(2):
        page.post(at(theirs, "write"), sent)
    assert [one.words for one in rows(RequestMessage)] == ["We have started."]
    page.visit(at(theirs))
    page.post(at(theirs, "write"), {"words": " "}, status=422)


def test_it_is_handed_to_another_officer_and_never_to_one_in_conflict(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    ines = make.staff(Role.RECORDS_OFFICER, name="Ines Folder")
    close = make.staff(Role.RECORDS_OFFICER, name="Close Kin")
    make.statement(sam, concerning=[close])
    request = make_request(person=sam, officer=rowan)
    page.sign_in(rowan).visit(at(request))
    assert "Close Kin" not in page.main
    page.submit("Give it to them", officer=str(ines.id))
    assert read_again(request).officer_id == ines.id
    page.post(at(request, "hand"), {"officer": str(close.id)}, status=422)
    page.post(at(request, "hand"), {"officer": "nobody"}, status=422)


def test_an_officer_away_is_said_with_who_stands_in(page: Page, make: Make, rowan: Account) -> None:
    request = make_request(officer=rowan)
    make.stand_in(rowan, make.staff(Role.RECORDS_OFFICER, name="Ines Folder"))
    page.sign_in(rowan).visit(at(request))
    assert "Ines Folder stands in" in page.main


def _findable(*people: YoungPerson) -> None:
    for one in people:
        with db.transaction():
            write_tokens(one.id, tokens_of(one.full_name))


def test_a_person_says_whose_records_they_are(page: Page, rowan: Account, make: Make) -> None:
    sam = make.young_person(name="Robin Hale", born_on=date(1988, 2, 29))
    _findable(sam, make.young_person(name="Robin Hale", born_on=date(1990, 1, 1)))
    request = make_request(officer=rowan, born_on=date(1988, 2, 29))
    page.sign_in(rowan).visit(at(request)).follow("Say who it is")
    assert page.main.rindex("29 Feb 1988") < page.main.index("1 Jan 1990")
    page.submit("It is this one", status=422)
    page.submit("It is this one", picked=str(sam.id))
    assert read_again(request).young_person_id == sam.id
    page.follow("Say who it is").submit("That was the wrong one: take the link off")
    assert read_again(request).young_person_id is None


def test_a_link_is_never_made_to_somebody_who_was_not_found(page: Page, rowan: Account, make: Make) -> None:
    kit, request = make.young_person(name="Kit Marsh"), make_request(officer=rowan)
    _findable(kit)
    page.sign_in(rowan).visit(at(request, "person"))
    for asked in ("Robin", "%_'\x00"):
        sent = {"asked": asked, "picked": str(kit.id), "link": "1"}
        page.post(at(request, "person"), sent)
        assert "Nobody of that name is here" in page.main
    assert read_again(request).young_person_id is None


def test_two_of_the_same_person_become_one(page: Page, rowan: Account, sam: YoungPerson) -> None:
    first = make_request(person=sam, received_on=ago(12), officer=rowan)
    later = make_request(person=sam, received_on=ago(3), came=Came.OWN_PAGE)
    parents = make_request(person=sam, asker=Asker.PARENT)
    page.sign_in(rowan).visit(at(later))
    assert parents.reference in page.main
    page.post(at(later, "merge"), {"picked": str(parents.id)}, status=422)
    page.visit(at(later)).submit("Make them one", picked=str(first.id))
    assert page.url.endswith(at(first))
    page.visit(at(later))
    assert "This goes on in another request" in page.main


def test_the_adoption_file_becomes_a_request_of_its_own(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs)).follow("There is an adoption file: set it apart")
    page.submit("Set it apart", status=422)
    page.submit("Set it apart", words="An agency in Leeds holds it.")
    beside = next(one for one in rows(RecordsRequest) if one.id != theirs.id)
    assert beside.regime is Regime.ADOPTION
    page.visit(at(beside))
    assert "its own rules" in page.main


def test_an_unproven_one_is_put_on_the_board_by_an_officer(page: Page, rowan: Account) -> None:
    request = make_request(came=Came.PUBLIC_PAGE, is_proven=False)
    page.sign_in(rowan).visit(at(request))
    page.submit("They can be reached")
    assert read_again(request).state is State.OPEN


def test_the_page_asks_the_database_the_same_often_whatever_happened(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs))
    with counted() as few:
        page.visit(at(theirs))
    for number in range(6):
        make_event(theirs, K.STAGE, reason=("finding", "reading")[number % 2], by=rowan)
    with counted() as many:
        page.visit(at(theirs))
    assert len(many) == len(few)


@pytest.mark.parametrize(
    "role", [Role.SOCIAL_WORKER, Role.READER, Role.RECORDS_OFFICER, Role.DATA_PROTECTION_OFFICER]
)
def test_anybody_at_the_council_writes_one_down_and_gets_a_receipt_only(
    page: Page, another_page: NewPage, make: Make, role: Role
) -> None:
    page.sign_in(make.staff(role)).visit("/staff/records/receive")
    page.submit("Write it down", came="voice", **day("received_on", ago(2)), name="Alex Reed")
    request = rows(RecordsRequest)[0]
    assert request.reference in page.main
    assert "Alex Reed" not in page.main
    other = another_page().sign_in(make.staff(role))
    other.visit(f"/staff/records/received/{request.id}", status=404)
    if role not in RECORDS:
        page.visit(at(request), status=404)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"came": "voice"},
        {"came": "own_page", **day("received_on", date(2026, 6, 1))},
        {"came": "voice", **day("received_on", date(2999, 1, 1))},
        {"came": "voice", **day("received_on", date(2012, 1, 1))},
        {"came": "voice", **day("received_on", date(2026, 6, 1)), **day("born_on", date(2026, 6, 2))},
        {"came": "voice", **day("received_on", date(2026, 6, 1)), "born_on-day": "30", "born_on-month": "2",
         "born_on-year": "1990"},
        {"came": "voice", **day("received_on", date(2026, 6, 1)), "email": "not an address"},
        {"came": "voice", **day("received_on", date(2026, 6, 1)), "years_from": "98"},
        {"came": "voice", **day("received_on", date(2026, 6, 1)), "scopes": "everything"},
        {"came": "voice", **day("received_on", date(2026, 6, 1)), "name": "x" * 121},
    ],
)  # fmt: skip
@pytest.mark.once
def test_what_cannot_be_is_asked_for_again(page: Page, make: Make, fields: dict[str, str]) -> None:
    page.sign_in(make.staff(Role.READER)).visit("/staff/records/receive")
    page.post("/staff/records/receive", fields, status=422)
    assert not rows(RecordsRequest)


def test_a_young_person_or_a_carer_cannot_write_one_down_here(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.FOSTER_CARER)).visit("/staff/records/receive", status=404)


def test_everything_that_was_said_is_kept(page: Page, make: Make) -> None:
    given: dict[str, Any] = {
        "came": "through_others", "asker": "solicitor", "name": "Alex Reed", "other_names": "Alex Stone",
        "asker_name": "Law & Co", "email": "a@example.org", "phone": "01234", "post": "1 High St",
        "scopes": ["time", "photos"], "years_from": "1999", "years_until": "2004", "words": "Who was Ann?",
        "formats": ["paper"], "company": "yes", "notes": "y", "ring_after": "y", "anything": "Ring after 5",
    }  # fmt: skip
    page.sign_in(make.staff(Role.READER)).visit("/staff/records/receive")
    page.submit("Write it down", **given, **day("received_on", ago(1)), **day("born_on", date(1984, 2, 29)))
    one = rows(RecordsRequest)[0]
    assert (one.years_from, one.years_until, one.scopes) == (1999, 2004, ["time", "photos"])
    assert (one.wants_company, one.wants_trigger_notes, one.wants_ring_after) == (True, True, True)
    assert (one.asker_name, one.born_on_text, one.words) == ("Law & Co", "1984-02-29", "Who was Ann?")


def test_years_the_wrong_way_round_are_said_beside_them_and_kept(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.READER)).visit("/staff/records/receive")
    given = {"came": "voice", "name": "Alex Reed", "years_from": "2004", "years_until": "1999"}
    page.submit("Write it down", **given, **day("received_on", ago(1)), status=422)
    assert page.mistakes == ["This year is before the first one. Change one of them."]
    assert (page.value("years_from"), page.value("years_until")) == ("2004", "1999")
    assert rows(RecordsRequest) == []


def test_words_to_begin_with_are_never_sent_as_they_are(
    page: Page, rowan: Account, theirs: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(theirs, "add", K.EXTENDED))
    assert "You will have them in at most two more months" in page.main
    page.submit("Tell them, and move the date", reason="complex", status=422)
    assert "This is only how to begin" in page.main
    assert not rows(RequestMessage)
