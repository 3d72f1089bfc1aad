"""Answers have honest states: what each says to the young person, what was promised, and the rounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Answer, Draft, Statement
from portal.voice.rules import AnswerState, Desk, Says
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows


def _in_days(days: int) -> date:
    return clock.now().date() + timedelta(days=days)


def _answers() -> list[Answer]:
    db.session.remove()
    return list(db.session.scalars(sa.select(Answer).order_by(Answer.at, Answer.id)))


def _promises() -> list[Deadline]:
    db.session.remove()
    kind = Deadline.kind == "promise"
    return list(db.session.scalars(sa.select(Deadline).where(kind).order_by(Deadline.round)))


@pytest.fixture
def said(make: Make, sam: YoungPerson, priya: Account, rae: Account) -> Statement:
    return make.statement(sam, to=[priya], read_by=rae, sent_at=clock.now() - timedelta(days=3))


@pytest.fixture
def desk(page: Page, priya: Account, said: Statement) -> Page:
    """Priya has the statement open."""
    return page.sign_in(priya).visit(f"/staff/statements/{said.id}")


DONE = {"understood": "You want a lock.", "state": "done", "did": "There is a lock on your door now."}
PARTLY = {
    "understood": "You want two things.",
    "state": "partly",
    "did": "The bike is mended.",
    "will_do": "I look for a helmet.",
}
CHANGED = {
    "understood": "You wait for a visit.",
    "state": "changed_plan",
    "did": "I had said Sunday.",
    "will_do": "We go on Saturday.",
    "reason": "The car is away on Sunday.",
}
CANT = {
    "understood": "You want to move.",
    "state": "cant",
    "reason": "A judge said no.",
    "decided_by": "Northtown court",
}
CLOSED = {"understood": "You asked for a club.", "state": "closed_not_done", "reason": "The club has shut."}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (DONE, ["This is done", "There is a lock"]),
        (PARTLY, ["A part is done", "The bike is mended.", "What is left to do", "helmet", "By "]),
        (CHANGED, ["what we said before", "I had said Sunday.", "what we do now", "Saturday", "This is why"]),
        (CANT, ["We can't do this. This is why", "A judge said no.", "Who decided this: Northtown court"]),
        (CLOSED, ["We have stopped. It was not done", "The club has shut.", "Who decided this: Priya Shah"]),
    ],
)
def test_each_state_in_their_words(
    desk: Page, in_space: Page, sam_account: Account, said: Statement, priya: Account,
    typed: dict[str, Any], shown: list[str],
) -> None:  # fmt: skip
    in_space.sign_in(priya).visit(f"/staff/statements/{said.id}")
    more = {"by_when": _in_days(6)} if typed["state"] in ("partly", "changed_plan") else {}
    in_space.submit("Send it", {**typed, **more})
    page = in_space.sign_in(sam_account).visit(f"/said/{said.id}").submit("Read the answer")
    for words in shown:
        assert words in page.main, words
    assert ("You don't have to agree" in page.main) == (typed["state"] in ("cant", "closed_not_done"))
    (answer,) = _answers()
    assert answer.can_do == (typed["state"] not in ("cant", "closed_not_done"))
    assert answer.stands is AnswerState(typed["state"])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({**DONE, "did": ""}, "Say what is done"),
        ({**PARTLY, "will_do": ""}, "Say what we will do"),
        ({**PARTLY}, "Say by when"),
        ({**CHANGED, "reason": ""}, "Say the true reason"),
        ({**CANT, "reason": " "}, "Say the true reason"),
        ({**CLOSED, "reason": ""}, "Say the true reason"),
        ({**CANT, "decided_by": "x" * 201}, "too long"),
        ({**DONE, "did": "x" * 10_001}, "too long"),
    ],
)
def test_what_a_state_needs_is_said_and_what_was_typed_stays(
    desk: Page, typed: dict[str, Any], words: str
) -> None:
    desk.submit("Send it", typed, status=422)
    assert any(words in line for line in desk.mistakes), desk.mistakes
    assert desk.value("understood") == typed["understood"]
    assert _answers() == []


def test_a_state_nobody_offers_is_refused(desk: Page, said: Statement) -> None:
    desk.post(f"/staff/statements/{said.id}/answer", {**DONE, "state": "perhaps"}, status=422)
    assert any("Say how it stands" in line for line in desk.mistakes)


def test_what_belongs_to_another_state_is_not_sent(desk: Page) -> None:
    desk.submit("Send it", {**CANT, "did": "Nearly done.", "will_do": "I promise.", "by_when": _in_days(3)})
    (answer,) = _answers()
    assert (answer.did, answer.will_do, answer.by_when) == ("", "", None)
    assert _promises() == []


def test_a_promise_is_a_clock_that_an_update_ends(desk: Page, said: Statement, priya: Account) -> None:
    first = {"understood": "A bike", "state": "will_do", "will_do": "I ask.", "by_when": _in_days(2)}
    desk.submit("Send it", first)
    (promise,) = _promises()
    assert (promise.owner_id, promise.due_on, promise.done_at) == (priya.id, _in_days(2), None)
    desk.visit(f"/staff/statements/{said.id}")
    assert "You promised it by" in desk.main
    assert "Tell them what came of it" not in desk.main  # the day is still to come
    with clock.at(clock.now() + timedelta(days=4)):
        desk.sign_in(priya).visit("/staff/statements")
        assert "Did you do it?" in desk.main
        desk.follow("Sam Vale")
        assert "It was promised by" in desk.main
        desk.submit("Send it", {**PARTLY, "by_when": _in_days(9)})
        done, again = _promises()
        assert done.done_at is not None
        assert (again.due_on, again.done_at) == (_in_days(9), None)
    with clock.at(clock.now() + timedelta(days=5)):
        desk.sign_in(priya).visit(f"/staff/statements/{said.id}").submit("Send it", DONE)
    assert all(one.done_at for one in _promises())
    assert [one.stands.value for one in _answers()] == ["will_do", "partly", "done"]


def test_the_young_person_is_told_of_each_update(
    page: Page, make: Make, said: Statement, priya: Account, sam_account: Account
) -> None:
    make.answer(said, priya, at=clock.now() - timedelta(days=1), read_at=clock.now())
    page.sign_in(priya).visit(f"/staff/statements/{said.id}").submit("Send it", DONE)
    told = [n.account_id for n in rows(Notice) if n.kind is NoticeKind.ANSWER_READY and not n.dropped_at]
    assert told == [sam_account.id]


def test_what_they_called_sorted_is_no_longer_asked_for(
    page: Page, make: Make, said: Statement, priya: Account
) -> None:
    page.sign_in(priya).visit(f"/staff/statements/{said.id}")
    page.submit("Send it", {"understood": "x", "state": "will_do", "will_do": "y", "by_when": _in_days(1)})
    page.visit("/staff/statements")
    assert "What you promised" in page.main
    with db.transaction() as session:
        session.execute(sa.update(Answer).values(says=Says.SORTED))
    page.visit("/staff/statements")
    assert "What you promised" not in page.main


def test_a_promise_on_what_turned_out_to_concern_them_is_nowhere(
    page: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account
) -> None:
    page.sign_in(priya).visit(f"/staff/statements/{said.id}")
    page.submit("Send it", {"understood": "x", "state": "will_do", "will_do": "y", "by_when": _in_days(1)})
    with clock.at(clock.now() + timedelta(days=4)):
        page.sign_in(priya)
        assert "promise whose day has passed" in page.visit("/staff").main
        assert "1 thing, by" in page.visit("/staff/mine").main
        make.kept_apart(sam, said, priya)
        for url in ("/staff/statements", "/staff", "/staff/mine"):
            shown = page.visit(url).main
            assert "promise" not in shown, url
            assert "1 thing, by" not in shown, url


def test_an_advocates_promise_is_nobodys_of_the_council(
    page: Page, make: Make, sam: YoungPerson, ade: Account
) -> None:
    statement = make.statement(sam, desk=Desk.ADVOCATE)
    page.sign_in(ade).visit(f"/staff/advocate/{statement.id}")
    page.submit("Send it", {"understood": "x", "state": "will_do", "will_do": "y", "by_when": _in_days(1)})
    assert len(_answers()) == 1
    assert _promises() == []


def test_an_answer_from_before_there_were_states_is_shown_as_a_no(
    in_space: Page, make: Make, said: Statement, priya: Account
) -> None:
    make.answer(said, priya, reason="No money is left.", read_at=clock.now())
    in_space.visit(f"/said/{said.id}")
    assert "We can't do this. This is why" in in_space.main
    assert "You don't have to agree" in in_space.main


def test_reopening_keeps_the_history_as_rounds(
    in_space: Page, make: Make, said: Statement, priya: Account, sam_account: Account
) -> None:
    yesterday = clock.now() - timedelta(days=1)
    make.answer(said, priya, will_do="The first answer", read_at=clock.now(), at=yesterday)
    in_space.visit(f"/said/{said.id}").submit("Tell them", says="not_sorted", words="it goes on")
    in_space.sign_in(priya).visit(f"/staff/statements/{said.id}").submit("Send it", DONE)
    assert "Round 2: they said it was not sorted" in in_space.main
    in_space.sign_in(sam_account).visit(f"/said/{said.id}").submit("Read the answer")
    for words in ("The first answer", "it goes on", "You said it was not sorted. We looked again.", "a lock"):
        assert words in in_space.main
    assert [answer.round for answer in _answers()] == [1, 2]


def test_from_a_no_to_an_advocate_in_one_tap(
    in_space: Page, make: Make, said: Statement, priya: Account
) -> None:
    make.answer(said, priya, reason="A judge said no.", read_at=clock.now())
    in_space.visit(f"/said/{said.id}")
    assert "tel:01632960555" in "".join(str(link.get("href")) for link in in_space.links())
    in_space.submit("Write to an advocate")
    assert in_space.url.endswith("/say")
    in_space.visit("/say/words").submit("Next", words="I want to stay at my school")
    assert in_space.value("to") == "advocate"


def test_what_they_had_started_is_not_turned_to_somebody_else(
    in_space: Page, make: Make, said: Statement, priya: Account
) -> None:
    in_space.visit("/say/words").submit("Next", words="For Priya only")
    make.answer(said, priya, reason="A judge said no.", read_at=clock.now())
    before = rows(Draft)[0].content
    in_space.visit(f"/said/{said.id}").submit("Write to an advocate")
    assert rows(Draft)[0].content == before
    assert "Pick the advocate" in in_space.main


def test_without_an_advocate_there_is_the_number(
    page: Page, make: Make, sam_account: Account, said: Statement, priya: Account
) -> None:
    make.answer(said, priya, reason="A judge said no.", read_at=clock.now())
    page.sign_in(sam_account).visit(f"/said/{said.id}").submit("Write to an advocate")
    assert "Please ring them" in page.main
    assert rows(Draft) == []


def test_nobody_elses_no_leads_to_an_advocate(
    page: Page, make: Make, said: Statement, another_page: Callable[[], Page]
) -> None:
    other = another_page().sign_in(make.account_for(make.young_person()))
    other.post(f"/said/{said.id}/to-advocate", status=404)
    assert rows(Draft) == []


# --- wordings ---


def test_a_wording_fills_the_boxes_and_keeps_what_was_typed(desk: Page) -> None:
    desk.submit("Use this wording", phrase="cant_money", understood="You want a tablet.")
    assert desk.value("understood").startswith("You want a tablet.")
    assert "[what they want]" in desk.value("understood")
    assert "[what]" in desk.value("reason")
    assert desk.value("state") == "cant"
    assert _answers() == []


def test_a_wording_is_not_sent_with_a_gap_or_as_it_was(desk: Page) -> None:
    desk.submit("Use this wording", phrase="cant_money")
    desk.submit("Send it", status=422)
    assert any("Fill in or take out what is in square brackets: [what]" in line for line in desk.mistakes)
    bare = {"understood": "You want.", "reason": "We do not have the money for. decided that."}
    bare["decided_by"] = ""
    desk.submit("Send it", bare, status=422)
    assert any("Put it in your own words" in line for line in desk.mistakes)
    assert _answers() == []
    mine = {"understood": "You want a tablet.", "reason": "We do not have the money for a tablet this year."}
    desk.submit("Send it", {**mine, "decided_by": "Jo Bell, who runs our team"})
    assert len(_answers()) == 1


def test_without_a_choice_nothing_is_filled_in(desk: Page) -> None:
    desk.submit("Use this wording", understood="mine")
    assert "Choose a wording first" in desk.main
    assert desk.value("understood") == "mine"


def test_a_wording_is_for_who_answers_only(page: Page, make: Make, sam: YoungPerson, said: Statement) -> None:
    page.sign_in(make.worker_of(sam, Role.IRO))
    page.post(f"/staff/statements/{said.id}/wording", {"phrase": "cant_money"}, status=404)
