"""What a meeting talks about: young members' items first, their order, votes by count alone, minutes."""

from __future__ import annotations

import uuid
from uuid import UUID

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.panels.models import Agenda, AgendaItem, Vote
from portal.panels.rules import Choice, ItemState, MemberKind
from portal.panels.rules.members import counted, in_order, moved
from tests.support.challenged import Panel, known, meeting, panel
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.seated import seat, terms, young_member


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _bring(page: Page, meeting_id: UUID, words: str, **fields: bool) -> None:
    page.visit(f"/staff/panel/{meeting_id}/agenda").submit("Put it on the list", words=words, **fields)


def _items(page: Page) -> list[str]:
    agenda = next(e for e in page.everything if "agenda" in (e.get("class") or "").split())
    return ["".join(next(iter(item)).itertext()) for item in agenda]


def test_what_young_members_bring_stands_first_and_they_set_the_order(
    there: Panel, make: Make, page: Page
) -> None:
    young = young_member(make, there.support)
    coming = meeting(there.support, is_published=False, days_ago=-5)
    _bring(page.sign_in(there.support), coming.id, "the budget")
    _bring(page.sign_in(there.member), coming.id, "moves at short notice")
    assert "Up" not in [text for form in page.forms() for text in form.form.itertext()]
    _bring(page.sign_in(young), coming.id, "phones at night")
    assert _items(page) == ["phones at night", "moves at short notice", "the budget"]
    page.submit("Down: phones at night")
    assert _items(page)[:2] == ["moves at short notice", "phones at night"]
    item = db.session.scalars(sa.select(AgendaItem.id)).first()
    page.sign_in(there.member).post(f"/staff/panel/agenda/{item}/move", {"to": "up"}, status=404)
    page.post(f"/staff/panel/agenda/{item}/leave-out", {"why": "no."}, status=404)


def test_support_publishes_it_and_from_then_on_it_stands(there: Panel, make: Make, page: Page) -> None:
    young = young_member(make, there.support)
    coming = meeting(there.support, is_published=False, days_ago=-5)
    url = f"/staff/panel/{coming.id}/agenda"
    _bring(page.sign_in(young), coming.id, "phones at night")
    _bring(page.sign_in(there.member), coming.id, "car parks")
    items = {row.words: row.id for row in db.session.scalars(sa.select(AgendaItem))}
    page.sign_in(there.support).visit(f"/staff/panel/agenda/{items['phones at night']}")
    assert "A young member brought it, so it stays on." in page.main
    page.post(f"/staff/panel/agenda/{items['phones at night']}/leave-out", {"why": "no time."}, status=409)
    page.visit(f"/staff/panel/agenda/{items['car parks']}").submit("Leave it out", status=422)
    page.submit("Leave it out", why="another committee decides it.")
    assert "another committee decides it." in page.sign_in(there.member).visit(url).main
    assert "another committee decides it." not in page.sign_in(young).visit(url).main
    page.sign_in(there.support).visit(url).submit("Publish the agenda")
    page.post(f"{url}/publish")
    told = sa.select(Notice.account_id).where(Notice.kind == NoticeKind.AGENDA_READY)
    assert set(db.session.scalars(told)) == {there.member.id, young.id}
    assert len(db.session.scalars(told).all()) == 2
    for who, step, sent in (
        (young, f"agenda/{items['phones at night']}/move", {"to": "down"}),
        (there.support, f"agenda/{items['car parks']}/take", {}),
        (young, f"{coming.id}/agenda", {"words": "one more thing"}),
    ):
        page.sign_in(who).post(f"/staff/panel/{step}", sent, status=409)


def test_votes_are_counted_and_nobody_reads_anothers(there: Panel, make: Make, page: Page) -> None:
    young, held = young_member(make, there.support), there.met_today()
    seat(there.member, there.support, MemberKind.COUNCILLOR)
    terms(there.support, MemberKind.YOUNG_MEMBER)
    url = f"/staff/panel/{held.id}/agenda"
    _bring(page.sign_in(there.support), held.id, "a youth fund", needs_vote=True)
    item = db.session.scalars(sa.select(AgendaItem.id)).one()
    page.sign_in(young).post(f"/staff/panel/agenda/{item}/vote", {"says": "for"}, status=409)
    page.sign_in(there.support).visit(url).submit("Publish the agenda")
    page.sign_in(young).visit(url).submit("Against").submit("For").submit("For")
    assert db.session.scalars(sa.select(Vote.choice)).all() == [Choice.FOR]
    assert "For: 1" not in page.main
    page.sign_in(there.member).post(f"/staff/panel/agenda/{item}/vote", {"says": "for"}, status=404)
    assert "Your vote" not in page.visit(url).main
    page.sign_in(there.support).visit(url)
    assert "For: 1, against: 0, not voting: 0." in page.main
    page.follow("Write down what was decided").submit("Write it down", status=422)
    page.submit("Write it down", decided="yes, from May.")
    page.sign_in(there.member).visit(url)
    assert "For: 1, against: 0, not voting: 0." in page.main
    assert "yes, from May." in page.main
    page.sign_in(young).post(f"/staff/panel/agenda/{item}/vote", {"says": "against"}, status=409)


def test_nothing_is_decided_before_the_meeting(there: Panel, page: Page) -> None:
    coming = meeting(there.support, is_published=False, days_ago=-5)
    _bring(page.sign_in(there.support), coming.id, "the budget")
    item = db.session.scalars(sa.select(AgendaItem.id)).one()
    page.post(f"/staff/panel/agenda/{item}/decide", {"decided": "yes."}, status=409)
    page.visit(f"/staff/panel/{coming.id}/agenda").submit("Publish the agenda")
    page.post(f"/staff/panel/agenda/{item}/decide", {"decided": "yes."}, status=409)


def test_an_item_with_a_known_name_is_not_published(there: Panel, make: Make, page: Page) -> None:
    coming = meeting(there.support, is_published=False, days_ago=-5)
    url = f"/staff/panel/{coming.id}/agenda"
    known(make, "Ottoline Fenwick")
    sent = {"send_once": str(uuid.uuid4()), "words": "where Ottoline lives", "not_names": "y"}
    sent["looked_at"] = "Ottoline"
    for _again in range(2):
        page.sign_in(there.member).post(url, sent)
    assert len(db.session.scalars(sa.select(AgendaItem)).all()) == 1
    page.sign_in(there.support).visit(url)
    assert "Ottoline" not in page.html
    page.post(f"{url}/publish", status=409)
    assert db.session.scalars(sa.select(Agenda)).all() == []
    row = db.session.scalars(sa.select(AgendaItem)).one()
    assert row.state is ItemState.PROPOSED


@pytest.mark.once
def test_the_order_until_somebody_sets_it() -> None:
    a, b, c, d = (uuid.UUID(int=number) for number in range(4))
    young, elder, co_opted = MemberKind.YOUNG_MEMBER, MemberKind.COUNCILLOR, MemberKind.CO_OPTEE
    assert in_order([(a, None, 0), (b, elder, 0), (c, young, 0), (d, co_opted, 0)]) == [c, b, d, a]
    assert in_order([(a, None, 1), (b, elder, 2), (c, young, 0), (d, elder, 0)]) == [a, b, c, d]
    assert moved([a, b, c], c, up=True) == [a, c, b]
    assert moved([a, b, c], a, up=True) == [a, b, c]
    assert moved([a, b, c], d, up=False) == [a, b, c]
    assert counted([Choice.FOR, Choice.FOR]) == {Choice.FOR: 2, Choice.AGAINST: 0, Choice.ABSTAIN: 0}
