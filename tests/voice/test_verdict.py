"""Reading the answer and saying whether it helped. "Not sorted" opens it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.settings import Settings
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.commands.verdicts import give_verdict
from portal.voice.jobs import reading_hours
from portal.voice.models import Answer, Statement
from portal.voice.rules import Desk, Says
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, statements


@pytest.fixture
def said(make: Make, sam: YoungPerson, priya: Account) -> Statement:
    reader = make.staff(Role.READER)
    return make.statement(sam, to=[priya], read_by=reader, sent_at=clock.now() - timedelta(days=3))


@pytest.fixture
def answer(make: Make, said: Statement, priya: Account) -> Answer:
    return make.answer(said, priya)


@pytest.fixture
def opened(in_space: Page, said: Statement, answer: Answer) -> Page:
    """Sam has opened the answer."""
    return in_space.visit(f"/said/{said.id}").submit("Read the answer")


def test_two_taps_to_the_answer(in_space: Page, make: Make, answer: Answer, priya: Account) -> None:
    in_space.visit("/said").follow("I want to see my sister more")
    assert answer.understood not in in_space.main
    assert rows(Answer)[0].read_at is None  # looking wrote nothing
    in_space.submit("Read the answer")
    assert answer.understood in in_space.main
    assert answer.will_do in in_space.main
    assert rows(Answer)[0].read_at


def test_a_no_gives_the_true_reason(in_space: Page, make: Make, said: Statement, priya: Account) -> None:
    make.answer(said, priya, reason="The judge has not decided yet.")
    in_space.visit(f"/said/{said.id}").submit("Read the answer")
    assert "We can't do this. This is why" in in_space.main
    assert "The judge has not decided yet." in in_space.main


def test_nobody_is_asked_to_tell_them_any_more(
    in_space: Page, make: Make, sam_account: Account, said: Statement, answer: Answer, priya: Account
) -> None:
    make.notice(priya, NoticeKind.PLEASE_TELL, about_id=said.id)
    make.notice(sam_account, NoticeKind.ANSWER_READY, about_id=said.id)
    in_space.visit(f"/said/{said.id}").submit("Read the answer")
    assert all(notice.seen_at or notice.dropped_at for notice in rows(Notice))


def test_sorted(opened: Page) -> None:
    opened.submit("Tell them", says="Yes, it is sorted", words="thank you")
    (answer,) = rows(Answer)
    assert (answer.says, answer.says_words) == (Says.SORTED, "thank you")
    assert statements()[0].round == 1
    assert "Sorted" in opened.main
    assert [event.action for event in rows(Event)] == ["say whether it helped"]


def test_not_sorted_opens_it_again(opened: Page, priya: Account, settings: Settings) -> None:
    opened.submit("Tell them", says="No, it is not sorted", words="nothing has changed")
    assert statements()[0].round == 2
    again = next(d for d in rows(Deadline) if d.round == 2)
    assert (again.owner_id, again.done_at) == (priya.id, None)
    assert [n.account_id for n in rows(Notice) if n.kind is NoticeKind.REOPENED] == [priya.id]
    assert "You get a new answer by" in opened.main


def test_not_sorted_twice_opens_it_once(opened: Page) -> None:
    opened.submit("Tell them", says="not_sorted")
    opened.submit("Change it", says="not_sorted", words="and more")
    assert statements()[0].round == 2
    assert rows(Answer)[0].says_words == "and more"


def test_a_verdict_can_be_changed_and_back(opened: Page) -> None:
    opened.submit("Tell them", says="not_sorted")
    opened.submit("Change it", says="sorted")
    assert [d.dropped_at is not None for d in rows(Deadline) if d.round == 2] == [True]
    assert all(n.dropped_at for n in rows(Notice) if n.kind is NoticeKind.REOPENED)
    opened.submit("Change it", says="not_sorted")
    assert statements()[0].round == 3
    assert [d.round for d in rows(Deadline) if not (d.done_at or d.dropped_at)] == [3]


def test_not_sorted_never_tells_whoever_is_kept_apart(
    opened: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account
) -> None:
    make.kept_apart(sam, said, priya)
    opened.submit("Tell them", says="not_sorted")
    assert priya.id not in {n.account_id for n in rows(Notice)}
    assert {n.kind for n in rows(Notice)} == {NoticeKind.TO_READ}
    assert next(d for d in rows(Deadline) if d.round == 2).owner_id is None


def test_the_advocates_answer_opens_again_without_a_date(
    in_space: Page, make: Make, sam: YoungPerson, ade: Account
) -> None:
    said = make.statement(sam, desk=Desk.ADVOCATE)
    make.answer(said, ade, read_at=clock.now())
    before = len(rows(Deadline))
    in_space.visit(f"/said/{said.id}").submit("Tell them", says="not_sorted")
    assert len(rows(Deadline)) == before
    assert [n.account_id for n in rows(Notice)] == [ade.id]


@pytest.mark.parametrize(
    "fields", [{}, {"says": "perhaps"}, {"says": "sorted", "words": "a" * 10_001}, {"words": "only words"}]
)
def test_bad_input_keeps_what_was_typed(opened: Page, said: Statement, fields: dict[str, str]) -> None:
    answer = rows(Answer)[0]
    opened.post(f"/said/{said.id}/answer/{answer.id}", fields, status=422)
    assert opened.mistakes
    assert opened.value("words") == fields.get("words", "")
    assert rows(Answer)[0].says is None


def test_a_newer_answer_is_read_first(opened: Page, make: Make, said: Statement, priya: Account) -> None:
    first = rows(Answer)[0]
    make.answer(said, priya, understood="A second look", at=clock.now() + timedelta(minutes=1))
    opened.post(f"/said/{said.id}/answer/{first.id}", {"says": "not_sorted", "words": "keep me"}, status=422)
    assert "A new answer has come" in opened.main
    assert "keep me" in opened.main
    assert {answer.says for answer in rows(Answer)} == {None}
    assert statements()[0].round == 1


def test_an_unopened_answer_gets_no_verdict(in_space: Page, said: Statement, answer: Answer) -> None:
    in_space.visit(f"/said/{said.id}")
    in_space.post(f"/said/{said.id}/answer/{answer.id}", {"says": "sorted"}, status=422)
    assert rows(Answer)[0].says is None


def test_an_answer_of_something_else_is_a_404(
    opened: Page, make: Make, sam: YoungPerson, said: Statement
) -> None:
    other = make.statement(sam, "another")
    answer = rows(Answer)[0]
    opened.post(f"/said/{other.id}/answer/{answer.id}", {"says": "sorted"}, status=404)


def test_taken_back_opens_nothing_again(opened: Page, said: Statement) -> None:
    opened.visit(f"/said/{said.id}/take-back").submit("Take it back")
    answer = rows(Answer)[0]
    opened.post(f"/said/{said.id}/answer/{answer.id}", {"says": "not_sorted"})
    assert statements()[0].round == 1


def test_of_two_taps_the_second_sees_what_the_first_said(
    opened: Page, sam: YoungPerson, sam_account: Account, answer: Answer, settings: Settings
) -> None:
    """On PostgreSQL the second waits for the first with the answer already in its hands."""
    promises = Promises(reading_hours(settings), settings.time_zone, settings.answer_working_days)
    with db.transaction() as session:
        held = session.get_one(Answer, answer.id)
        assert held.says is None
        first = sa.update(Answer).values(says=Says.NOT_SORTED)
        session.execute(first.execution_options(synchronize_session=False))
        clocks = session.scalar(sa.select(sa.func.count(Deadline.id)))
        speaker = Speaker(sam.id, sam_account.id)
        give_verdict(speaker, answer.id, Says.NOT_SORTED, "", promises=promises, now=clock.now())
        assert session.scalar(sa.select(sa.func.count(Deadline.id))) == clocks
    assert statements()[0].round == 1
