"""What comes to whom from the desk: they are told, also of what was taken back; what is let back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import KeptApart
from portal.policy.roles import Role
from portal.voice.models import Concern, Handling, Share, Statement
from portal.voice.rules import Desk
from tests.support.factories import Make
from tests.support.pages import Page

NOBODY = {"done1-outcome": "nothing_needed", "nobody": True}


def _offered(page: Page) -> str:
    """The choices of the first "to whom"."""
    return page.html.split('name="done1-passed_to"')[1].split("</select>")[0]


def _told(account: Account) -> list[NoticeKind]:
    return list(
        db.session.scalars(
            sa.select(Notice.kind).where(
                Notice.account_id == account.id, Notice.dropped_at.is_(None), Notice.seen_at.is_(None)
            )
        )
    )


def test_whoever_has_it_and_need_not_answer_is_told_so_once(page: Page, make: Make) -> None:
    person, reader, lead = make.young_person(), make.staff(Role.READER), make.staff(Role.SAFETY_LEAD)
    worker, iro = make.worker_of(person), make.worker_of(person, Role.IRO)
    statement = make.statement(person, to=[worker, iro])
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}")
    passed = {"nobody": True, "done1-outcome": "passed_on", "done1-passed_to": str(lead.id)}
    page.submit("Mark as read", passed)
    assert _told(worker) == [NoticeKind.TO_ANSWER]
    assert (_told(iro), _told(lead)) == ([NoticeKind.DELIVERED], [NoticeKind.DELIVERED])
    page.visit(f"/staff/desk/{statement.id}")
    page.submit("Add this", {k: v for k, v in passed.items() if k != "nobody"} | {"done1-note": "again"})
    assert _told(lead) == [NoticeKind.DELIVERED]
    page.sign_in(lead).visit("/staff")
    assert "A young person told you something" in page.main
    page.visit(f"/staff/statements/{statement.id}")
    assert _told(lead) == []


def test_taken_back_it_can_be_passed_on_for_safety_and_is_not_shared_or_answered(
    page: Page, make: Make
) -> None:
    person, reader = make.young_person(name="Sam Vale"), make.staff(Role.READER)
    worker, picked = make.staff(Role.SOCIAL_WORKER), make.worker_of(person)
    carer = make.worker_of(person, Role.FOSTER_CARER)
    statement = make.statement(person, "he hurts me", to=[picked], taken_back_at=clock.now())
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}")
    page.submit(
        "Mark as read",
        {"nobody": True, "done1-outcome": "passed_on", "done1-passed_to": str(worker.id)},
    )
    assert _told(worker) == [NoticeKind.DELIVERED]
    page.sign_in(worker).visit("/staff/statements").follow("Sam Vale")
    assert "he hurts me" in page.main
    page.post(f"/staff/statements/{statement.id}/share", {"person": str(carer.id)}, status=409)
    assert db.session.scalars(sa.select(Share)).all() == []
    page.sign_in(picked).visit(f"/staff/statements/{statement.id}", status=404)
    page.visit("/staff/statements")
    assert "Sam Vale" not in page.main


def test_a_wrong_concern_taken_off_leaves_everybody_else_kept_apart(page: Page, make: Make) -> None:
    person, lead = make.young_person(), make.staff(Role.SAFETY_LEAD)
    named, manager = make.staff(Role.SOCIAL_WORKER), make.staff(Role.MANAGER)
    wrong = make.staff(Role.SOCIAL_WORKER, manager=manager)
    lives_with = make.staff(Role.READER, household=wrong)
    statement = make.statement(person, read_by=lead, answerer=lead, desk=Desk.COUNCIL)
    earlier = clock.now() - timedelta(hours=1)
    for account in (named, lives_with):
        make.kept_apart(person, statement, account)
    with db.transaction() as session:
        session.execute(sa.update(KeptApart).values(at=earlier))
    page.sign_in(lead).visit(f"/staff/desk/{statement.id}")
    page.submit("Look for them", {"find": wrong.name})
    page.submit("Add this", {"about": [str(wrong.id)]})

    def apart() -> set[UUID]:
        return set(db.session.scalars(sa.select(KeptApart.account_id)))

    assert apart() == {named.id, lives_with.id, wrong.id, manager.id}
    page.visit(f"/staff/desk/{statement.id}").submit("Marked by mistake: take off")
    assert db.session.scalars(sa.select(Concern)).all() == []
    assert apart() == {named.id, lives_with.id}


def test_the_same_more_sent_three_times_is_written_down_once(page: Page, make: Make) -> None:
    person, reader, lead = make.young_person(), make.staff(Role.READER), make.staff(Role.SAFETY_LEAD)
    worker = make.worker_of(person)
    statement = make.statement(person, to=[lead], read_by=lead, answerer=lead)
    page.sign_in(reader)
    sent = {
        "done1-outcome": "rang",
        "done1-happened_on-day": str(clock.now().day),
        "done1-happened_on-month": str(clock.now().month),
        "done1-happened_on-year": str(clock.now().year),
        "done1-happened_at": "00:00",
        "done1-note": "nobody there",
        "about": [str(worker.id)],
    }
    with db.transaction() as session:
        session.execute(sa.update(Statement).values(sent_at=clock.now() - timedelta(days=2)))
    for _turn in range(3):
        page.post(f"/staff/desk/{statement.id}/more", sent)
    assert len(db.session.scalars(sa.select(Handling)).all()) == 1
    later = {**sent, "done1-happened_at": "00:01", "about": []}
    page.post(f"/staff/desk/{statement.id}/more", later)
    assert len(db.session.scalars(sa.select(Handling)).all()) == 2


def test_what_came_without_words_offers_safety_leads_only(page: Page, make: Make) -> None:
    person, lead = make.young_person(), make.staff(Role.SAFETY_LEAD, name="Lea Lead")
    named = make.worker_of(person, name="Nora Named")
    make.staff(Role.PARTICIPATION_WORKER, name="Pat Other")
    advocate = make.staff(Role.ADVOCATE)
    statement = make.statement(person, "", passed_by_id=advocate.id)
    make.kept_apart(person, statement, named)
    with_words = make.statement(person, "she hits me", passed_by_id=advocate.id)
    page.sign_in(lead).visit(f"/staff/desk/{statement.id}")
    assert "Lea Lead (safety lead)" in _offered(page)
    assert "Pat Other" not in _offered(page)
    page.submit("Mark as read", NOBODY | {"answerer": str(lead.id)})
    page.visit(f"/staff/desk/{with_words.id}")
    assert "Pat Other" in _offered(page)
