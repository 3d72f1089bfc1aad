"""What they said: the list, the conversation, who gets it, taking it back. Nobody else's, ever."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Recipient, Share, Statement
from portal.voice.rules import Desk
from portal.voice.rules.desk import PASSED_ON
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, statements


@pytest.fixture
def reader(make: Make) -> Account:
    return make.staff(Role.READER, name="Rita Reader")


@pytest.fixture
def said(make: Make, sam: YoungPerson, priya: Account) -> Statement:
    """Not read yet."""
    return make.statement(sam, "I want to see my sister", to=[priya])


def test_honest_states_in_the_list(
    in_space: Page, make: Make, sam: YoungPerson, priya: Account, reader: Account
) -> None:
    now = clock.now()
    make.statement(sam, "waiting one", to=[priya], sent_at=now)
    make.statement(sam, "read one", to=[priya], sent_at=now - timedelta(days=1), read_by=reader)
    new = make.statement(sam, "new one", to=[priya], sent_at=now - timedelta(days=2), read_by=reader)
    old = make.statement(sam, "old one", to=[priya], sent_at=now - timedelta(days=3), read_by=reader)
    make.statement(sam, "back one", to=[priya], sent_at=now - timedelta(days=4), taken_back_at=now)
    make.answer(new, priya)
    make.answer(old, priya, read_at=now)
    main = in_space.visit("/said").main
    for words, state in (
        ("waiting one", "Waiting to be read"),
        ("read one", "Read. An answer is coming"),
        ("new one", "New answer"),
        ("old one", "Answered"),
        ("back one", "You took it back"),
    ):
        assert state in main.partition(words)[2][:60], words
    assert main.index("waiting one") < main.index("read one") < main.index("back one")


def test_long_lists_have_pages(in_space: Page, make: Make, sam: YoungPerson) -> None:
    for number in range(17):
        make.statement(sam, f"thing {number}.", sent_at=clock.now() - timedelta(days=number))
    in_space.visit("/said")
    assert "thing 14." in in_space.main
    assert "thing 15." not in in_space.main
    assert "thing 15." in in_space.follow("Next").main
    in_space.visit("/said?page=x")
    assert "thing 0." in in_space.main


def test_nothing_said_yet(in_space: Page) -> None:
    assert "Nothing here yet" in in_space.visit("/said").main


def test_waiting_says_when_and_who(in_space: Page, said: Statement) -> None:
    main = in_space.visit(f"/said/{said.id}").main
    assert "I want to see my sister" in main
    assert "Read by" in main
    assert "Priya Shah answers by" in main
    assert "They can read it after our safety team." in main


@pytest.mark.parametrize("ending", ["", "/people", "/take-back"])
def test_other_peoples_and_none_are_the_same_404(
    in_space: Page, make: Make, said: Statement, ending: str
) -> None:
    other = make.statement(make.young_person(), "not yours")
    bodies = []
    for wrong in (other.id, uuid.uuid4()):
        in_space.visit(f"/said/{wrong}{ending}", status=404)
        bodies.append(in_space.html)
        in_space.visit(f"/sent/{wrong}", status=404)
    assert bodies[0] == bodies[1]
    in_space.visit("/said/not-an-id", status=404)


def test_posts_to_other_peoples_do_nothing(in_space: Page, make: Make, priya: Account) -> None:
    other = make.statement(make.young_person(), "not yours", to=[priya], read_by=priya)
    answer = make.answer(other, priya)
    in_space.visit("/said")
    for url in ("take-back", "people", "answer", f"answer/{answer.id}"):
        in_space.post(f"/said/{other.id}/{url}", {"says": "sorted"}, status=404)
    (row,) = statements()
    assert row.taken_back_at is None


def test_a_worker_cannot_open_the_young_persons_page(page: Page, priya: Account, said: Statement) -> None:
    page.sign_in(priya).visit(f"/said/{said.id}", status=404)
    page.visit(f"/sent/{said.id}", status=404)


def test_reading_their_own_writes_no_event(in_space: Page, said: Statement) -> None:
    in_space.visit(f"/said/{said.id}").visit("/said").visit(f"/sent/{said.id}")
    assert rows(Event) == []


def test_who_opened_it_and_safety_only_when_safe(
    in_space: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account, reader: Account
) -> None:
    with db.transaction() as session:
        for account, safety in ((priya, False), (reader, True)):
            session.add(
                Event(
                    at=clock.now(),
                    actor_id=account.id,
                    actor_role="x",
                    action="read",
                    young_person_id=sam.id,
                    subject_kind="statement",
                    subject_id=said.id,
                    safety=safety,
                )
            )
    main = in_space.visit(f"/said/{said.id}").main.partition("Who opened it")[2]
    assert "Priya Shah" in main
    assert "Rita Reader" not in main
    with db.transaction() as session:
        for event in session.query(Event):
            event.shown_at = clock.now()
    assert "Rita Reader" in in_space.visit(f"/said/{said.id}").main.partition("Who opened it")[2]


def test_what_was_shared_is_shown(
    in_space: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account
) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER, name="Fran Carer")
    make.share(said, carer, by=priya)
    assert "Fran Carer. It was shared with them." in in_space.visit(f"/said/{said.id}").main


def test_change_who_gets_it_before_it_was_read(
    in_space: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account
) -> None:
    iro = make.worker_of(sam, Role.IRO, name="Ian Ross")
    in_space.visit(f"/said/{said.id}").follow("Change who gets it").submit("Save", to=["Ian Ross"])
    assert "We changed who gets it." in in_space.flashes
    state = {r.account_id: (r.removed_at is None, r.delivered_at) for r in rows(Recipient)}
    assert state == {priya.id: (False, None), iro.id: (True, None)}
    assert "Priya Shah" not in in_space.main


def test_added_after_it_was_read_gets_it_at_once_and_the_answer_is_handed_on(
    in_space: Page, make: Make, sam: YoungPerson, priya: Account, reader: Account
) -> None:
    iro = make.worker_of(sam, Role.IRO, name="Ian Ross")
    said = make.statement(sam, "x", to=[priya], read_by=reader)
    in_space.visit(f"/said/{said.id}/people").submit("Save", to=["Ian Ross"])
    assert {r.account_id for r in rows(Recipient) if r.delivered_at and not r.removed_at} == {iro.id}
    assert statements()[0].answerer_id == iro.id
    assert rows(Deadline)[0].owner_id == iro.id
    assert {n.account_id for n in rows(Notice) if n.kind is NoticeKind.TO_ANSWER} == {iro.id}


def test_with_nobody_left_a_safety_lead_answers(
    in_space: Page, make: Make, sam: YoungPerson, priya: Account, reader: Account
) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    said = make.statement(sam, "x", to=[priya], read_by=reader)
    in_space.visit(f"/said/{said.id}/people").submit("Save", to=[])
    assert statements()[0].answerer_id == lead.id


def test_whoever_is_kept_apart_is_not_offered_and_never_let_in(
    in_space: Page, make: Make, sam: YoungPerson, said: Statement
) -> None:
    iro = make.worker_of(sam, Role.IRO, name="Ian Ross")
    make.kept_apart(sam, said, iro)
    in_space.visit(f"/said/{said.id}/people")
    assert "Ian Ross" not in in_space.main
    in_space.post(f"/said/{said.id}/people", {"to": str(iro.id)}, status=422)
    assert [r.account_id for r in rows(Recipient)] != [iro.id]


def test_people_stay_once_it_is_answered(
    in_space: Page, make: Make, sam: YoungPerson, priya: Account, reader: Account
) -> None:
    said = make.statement(sam, "x", to=[priya], read_by=reader)
    make.answer(said, priya)
    in_space.visit(f"/said/{said.id}")
    assert not in_space.links("Change who gets it")
    in_space.visit(f"/said/{said.id}/people")
    assert "You can't change this now." in in_space.flashes


def test_strangers_cannot_be_given_it(in_space: Page, make: Make, said: Statement) -> None:
    stranger = make.staff(Role.SOCIAL_WORKER)
    in_space.visit(f"/said/{said.id}/people")
    in_space.post(f"/said/{said.id}/people", {"to": str(stranger.id)}, status=422)
    assert stranger.id not in {r.account_id for r in rows(Recipient)}


def test_take_back(in_space: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER)
    make.share(said, carer, by=priya)
    make.notice(priya, NoticeKind.TO_ANSWER, about_id=said.id)
    in_space.visit(f"/said/{said.id}").follow("Take it back")
    assert "Our safety team still reads it once" in in_space.main
    assert statements()[0].taken_back_at is None
    in_space.submit("Take it back")
    assert "You took it back" in in_space.main
    (row,) = statements()
    assert row.taken_back_at
    assert row.read_at is None  # the desk still has it to read
    assert rows(Deadline)[0].dropped_at
    assert rows(Share)[0].ended_at
    assert rows(Notice)[0].dropped_at
    assert [e.action for e in rows(Event)] == ["take back"]


def test_taken_back_nothing_is_asked_of_anybody_any_more(
    in_space: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account
) -> None:
    passed_to = make.staff(Role.DUTY_WORKER)
    with db.transaction() as session:
        fields = {"statement_id": said.id, "account_id": passed_to.id, "kind": PASSED_ON}
        session.add(Recipient(**fields, delivered_at=clock.now()))
    asks = {NoticeKind.ASKED_TO_ANSWER, NoticeKind.GIVEN_BACK, NoticeKind.PROMISE_DUE, NoticeKind.TO_FILE}
    has_it = {NoticeKind.DELIVERED, NoticeKind.ADDED}
    for account in (priya, passed_to):
        for kind in asks | has_it:
            make.notice(account, kind, about_id=said.id)
    in_space.visit(f"/said/{said.id}/take-back").submit("Take it back")
    left = {(n.account_id, n.kind) for n in rows(Notice) if n.about_id == said.id and not n.dropped_at}
    assert left == {(passed_to.id, kind) for kind in has_it}  # the safety team still wants them to see it


def test_taking_back_twice_is_once(in_space: Page, said: Statement) -> None:
    in_space.visit(f"/said/{said.id}/take-back").submit("Take it back")
    first = statements()[0].taken_back_at
    in_space.post(f"/said/{said.id}/take-back")
    assert statements()[0].taken_back_at == first


def test_the_advocates_one_says_whose_it_is(in_space: Page, make: Make, sam: YoungPerson) -> None:
    said = make.statement(sam, "private", desk=Desk.ADVOCATE)
    main = in_space.visit(f"/said/{said.id}").main
    assert "Nobody at the council." in main
    assert "answers by" not in main
    in_space.visit(f"/said/{said.id}/take-back")
    assert "The advocate still reads it once" in in_space.main


def test_the_past_is_shut_after_a_lost_way_in(
    page: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    before = make.statement(sam, "from before", to=[priya], sent_at=clock.now() - timedelta(days=2))
    account = make.account_for(sam, past_shut_at=clock.now() - timedelta(days=1))
    make.statement(sam, "since then", to=[priya])
    page.sign_in(account).visit("/said")
    assert "since then" in page.main
    assert "from before" not in page.html
    assert "A worker opens it again after they have met you" in page.main
    for url in (f"/said/{before.id}", f"/sent/{before.id}", f"/said/{before.id}/take-back"):
        page.visit(url, status=404)
