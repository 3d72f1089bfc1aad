"""Challenging a silence about a young person: who may, to whom it goes, and what no page gives away."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.listening import figures, jobs
from portal.listening.models import PracticeChallenge, SilenceChallenge
from portal.listening.rules import About, WhyNot, closed_quarters, why_not_speak_up
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.rules import Desk
from tests.listening.sampling import LONDON, NewPage
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.voice.young import rows

WORDS = "Nobody asked before the move. Ask this week."


@pytest.fixture
def kit(make: Make) -> YoungPerson:
    return make.young_person(name="Kit Marsh", called="Kit")


@pytest.fixture
def morgan(make: Make) -> Account:
    return make.staff(Role.MANAGER, name="Morgan Lee")


@pytest.fixture
def priya(make: Make, kit: YoungPerson, morgan: Account) -> Account:
    return make.worker_of(kit, name="Priya Nair", manager=morgan)


@pytest.fixture
def iris(make: Make, kit: YoungPerson) -> Account:
    return make.worker_of(kit, Role.IRO, name="Iris Holt")


def _speaks(page: Page, kit: YoungPerson, **fields: str) -> Page:
    page.visit(f"/staff/speaking-up/for/{kit.id}")
    return page.submit("Put it on the record", **{"about": "not_asked", "words": WORDS, **fields})


def _told() -> set[object]:
    return {one.account_id for one in rows(Notice) if one.kind is NoticeKind.PRACTICE_CHALLENGE}


def test_from_my_young_people_to_the_closest_worker_and_back(
    another_page: NewPage, kit: YoungPerson, iris: Account, priya: Account, morgan: Account
) -> None:
    page = another_page().sign_in(iris).visit("/staff/mine").follow("Speak up for one of them")
    page.follow("Kit").submit("Put it on the record", about="not_asked", words=WORDS)
    row = rows(SilenceChallenge)[0]
    assert (row.by_id, row.to_id) == (iris.id, priya.id)
    assert _told() == {priya.id, morgan.id}
    assert "Priya Nair" not in page.main  # whoever speaks up learns nothing by whom it went to
    hers = another_page().sign_in(priya).visit("/staff/speaking-up").follow("Kit")
    assert WORDS in hers.main
    his = another_page().sign_in(morgan).visit("/staff/speaking-up").follow("Kit")
    his.submit("Put the outcome on the record", outcome="upheld", changed="Priya asks Kit today.")
    assert "Priya asks Kit today." in page.visit(f"/staff/speaking-up/{row.id}").main
    assert [one.done_at is not None for one in rows(Deadline) if one.about_id == row.id] == [True]


def test_from_the_young_persons_page(page: Page, kit: YoungPerson, iris: Account, priya: Account) -> None:
    page.sign_in(iris).visit(f"/staff/young-people/{kit.id}").follow("Speak up for them")
    assert "Speak up for Kit Marsh" in page.main


def test_whoever_works_most_closely_speaks_up_to_their_own_manager(
    another_page: NewPage, make: Make, kit: YoungPerson, priya: Account, morgan: Account, iris: Account
) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    _speaks(another_page().sign_in(priya), kit)
    assert rows(SilenceChallenge)[0].to_id == morgan.id
    assert _told() == {morgan.id, lead.id}  # the manager has nobody above them


@pytest.mark.parametrize("role", [Role.FOSTER_CARER, Role.PARTNER, Role.ADVOCATE])
def test_those_around_them_may_and_know_them_by_the_name_they_like(
    another_page: NewPage, make: Make, kit: YoungPerson, priya: Account, role: Role
) -> None:
    page = another_page().sign_in(make.worker_of(kit, role))
    page.visit("/staff").follow("Speaking up").follow("was not asked or heard").follow("Kit")
    page.submit("Put it on the record", about="nothing_done", words=WORDS)
    assert "Nothing was done" in page.main
    page.submit("Withdraw it")
    assert "Withdrawn" in page.main


def test_strangers_and_those_whose_link_ended_find_nobody(
    another_page: NewPage, make: Make, kit: YoungPerson
) -> None:
    ended = make.staff(Role.FOSTER_CARER)
    make.link(kit, ended, until_on=clock.now().date() - timedelta(days=2))
    advocate = make.staff(Role.ADVOCATE)  # they were told something, but the council does not know that
    make.statement(kit, desk=Desk.ADVOCATE)
    for somebody in (ended, advocate, make.staff(Role.SOCIAL_WORKER), make.staff(Role.MANAGER)):
        page = another_page().sign_in(somebody)
        assert "Nobody here yet" in page.visit("/staff/speaking-up/for").main
        page.visit(f"/staff/speaking-up/for/{kit.id}", status=404)
        page.visit(f"/staff/speaking-up/for/{uuid.uuid4()}", status=404)


def test_a_stand_in_may_too(page: Page, make: Make, kit: YoungPerson, iris: Account, priya: Account) -> None:
    instead = make.staff(Role.IRO)
    make.stand_in(iris, instead)
    _speaks(page.sign_in(instead), kit)
    assert rows(SilenceChallenge)[0].to_id == priya.id


def test_nobody_whom_anything_they_said_concerns_meets_it(
    another_page: NewPage, make: Make, kit: YoungPerson, priya: Account, morgan: Account, iris: Account
) -> None:
    lead, second = make.staff(Role.SAFETY_LEAD), make.worker_of(kit, Role.PERSONAL_ADVISER)
    said = make.statement(kit, to=[iris], concerning=[priya])
    make.kept_apart(kit, said, morgan, "manager")
    page = _speaks(another_page().sign_in(iris), kit)
    row = rows(SilenceChallenge)[0]
    assert row.to_id == second.id
    assert _told() == {second.id, lead.id}
    for somebody in (priya, morgan):
        theirs = another_page().sign_in(somebody)
        assert "Nothing here yet" in theirs.visit("/staff/speaking-up").main
        theirs.visit(f"/staff/speaking-up/{row.id}", status=404)
    assert "whoever works with them most closely" in page.main


def test_found_to_concern_them_since_it_is_gone_from_their_pages(
    another_page: NewPage, make: Make, kit: YoungPerson, priya: Account, morgan: Account, iris: Account
) -> None:
    _speaks(another_page().sign_in(iris), kit)
    row = rows(SilenceChallenge)[0]
    make.statement(kit, to=[iris], concerning=[priya])
    page = another_page().sign_in(priya)
    assert "Nothing here yet" in page.visit("/staff/speaking-up").main
    page.visit(f"/staff/speaking-up/{row.id}", status=404)


def test_whom_it_concerns_speaks_up_like_everybody_and_sees_no_difference(
    page: Page, make: Make, kit: YoungPerson, priya: Account, iris: Account
) -> None:
    make.statement(kit, to=[priya], concerning=[iris])
    _speaks(page.sign_in(iris), kit)
    assert WORDS in page.main
    assert "Kit" in page.visit("/staff/speaking-up").main


def test_sent_twice_it_is_one_and_a_second_one_waits(
    page: Page, kit: YoungPerson, iris: Account, priya: Account
) -> None:
    page.sign_in(iris)
    once = str(uuid.uuid4())
    for _ in range(2):
        page.visit("/staff/speaking-up")
        page.post(f"/staff/speaking-up/for/{kit.id}", {"about": "not_asked", "words": "x", "send_once": once})
    assert len(rows(SilenceChallenge)) == 1
    page.visit(f"/staff/speaking-up/for/{kit.id}")
    page.submit("Put it on the record", about="not_heard", words="Again.", status=422)
    assert "You spoke up about this already" in page.main


@pytest.mark.parametrize(
    "fields", [{}, {"about": "not_asked"}, {"words": "x"}, {"about": "answer", "words": "x"}]
)
def test_nothing_or_half_filled_in_is_asked_for(
    page: Page, kit: YoungPerson, iris: Account, priya: Account, fields: dict[str, str]
) -> None:
    page.sign_in(iris).visit(f"/staff/speaking-up/for/{kit.id}")
    page.post(f"/staff/speaking-up/for/{kit.id}", fields, status=422)
    assert not rows(SilenceChallenge)


def test_where_nobody_works_with_them_a_safety_lead_has_it_and_else_it_says_so(
    page: Page, make: Make, kit: YoungPerson
) -> None:
    carer = make.worker_of(kit, Role.FOSTER_CARER)
    page.sign_in(carer).visit(f"/staff/speaking-up/for/{kit.id}")
    page.submit("Put it on the record", about="not_asked", words="x", status=422)
    assert "nobody here whom it could go to" in page.main
    lead = make.staff(Role.SAFETY_LEAD)
    page.submit("Put it on the record", about="not_asked", words="x")
    assert rows(SilenceChallenge)[0].to_id == lead.id


def test_late_it_goes_to_safety_leads(
    another_page: NewPage, make: Make, kit: YoungPerson, iris: Account, priya: Account
) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    _speaks(another_page().sign_in(iris), kit)
    assert "Kit" not in another_page().sign_in(lead).visit("/staff/speaking-up").main
    gone = clock.today(LONDON) - timedelta(days=1)
    with db.transaction() as session:
        session.execute(sa.update(SilenceChallenge).values(answer_by_on=gone))
        session.execute(sa.update(Deadline).values(due_on=gone))
    for expected in (1, 0):
        with db.transaction():
            assert jobs.remind_of_challenges(LONDON) == expected
    assert "Kit" in another_page().sign_in(lead).visit("/staff/speaking-up").main


def test_the_lists_ask_as_much_for_one_as_for_many(
    page: Page, make: Make, iris: Account, priya: Account, morgan: Account
) -> None:
    costs = []
    for more in (1, 8):
        for _ in range(more):
            person = make.young_person()
            make.link(person, iris)
            make.statement(person, to=[priya], concerning=[make.staff(Role.FOSTER_CARER)])
            with db.transaction() as session:
                row = SilenceChallenge(
                    send_once=uuid.uuid4(),
                    young_person_id=person.id,
                    about=About.NOT_ASKED,
                    by_id=iris.id,
                    to_id=priya.id,
                    at=clock.now(),
                    answer_by_on=clock.now().date(),
                )
                row.words = "x"
                session.add(row)
        found = []
        for somebody, url in ((morgan, "/staff/speaking-up"), (iris, "/staff/speaking-up/for")):
            page.sign_in(somebody).visit(url)
            with counted() as asked:
                page.visit(url)
            found.append(len(asked))
            page.sign_out()
        costs.append(found)
    assert costs[0] == costs[1]


def test_challenges_are_counted_by_the_agency_that_answers(make: Make, iris: Account, priya: Account) -> None:
    """Of an answer: in the quarter of what was said. Of a silence: in the quarter in which it was made."""
    period = closed_quarters(clock.now().date())[0]
    then = clock.now().replace(year=period.first.year, month=period.first.month, day=9)
    nurse = make.staff(Role.PARTNER, organisation="Northgate Health")
    other = make.staff(Role.SOCIAL_WORKER, organisation="Northgate Health")
    expected: dict[str, set[Any]] = {"": set(), "Northgate Health": set()}
    for number in range(8):
        person, to = make.young_person(), other if number < 2 else priya
        said = make.statement(person, to=[priya], read_by=nurse, sent_at=then)
        withdrawn = then if number == 7 else None
        facts = {
            "send_once": uuid.uuid4(),
            "young_person_id": person.id,
            "by_id": iris.id,
            "to_id": to.id,
            "at": then if number != 6 else clock.now(),
            "answer_by_on": then.date(),
            "withdrawn_at": withdrawn,
        }
        with db.transaction() as session:
            if number % 2:
                session.add(PracticeChallenge(statement_id=said.id, about=About.ANSWER, **facts))
            else:
                session.add(SilenceChallenge(about=About.NOT_ASKED, **facts))
        if number < 6:
            expected["Northgate Health" if number < 2 else ""].add(person.id)
    with db.transaction():
        found = figures.heard(period, LONDON)
    assert found.challenged == expected


def test_a_young_person_who_said_nothing_is_counted_too(
    page: Page, make: Make, iris: Account, priya: Account, morgan: Account
) -> None:
    period = closed_quarters(clock.now().date())[0]
    then = clock.now().replace(year=period.first.year, month=period.first.month, day=9)
    for person in [make.young_person() for _ in range(12)]:
        with db.transaction() as session:
            session.add(
                SilenceChallenge(
                    about=About.NOT_ASKED,
                    send_once=uuid.uuid4(),
                    young_person_id=person.id,
                    by_id=iris.id,
                    to_id=priya.id,
                    at=then,
                    answer_by_on=then.date(),
                )
            )
    jobs.count_quarters(LONDON)
    page.sign_in(morgan).visit("/staff/listening")
    assert "A practitioner spoke up about an answer, or a silence, of" in page.main
    assert "Example Council10" in page.main.replace(" ", "").replace("ExampleCouncil", "Example Council")


def test_rules_of_a_silence() -> None:
    assert why_not_speak_up(About.NOT_HEARD, "x", has_open=False) is None
    assert why_not_speak_up(About.ANSWER, "x", has_open=False) is WhyNot.NO_ABOUT
    assert why_not_speak_up(None, "x", has_open=False) is WhyNot.NO_ABOUT
    assert why_not_speak_up(About.NOT_HEARD, " ", has_open=False) is WhyNot.NO_WORDS
    assert why_not_speak_up(About.NOT_HEARD, "x", has_open=True) is WhyNot.OPEN_ALREADY


def test_a_carer_reads_what_the_young_person_is_called_and_no_other_name(
    another_page: NewPage, make: Make
) -> None:
    sam = make.young_person(name="Samantha Legal", called="Sam")
    worker, carer = make.worker_of(sam, name="Wes"), make.worker_of(sam, Role.FOSTER_CARER, name="Cara")
    page = _speaks(another_page().sign_in(carer), sam)
    assert "Sam" in page.main
    assert "Legal" not in page.html
    assert "Legal" not in page.visit("/staff/speaking-up").html
    theirs = another_page().sign_in(worker).visit("/staff/speaking-up")
    assert "Samantha Legal" in theirs.main
