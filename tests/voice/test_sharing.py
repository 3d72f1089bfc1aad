"""Sharing with carers and partners: by name, never with anybody kept apart, only while they are around."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink
from portal.policy.roles import Role
from portal.voice.models import Share, Statement
from portal.voice.rules import Way
from portal.voice.rules.answers import WhyNot, why_not_share
from tests.support.factories import Make
from tests.support.pages import Page


def test_shared_by_name_seen_by_that_one_only_and_ended(page: Page, make: Make) -> None:
    person = make.young_person(name="Sam Vale")
    worker = make.worker_of(person)
    carer = make.worker_of(person, Role.FOSTER_CARER, name="Fay Carer")
    partner = make.worker_of(person, Role.PARTNER, name="Pat School")
    statement = make.statement(person, "I want to go swimming", to=[worker], read_by=make.staff(Role.READER))
    page.sign_in(carer).visit("/staff/shared")
    assert "Sam" not in page.main
    page.visit(f"/staff/shared/{statement.id}", status=404)
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}")
    page.submit("Share it", {"person": str(carer.id)})
    assert "Fay Carer" in page.main
    kinds = db.session.scalars(sa.select(Notice.kind).where(Notice.account_id == carer.id)).all()
    assert kinds == [NoticeKind.SHARED]
    page.sign_in(carer).visit("/staff/shared").follow("Sam")
    assert "I want to go swimming" in page.main
    page.sign_in(partner).visit(f"/staff/shared/{statement.id}", status=404)
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}").submit("Stop sharing: Fay Carer")
    page.sign_in(carer).visit(f"/staff/shared/{statement.id}", status=404)


def test_nobody_kept_apart_is_offered_or_taken(page: Page, make: Make) -> None:
    person = make.young_person()
    worker = make.worker_of(person)
    carer = make.worker_of(person, Role.FOSTER_CARER, name="Fay Carer")
    partner = make.worker_of(person, Role.PARTNER, name="Pat Partner", household=carer)
    stranger = make.staff(Role.FOSTER_CARER)
    statement = make.statement(person, to=[worker], concerning=[carer], read_by=make.staff(Role.READER))
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}")
    assert "Fay Carer" not in page.main
    assert "Pat Partner" not in page.main
    for account in (carer, partner, stranger):
        page.post(f"/staff/statements/{statement.id}/share", {"person": str(account.id)}, status=422)
    assert db.session.scalars(sa.select(Share)).all() == []


def test_it_ends_when_taken_back_or_when_they_are_no_longer_around(page: Page, make: Make) -> None:
    person = make.young_person(name="Sam Vale")
    worker, carer = make.worker_of(person), make.staff(Role.FOSTER_CARER)
    link = make.link(person, carer)
    statement = make.statement(person, to=[worker], read_by=make.staff(Role.READER))
    make.share(statement, carer, worker)
    page.sign_in(carer).visit(f"/staff/shared/{statement.id}")
    with db.transaction() as session:
        session.get_one(CareLink, link.id).until_on = clock.now().date() - timedelta(days=1)
    page.visit(f"/staff/shared/{statement.id}", status=404)
    page.visit("/staff/shared")
    assert "Sam" not in page.main
    with db.transaction() as session:
        session.get_one(CareLink, link.id).until_on = None
        session.get_one(Statement, statement.id).taken_back_at = clock.now()
    page.visit(f"/staff/shared/{statement.id}", status=404)


def test_a_carer_it_turns_out_to_concern_loses_it(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    worker, carer = make.worker_of(person), make.worker_of(person, Role.FOSTER_CARER)
    statement = make.statement(person, to=[worker], read_by=reader)
    make.share(statement, carer, worker)
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}").submit("Add this", {"about": [str(carer.id)]})
    page.sign_in(carer).visit(f"/staff/shared/{statement.id}", status=404)
    assert db.session.scalars(sa.select(Share.ended_at)).one() is not None


def test_who_only_answers_does_not_share(page: Page, make: Make) -> None:
    person, lead = make.young_person(), make.staff(Role.SAFETY_LEAD)
    carer = make.worker_of(person, Role.FOSTER_CARER)
    statement = make.statement(person, read_by=make.staff(Role.READER), answerer=lead)
    page.sign_in(lead).visit(f"/staff/statements/{statement.id}")
    page.post(f"/staff/statements/{statement.id}/share", {"person": str(carer.id)}, status=404)


def test_a_page_says_what_this_is_and_is_not(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.FOSTER_CARER)).visit("/staff/shared").follow("What this is")
    assert page.heading.startswith("What this is")
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit("/staff/shared", status=404)


def test_what_they_do_not_know_of_is_shared_with_nobody(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    worker, carer = make.worker_of(person), make.worker_of(person, Role.FOSTER_CARER, name="Fay Carer")
    said = make.statement(person, to=[worker], read_by=reader, way=Way.PASSED_ON, is_shown_to_them=False)
    make.capture(said, make.worker_of(person, Role.PARTNER))
    page.sign_in(worker).visit(f"/staff/statements/{said.id}")
    assert "Fay Carer" not in page.main
    page.post(f"/staff/statements/{said.id}/share", {"person": str(carer.id)}, status=422)
    assert db.session.scalars(sa.select(Share)).all() == []
    make.share(said, carer, worker)  # as one may stand there from before
    page.sign_in(carer).visit(f"/staff/shared/{said.id}", status=404)
    assert str(said.id) not in page.visit("/staff/shared").html


def test_what_somebody_remembers_is_not_shown_as_theirs(page: Page, make: Make) -> None:
    person, reader = make.young_person(name="Sam Vale"), make.staff(Role.READER)
    worker, carer = make.worker_of(person), make.worker_of(person, Role.FOSTER_CARER)
    said = make.statement(person, "He is sad", to=[worker], read_by=reader, way=Way.PASSED_ON)
    make.capture(said, worker)
    make.share(said, carer, worker)
    page.sign_in(carer).visit(f"/staff/shared/{said.id}")
    assert "as somebody else remembers it" in page.main


def test_only_their_own_words_can_be_shared() -> None:
    shown = {"is_shown_to_them": True}
    assert why_not_share(Way.OWN, has_words=False, **shown) is None
    assert why_not_share(Way.PASSED_ON, has_words=True, **shown) is None
    assert why_not_share(Way.PASSED_ON, has_words=False, **shown) is WhyNot.NOTHING_OF_THEIRS
    assert why_not_share(Way.OBSERVED, has_words=True, **shown) is WhyNot.NOTHING_OF_THEIRS
    assert why_not_share(Way.OWN, has_words=True, is_shown_to_them=False) is WhyNot.NOT_TOLD_OF
