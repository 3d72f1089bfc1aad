"""Carers, partners and managers own what they said they would do; who leads the reviews hears of changes."""

from __future__ import annotations

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind as K
from portal.people.models import CareLink, KeptApart
from portal.policy.roles import Role
from portal.reviews.commands import actions, actions_doing, actions_own
from portal.reviews.jobs import actions as jobs
from portal.reviews.models import AgreedAction
from portal.reviews.queries import actions_line
from portal.reviews.queries.actions import version_of
from portal.reviews.rules import ActionKind, ActionState
from portal.reviews.rules.actions import Ladder, Line

ZONE = ZoneInfo("Europe/London")


class Around:
    """A young person with a worker and their manager, an IRO, a carer, a teacher, an advocate."""

    def __init__(self, make):
        self.young = make.young_person()
        self.account = make.account_for(self.young)
        self.manager = make.staff(Role.MANAGER, name="Mo Head")
        self.worker = make.worker_of(self.young, manager=self.manager, name="Wes Work")
        self.iro = make.worker_of(self.young, Role.IRO, name="Iris Lead")
        self.carer = make.worker_of(self.young, Role.FOSTER_CARER, name="Cara Home")
        self.teacher = make.worker_of(self.young, Role.PARTNER, name="Tia School")
        self.advocate = make.worker_of(self.young, Role.ADVOCATE, name="Ada Free")

    def agree(self, owner="carer", days=5, **more):
        today = clock.now().date()
        one = getattr(self, owner)
        line = Line("Boots", today + timedelta(days=days), "You get boots", "She said so", one.id, one.name)
        with db.transaction():
            (row,) = actions.agree(
                self.young.id, [line], send_once=uuid.uuid4(), by=self.iro.id, today=today, **more
            )
            return row.id

    def kept_apart(self, make, name):
        """Something they said concerns somebody of these."""
        statement = make.statement(self.young)
        with db.transaction() as session:
            session.add(
                KeptApart(
                    young_person_id=self.young.id,
                    account_id=getattr(self, name).id,
                    statement_id=statement.id,
                    why="concerned",
                    at=clock.now(),
                )
            )


@pytest.fixture
def around(make):
    return Around(make)


def _told(kind, about_id=None):
    rows = sa.select(Notice.account_id).where(Notice.kind == kind, Notice.dropped_at.is_(None))
    found = db.session.scalars(rows.where(Notice.about_id == about_id) if about_id else rows).all()
    db.session.rollback()
    return list(found)


def _names(around):
    return [one.name for one in actions_line.can_own(around.young.id, clock.now().date())]


def test_who_has_a_page_where_it_is_theirs_can_be_chosen(around):
    found = _names(around)
    assert set(found) == {"Wes Work", "Iris Lead", "Cara Home", "Tia School", "Mo Head"}


def test_a_carer_whom_something_concerns_is_not_offered_nor_told_of_a_chase(make, around):
    about = around.agree()
    around.kept_apart(make, "carer")
    assert "Cara Home" not in _names(around)
    assert "Tia School" in _names(around)
    with db.transaction():
        actions_own.chase(about, uuid.uuid4(), by=around.account.id, today=clock.now().date())
    assert _told(K.ACTION_CHASED, about) == [around.iro.id]


@pytest.mark.parametrize("who", ["carer", "teacher", "manager"])
def test_an_owner_sees_it_says_how_far_and_gives_it_a_day(page, around, who):
    about, other = around.agree(who), around.agree("worker")
    assert _told(K.ACTION_YOURS, about) == [getattr(around, who).id]
    page.sign_in(getattr(around, who)).visit("/staff")
    assert "agreed action to do" in page.main
    page.visit("/staff/actions")
    assert "Boots" in page.main
    page.visit(f"/staff/actions/{about}")
    page.submit("Keep, and show the young person", {"how-to": "done", "how-words": "You have boots"})
    assert db.session.get(AgreedAction, about).state is ActionState.DONE
    if who != "manager":  # who sees those of the whole team
        page.visit(f"/staff/actions/{other}", status=404)
        assert "She said so" not in page.visit(f"/staff/actions/{about}").main
        assert "Iris Lead" not in page.main
        page.visit("/staff/actions?whose=led&state=all")
        assert page.main.count("Boots") == 1


def test_a_carer_hands_nothing_on_and_does_not_see_that_it_was_chased_where_kept_apart(make, page, around):
    about = around.agree()
    page.sign_in(around.carer).visit(f"/staff/actions/{about}")
    assert "Hand it to somebody else" not in page.main
    page.post(f"/staff/actions/{about}/owner", {"owner-owner": str(around.worker.id)}, status=404)
    with db.transaction():
        actions_own.chase(about, uuid.uuid4(), by=around.account.id, today=clock.now().date())
    assert "has not happened" in page.visit(f"/staff/actions/{about}").main
    around.kept_apart(make, "carer")
    assert "has not happened" not in page.visit(f"/staff/actions/{about}").main
    assert "not happened" not in page.visit("/staff/actions").main
    assert "Boots" in page.visit("/staff/actions?state=chased").main  # the ordinary list


