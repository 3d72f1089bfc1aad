"""A lost way in: the old ways end, they speak at once, the past stays shut until a second worker met them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import IdentityCheck
from portal.accounts.queries.ways import WayStep, past_shut_at, ways_history
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from tests.accounts.ways import card_for, come_in, fresh, open_ways, use, words_of
from tests.support.factories import Make
from tests.support.pages import Page

Another = Callable[[], Page]


@dataclass
class Lost:
    """A young person who came in with a card for a lost way in."""

    person: Any
    maker: Any
    worker: Any
    old_words: tuple[str, ...]
    old_phone: Page
    young: Page

    @property
    def check(self) -> IdentityCheck:
        db.session.remove()
        return db.session.scalars(
            sa.select(IdentityCheck).order_by(IdentityCheck.opened_at.desc()).limit(1)
        ).one()


@pytest.fixture
def lost(make: Make, page: Page, another_page: Another) -> Lost:
    person = make.young_person(name="Robin Vale")
    maker, worker = make.staff(Role.PARTICIPATION_WORKER), make.worker_of(person, Role.SOCIAL_WORKER)
    words = words_of(make.account_for(person))
    phone = come_in(another_page(), words, own_phone=True)
    use(page, card_for(person, maker).words)
    return Lost(person, maker, worker, words, phone, page)


def test_the_old_words_phones_and_sessions_end_at_once(lost: Lost, another_page: Another) -> None:
    assert "/come-in" in lost.old_phone.visit("/my-details").url
    come_in(lost.old_phone, lost.old_words[:3], status=422)
    come_in(another_page(), lost.old_words, status=422)
    assert open_ways(fresh(lost.person).id) == 0


def test_making_the_card_ends_nothing_yet(make: Make, another_page: Another) -> None:
    person = make.young_person()
    words = words_of(make.account_for(person))
    card_for(person, make.staff(Role.PARTICIPATION_WORKER))
    come_in(another_page(), words)
    assert past_shut_at(person.id) is None


def test_they_can_speak_at_once_and_the_past_is_shut(lost: Lost) -> None:
    assert lost.young.visit("/say").status == 200
    assert past_shut_at(lost.person.id) is not None


def test_workers_around_them_are_told_but_not_the_maker(lost: Lost) -> None:
    db.session.remove()
    told = db.session.scalars(sa.select(Notice).where(Notice.kind == NoticeKind.CHECK_IDENTITY)).all()
    assert [notice.account_id for notice in told] == [lost.worker.id]
    assert told[0].about_id == lost.check.id


def test_without_a_worker_around_another_participation_worker_is_told(make: Make, page: Page) -> None:
    person, maker = make.young_person(), make.staff(Role.PARTICIPATION_WORKER)
    other = make.staff(Role.PARTICIPATION_WORKER)
    make.account_for(person)
    use(page, card_for(person, maker).words)
    assert [n.account_id for n in db.session.scalars(sa.select(Notice))] == [other.id]


def test_a_second_worker_opens_the_past(lost: Lost, another_page: Another) -> None:
    staff = another_page().sign_in(lost.worker).visit("/staff/checks")
    assert "Robin Vale" in staff.main
    staff.follow("Say what you found").submit("Save what I found", found="them")
    assert past_shut_at(lost.person.id) is None
    assert "Nothing waits" in staff.main
    assert lost.check.confirmed_by == lost.worker.id
    lost.young.visit("/my-details")  # still signed in
    unseen = sa.select(Notice).where(Notice.dropped_at.is_(None), Notice.seen_at.is_(None))
    assert db.session.scalars(unseen).all() == []


def test_what_was_found_has_to_be_said(lost: Lost, another_page: Another) -> None:
    staff = another_page().sign_in(lost.worker).visit(f"/staff/checks/{lost.check.id}")
    staff.submit("Save what I found", status=422)
    staff.post(f"/staff/checks/{lost.check.id}", {"found": "somebody"}, status=422)
    assert past_shut_at(lost.person.id) is not None


def test_the_maker_cannot_confirm_their_own_card(lost: Lost, another_page: Another) -> None:
    staff = another_page().sign_in(lost.maker).visit("/staff/checks")
    assert "somebody else has to check" in staff.main
    staff.visit(f"/staff/checks/{lost.check.id}")
    staff.post(f"/staff/checks/{lost.check.id}", {"found": "them"}, status=409)
    assert past_shut_at(lost.person.id) is not None


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.READER, Role.FOSTER_CARER, Role.SOCIAL_WORKER])
def test_those_who_do_not_work_with_them_cannot(
    lost: Lost, another_page: Another, make: Make, role: Role
) -> None:
    staff = another_page().sign_in(make.staff(role))
    staff.visit(f"/staff/checks/{lost.check.id}", status=404)
    staff.post(f"/staff/checks/{lost.check.id}", {"found": "them"}, status=404)
    assert "Robin" not in staff.visit("/staff/checks").text


def test_nobody_a_statement_concerns_confirms_or_sees_that_it_waits(
    lost: Lost, another_page: Another, make: Make
) -> None:
    make.kept_apart(lost.person, make.statement(lost.person), lost.worker, "household")
    staff = another_page().sign_in(lost.worker)
    staff.post(f"/staff/checks/{lost.check.id}", {"found": "them"}, status=404)
    assert "Robin" not in staff.visit("/staff/checks").text
    assert past_shut_at(lost.person.id) is not None


def test_a_card_whose_maker_is_in_conflict_by_now_cannot_be_confirmed(
    lost: Lost, another_page: Another, make: Make
) -> None:
    make.kept_apart(lost.person, make.statement(lost.person), lost.maker)
    staff = another_page().sign_in(lost.worker)
    assert "no longer be confirmed" in staff.visit(f"/staff/checks/{lost.check.id}").main
    staff.post(f"/staff/checks/{lost.check.id}", {"found": "them"}, status=409)
    assert past_shut_at(lost.person.id) is not None


def test_if_it_was_not_them_every_way_in_ends_and_the_past_stays_shut(
    lost: Lost, another_page: Another
) -> None:
    staff = another_page().sign_in(lost.worker).visit(f"/staff/checks/{lost.check.id}")
    staff.submit("Save what I found", found="not_them")
    assert past_shut_at(lost.person.id) is not None
    assert "/come-in" in lost.young.visit("/my-details").url
    staff.visit(f"/staff/checks/{lost.check.id}", status=404)


def test_it_is_decided_once(lost: Lost, another_page: Another) -> None:
    url = f"/staff/checks/{lost.check.id}"
    staff = another_page().sign_in(lost.worker)
    staff.post(url, {"found": "them"})
    staff.post(url, {"found": "not_them"}, status=409)
    assert past_shut_at(lost.person.id) is None


def test_lost_once_more_only_the_newest_check_opens_the_past(
    lost: Lost, another_page: Another, make: Make
) -> None:
    first = lost.check.id
    use(another_page(), card_for(lost.person, lost.maker).words)
    assert lost.check.id != first
    staff = another_page().sign_in(lost.worker)
    staff.post(f"/staff/checks/{first}", {"found": "them"}, status=409)
    assert past_shut_at(lost.person.id) is not None
    staff.post(f"/staff/checks/{lost.check.id}", {"found": "them"})
    assert past_shut_at(lost.person.id) is None


def test_two_first_cards_the_second_used_late_does_not_open_the_past(
    make: Make, page: Page, another_page: Another
) -> None:
    """A second first card would be a way round the check: using the first ends it."""
    person, maker = make.young_person(), make.staff(Role.PARTICIPATION_WORKER)
    first, second = card_for(person, maker), card_for(person, maker)
    use(page, first.words)
    use(another_page(), second.words, status=422)
    assert past_shut_at(person.id) is None


def test_they_can_see_who_made_and_who_confirmed_it_and_when(lost: Lost, another_page: Another) -> None:
    another_page().sign_in(lost.worker).post(f"/staff/checks/{lost.check.id}", {"found": "them"})
    steps: list[tuple[WayStep, UUID | None]] = [(e.step, e.by_id) for e in ways_history(lost.person.id)]
    assert steps == [
        (WayStep.CONFIRMED, lost.worker.id),
        (WayStep.CARD_USED, None),
        (WayStep.LOST_CARD_MADE, lost.maker.id),
        (WayStep.NEW_WORDS, None),
    ]


def test_a_wrong_id_is_not_there(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.PARTICIPATION_WORKER))
    page.visit("/staff/checks/00000000-0000-0000-0000-000000000000", status=404)
    page.visit("/staff/checks/nonsense", status=404)
