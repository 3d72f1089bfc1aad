"""A member's own page, what panel support keeps about members, and what coming costs them."""

from __future__ import annotations

import uuid
from datetime import timedelta

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.panels.commands import members as commands
from portal.panels.commands.members import Seat
from portal.panels.models import Cost, Membership, PanelTerms, Training
from portal.panels.queries import members as queries
from portal.panels.rules import CostState, MemberKind
from portal.plainwords.reading import reading_age
from portal.policy.roles import Role
from tests.support.challenged import Panel, meeting, panel
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.seated import seat, terms, young_member


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def test_a_member_begins_with_what_is_next_and_what_they_asked(there: Panel, page: Page) -> None:
    page.sign_in(there.member).visit("/staff/panel/me")
    assert "Panel support has not written down yet" in page.main
    assert "Nothing of yours is open" in page.main
    seat(there.member, there.support, MemberKind.COUNCILLOR)
    there.handed_on("who rings them when it moves?")
    there.closed(words="is this closed now?")
    meeting(there.support, is_published=False, days_ago=-5)
    page.visit("/staff/panel/me")
    assert "Councillor · since" in page.main
    assert "who rings them when it moves?" in page.main
    assert "is this closed now?" not in page.main
    assert "who checks that the child was told?" in page.main  # the newest paper's question
    assert "The panel meets on" in page.main
    assert page.main.count("Children and Social Work Act 2017") == 1
    principles = [e for e in page.everything if e.tag == "ol"]
    assert len([item for item in principles[-1] if item.tag == "li"]) == 7
    assert "different sign-in" not in page.main
    page.sign_in(there.support).visit("/staff/panel/me", status=404)


def test_a_young_member_reads_how_it_works_in_words_they_know(there: Panel, make: Make, page: Page) -> None:
    young = young_member(make, there.support)
    page.sign_in(young).visit("/staff/panel/me")
    note = next(e for e in page.everything if "note--info" in (e.get("class") or ""))
    words = " ".join("".join(note.itertext()).split())
    assert "You set the order of the meeting." in words
    assert "is a different sign-in" in words
    assert reading_age(words) <= 11


def test_training_is_written_down_by_support_and_said_when_it_is_due_again(there: Panel, page: Page) -> None:
    today = clock.now().date()
    url = f"/staff/panel/members/{there.member.id}"
    page.sign_in(there.support).visit("/staff/panel/members").follow("Cllr Quill")
    page.submit("Write down the training", status=422)
    assert page.mistakes == ["Say what it was.", "Give the day it was held. It cannot be still to come."]
    soon = today + timedelta(days=20)
    sent = {"what": "being a corporate parent", "held_on": today - timedelta(days=300), "again_on": soon}
    page.submit("Write down the training", sent)
    form, _button = page.form_with("Write down the training")
    pairs = {
        **dict(form.pairs()),
        "what": "x",
        "held_on-day": "1",
        "held_on-month": "1",
        "held_on-year": "2024",
    }
    for _again in range(2):
        page.post(f"{url}/training", pairs)
    assert len(db.session.scalars(sa.select(Training)).all()) == 2
    page.sign_in(there.member).visit("/staff/panel/me")
    assert "being a corporate parent" in page.main
    assert "again by" in page.main
    page.post(f"{url}/training", pairs, status=404)


def test_support_says_as_what_somebody_sits_there(there: Panel, make: Make, page: Page) -> None:
    url = f"/staff/panel/members/{there.member.id}"
    today = clock.now().date()
    page.sign_in(there.support).visit(url).submit("Write down the seat", status=422)
    assert page.mistakes == [
        "Say as what they sit on the panel.",
        "Give the day from which they are a member.",
    ]
    sent = {"kind": "co_optee", "from_on": today, "until_on": today - timedelta(days=1)}
    page.submit("Write down the seat", sent, status=422)
    assert page.mistakes == ["This day is before they came. Pick a later one."]
    page.submit("Write down the seat", until_on=today + timedelta(days=365))
    assert [row.kind for row in db.session.scalars(sa.select(Membership))] == [MemberKind.CO_OPTEE]
    page.visit(f"/staff/panel/members/{there.officer.id}", status=404)
    held = Seat(MemberKind.CO_OPTEE, today, None)
    with pytest.raises(Refused), db.transaction():
        commands.seat(there.officer.id, held, uuid.uuid4(), by=there.support.id, now=clock.now(), on=today)


