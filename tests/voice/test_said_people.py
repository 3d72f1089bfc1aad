"""Who gets what they said, changed later: who is told, what is shared no longer, taken back from both."""

from __future__ import annotations

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Recipient, Share, Statement
from portal.voice.rules import Desk
from portal.voice.rules.desk import PASSED_ON
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows, statements, to_page_3


def _read(make: Make, sam: YoungPerson, *to: Account) -> Statement:
    return make.statement(sam, "I want to see my sister", to=to, read_by=make.staff(Role.READER))


def _passed_on(statement: Statement, account: Account) -> None:
    with db.transaction() as session:
        row = Recipient(statement_id=statement.id, account_id=account.id, kind=PASSED_ON, place=7)
        row.delivered_at = statement.read_at
        session.add(row)


def _goes_to() -> set[object]:
    return {r.account_id for r in rows(Recipient) if r.delivered_at and not r.removed_at}


def test_somebody_added_after_it_was_read_is_told_once(
    in_space: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    iro = make.worker_of(sam, Role.IRO, name="Ian Ross")
    said = _read(make, sam, priya)
    for _ in range(2):
        in_space.visit(f"/said/{said.id}/people").submit("Save", to=["Priya Shah", "Ian Ross"])
    told = [(n.kind, n.account_id) for n in rows(Notice)]
    assert told == [(NoticeKind.DELIVERED, iro.id)]


def test_before_it_was_read_nobody_added_is_told(in_space: Page, make: Make, sam: YoungPerson) -> None:
    make.worker_of(sam, Role.IRO, name="Ian Ross")
    said = make.statement(sam)
    in_space.visit(f"/said/{said.id}/people").submit("Save", to=["Ian Ross"])
    assert rows(Notice) == []


def test_what_somebody_taken_off_has_shared_ends(
    in_space: Page, make: Make, sam: YoungPerson, priya: Account, page: Page
) -> None:
    iro = make.worker_of(sam, Role.IRO, name="Ian Ross")
    carer, other = make.worker_of(sam, Role.FOSTER_CARER), make.worker_of(sam, Role.PARTNER)
    said = _read(make, sam, priya, iro)
    make.share(said, carer, by=priya)
    make.share(said, other, by=iro)
    make.notice(carer, NoticeKind.SHARED, about_id=said.id)
    in_space.visit(f"/said/{said.id}/people").submit("Save", to=["Ian Ross"])
    assert {s.account_id: s.ended_at is None for s in rows(Share)} == {carer.id: False, other.id: True}
    assert all(n.dropped_at for n in rows(Notice) if n.kind is NoticeKind.SHARED)
    page.sign_in(carer).visit(f"/staff/shared/{said.id}", status=404)


def test_they_stop_sharing_it_themselves_answered_or_not(
    in_space: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER, name="Fran Carer")
    said = _read(make, sam, priya)
    make.share(said, carer, by=priya)
    make.answer(said, priya)
    in_space.visit(f"/said/{said.id}").follow("Change who gets it").submit("Stop sharing with Fran Carer")
    assert "It is not shared with them any more." in in_space.flashes
    assert rows(Share)[0].ended_at
    assert "Fran Carer" not in in_space.main
    assert [event.action for event in rows(Event)] == ["stop sharing"]
    in_space.visit(f"/said/{said.id}/people")
    assert "You can't change this now." in in_space.flashes


def test_nobody_elses_sharing_is_stopped(in_space: Page, make: Make, priya: Account) -> None:
    other = make.young_person()
    carer = make.worker_of(other, Role.FOSTER_CARER)
    said = _read(make, other, priya)
    make.share(said, carer, by=priya)
    in_space.post(f"/said/{said.id}/stop-sharing", {"with": str(carer.id)}, status=404)
    assert rows(Share)[0].ended_at is None


def test_changing_who_gets_it_takes_nothing_from_whom_the_safety_team_passed_it_to(
    in_space: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    iro = make.worker_of(sam, Role.IRO, name="Ian Ross")
    said = _read(make, sam, priya)
    _passed_on(said, iro)
    in_space.visit(f"/said/{said.id}/people").submit("Save", to=[])
    assert _goes_to() == {iro.id}
    in_space.visit(f"/said/{said.id}/people").submit("Save", to=["Ian Ross"])
    assert "Ian Ross" in in_space.main  # picked by Sam now, so Sam sees it
    assert [r.kind for r in rows(Recipient) if not r.removed_at] == ["iro"]


def test_what_somebody_opens_whom_it_was_passed_on_to_is_safety_work(
    in_space: Page, page: Page, make: Make, sam: YoungPerson, priya: Account, another_page: object
) -> None:
    iro = make.worker_of(sam, Role.IRO, name="Ian Ross")
    said = _read(make, sam, priya)
    _passed_on(said, iro)
    staff = another_page()  # type: ignore[operator]  # the fixture makes a browser
    staff.sign_in(iro).visit(f"/staff/statements/{said.id}")
    assert {(event.actor_id, event.safety) for event in rows(Event)} == {(iro.id, True)}
    for url in (f"/said/{said.id}", "/who-opened"):
        assert "Ian Ross" not in in_space.visit(url).main
    staff.sign_in(priya).visit(f"/staff/statements/{said.id}")
    assert "Priya Shah" in in_space.visit(f"/said/{said.id}").main.partition("Who opened it")[2]
    with db.transaction() as session:
        session.execute(sa.update(Event).values(shown_at=said.sent_at))
    assert "Ian Ross" in in_space.visit(f"/said/{said.id}").main.partition("Who opened it")[2]


def _sent_to_both(in_space: Page, make: Make) -> dict[Desk, Statement]:
    make.staff(Role.ADVOCATE)
    to_page_3(in_space).submit("Send", to=["Priya Shah", "advocate"])
    return {said.desk: said for said in statements()}


def test_take_back_names_the_copy_at_the_other_desk_and_takes_back_both(in_space: Page, make: Make) -> None:
    both = _sent_to_both(in_space, make)
    in_space.visit(f"/said/{both[Desk.COUNCIL].id}/take-back")
    assert "You sent this to the advocate too." in in_space.main
    in_space.submit("Take it back")
    assert all(said.taken_back_at for said in statements())


def test_or_only_the_one(in_space: Page, make: Make) -> None:
    both = _sent_to_both(in_space, make)
    in_space.visit(f"/said/{both[Desk.ADVOCATE].id}/take-back")
    assert "You sent this to the council too." in in_space.main
    in_space.submit("Take it back", both=False)
    assert {said.desk: bool(said.taken_back_at) for said in statements()} == {
        Desk.COUNCIL: False,
        Desk.ADVOCATE: True,
    }
    in_space.visit(f"/said/{both[Desk.COUNCIL].id}/take-back")
    assert "too." not in in_space.main


def test_an_advocate_cannot_answer_what_was_taken_back(page: Page, make: Make, sam: YoungPerson) -> None:
    advocate = make.staff(Role.ADVOCATE)
    said = make.statement(sam, desk=Desk.ADVOCATE, read_by=advocate)
    page.sign_in(advocate).visit(f"/staff/advocate/{said.id}")
    with db.transaction() as session:
        session.execute(sa.update(Statement).values(taken_back_at=said.sent_at))
    answer = {"understood": "x", "state": "cant", "reason": "y"}
    page.post(f"/staff/advocate/{said.id}/answer", answer, status=409)
