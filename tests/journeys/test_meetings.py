"""A worker plans a meeting; a member comes, asks for a lift, brings something; minutes, a promise, done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.participation.models import AgendaPoint, GroupMeeting
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.met import desk_read, met
from tests.support.visitors import Visitor


def test_from_planning_a_meeting_to_a_promise_that_was_kept(
    visitor: Callable[..., Visitor], make: Make
) -> None:
    there = met(make)
    day = clock.now().date() + timedelta(days=9)
    worker = visitor(width=1280).is_signed_in_as(there.worker)
    worker.goes_to(f"/staff/groups-kept/{there.group.id}").follows("Plan a meeting or a session").looks()
    worker.types("Day", str(day.day)).types("Month", str(day.month)).types("Year", str(day.year))
    worker.types("It begins at", "4.30 pm")
    worker.page.locator("#place").fill("The Hub, Mill Street")
    worker.presses("Plan it and tell the members").looks().sees("Who comes")

    member = visitor(width=360).is_signed_in_as(there.member)
    member.goes_to("/groups").follows("Next meeting").looks().sees("The Hub, Mill Street")
    member.picks("Yes, I come").picks("Somebody to bring me and take me home").presses("Tell them").looks()
    member.types("What should we talk about?", "Phones at night").presses("Bring it to the meeting").looks()
    member.sees("Somebody reads it first")

    point = db.session.scalars(sa.select(AgendaPoint)).one()
    desk_read(point.statement_id, make.staff(Role.READER))
    worker.goes_to(f"/staff/group-meetings/{point.meeting_id}").follows("Phones at night").looks()
    worker.picks("Yes, put it on").presses("Keep it").looks()
    worker.follows("Answer what they need").looks()
    worker.types("Your answer to them", "Noor picks you up at 4.").presses("Send it to them").looks()
    member.goes_to(f"/groups/meeting/{point.meeting_id}").sees("Noor picks you up at 4.")
    member.presses("I want to talk about this").looks().sees("you want this")

    _it_is_over(point)
    worker.goes_to(f"/staff/group-meetings/{point.meeting_id}").follows("Write or change the minutes").looks()
    worker.page.locator("#line1-words").fill("We talked about phones at night.")
    worker.presses("Publish it to the members").looks().follows("Write down a promise").looks()
    worker.types("What will happen, in plain words", "Each home talks about phones")
    worker.page.get_by_label("Who does it").select_option(label="Noor Akhtar")
    worker.types("Day", str(day.day)).types("Month", str(day.month)).types("Year", str(day.year))
    worker.presses("Write it down and tell them").looks().follows("Each home talks about phones").looks()
    worker.picks("Done").types("What was done, or the true reason", "Every home has talked about it.")
    worker.presses("Keep it").looks()
    member.goes_to(f"/groups/meeting/{point.meeting_id}").sees(
        "We talked about phones at night.", "Every home has talked about it.", "Done"
    )


def _it_is_over(point: AgendaPoint) -> None:
    """The site's clock is the real one, so the meeting moves instead."""
    with db.transaction() as session:
        session.get_one(GroupMeeting, point.meeting_id).starts_at = clock.now() - timedelta(hours=2)
