"""Challenge between practitioners: on the record, with a day and an outcome, never about what is kept from
somebody."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.listening import jobs
from portal.listening.models import PracticeChallenge
from portal.listening.rules import About, Outcome, WhyNot, why_not_challenge, why_not_decide
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Statement
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.voice.young import rows

LONDON = ZoneInfo("Europe/London")
NewPage = Callable[[], Page]


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def morgan(make: Make) -> Account:
    return make.staff(Role.MANAGER, name="Morgan Lee")


@pytest.fixture
def priya(make: Make, sam: YoungPerson, morgan: Account) -> Account:
    return make.worker_of(sam, name="Priya Nair", manager=morgan)


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def said(make: Make, sam: YoungPerson, priya: Account, iris: Account) -> Statement:
    return make.statement(sam, to=[priya, iris], read_by=make.staff(Role.READER), answerer=priya)


def _spoken(page: Page, said: Statement, **fields: str) -> Page:
    page.visit(f"/staff/speaking-up/about/{said.id}")
    given = {"about": "silence", "words": "Nobody answered for weeks.", **fields}
    return page.submit("Put it on the record", **given)


def _told() -> list[object]:
    return [one.account_id for one in rows(Notice) if one.kind is NoticeKind.PRACTICE_CHALLENGE]


def test_a_silence_is_challenged_and_the_outcome_comes_back(
    another_page: NewPage, said: Statement, iris: Account, priya: Account, morgan: Account
) -> None:
    page = another_page().sign_in(iris)
    page.visit(f"/staff/statements/{said.id}").follow("Speak up about this")
    page.submit("Put it on the record", about="silence", words="Nobody answered for weeks.")
    row = rows(PracticeChallenge)[0]
    assert (row.by_id, row.to_id) == (iris.id, priya.id)
    assert set(_told()) == {priya.id, morgan.id}
    hers = another_page().sign_in(priya).visit("/staff/speaking-up").follow("Sam Vale")
    assert "Nobody answered for weeks." in hers.main
    assert "Say what came of it" not in hers.main
    his = another_page().sign_in(morgan).visit("/staff/speaking-up").follow("Sam Vale")
    his.submit("Put the outcome on the record", outcome="upheld", changed="Priya rings Sam today.")
    assert "Priya rings Sam today." in page.visit(f"/staff/speaking-up/{row.id}").main
    assert _told().count(iris.id) == 1
    assert [one.done_at is not None for one in rows(Deadline) if one.about_id == row.id] == [True]


def test_sent_twice_it_is_one_and_a_second_one_waits(page: Page, said: Statement, iris: Account) -> None:
    page.sign_in(iris)
    once = str(uuid.uuid4())
    sent = {"about": "silence", "words": "No answer.", "send_once": once}
    for _ in range(2):
        page.visit(f"/staff/speaking-up/about/{said.id}")
        page.post(f"/staff/speaking-up/about/{said.id}", sent)
    assert len(rows(PracticeChallenge)) == 1
    page.visit(f"/staff/speaking-up/about/{said.id}")
    page.submit("Put it on the record", about="silence", words="Again.", status=422)
    assert "You spoke up about this already" in page.main


@pytest.mark.parametrize("fields", [{}, {"about": "silence"}, {"words": "x"}, {"about": "?", "words": "x"}])
def test_nothing_or_half_filled_in_is_asked_for(
    page: Page, said: Statement, iris: Account, fields: dict[str, str]
) -> None:
    page.sign_in(iris).visit(f"/staff/speaking-up/about/{said.id}")
    page.post(f"/staff/speaking-up/about/{said.id}", fields, status=422)
    assert not rows(PracticeChallenge)


def test_somebody_kept_from_it_finds_nothing_anywhere(
    another_page: NewPage, make: Make, sam: YoungPerson, said: Statement, iris: Account, morgan: Account
) -> None:
    _spoken(another_page().sign_in(iris), said)
    row = rows(PracticeChallenge)[0]
    make.kept_apart(sam, said, iris)
    make.kept_apart(sam, said, morgan, "manager")
    for somebody in (iris, morgan):
        page = another_page().sign_in(somebody)
        assert "Nothing here yet" in page.visit("/staff/speaking-up").main
        page.visit(f"/staff/speaking-up/{row.id}", status=404)
        page.visit(f"/staff/speaking-up/about/{said.id}", status=404)


def test_where_the_manager_is_kept_from_it_a_safety_lead_decides(
    another_page: NewPage, make: Make, sam: YoungPerson, said: Statement, iris: Account, morgan: Account
) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    make.kept_apart(sam, said, morgan, "manager")
    _spoken(another_page().sign_in(iris), said)
    assert morgan.id not in _told()
    assert lead.id in _told()
    page = another_page().sign_in(lead).visit("/staff/speaking-up").follow("Sam Vale")
    assert "Say what came of it" in page.main


def test_late_it_goes_up_the_line_once(
    another_page: NewPage, make: Make, said: Statement, iris: Account
) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    _spoken(another_page().sign_in(iris), said)
    assert lead.id not in _told()
    with db.transaction() as session:
        row = session.scalars(sa.select(PracticeChallenge)).one()
        row.answer_by_on -= timedelta(days=12)
        clock = session.scalars(sa.select(Deadline).where(Deadline.about_id == row.id)).one()
        clock.due_on = row.answer_by_on
    for expected in (1, 0):
        with db.transaction():
            assert jobs.remind_of_challenges(LONDON) == expected
    assert "Late" in another_page().sign_in(lead).visit("/staff/speaking-up").main
    assert _told().count(lead.id) == 1


def test_withdrawn_it_stays_on_the_record_and_is_decided_no_more(
    another_page: NewPage, said: Statement, iris: Account, morgan: Account
) -> None:
    page = _spoken(another_page().sign_in(iris), said)
    row = rows(PracticeChallenge)[0]
    page.submit("Withdraw it")
    assert "Withdrawn" in page.main
    his = another_page().sign_in(morgan).visit(f"/staff/speaking-up/{row.id}")
    assert "Say what came of it" not in his.main
    his.post(
        f"/staff/speaking-up/{row.id}/decide", {"outcome": "upheld", "changed": "Something."}, status=409
    )


def test_taken_back_its_clock_stops_at_once_though_it_is_not_late(
    another_page: NewPage, said: Statement, iris: Account, morgan: Account
) -> None:
    page = _spoken(another_page().sign_in(iris), said)
    row = rows(PracticeChallenge)[0]
    with db.transaction() as session:
        session.execute(sa.update(Statement).values(taken_back_at=said.sent_at))
    for expected in (1, 0):
        with db.transaction():
            assert jobs.remind_of_challenges(LONDON) == expected
    clock = next(one for one in rows(Deadline) if one.about_id == row.id)
    assert (clock.done_at, clock.dropped_at is None) == (None, False)
    assert all(one.dropped_at for one in rows(Notice) if one.kind is NoticeKind.PRACTICE_CHALLENGE)
    page.visit(f"/staff/speaking-up/{row.id}", status=404)


@pytest.mark.parametrize("role", [Role.READER, Role.SAFETY_LEAD])
def test_who_reads_at_the_desk_may_challenge_an_answer(
    another_page: NewPage, make: Make, sam: YoungPerson, said: Statement, priya: Account, role: Role
) -> None:
    make.answer(said, priya)
    reader, account = make.staff(role, name="Rea Der"), make.account_for(sam)
    page = another_page().sign_in(reader).visit(f"/staff/desk/{said.id}").follow("Speak up about this")
    page.submit("Put it on the record", about="answer", words="It is not what Sam asked.")
    assert rows(PracticeChallenge)[0].by_id == reader.id
    # What somebody does at the desk shows when that is safe, and speaking up is no way around that.
    assert "Rea Der" not in another_page().sign_in(account).visit("/who-opened").main
    make.kept_apart(sam, said, reader)
    page.visit(f"/staff/speaking-up/about/{said.id}", status=404)


def test_the_young_person_reads_what_was_written_for_them_and_nothing_else(
    another_page: NewPage, make: Make, sam: YoungPerson, said: Statement, iris: Account, morgan: Account
) -> None:
    theirs = another_page().sign_in(make.account_for(sam))
    _spoken(another_page().sign_in(iris), said)
    row = rows(PracticeChallenge)[0]
    assert "Somebody looked" not in theirs.visit(f"/said/{said.id}").main
    his = another_page().sign_in(morgan).visit(f"/staff/speaking-up/{row.id}")
    his.submit(
        "Put the outcome on the record",
        outcome="upheld",
        changed="Priya forgot.",
        told="You should have had an answer. It comes today.",
    )
    shown = theirs.visit(f"/said/{said.id}").main
    assert "You should have had an answer. It comes today." in shown
    assert "Priya forgot." not in shown
    assert "Nobody answered for weeks." not in shown
    another = another_page().sign_in(make.account_for(make.young_person()))
    another.visit(f"/said/{said.id}", status=404)
    with db.transaction() as session:
        session.execute(sa.update(Statement).values(taken_back_at=said.sent_at))
    assert "It comes today" not in theirs.visit(f"/said/{said.id}").main


def test_of_what_they_do_not_see_they_are_told_nothing(
    another_page: NewPage, said: Statement, iris: Account, morgan: Account
) -> None:
    _spoken(another_page().sign_in(iris), said)
    row = rows(PracticeChallenge)[0]
    with db.transaction() as session:
        session.execute(sa.update(Statement).values(is_shown_to_them=False))
    his = another_page().sign_in(morgan).visit(f"/staff/speaking-up/{row.id}")
    assert "A sentence for the young person" not in his.main
    his.post(
        f"/staff/speaking-up/{row.id}/decide", {"outcome": "upheld", "changed": "x", "told": "You read this."}
    )
    assert not rows(PracticeChallenge)[0].told


def test_strangers_the_challenged_and_the_challenger_do_not_decide(
    another_page: NewPage, make: Make, said: Statement, iris: Account, priya: Account
) -> None:
    _spoken(another_page().sign_in(iris), said)
    row = rows(PracticeChallenge)[0]
    for somebody in (iris, priya, make.staff(Role.MANAGER), make.staff(Role.SAFETY_LEAD)):
        page = another_page().sign_in(somebody)
        page.visit("/staff/speaking-up")
        page.post(
            f"/staff/speaking-up/{row.id}/decide", {"outcome": "upheld", "changed": "Mine."}, status=404
        )
    another_page().sign_in(make.staff(Role.IRO)).visit(f"/staff/speaking-up/about/{said.id}", status=404)


def test_rules_of_what_can_be_challenged() -> None:
    by, answerer = uuid.uuid4(), uuid.uuid4()

    def why(about: About | None = About.SILENCE, words: str = "x", **changes: object) -> WhyNot | None:
        given = {"by": by, "answerer": answerer, "is_answered": False, "has_open": False, **changes}
        return why_not_challenge(about, words, **given)  # type: ignore[arg-type]  # a few facts by name

    assert why() is None
    assert why(None) is WhyNot.NO_ABOUT
    assert why(words=" ") is WhyNot.NO_WORDS
    assert why(answerer=None) is WhyNot.NOBODY_ANSWERS
    assert why(answerer=by) is WhyNot.OWN
    assert why(is_answered=True) is WhyNot.ANSWERED_ALREADY
    assert why(About.ANSWER) is WhyNot.NO_ANSWER_YET
    assert why(has_open=True) is WhyNot.OPEN_ALREADY


def test_rules_of_an_outcome() -> None:
    assert why_not_decide(Outcome.UPHELD, "It did.", is_decided=False, is_withdrawn=False) is None
    assert why_not_decide(None, "x", is_decided=False, is_withdrawn=False) is WhyNot.NO_OUTCOME
    assert why_not_decide(Outcome.UPHELD, " ", is_decided=False, is_withdrawn=False) is WhyNot.NO_CHANGED
    assert why_not_decide(Outcome.UPHELD, "x", is_decided=True, is_withdrawn=False) is WhyNot.DECIDED_ALREADY
    assert why_not_decide(Outcome.UPHELD, "x", is_decided=False, is_withdrawn=True) is WhyNot.WITHDRAWN


def test_the_list_asks_as_much_for_one_as_for_many(
    page: Page, make: Make, sam: YoungPerson, iris: Account, priya: Account, morgan: Account
) -> None:
    reader, counts = make.staff(Role.READER), []
    page.sign_in(morgan)
    for more in (1, 9):
        for _ in range(more):
            one = make.statement(sam, to=[priya, iris], read_by=reader, answerer=priya)
            with db.transaction() as session:
                row = PracticeChallenge(
                    send_once=uuid.uuid4(),
                    statement_id=one.id,
                    young_person_id=sam.id,
                    about=About.SILENCE,
                    by_id=iris.id,
                    to_id=priya.id,
                    at=one.sent_at,
                    answer_by_on=one.answer_by_on,
                )
                row.words = "No answer."
                session.add(row)
        page.visit("/staff/speaking-up")
        with counted() as asked:
            page.visit("/staff/speaking-up")
        counts.append(len(asked))
    assert counts[0] == counts[1]