def test_who_votes_is_data_and_the_newest_terms_count(there: Panel, make: Make, page: Page) -> None:
    young = young_member(make, there.support)
    seat(there.member, there.support, MemberKind.COUNCILLOR)
    today = clock.now().date()
    page.sign_in(there.support).visit("/staff/panel/members")
    assert "Nobody votes until" in page.main
    page.submit("Write it down", voting=["councillor"], status=422)
    assert page.mistakes == ["Say where it was agreed, like “Terms of reference, May 2026”."]
    page.submit("Write it down", agreed="terms of reference.")
    assert queries.those_who_vote(today) == {there.member.id}
    terms(there.support, MemberKind.YOUNG_MEMBER, MemberKind.COUNCILLOR)
    assert queries.those_who_vote(today) == {there.member.id, young.id}
    assert len(db.session.scalars(sa.select(PanelTerms)).all()) == 2
    page.post("/staff/panel/members/terms", {"voting": ["everybody"], "agreed": "x"}, status=422)


def test_a_member_asks_for_what_they_need_and_hears(there: Panel, make: Make, page: Page) -> None:
    young = young_member(make, there.support)
    page.sign_in(young).visit("/staff/panel/me/costs").submit("Ask for it", status=422)
    assert page.mistakes == ["Tick what would help, or write it."]
    page.submit("Ask for it", needs=["travel", "time"], words="the bus is 4 pounds.")
    assert "You hear by" in page.main
    cost = db.session.scalars(sa.select(Cost)).one()
    assert "Travel: tickets, petrol or a lift" in cost.words
    waiting = (Notice.kind == NoticeKind.PANEL_COST, Notice.dropped_at.is_(None))
    assert db.session.scalars(sa.select(Notice.account_id).where(*waiting)).all() == [there.support.id]
    page.sign_in(there.member).visit("/staff/panel/me/costs")
    assert "the bus is" not in page.main
    page.post(f"/staff/panel/costs/{cost.id}/answer", {"agrees": "yes"}, status=404)
    page.sign_in(there.support).visit("/staff/panel/members").follow("Zed Amaro,")
    page.submit("Tell them", agrees="no", status=422)
    assert page.mistakes == ["Say the true reason."]
    page.post(f"/staff/panel/costs/{cost.id}/paid", status=409)
    page.visit(f"/staff/panel/costs/{cost.id}").submit("Tell them", agrees="yes", answer="at the door.")
    page.post(f"/staff/panel/costs/{cost.id}/answer", {"agrees": "no", "answer": "no."}, status=409)
    assert "Pay by" in page.visit("/staff/panel/members").main
    page.visit(f"/staff/panel/costs/{cost.id}").submit("It is paid")
    page.post(f"/staff/panel/costs/{cost.id}/paid")
    db.session.remove()
    assert db.session.scalars(sa.select(Cost.state)).all() == [CostState.PAID]
    page.sign_in(young).visit("/staff/panel/me/costs")
    assert "at the door." in page.main
    page.submit("I have read it")
    unseen = (*waiting, Notice.seen_at.is_(None), Notice.account_id == young.id)
    assert db.session.scalars(sa.select(Notice.id).where(*unseen)).all() == []


def test_what_is_asked_for_twice_is_one(there: Panel, make: Make, page: Page) -> None:
    page.sign_in(there.member).visit("/staff/panel/me/costs")
    sent = {"send_once": str(uuid.uuid4()), "needs": "food", "meeting": str(there.meeting.id)}
    for _again in range(2):
        page.post("/staff/panel/me/costs", sent)
    assert len(db.session.scalars(sa.select(Cost)).all()) == 1
    page.post("/staff/panel/me/costs", sent | {"meeting": str(uuid.uuid4())}, status=422)


def test_who_is_no_member_any_more_neither_votes_nor_chairs(there: Panel, make: Make) -> None:
    today = clock.now().date()
    left = make.staff(Role.PANEL_MEMBER, name="Cllr Gone", until_on=today - timedelta(days=1))
    stays = make.staff(Role.PANEL_MEMBER, name="Cllr Stays")
    seat(stays, there.support, MemberKind.COUNCILLOR, chairs=True)
    terms(there.support, MemberKind.COUNCILLOR)
    with db.transaction() as session:
        session.add(
            Membership(
                account_id=left.id,
                kind=MemberKind.COUNCILLOR,
                chairs=True,
                from_on=today - timedelta(days=9),
                by_id=there.support.id,
                at=clock.now(),
            )
        )
    assert queries.chairs(today) == [stays.id]
    assert queries.those_who_vote(today) == {stays.id}
