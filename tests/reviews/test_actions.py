"""Writing down what was agreed, and saying how far it is: the pages of staff."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.audit.models import Event
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import NameToken
from portal.policy.roles import Role
from portal.reviews.commands import actions
from portal.reviews.models import ActionEvent, AgreedAction
from portal.reviews.queries import actions as queries
from portal.reviews.rules import ActionEventKind, ActionState
from portal.reviews.rules.actions import Line
from portal.vault import keys

PASTED = "1. Ring the dentist – {worker} by {day}\n2. Nan comes on Sundays – Nan ASAP"


def _day(days: int = 30):
    return clock.now().date() + timedelta(days=days)


def _boxes(name, day):
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def _rows(**by):
    return db.session.scalars(sa.select(AgreedAction).filter_by(**by).order_by(AgreedAction.place)).all()


def _told(kind):
    return set(
        db.session.scalars(
            sa.select(Notice.account_id).where(Notice.kind == kind, Notice.dropped_at.is_(None))
        )
    )


@pytest.fixture
def review(world):
    """The planned one: nothing was agreed at it yet."""
    return world.ids["planned_review_id"]


@pytest.fixture
def action(world):
    """One that a social worker owns, not chased."""
    worker = world[Role.SOCIAL_WORKER]
    with db.transaction():
        line = Line("Find a tutor", _day(), "You get a tutor", "", worker.id, worker.name)
        (row,) = actions.agree(
            world.young.id, [line], send_once=uuid.uuid4(), by=world[Role.IRO].id, today=_day(0)
        )
        return row.id


def test_what_is_pasted_is_checked_line_by_line_then_kept_once(world, page, review):
    worker, day = world[Role.SOCIAL_WORKER], _day()
    page.sign_in(world[Role.IRO]).visit(f"/staff/reviews/{review}/agreed")
    before = len(_rows())
    page.submit("Look at the lines", pasted=PASTED.format(worker=worker.name, day=f"{day:%d/%m/%Y}"))
    assert page.value("lines-0-owner") == str(worker.id)
    assert page.value("lines-1-owner_name") == "Nan"
    assert "no day that a child can check" in page.main
    assert len(_rows()) == before  # nothing is kept before somebody looked
    page.submit("Keep what was agreed", status=422)
    assert page.mistakes == ["Give a day by which it is done."]
    page.submit("Keep what was agreed", {**_boxes("lines-1-due_on", day), "lines-0-child_words": "Jo rings"})
    one, two = _rows(review_id=review)
    assert (one.words, one.child_words, one.owner_id, one.due_on) == (
        "Ring the dentist",
        "Jo rings",
        worker.id,
        day,
    )
    assert (two.owner_id, two.owner_name) == (None, "Nan")
    assert db.session.scalar(sa.select(Deadline.due_on).where(Deadline.about_id == one.id)) == day
    assert worker.id in _told(NoticeKind.ACTION_YOURS)
    assert world[Role.YOUNG_PERSON].id in _told(NoticeKind.ACTION_NEWS)


def test_the_same_form_sent_twice_is_one(world, review):
    once, line = uuid.uuid4(), Line("Ring", _day(), owner_name="Nan")
    for _ in range(2):
        with db.transaction():
            actions.agree(
                world.young.id,
                [line, line],
                send_once=once,
                by=world[Role.IRO].id,
                today=_day(0),
                review_id=review,
            )
    assert len(_rows(review_id=review)) == 2


def test_nothing_filled_in_and_odd_owners_are_said_and_keep_what_was_typed(world, page, review):
    page.sign_in(world[Role.IRO]).visit(f"/staff/reviews/{review}/agreed")
    page.submit("Look at the lines", status=422)
    assert page.mistakes == ["Paste or write what was agreed, one thing a line."]
    page.follow("Fill in lines one by one instead")
    page.submit("Keep what was agreed", status=422)
    assert page.mistakes == ["Write at least one thing that was agreed."]
    stranger = str(world.other_account.id)
    page.post(
        f"/staff/reviews/{review}/agreed/keep",
        {"lines-0-words": "Ring", "lines-0-owner": stranger, **_boxes("lines-0-due_on", _day())},
        status=422,
    )
    assert page.mistakes == ["Say who does it: one person."]
    assert page.value("lines-0-words") == "Ring"
    assert not _rows(review_id=review)


def test_too_long_and_days_that_cannot_be_are_said(world, page, review):
    page.sign_in(world[Role.IRO])
    url = f"/staff/reviews/{review}/agreed/keep"
    for words, day, mistake in (
        ("x" * 1_001, _day(), "This is too long. Use 1000 letters or fewer."),
        ("Ring", _day(-1), "This day has passed. Give one to come."),
        ("Ring", _day(4_000), "This day is more than three years away. Look at the year."),
    ):
        line = {"lines-0-words": words, "lines-0-owner_name": "Nan", **_boxes("lines-0-due_on", day)}
        page.post(url, line, status=422)
        assert page.mistakes == [mistake]


def test_only_who_leads_the_review_may_write_down_what_was_agreed(world, page, review):
    for role in (Role.SOCIAL_WORKER, Role.MANAGER, Role.SAFETY_LEAD):
        page.sign_in(world[role]).visit(f"/staff/reviews/{review}/agreed", status=404)
        page.post(f"/staff/reviews/{review}/agreed/keep", status=404)


def test_the_next_review_starts_from_what_is_still_open(world, page, review):
    page.sign_in(world[Role.IRO]).visit(f"/staff/reviews/{review}/agreed")
    ring, nan, move = queries.open_from_before(_review(review), _day(0))
    names = [f"a{one.id.hex}" for one in (ring, nan, move)]
    page.submit("Keep how these stand", {f"{names[1]}-what": "not_done"}, status=422)
    assert page.mistakes == ["Write the true reason. The child reads it."]
    page.submit(
        "Keep how these stand",
        {
            f"{names[0]}-what": "done",
            f"{names[0]}-words": "You have been",
            f"{names[1]}-what": "not_done",
            f"{names[1]}-words": "Nan moved away",
            f"{names[2]}-what": "carry",
            f"{names[2]}-words": "The school is full",
            **_boxes(f"{names[2]}-due_on", _day(60)),
        },
    )
    db.session.expire_all()
    states = [db.session.get_one(AgreedAction, one.id) for one in (ring, nan, move)]
    assert [one.state for one in states] == [ActionState.DONE, ActionState.NOT_DONE, ActionState.AGREED]
    assert states[2].due_on == _day(60)
    assert {one.carried_to_id for one in states} == {review}
    assert "still open from before" not in page.main


def test_saying_it_is_done_needs_what_was_achieved_and_is_shown(world, page, action):
    page.sign_in(world[Role.SOCIAL_WORKER]).visit(f"/staff/actions/{action}")
    page.submit("Keep, and show the young person", {"how-to": "done"}, status=422)
    assert page.mistakes == ["Write what was achieved. The child reads it."]
    page.submit("Keep, and show the young person", {"how-to": "done", "how-words": "Mr Oak comes on Mondays"})
    assert "Mr Oak comes on Mondays" in page.main
    row = db.session.get_one(AgreedAction, action)
    assert (row.state, row.ended_on) == (ActionState.DONE, _day(0))
    assert db.session.scalar(sa.select(Deadline.done_at).where(Deadline.about_id == action)) is not None


def test_another_day_shows_the_old_one_and_runs_a_clock_of_its_own(world, page, action):
    page.sign_in(world[Role.SOCIAL_WORKER]).visit(f"/staff/actions/{action}")
    page.submit("Change the day", _boxes("day-due_on", _day(50)), status=422)
    assert page.mistakes == ["Write the true reason. The child reads it."]
    page.submit("Change the day", {**_boxes("day-due_on", _day(50)), "day-reason": "The tutor is ill"})
    clocks = db.session.scalars(
        sa.select(Deadline).where(Deadline.about_id == action).order_by(Deadline.round)
    ).all()
    assert [one.due_on for one in clocks] == [_day(30), _day(50)]
    assert [one.dropped_at is None for one in clocks] == [False, True]
    (shown,) = queries.shown([db.session.get_one(AgreedAction, action)], _day(0))
    assert (shown.moved_from, shown.due_on, shown.reason) == (_day(30), _day(50), "The tutor is ill")


def test_of_two_who_change_it_at_once_the_second_sees_the_first_and_keeps_what_was_typed(
    world, page, another_page, action
):
    mine, theirs = page.sign_in(world[Role.SOCIAL_WORKER]), another_page().sign_in(world[Role.IRO])
    for one in (mine, theirs):
        one.visit(f"/staff/actions/{action}")
    theirs.submit("Keep, and show the young person", {"how-to": "started"})
    mine.submit("Keep, and show the young person", {"how-to": "done", "how-words": "Typed"}, status=422)
    assert "Somebody else changed it" in mine.mistakes[0]
    assert mine.value("how-words") == "Typed"
    assert db.session.get_one(AgreedAction, action).state is ActionState.STARTED


def test_handed_on_it_is_somebody_elses_and_opened_again_it_has_a_day(world, page, action):
    adviser = world[Role.PERSONAL_ADVISER]
    page.sign_in(world[Role.SOCIAL_WORKER]).visit(f"/staff/actions/{action}")
    page.submit("Hand it on", {"owner-owner": str(world[Role.SOCIAL_WORKER].id)}, status=422)
    assert page.mistakes == ["They have it already. Choose somebody else."]
    page.submit("Hand it on", {"owner-owner": str(adviser.id)})
    assert adviser.id in _told(NoticeKind.ACTION_YOURS)
    page.post(f"/staff/actions/{action}/how-far", {"how-to": "started"}, status=404)
    page.sign_in(adviser).visit(f"/staff/actions/{action}")
    page.submit("Keep, and show the young person", {"how-to": "not_done", "how-words": "No money"})
    page.submit("Open it again", {**_boxes("again-due_on", _day(40)), "again-reason": "There is money"})
    row = db.session.get_one(AgreedAction, action)
    assert (row.state, row.due_on, row.ended_on) == (ActionState.STARTED, _day(40), None)


def test_clearer_words_leave_the_promise_as_it_is(world, page, action):
    page.sign_in(world[Role.IRO]).visit(f"/staff/actions/{action}")
    page.submit("Keep these words", {"words-words": " "}, status=422)
    assert page.mistakes == ["Write what will happen."]
    page.submit("Keep these words", {"words-words": "Find a maths tutor"})
    assert "Find a maths tutor" in page.main


def test_what_is_held_back_is_nowhere_for_the_child_until_somebody_told_them(world, page, another_page):
    held, young = world.ids["held_back_action_id"], another_page().sign_in(world[Role.YOUNG_PERSON])
    young.visit("/agreed")
    assert "Move school" not in young.html
    young.visit(f"/agreed/{held}", status=404)
    assert held not in [one.id for one in queries.shown_for(world.ids["review_id"], _day(0))]
    page.sign_in(world[Role.SOCIAL_WORKER]).post(f"/staff/actions/{held}/told", status=404)
    page.sign_in(world[Role.IRO]).visit(f"/staff/actions/{held}")
    page.submit("They were told: show it to them")
    young.visit("/agreed")
    assert "Move school" in young.main
    page.post(f"/staff/actions/{held}/not-yet", {"later-reason": "x"}, status=422)
    assert "Somebody else changed it" in page.mistakes[0]
    page.visit(f"/staff/actions/{held}")
    assert "Hold it back until then" not in page.main


def test_what_they_saw_already_cannot_be_held_back(world, page, another_page, action):
    page.sign_in(world[Role.IRO]).visit(f"/staff/actions/{action}")
    another_page().sign_in(world[Role.YOUNG_PERSON]).visit("/agreed").submit("I have seen them")
    page.submit(
        "Hold it back until then", {**_boxes("later-due_on", _day(5)), "later-reason": "x"}, status=422
    )
    assert page.mistakes == ["The child knows of it already, so it cannot be held back."]


def test_a_link_that_ended_ends_it_at_the_next_request(world, make, page, action):
    person, worker = world.young, make.worker_of(world.young, Role.PERSONAL_ADVISER)
    with db.transaction():
        line = Line("Bank account", _day(), owner_id=worker.id, owner_name=worker.name)
        (row,) = actions.agree(person.id, [line], send_once=uuid.uuid4(), by=worker.id, today=_day(0))
        mine = row.id
    page.sign_in(worker).visit(f"/staff/actions/{mine}")
    with db.transaction() as session:
        session.execute(
            sa.text("UPDATE care_links SET until_on = :on WHERE account_id = :who"),
            {"on": (_day(-1)).isoformat(), "who": worker.id.hex if _is_sqlite(session) else worker.id},
        )
    page.visit(f"/staff/actions/{mine}", status=404)
    page.visit("/staff/actions")
    assert "Nothing to do" in page.main


def _is_sqlite(session):
    return session.get_bind().dialect.name == "sqlite"


def test_reading_one_leaves_one_event_and_no_words_anywhere_but_in_it(world, page, action):
    seen = sa.select(sa.func.count()).where(Event.action == "see_action", Event.subject_id == action)
    page.sign_in(world[Role.MANAGER]).visit(f"/staff/actions/{action}")
    assert db.session.scalar(seen) == 1
    db.session.rollback()
    page.visit("/staff/actions?whose=team")
    assert "Find a tutor" not in page.html
    page.sign_in(world[Role.SOCIAL_WORKER]).visit("/staff/actions")
    assert "Find a tutor" in page.main


def test_somebody_elses_child_is_not_found(world, make, page, action):
    stranger = make.worker_of(world.other)
    page.sign_in(stranger)
    page.visit(f"/staff/actions/{action}", status=404)
    page.visit(f"/staff/actions/of/{world.young.id}", status=404)
    page.post(f"/staff/actions/of/{world.young.id}/keep", status=404)
    page.sign_in(world.other_account).visit(f"/agreed/{action}", status=404)


def test_the_list_is_filtered_searched_and_saved(world, page, action):
    page.sign_in(world[Role.SOCIAL_WORKER]).visit("/staff/actions")
    page.submit("Show these", kind="school")
    assert "A tutor each week" in page.main
    assert "Find a tutor" not in page.main
    page.visit("/staff/actions?state=nonsense&kind=x&whose=team&page=9")
    with db.transaction() as session:
        session.add(NameToken(young_person_id=world.young.id, token=keys.blind("name", "sam")))
    page.visit("/staff/actions").submit("Search", asked="sam")
    assert page.links("Sam Vale")
    page.submit("Search", asked="zzz")
    assert "Nothing was found" in page.main
    page.submit("Search", asked="", status=422)
    page.visit("/staff/actions").submit("Save this list (CSV)")
    assert page.response.headers["Content-Disposition"].endswith('.csv"')
    assert "Find a tutor" in page.response.get_data(as_text=True)


def test_a_worker_writes_down_what_a_plan_says(world, page):
    page.sign_in(world[Role.PERSONAL_ADVISER]).visit(f"/staff/actions/of/{world.young.id}")
    day = _day()
    page.submit("Look at the lines", pasted=f"Open a bank account – PA by {day:%d/%m/%Y}")
    page.submit("Keep what was agreed", status=422)
    assert page.mistakes == ["Pick which plan."]
    page.submit("Keep what was agreed", kind="pathway")
    assert "Open a bank account" in page.main
    assert _rows(owner_id=world[Role.PERSONAL_ADVISER].id)[0].kind.value == "pathway"


def test_each_change_is_in_its_history_for_ever(world, page, action):
    page.sign_in(world[Role.SOCIAL_WORKER]).visit(f"/staff/actions/{action}")
    page.submit("Keep, and show the young person", {"how-to": "started"})
    events = db.session.scalars(
        sa.select(ActionEvent.kind).where(ActionEvent.action_id == action).order_by(ActionEvent.at)
    ).all()
    assert events == [ActionEventKind.AGREED, ActionEventKind.STARTED]


def _review(review_id):
    from portal.reviews.models import Review

    return db.session.get_one(Review, review_id)