def test_a_link_that_ends_ends_it_and_who_leads_is_asked(page, around):
    about = around.agree("teacher")
    link = db.session.scalars(sa.select(CareLink).filter_by(account_id=around.teacher.id)).one()
    db.session.rollback()
    with clock.at(clock.now() + timedelta(days=2)), db.transaction():
        row = db.session.get(CareLink, link.id)
        row.until_on = (clock.now() - timedelta(days=1)).date()
    with clock.at(clock.now() + timedelta(days=2)):
        page.sign_in(around.teacher).visit(f"/staff/actions/{about}", status=404)
        assert "Boots" not in page.visit("/staff/actions").main
        with db.transaction():
            jobs.ask_for_owners(clock.now(), zone=ZONE)
    assert _told(K.ACTION_OWNER_GONE, about) == [around.iro.id]


def test_who_is_gone_is_not_reminded_and_who_leads_is(around):
    about = around.agree("teacher", days=2)
    with db.transaction() as session:
        session.query(CareLink).filter_by(account_id=around.teacher.id).one().until_on = (
            clock.now() - timedelta(days=1)
        ).date()
    with db.transaction():
        jobs.remind(clock.now(), zone=ZONE, ladder=Ladder(7, 3, 10, 20))
    assert _told(K.ACTION_SOON, about) == [around.iro.id]
    with clock.at(clock.now() + timedelta(days=4)), db.transaction():
        jobs.remind(clock.now(), zone=ZONE, ladder=Ladder(7, 3, 10, 20))
    assert set(_told(K.ACTION_LATE, about)) == {around.iro.id}


def test_a_manager_who_manages_nobody_around_them_any_more_has_lost_it(page, around):
    about = around.agree("manager")
    page.sign_in(around.manager).visit(f"/staff/actions/{about}")
    with db.transaction() as session:
        session.get(type(around.worker), around.worker.id).manager_id = None
    page.visit(f"/staff/actions/{about}", status=404)


def test_they_are_reminded_and_what_is_late_goes_on_to_who_leads(around):
    about = around.agree("carer", days=2)
    with db.transaction():
        jobs.remind(clock.now(), zone=ZONE, ladder=Ladder(7, 3, 10, 20))
    assert _told(K.ACTION_SOON, about) == [around.carer.id]
    with clock.at(clock.now() + timedelta(days=6)), db.transaction():
        jobs.remind(clock.now(), zone=ZONE, ladder=Ladder(7, 3, 10, 20))
    assert set(_told(K.ACTION_LATE, about)) == {around.carer.id, around.iro.id}


def test_what_is_pasted_finds_the_carer_by_what_they_are(page, make, around):
    review = make.review(around.young)
    page.sign_in(around.iro).visit(f"/staff/reviews/{review.id}/agreed")
    day = clock.now().date() + timedelta(days=9)
    page.submit("Look at the lines", pasted=f"Buy boots – foster carer by {day:%d/%m/%Y}")
    assert page.value("lines-0-owner") == str(around.carer.id)


def _seen(about):
    found = version_of(db.session.get(AgreedAction, about))
    db.session.rollback()
    return found


def _change(around, about, how, by):
    today = clock.now().date()
    more = {"send_once": uuid.uuid4(), "by": by, "seen": _seen(about), "today": today}
    with db.transaction():
        if how == "moved":
            actions_doing.move(about, today + timedelta(days=50), "No seats", **more)
        elif how == "worded":
            actions.word_anew(about, "Shoes", "", "", **more)
        else:
            actions_doing.say_how_far(about, ActionState(how), "So it is", **more)


@pytest.mark.parametrize("how", ["moved", "worded", "changed", "not_done"])
def test_who_leads_hears_when_the_team_moves_drops_or_rewords(make, around, how):
    about = around.agree("worker", kind=ActionKind.PATHWAY)
    stand_in = make.staff(Role.IRO)
    make.stand_in(around.iro, stand_in)
    _change(around, about, how, around.worker.id)
    assert set(_told(K.ACTION_CHANGED, about)) == {around.iro.id, stand_in.id}


@pytest.mark.parametrize("how", ["started", "done"])
def test_what_goes_as_it_was_agreed_is_no_news_to_who_leads(around, how):
    about = around.agree("worker")
    _change(around, about, how, around.worker.id)
    assert _told(K.ACTION_CHANGED, about) == []


def test_who_leads_is_not_told_of_what_they_did_and_once_of_many(around):
    about = around.agree("worker")
    _change(around, about, "moved", around.iro.id)
    assert _told(K.ACTION_CHANGED, about) == []
    for _ in range(3):
        _change(around, about, "moved", around.worker.id)
    assert _told(K.ACTION_CHANGED, about) == [around.iro.id]


def test_the_notice_says_nothing_of_whom_and_goes_when_it_is_looked_at(page, around):
    about = around.agree("worker")
    _change(around, about, "not_done", around.worker.id)
    page.sign_in(around.iro).visit("/staff")
    assert "was moved, dropped or put into other words" in page.main
    page.visit(f"/staff/actions/{about}").visit("/staff")
    assert "was moved, dropped" not in page.main
