"""A young person complains: on one page, by the pages of saying something, out of an answer; then goes on."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from portal import db
from portal.accounts.models import Account
from portal.complaints.commands import said as _said  # noqa: F401  # hooks
from portal.complaints.commands.letters import write_letter
from portal.complaints.models import Complaint, ComplaintEvent, ComplaintLetter, Compliment
from portal.complaints.queries.apart import concerned_by
from portal.complaints.rules import Came, Complainer, Ending, EventKind, Helped, Stage, State, Track
from portal.complaints.rules.ways import Way, ways_on
from portal.deadlines import commands as deadlines
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.commands import saying
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.jobs import reading_hours
from portal.voice.models import Draft, Reply
from portal.voice.rules.saying import Replied, Said
from tests.complaints.answered import answer
from tests.complaints.conftest import LONDON
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, statements

WORDS = "My contact with my brother was stopped and nobody told me why"


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def priya(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.SOCIAL_WORKER, name="Priya Shah")


@pytest.fixture
def cam(make: Make) -> Account:
    return make.staff(Role.COMPLAINTS_MANAGER, name="Cam Fair")


@pytest.fixture
def young(page: Page, make: Make, sam: YoungPerson, priya: Account, cam: Account) -> Page:
    """Sam is signed in; somebody reads, and somebody looks after complaints."""
    make.staff(Role.READER, name="Rae Desk")
    return page.sign_in(make.account_for(sam))


def the_complaint() -> Complaint:
    (found,) = rows(Complaint)
    assert isinstance(found, Complaint)
    return found


def complain(page: Page, **more: object) -> Complaint:
    page.visit("/complain").submit("Send my complaint", words=WORDS, **more)
    return the_complaint()


def test_one_page_makes_a_complaint_that_the_desk_reads_too(
    young: Page, sam: YoungPerson, cam: Account
) -> None:
    complaint = complain(young, wish="Tell me why", advocate="yes")
    assert young.url.endswith("/my-complaints")
    assert (complaint.came, complaint.young_person_id) == (Came.OWN_PAGE, sam.id)
    assert (complaint.words, complaint.wish, complaint.wants_advocate) == (WORDS, "Tell me why", True)
    assert (complaint.stage, complaint.state) == (Stage.FIRST, State.OPEN)
    assert complaint.acknowledged_on == complaint.received_on
    (said,) = statements()
    assert (said.id, said.words, said.asked) == (complaint.statement_id, WORDS, "complaint")
    told = {notice.kind for notice in rows(Notice) if notice.account_id == cam.id}
    assert NoticeKind.COMPLAINT_CAME in told


def test_what_the_portal_knows_is_not_asked(young: Page) -> None:
    young.visit("/complain")
    asked = {name for form in young.forms() for name, _value in form.pairs()}
    assert "words" in asked
    assert not asked & {"name", "reach", "child_name", "worker", "address", "email"}


def test_whoever_it_is_about_is_kept_from_it_at_once(young: Page, priya: Account) -> None:
    complaint = complain(young, about=[str(priya.id)])
    assert concerned_by(complaint.id) == {priya.id}
    young.sign_out().sign_in(priya).visit("/staff")
    young.visit(f"/staff/complaints/{complaint.id}", status=404)


def test_nothing_filled_in_says_what_to_do_and_keeps_the_rest(young: Page) -> None:
    young.visit("/complain").submit("Send my complaint", words=" ", wish="Tell me why", status=422)
    assert "A few words are enough" in young.text
    assert "Tell me why" in young.text
    assert not rows(Complaint)
    young.submit("Send my complaint", words="x" * 50_000, status=422)
    assert not rows(Complaint)


def test_sent_twice_it_is_one_and_what_was_started_elsewhere_stays(young: Page) -> None:
    young.visit("/say").submit("Next").submit("Next", words="Something else I began")
    young.visit("/complain")
    once = young.value("send_once")
    young.submit("Send my complaint", words=WORDS)
    young.post("/complain", {"words": WORDS, "send_once": once})
    assert len(rows(Complaint)) == len(statements()) == 1
    assert len(rows(Draft)) == 1


def test_said_another_way_it_is_a_complaint_all_the_same(young: Page, sam: YoungPerson) -> None:
    young.visit("/complain").submit("Say it another way")
    assert young.url.endswith("/say/words")
    young.submit("Next", words=WORDS, wants="Say sorry").submit("Send", to=[])
    complaint = the_complaint()
    (said,) = statements()
    assert complaint.statement_id == said.id
    assert complaint.young_person_id == sam.id
    assert (complaint.words, complaint.wish) == (WORDS, "Say sorry")
    assert complaint.received_at == said.sent_at
    young.follow("See what happens with it")
    assert WORDS in young.text


def test_words_that_cannot_wait_call_somebody_and_show_the_numbers(young: Page, make: Make) -> None:
    make.on_duty(make.staff(Role.DUTY_WORKER))
    young.visit("/complain").submit("Send my complaint", words="I am going to kill myself tonight")
    assert young.heading == "Sent"
    assert "This sounds serious" in young.text
    assert the_complaint().words


def test_what_only_an_advocate_gets_is_no_complaint_yet_and_says_so(young: Page, make: Make) -> None:
    make.staff(Role.ADVOCATE, name="Ade Voice")
    young.visit("/complain").submit("Say it another way").submit("Next", words=WORDS)
    young.submit("Send", to=["advocate"])
    assert not rows(Complaint)
    assert "Only the advocate has this" in young.text


def test_an_answer_that_did_not_help_becomes_one(young: Page, make: Make, sam: YoungPerson) -> None:
    said = make.statement(sam, words="I asked for a desk")
    young.visit(f"/complain?said={said.id}")
    assert "an answer that did not help" in young.text
    young.submit("Send my complaint")
    complaint = the_complaint()
    assert (complaint.came, complaint.came_from_id) == (Came.NOT_SORTED, said.id)
    assert complaint.words == "I asked for a desk"


def test_somebody_elses_words_never_come_along(young: Page, make: Make) -> None:
    other = make.statement(make.young_person(name="Kit Marsh"), words="a secret of Kit")
    young.visit(f"/complain?said={other.id}")
    assert "a secret of Kit" not in young.text
    young.visit("/complain?said=nonsense&action=nonsense")


def test_something_agreed_that_did_not_happen_becomes_one(young: Page, sam: YoungPerson) -> None:
    action = uuid.uuid4()
    with db.transaction():
        deadlines.start("action", action, due_on=clock.today(LONDON), young_person_id=sam.id)
    young.visit(f"/complain?action={action}").submit("Send my complaint", words=WORDS)
    assert (the_complaint().came, the_complaint().came_from_id) == (Came.ACTION, action)


def test_they_are_promised_one_day_the_complaints(young: Page) -> None:
    complaint = complain(young)
    for path in (f"/said/{complaint.statement_id}", f"/sent/{complaint.statement_id}"):
        young.visit(path)
        assert "answer you by" not in young.text
        assert "answers by" not in young.text
        young.follow("See what happens with it")
        assert WORDS in young.text
    young.visit(f"/my-complaints/{complaint.id}")
    assert "You hear from us by" in young.text


def test_the_page_says_where_it_is_by_when_and_how_that_was_counted(young: Page) -> None:
    complaint = complain(young)
    young.visit(f"/my-complaints/{complaint.id}")
    assert complaint.reference in young.text
    assert "You hear from us by" in young.text
    assert "How we worked out the days" in young.text
    assert "Somebody who had nothing to do with it" in young.text
    assert "0300 061 0614" in young.text
    assert "You can have an advocate" in young.text
    young.follow("Print this page")


def test_more_words_reach_the_complaint_and_the_desk_once(young: Page) -> None:
    complaint = complain(young)
    young.visit(f"/my-complaints/{complaint.id}").submit("Send it", words="And she shouted at me")
    assert "And she shouted at me" in young.text
    wrote = [one for one in rows(ComplaintEvent) if one.kind is EventKind.WROTE]
    assert [one.words for one in wrote] == ["And she shouted at me"]
    assert len(statements()) == 2
    assert len(rows(Complaint)) == 1, "what is added is no second complaint"
    young.submit("Send it", words=" ", status=422)


def test_they_say_it_is_sorted_and_open_it_again(young: Page) -> None:
    complaint = complain(young)
    young.visit(f"/my-complaints/{complaint.id}").follow("It is sorted").submit(
        "Yes, it is sorted", words="We talked"
    )
    assert (the_complaint().state, the_complaint().ending) == (State.ENDED, Ending.SORTED)
    young.follow("Open it again").submit("Open it again")
    assert the_complaint().state is State.OPEN
    assert the_complaint().due_on


def test_they_take_it_back_without_saying_why(young: Page) -> None:
    complaint = complain(young)
    young.visit(f"/my-complaints/{complaint.id}").follow("Take it back").submit("Take it back")
    assert the_complaint().ending is Ending.WITHDRAWN


def test_the_next_step_can_be_asked_for_at_any_time(young: Page) -> None:
    complaint = complain(young)
    young.visit(f"/my-complaints/{complaint.id}").follow("Ask somebody new to look")
    young.submit("Yes, ask somebody new to look", words="Nobody listens")
    now = the_complaint()
    assert (now.stage, now.requested_on) == (Stage.SECOND, now.received_on)
    assert "counted from the day you asked" in young.text
    young.follow("Ask for a panel").submit("Yes, ask for a panel")
    assert the_complaint().stage is Stage.PANEL


def test_an_answer_is_opened_read_and_said_if_it_helped(young: Page, cam: Account) -> None:
    complaint = complain(young)
    letter_id = answer(complaint.id, cam.id)
    young.visit(f"/my-complaints/{complaint.id}/letters/{letter_id}")
    assert "we are sorry" not in young.text, "it is read when they say so"
    young.visit(f"/my-complaints/{complaint.id}").submit("Read the answer")
    assert "we are sorry" in young.text
    assert "You were right" in young.text
    assert rows(ComplaintLetter)[0].read_at
    young.submit("Tell them", status=422)
    young.submit("Tell them", helped="no", words="She still does not ring")
    assert (rows(ComplaintLetter)[0].helped, the_complaint().helped) == (Helped.NO, Helped.NO)
    assert any(reply.words == "She still does not ring" for reply in rows(Reply)), "the desk reads it too"
    young.visit(f"/my-complaints/{complaint.id}/print")
    assert "we are sorry" in young.text


def test_a_letter_that_was_not_sent_is_not_there(young: Page, cam: Account) -> None:
    complaint = complain(young)
    with db.transaction() as session:
        letter_id = write_letter(session.get_one(Complaint, complaint.id), "half a letter", by=cam.id).id
    young.visit(f"/my-complaints/{complaint.id}/letters/{letter_id}", status=404)
    assert "half a letter" not in young.visit(f"/my-complaints/{complaint.id}").text


def test_a_complaint_is_nobody_elses(young: Page, make: Make) -> None:
    complaint = complain(young)
    young.sign_out().sign_in(make.account_for(make.young_person(name="Kit Marsh")))
    for rest in (
        "",
        "/print",
        "/sorted",
        "/take-back",
        "/further",
        "/open-again",
        f"/letters/{uuid.uuid4()}",
    ):
        young.visit(f"/my-complaints/{complaint.id}{rest}", status=404)
    assert "You have not complained" in young.visit("/my-complaints").text


def test_good_news_with_a_thank_you_is_counted_as_one(young: Page, priya: Account, sam: YoungPerson) -> None:
    young.visit("/say/about").submit("good_news")
    young.submit("Next", r_news_kind="thanks").submit("Next", r_thanks_for="Priya, who drove me to the sea")
    young.submit("Send", to=[str(priya.id)])
    (thanks,) = rows(Compliment)
    assert thanks.words == "Priya, who drove me to the sea"
    assert (thanks.young_person_id, thanks.about_id, thanks.complainer) == (
        sam.id,
        priya.id,
        Complainer.YOUNG_PERSON,
    )


@pytest.mark.once
def test_every_point_has_its_ways_on() -> None:
    first = ways_on(State.OPEN, Track.STATUTORY, Stage.FIRST)
    assert first == [Way.SORT_NOW, Way.ADVOCATE, Way.SECOND, Way.OMBUDSMAN]
    assert Way.PANEL in ways_on(State.ANSWERED, Track.STATUTORY, Stage.SECOND)
    assert Way.SECOND not in ways_on(State.OPEN, Track.NOT_ELIGIBLE, Stage.FIRST)
    assert ways_on(State.ENDED, Track.STATUTORY, Stage.FIRST)[0] is Way.REOPEN


def test_it_needs_no_page_for_what_was_said_to_become_one(
    database: Any, make: Make, sam: YoungPerson
) -> None:
    settings = database.settings
    own = Promises(reading_hours(settings), settings.time_zone, settings.answer_working_days)
    account = make.account_for(sam)
    with db.transaction():
        said = Said(words=WORDS, asked="complaint")
        speaker = Speaker(sam.id, account.id)
        saying.send(speaker, uuid.uuid4(), said, promises=own, themes=frozenset(), now=clock.now())
        saying.send(
            speaker,
            uuid.uuid4(),
            Said(asked="good_news", replies=(Replied("thanks_for", "Whom?", words="the cook"),)),
            promises=own,
            themes=frozenset(),
            now=clock.now(),
        )
    assert the_complaint().words == WORDS
    assert [one.words for one in rows(Compliment)] == ["the cook"]
