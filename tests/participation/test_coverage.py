"""Do we look like everyone, on its page: a quarter counted once, and who is missing for those who invite."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import flask

from portal import db
from portal.kit import clock
from portal.participation.figures import coverage as figures
from portal.participation.jobs.coverage import count_quarters
from portal.participation.models import CoverageQuarter, Group, Membership
from portal.participation.rules.groups import GroupKind, Joining, Place
from portal.people.models import Episode, YoungPerson
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

ZONE = ZoneInfo("Europe/London")
LAST = date(2026, 3, 31)
LATER = datetime(2026, 4, 15, 12, tzinfo=ZONE)


def in_care(
    make: Make, count: int, *, age: int = 14, distance: str = "under_5", called: str = "Young"
) -> list[YoungPerson]:
    """Made-up young people in care, all of one kind."""
    today = clock.now().date()
    born = date(today.year - age, 1, 1)
    young = [make.young_person(name=f"{called} Number{number}", born_on=born) for number in range(count)]
    with db.transaction() as session:
        for one in young:
            session.add(
                Episode(
                    young_person_id=one.id, started_on=date(2020, 1, 1), home_kind="U6", distance=distance
                )
            )
    return young


def a_group(members: list[YoungPerson], *, left_on: date | None = None) -> Group:
    now = clock.now()
    with db.transaction() as session:
        group = Group(
            send_once=uuid.uuid4(),
            kind=GroupKind.CARE4US,
            joining=Joining.ASKING,
            made_by=uuid.uuid4(),
            made_at=now,
        )
        group.name, group.about = "Care4Us", "We change things."
        session.add(group)
        session.flush()
        for one in members:
            place = Place.LEFT if left_on else Place.MEMBER
            session.add(
                Membership(
                    group_id=group.id,
                    young_person_id=one.id,
                    place=place,
                    is_live=None if left_on else True,
                    since=now,
                    joined_on=date(2026, 1, 5),
                    left_on=left_on,
                    tells=[],
                )
            )
    return group


def test_a_closed_quarter_is_counted_once_and_stands(make: Make, app: flask.Flask) -> None:
    young = in_care(make, 12)
    a_group(young[:6])
    assert count_quarters(LATER, ZONE) == 1
    with db.transaction() as session:
        session.query(Membership).delete()
    assert count_quarters(LATER + timedelta(days=1), ZONE) == 0
    with app.app_context():
        found = figures.as_it_stood(LAST, LATER)
        assert found is not None
        assert (found.first, found.last) == (date(2026, 1, 1), LAST)
        assert figures.as_it_stood(LAST - timedelta(days=1), LATER) is None
        assert figures.as_it_stood(LAST, LATER - timedelta(days=1)) is None
    assert len(rows(CoverageQuarter)) == 1


def test_whoever_left_before_the_last_day_is_not_counted(make: Make, app: flask.Flask) -> None:
    young = in_care(make, 12)
    a_group(young[:6], left_on=LAST)
    a_group(young[6:], left_on=LAST + timedelta(days=1))
    count_quarters(LATER, ZONE)
    numbers = {tuple(cell[:4]): cell[4:] for cell in rows(CoverageQuarter)[0].printed["cells"]}
    said = [value for key, value in numbers.items() if key[0] == "said" and not key[2]]
    assert said
    assert "5" in str(said)


def test_managers_see_the_numbers_and_no_list_of_who_is_missing(
    make: Make, app: flask.Flask, page: Page
) -> None:
    a_group(in_care(make, 12)[:6])
    in_care(make, 12, age=8, called="Small")
    page.sign_in(make.staff(Role.MANAGER)).visit("/staff/groups-kept/like-everyone")
    assert "No quarter is counted yet" in page.text
    count_quarters(LATER, ZONE)
    page.visit("/staff/groups-kept/like-everyone")
    assert "By age" in page.text
    assert "under 11" in page.text
    assert "Who is missing" not in page.text
    assert "Small" not in page.text
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit("/staff/groups-kept/like-everyone", status=404)


def test_a_worker_invites_from_the_list_of_who_is_missing(make: Make, app: flask.Flask, page: Page) -> None:
    a_group(in_care(make, 12)[:6])
    small = in_care(make, 12, age=8, called="Small")
    make.account_for(small[0])
    page.sign_in(make.staff(Role.PARTICIPATION_WORKER)).visit("/staff/groups-kept/like-everyone")
    assert "Children under 11" in page.text
    page.follow("invite to Care4Us")
    assert "Small Number0, 8" in page.text
    assert "Young Number" not in page.text
    page.submit("Send the invitations", whom=[str(small[0].id), str(small[1].id)])
    assert "2 invitations were sent." in page.text
    asked = {one.young_person_id for one in rows(Membership) if one.place is Place.INVITED}
    assert asked == {small[0].id, small[1].id}


def test_a_kind_of_a_few_gives_no_names(make: Make, app: flask.Flask, page: Page) -> None:
    group = a_group(in_care(make, 12)[:6])
    in_care(make, 4, age=8, called="Small")
    page.sign_in(make.staff(Role.PARTICIPATION_WORKER))
    page.visit(f"/staff/groups-kept/{group.id}/invite?kind=age:under_11")
    assert "Small" not in page.text
    assert "Nobody here can be invited now." in page.text
    page.visit(f"/staff/groups-kept/{group.id}/invite?kind=age:nonsense").visit(
        f"/staff/groups-kept/{group.id}/invite?kind=age:not_known"
    )
