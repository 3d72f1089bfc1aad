"""The improvement plan from writing an action to its end, and who sees what of it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.deadlines import queries as due
from portal.panels.rules.plan import ActionState, PlanStepKind
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.planned import TITLE, Plan, people, today
from tests.support.queries import counted

LINK = "https://council.example/plan"


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Plan:
    return people(make)


def test_the_whole_way(there: Plan, make: Make, page: Page) -> None:
    nurse = make.staff(Role.PARTNER, name="Pat Brook")
    chair = make.staff(Role.BOARD_CHAIR)
    page.sign_in(there.support).visit("/staff/plan")
    assert "No action is open" in page.main
    page.follow("Write an action")
    day = today() + timedelta(days=40)
    page.submit("Save", title=TITLE, owner=str(nurse.id), post="lead nurse", due_on=day)
    assert "was not sent yet" in page.main
    page.sign_in(nurse).visit("/staff/plan/mine")
    assert "Nothing of the plan is yours" in page.main

    page.sign_in(there.support).visit("/staff/plan").submit("Send the plan")
    assert "1 action is new to its owner." in " ".join(page.flashes)
    page.sign_in(nurse).visit("/staff").follow("The improvement plan was sent")
    page.follow(TITLE)
    page.submit("Say it to those who read the plan", state="done", status=422)
    assert page.mistakes == ["Say what shows that it is done."]
    page.submit("Say it to those who read the plan", evidence="the new form of family time", link=LINK)
    assert "Done" in page.main
    assert LINK in page.main

    page.sign_in(chair).visit("/staff/plan?tab=closed").follow(TITLE)
    assert "the new form of family time" in page.main
    page.sign_in(there.support).visit("/staff/plan?tab=closed").follow(TITLE)
    page.submit("Open it again", words="two teams never saw the form.")
    assert "Opened again" in page.main
    page.sign_in(nurse).visit("/staff/plan/mine")
    assert "Opened again" in page.main


def test_partners_see_their_own_part_and_nothing_else(there: Plan, make: Make, page: Page) -> None:
    nurse, other = make.staff(Role.PARTNER), make.staff(Role.PARTNER)
    theirs, else_ = there.action("theirs", owner=nurse), there.action("of another", owner=other)
    there.send()
    page.sign_in(nurse).visit("/staff/plan/mine")
    assert "theirs" in page.main
    assert "of another" not in page.main
    page.visit(f"/staff/plan/actions/{theirs}")
    for url in (f"/staff/plan/actions/{else_}", "/staff/plan", "/staff/measures", "/staff/board"):
        page.visit(url, status=404)
    page.post(f"/staff/plan/actions/{else_}/say", {"state": "under_way"}, status=404)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.SCRUTINY_MEMBER, Role.FOSTER_CARER, Role.ADVOCATE])
def test_who_watches_reads_measures_and_reports_and_no_plan(
    there: Plan, make: Make, page: Page, role: Role
) -> None:
    action_id = there.sent()
    page.sign_in(make.staff(role))
    for url in (
        "/staff/plan",
        f"/staff/plan/actions/{action_id}",
        "/staff/plan/actions.csv",
        "/staff/plan/new",
    ):
        page.visit(url, status=404)


def test_what_was_not_sent_is_for_those_who_keep_the_plan(there: Plan, make: Make, page: Page) -> None:
    action_id = there.action()
    member = make.staff(Role.BOARD_MEMBER)
    page.sign_in(member).visit("/staff/plan")
    assert TITLE not in page.main
    page.visit(f"/staff/plan/actions/{action_id}", status=404)
    page.visit(f"/staff/plan/actions/{action_id}/kept", status=404)
    page.sign_in(there.support).visit(f"/staff/plan/actions/{action_id}/kept")
    assert TITLE in page.main


def test_two_who_change_it_at_once_lose_nothing(there: Plan, page: Page) -> None:
    action_id = there.sent()
    page.sign_in(there.owner).visit(f"/staff/plan/actions/{action_id}")
    there.say(action_id, ActionState.UNDER_WAY, "begun by somebody else")
    page.submit("Say it to those who read the plan", state="not_begun", words="mine", status=422)
    assert "Somebody changed this while you were writing" in page.mistakes[0]
    assert "begun by somebody else" in page.main
    assert "mine</textarea>" in page.html.replace("\r\n", "")
    page.submit("Say it to those who read the plan")
    assert there.kept(action_id).said == "mine"


def test_sent_twice_it_is_once(there: Plan, page: Page) -> None:
    page.sign_in(there.support).visit("/staff/plan/new")
    fields = {
        "title": TITLE,
        "owner": str(there.owner.id),
        "post": "head of fostering",
        "send_once": str(uuid.uuid4()),
    }
    day = today() + timedelta(days=4)
    fields |= {"due_on-day": str(day.day), "due_on-month": str(day.month), "due_on-year": str(day.year)}
    for _time in range(2):
        page.post("/staff/plan/new", fields)
    page.visit("/staff/plan")
    assert page.main.count(TITLE) == 1
    there.send()
    page.post("/staff/plan/send", status=409)
    action_id = uuid.UUID(str(page.visit("/staff/plan").links(TITLE)[0].get("href")).rsplit("/", 1)[-1])
    said = {"state": "under_way", "seen": "1", "send_once": str(uuid.uuid4())}
    page.sign_in(there.owner)
    for _time in range(2):
        page.post(f"/staff/plan/actions/{action_id}/say", said)
    kinds = [step.kind for step in there.kept(action_id).steps]
    assert kinds.count(PlanStepKind.SAID) == 1


def test_its_day_is_a_clock_and_a_changed_one_keeps_the_old(there: Plan, page: Page) -> None:
    action_id = there.sent(days=-3)
    page.sign_in(there.support).visit(f"/staff/plan/actions/{action_id}")
    assert "Late" in page.main
    page.follow("Change it, or give it to somebody else")
    page.submit("Save", title="ring the same day", due_on=today() - timedelta(days=1), status=422)
    assert page.mistakes == ["This day has passed. Pick a later one."]
    page.submit("Save", due_on=today() + timedelta(days=9))
    assert TITLE in page.main  # in its history
    running = due.running("plan_action", action_id)
    assert running is not None
    assert running.due_on == today() + timedelta(days=9)


def test_no_name_that_is_known_goes_into_the_plan(there: Plan, make: Make, page: Page) -> None:
    from tests.support.challenged import known

    known(make, "Zebedee Quux")
    page.sign_in(there.support).visit("/staff/plan/new")
    day = today() + timedelta(days=4)
    page.submit(
        "Save",
        title="find zebedee a home",
        owner=str(there.owner.id),
        post="head of fostering",
        due_on=day,
        status=422,
    )
    assert "A name may stand in it. Put it without names." in page.main
    page.visit("/staff/plan/new").submit(
        "Save", title="help 3 girls", owner=str(there.owner.id), post="head", due_on=day, status=422
    )
    assert "3 girls" in " ".join(page.mistakes)


def test_an_owner_who_left_is_shown_and_replaced(there: Plan, make: Make, page: Page) -> None:
    leaver = make.staff(Role.MANAGER, name="Lee Gone")
    there.sent(owner=leaver)
    with db.transaction() as session:
        session.get_one(Account, leaver.id).is_open = False
    page.sign_in(there.support).visit("/staff/plan")
    assert "works here no more" in page.main
    page.follow(TITLE)
    assert "Nobody does this" in page.main
    page.follow("Change it, or give it to somebody else")
    page.submit("Save", status=422)
    page.submit("Save", owner=str(there.owner.id))
    page.sign_in(there.owner).visit("/staff/plan/mine")
    assert TITLE in page.main


def test_the_list_asks_as_much_at_one_row_as_at_many(there: Plan, page: Page) -> None:
    there.sent()
    page.sign_in(there.support)

    def asked() -> int:
        with counted() as queries:
            page.visit("/staff/plan")
        return len(queries)

    asked()
    one = asked()
    for number in range(4):
        there.action(f"another {number}")
    there.send()
    assert asked() == one


def test_nothing_filled_in_and_bad_choices_are_answered(there: Plan, page: Page) -> None:
    action_id = there.sent()
    page.sign_in(there.support).visit("/staff/plan/new").submit("Save", status=422)
    assert len(page.mistakes) == 4
    page.post("/staff/plan/new", {"owner": "nobody", "title": "x" * 400}, status=422)
    page.sign_in(there.owner)
    page.post(f"/staff/plan/actions/{action_id}/say", {"state": "reopened"}, status=422)
    page.post(f"/staff/plan/actions/{action_id}/say", {"state": "\x00", "link": "nowhere"}, status=422)
