"""A group's meeting: planned, answered, its agenda brought and ordered; who sees what of it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.participation.jobs.meetings import remind_of_meetings
from portal.participation.models import AgendaPoint, GroupMeeting, MeetingComing, Membership
from portal.participation.models.apart import MustNotMeet
from portal.participation.models.ideas import Idea
from portal.participation.queries.meetings import how_many_ask
from portal.participation.rules.groups import Place
from portal.participation.rules.meetings import Coming, MeetingState, PointKind, PointState
from portal.policy.roles import Role
from portal.voice.models import Answer, Reply, Statement
from tests.participation.ideas import TOO_LATE, concern, is_up
from tests.support.challenged import meeting as panel_meeting
from tests.support.factories import Make
from tests.support.met import Met, desk_read, fresh, meeting, met, parts
from tests.support.pages import Page
from tests.support.queries import counted

ZONE = ZoneInfo("Europe/London")


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Met:
    return met(make)


def _told(about: uuid.UUID, kind: NoticeKind = NoticeKind.MEETING_NEWS) -> set[uuid.UUID]:
    wanted = sa.select(Notice.account_id).where(
        Notice.about_id == about,
        Notice.kind == kind,
        Notice.dropped_at.is_(None),
        Notice.seen_at.is_(None),
    )
    return set(db.session.scalars(wanted))


def _page_of(page: Page, who: Account, row: GroupMeeting, **how: int) -> Page:
    return page.sign_in(who).visit(f"/groups/meeting/{row.id}", **how)


def test_a_worker_plans_and_every_member_is_told_once(there: Met, page: Page) -> None:
    day = clock.now().date() + timedelta(days=9)
    url = f"/staff/groups-kept/{there.group.id}/meeting"
    page.sign_in(there.worker).visit(url).submit("Plan it and tell the members", status=422)
    page.submit(begins="teatime", place="The Hub", **parts(day), status=422)
    assert "Write a time like 16:30." in page.main
    page.submit(begins="4.30 pm")
    assert "The Hub" in page.main
    row = db.session.scalars(sa.select(GroupMeeting)).one()
    assert row.starts_at.astimezone(ZONE).strftime("%H:%M") == "16:30"
    assert _told(row.id) == {there.member.id, there.another.id}
    pairs = {"kind": "meeting", "begins": "16:30", "place": "The Hub", "send_once": str(row.send_once)}
    page.post(url, {**pairs, **parts(day)})
    assert len(db.session.scalars(sa.select(GroupMeeting)).all()) == 1
    past = parts(day - timedelta(days=30))
    page.post(url, {**pairs, "send_once": str(uuid.uuid4()), **past}, status=422)


def test_only_members_and_who_keeps_it_see_a_meeting(there: Met, make: Make, page: Page) -> None:
    row = meeting(there.worker, there.group)
    assert "Mill Street" in _page_of(page, there.member, row).main
    _page_of(page, there.outside, row, status=404)
    page.visit(f"/groups/meeting/{row.id}/date.ics", status=404)
    page.post(f"/groups/meeting/{row.id}/coming", {"coming": "yes"}, status=404)
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit(f"/staff/group-meetings/{row.id}", status=404)
    page.sign_in(there.worker).visit(f"/groups/meeting/{row.id}", status=404)


def test_the_calendar_says_a_time_and_nothing_else(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group)
    response = page.sign_in(there.member).client.get(f"/groups/meeting/{row.id}/date.ics")
    text = response.get_data(as_text=True)
    assert "BEGIN:VEVENT" in text
    assert "Something I go to" in text
    assert not any(word in text for word in ("Mill", "Care4Us", "meeting", "Bus"))


def test_a_member_says_what_they_need_and_a_worker_answers(there: Met, make: Make, page: Page) -> None:
    row = meeting(there.worker, there.group)
    reader = make.staff(Role.READER)
    _page_of(page, there.member, row).submit("Tell them", status=422)
    words = "I do not know which bus"
    page.submit("Tell them", coming="yes", needs=["lift", "quiet"], words=words, may_name=True)
    page.submit("Tell them")
    said = db.session.scalars(sa.select(MeetingComing)).one()
    assert (said.coming.value, said.needs, said.words) == ("yes", ["lift", "quiet"], words)
    assert db.session.scalars(sa.select(Statement.id)).all() == [said.statement_id]
    assert _told(row.id, NoticeKind.MEETING_WORK) == {there.worker.id}
    page.sign_in(there.worker).visit(f"/staff/group-meetings/{row.id}").follow("Answer what they need")
    assert "to be brought and taken home" in page.main
    assert words not in page.main
    desk_read(said.statement_id, reader)
    assert words in page.visit(page.url).main
    page.submit("Send it to them", status=422)
    page.submit("Send it to them", reply="Noor picks you up at 4.")
    assert _told(row.id, NoticeKind.MEETING_WORK) == set()
    assert db.session.scalars(sa.select(Answer)).one().did == "Noor picks you up at 4."
    assert "Noor picks you up at 4." in _page_of(page, there.member, row).main
    assert "Noor picks you up" not in _page_of(page, there.another, row).main


def test_words_that_concern_the_worker_never_reach_them(there: Met, make: Make, page: Page) -> None:
    row = meeting(there.worker, there.group)
    _page_of(page, there.member, row).submit("Bring it to the meeting", point="Noor hurt my arm")
    point = db.session.scalars(sa.select(AgendaPoint)).one()
    desk_read(point.statement_id, make.staff(Role.READER))
    statement = db.session.get_one(Statement, point.statement_id)
    make.kept_apart(there.young, statement, there.worker)
    url = f"/staff/group-meetings/{row.id}"
    assert "Noor hurt my arm" not in page.sign_in(there.worker).visit(url).main
    page.visit(f"/staff/group-point/{point.id}", status=404)
    page.post(f"/staff/group-point/{point.id}", {"what": "on"}, status=404)
    other = make.staff(Role.PARTICIPATION_WORKER)
    assert "Noor hurt my arm" in page.sign_in(other).visit(url).main


def test_what_a_member_brings_is_read_first_and_then_decided(there: Met, make: Make, page: Page) -> None:
    row = meeting(there.worker, there.group)
    _page_of(page, there.member, row).submit("Bring it to the meeting", status=422)
    page.submit("Bring it to the meeting", point="Phones at night")
    assert "Somebody reads it first" in page.main
    point = db.session.scalars(sa.select(AgendaPoint)).one()
    url = f"/staff/group-point/{point.id}"
    assert "Phones at night" not in page.sign_in(there.worker).visit(f"/staff/group-meetings/{row.id}").main
    page.visit(url, status=404)
    desk_read(point.statement_id, make.staff(Role.READER))
    page.visit(url).submit("Keep it", what="not_on", status=422)
    page.submit("Keep it", what="not_on", why="We talked about it in May.")
    assert db.session.scalars(sa.select(Answer)).one().reason == "We talked about it in May."
    assert "We talked about it in May." in _page_of(page, there.member, row).main
    assert "Phones at night" not in _page_of(page, there.another, row).main
    page.sign_in(there.worker).visit(url).submit("Keep it", what="on")
    _page_of(page, there.another, row)
    assert "Phones at night" in page.main
    assert "Sam" not in page.main
    page.post(f"/groups/point/{point.id}/off")
    assert fresh(AgendaPoint, point.id).state is PointState.ON
    _page_of(page, there.member, row).submit("Take mine off the list: Phones at night")
    assert fresh(AgendaPoint, point.id).state is PointState.TAKEN_OFF


def test_members_order_the_agenda_and_no_number_is_shown(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group)
    for words in ("Food in homes", "School moves"):
        page.sign_in(there.worker).visit(f"/staff/group-meetings/{row.id}/agenda")
        page.submit("Put it on the agenda", words=words)
    _page_of(page, there.member, row)
    assert page.main.index("Food in homes") < page.main.index("School moves")
    page.submit("I want to talk about this: School moves")
    point = db.session.scalars(sa.select(AgendaPoint).order_by(AgendaPoint.at.desc())).first()
    assert point is not None
    page.post(f"/groups/point/{point.id}/want", {"want": "yes"})
    assert page.main.index("School moves") < page.main.index("Food in homes")
    _page_of(page, there.another, row)
    assert page.main.index("School moves") < page.main.index("Food in homes")
    assert "you want this" not in page.main
    _page_of(page, there.member, row).submit("Not so important to me: School moves")
    assert page.main.index("Food in homes") < page.main.index("School moves")
    page.sign_in(there.outside).post(f"/groups/point/{point.id}/want", {"want": "yes"}, status=404)


def test_moved_and_called_off_have_their_reason(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group)
    url = f"/staff/group-meetings/{row.id}"
    later = clock.now().date() + timedelta(days=12)
    page.sign_in(there.worker).visit(f"{url}/change").submit(**parts(later), status=422)
    page.submit(why="The room is let.")
    assert "The room is let." in _page_of(page, there.member, row).main
    page.sign_in(there.worker).visit(f"{url}/call-off").submit(status=422)
    page.submit(why="Nobody could drive.")
    assert fresh(GroupMeeting, row.id).state is MeetingState.CALLED_OFF
    assert "Nobody could drive." in _page_of(page, there.member, row).main
    page.post(f"/groups/meeting/{row.id}/coming", {"coming": "yes"})
    assert page.flashes == ["This meeting was called off."]
    for words in ("I am ill", "x" * 1001):
        page.post(f"/groups/meeting/{row.id}/coming", {"coming": "yes", "words": words})
        assert TOO_LATE in page.flashes
    for words in ("Something", "y" * 1001):
        page.post(f"/groups/meeting/{row.id}/point", {"point": words})
        assert TOO_LATE in page.flashes
    said = sorted(one.words for one in db.session.scalars(sa.select(Reply)))
    assert said == ["I am ill", "Something", "x" * 1001, "y" * 1001]
    assert db.session.scalars(sa.select(MeetingComing)).all() == []
    assert db.session.scalars(sa.select(AgendaPoint)).all() == []


def test_words_of_who_left_the_group_meanwhile_reach_the_desk(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group)
    page.sign_in(there.member)
    with db.transaction() as session:
        place = session.scalars(
            sa.select(Membership).where(Membership.young_person_id == there.young.id)
        ).one()
        place.is_live, place.place = None, Place.LEFT
    page.post(f"/groups/meeting/{row.id}/point", {"point": "Why I left"})
    assert page.flashes == [TOO_LATE]
    page.post(f"/groups/meeting/{row.id}/coming", {"coming": "no", "words": "I do not come"})
    page.post(f"/groups/meeting/{row.id}/point", status=404)
    _page_of(page, there.member, row, status=404)
    assert sorted(one.words for one in db.session.scalars(sa.select(Reply))) == [
        "I do not come",
        "Why I left",
    ]
    page.sign_in(there.outside).post(f"/groups/meeting/{row.id}/point", {"point": "Hello"}, status=404)


def test_a_point_sent_again_with_other_words_is_another_point(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group)
    form = {"send_once": str(uuid.uuid4())}
    page.sign_in(there.member)
    for words in ("Food", "Food", "School", "School"):
        page.post(f"/groups/meeting/{row.id}/point", {**form, "point": words})
    points = db.session.scalars(sa.select(AgendaPoint)).all()
    assert sorted(one.words for one in points) == ["Food", "School"]
    assert len({one.statement_id for one in points}) == 2
    page.sign_in(there.worker)
    own = {"send_once": str(uuid.uuid4())}
    for words in ("Bus", "Bus", "Train"):
        page.post(f"/staff/group-meetings/{row.id}/agenda", {**own, "words": words})
    on = db.session.scalars(sa.select(AgendaPoint).where(AgendaPoint.kind == PointKind.WORKER)).all()
    assert sorted(one.words for one in on) == ["Bus", "Train"]


def _taken_back() -> None:
    """What was said so far was taken back on their own page."""
    with db.transaction() as session:
        for one in session.scalars(sa.select(Statement)):
            one.taken_back_at = clock.now()


def test_what_was_taken_back_is_on_no_agenda(there: Met, make: Make, page: Page) -> None:
    row = meeting(there.worker, there.group)
    url = f"/staff/group-meetings/{row.id}"
    for words in ("Phones at night", "Food"):
        _page_of(page, there.member, row).submit("Bring it to the meeting", point=words)
    points = db.session.scalars(sa.select(AgendaPoint).order_by(AgendaPoint.at)).all()
    reader, on = make.staff(Role.READER), points[0].id
    for one in points:
        desk_read(one.statement_id, reader)
    page.sign_in(there.worker).visit(f"/staff/group-point/{on}").submit("Keep it", what="on")
    assert "Phones at night" in page.visit(url).main
    assert "Food" in page.main
    _taken_back()
    for staff_url in (url, f"{url}/agenda"):
        page.visit(staff_url)
        assert "Phones at night" not in page.main
        assert "Food" not in page.main
    for who in (there.another, there.member):
        assert "Phones at night" not in _page_of(page, who, row).main
        assert "Food" not in page.main
    page.post(f"/groups/point/{on}/want", {"want": "yes"}, status=404)


def test_an_idea_taken_back_at_its_authors_own_page_is_on_no_agenda(
    there: Met, make: Make, app: flask.Flask, page: Page
) -> None:
    row = meeting(there.worker, there.group)
    idea_id = is_up(app, there.member, make.staff(Role.READER), there.worker, "Later bedtimes")
    with db.transaction() as session:
        session.get_one(Idea, idea_id).group_id = there.group.id
    page.sign_in(there.worker).visit(f"/staff/group-meetings/{row.id}/agenda")
    page.submit("Put it on: Later bedtimes")
    _taken_back()
    assert "Later bedtimes" not in _page_of(page, there.another, row).main


def test_an_idea_that_concerns_a_worker_is_on_no_agenda_of_theirs(
    there: Met, make: Make, app: flask.Flask, page: Page
) -> None:
    row = meeting(there.worker, there.group)
    idea_id = is_up(app, there.member, make.staff(Role.READER), there.worker, "Later bedtimes")
    with db.transaction() as session:
        session.get_one(Idea, idea_id).group_id = there.group.id
    url = f"/staff/group-meetings/{row.id}"
    page.sign_in(there.worker).visit(f"{url}/agenda").submit("Put it on: Later bedtimes")
    assert "Later bedtimes" in page.visit(url).main
    concern(make, there.worker)
    assert "Later bedtimes" not in page.visit(url).main
    assert "Later bedtimes" not in page.visit(f"{url}/agenda").main


def test_words_said_anew_after_they_were_taken_back_are_said_anew(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group)
    for _time in range(2):
        _page_of(page, there.member, row).submit("Tell them", coming="yes", words="I need a lift")
    assert len(db.session.scalars(sa.select(Statement)).all()) == 1
    _taken_back()
    assert _page_of(page, there.member, row).value("words") == ""
    page.submit("Tell them", words="I need a lift")
    assert len(db.session.scalars(sa.select(Statement)).all()) == 2
    said = db.session.scalars(sa.select(MeetingComing)).one()
    assert db.session.get_one(Statement, said.statement_id).taken_back_at is None


def test_members_are_reminded_the_day_before_but_not_who_said_no(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group, hours=72)
    assert how_many_ask(there.young.id, clock.now()) == 1
    _page_of(page, there.another, row).submit("Tell them", coming="no")
    assert there.another.young_person_id is not None
    assert how_many_ask(there.another.young_person_id, clock.now()) == 0
    the_day_before = row.starts_at - timedelta(days=1)
    with db.transaction():
        assert remind_of_meetings(the_day_before - timedelta(days=1), ZONE) == 0
        assert remind_of_meetings(the_day_before, ZONE) == 1
        assert remind_of_meetings(the_day_before, ZONE) == 0
    assert _told(row.id) == {there.member.id}


def test_what_is_being_said_comes_from_papers_alone(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group)
    page.sign_in(there.worker).visit(f"/staff/group-meetings/{row.id}/agenda")
    assert "No paper was published yet." in page.main
    page.post(f"/staff/group-meetings/{row.id}/agenda/theme", {"theme": "home"})
    page.post(f"/staff/group-meetings/{row.id}/agenda/idea", {"idea": "no such"})
    assert db.session.scalars(sa.select(AgendaPoint)).all() == []


def test_what_was_published_goes_on_the_agenda_as_it_was_printed(there: Met, make: Make, page: Page) -> None:
    panel_meeting(make.staff(Role.PANEL_SUPPORT))
    row = meeting(there.worker, there.group)
    url = f"/staff/group-meetings/{row.id}/agenda"
    page.sign_in(there.worker).visit(url)
    assert "35 young people" in page.main
    # One of the two themes was printed as fewer than five: it is not there.
    (theme,) = [form for form in page.forms() if form.action.endswith("/theme")]
    page.post(theme.action, dict(theme.pairs(None)))
    page.post(f"{url}/theme", {"theme": "records"})
    point = db.session.scalars(sa.select(AgendaPoint)).one()
    assert (point.kind.value, point.key) == ("theme", "moving")
    assert "35" not in _page_of(page, there.member, row).main.partition("What we talk about")[2][:90]


def test_an_idea_goes_on_and_nobody_meets_it_who_must_not_meet_its_author(
    there: Met, make: Make, app: flask.Flask, page: Page
) -> None:
    reader, row = make.staff(Role.READER), meeting(there.worker, there.group)
    idea_id = is_up(app, there.member, reader, there.worker, "Later bedtimes")
    with db.transaction() as session:
        session.get_one(Idea, idea_id).group_id = there.group.id
    page.sign_in(there.worker).visit(f"/staff/group-meetings/{row.id}/agenda")
    page.submit("Put it on: Later bedtimes")
    assert "Later bedtimes" in _page_of(page, there.another, row).main
    with db.transaction() as session:
        one, other = there.member.young_person_id, there.another.young_person_id
        session.add(MustNotMeet(one_id=other, other_id=one, by_id=there.worker.id, at=clock.now()))
    assert "Later bedtimes" not in _page_of(page, there.another, row).main
    point = db.session.scalars(sa.select(AgendaPoint)).one()
    page.post(f"/groups/point/{point.id}/want", {"want": "yes"}, status=404)
    assert "Later bedtimes" in _page_of(page, there.member, row).main
    assert "Take mine off" not in page.main  # an idea is taken back where it was suggested
    with db.transaction() as session:
        session.get_one(Idea, idea_id).taken_back_at = clock.now()
    assert "Later bedtimes" not in _page_of(page, there.member, row).main


def test_what_was_said_before_a_lost_way_in_is_not_shown(there: Met, page: Page) -> None:
    row = meeting(there.worker, there.group)
    _page_of(page, there.member, row).submit("Tell them", coming="yes", words="I am scared of the bus")
    page.submit("Bring it to the meeting", point="Phones at night")
    with db.transaction() as session:
        session.get_one(Account, there.member.id).past_shut_at = clock.now()
    main = _page_of(page, there.member, row).main
    assert "scared" not in page.html
    assert "Phones at night" not in main


def test_a_meeting_costs_the_same_however_many_come(there: Met, make: Make, page: Page) -> None:
    row = meeting(there.worker, there.group)
    url = f"/staff/group-meetings/{row.id}"
    _one_more(there, make, row)
    page.sign_in(there.worker).visit(url)
    with counted() as with_few:
        page.visit(url)
    for _number in range(6):
        _one_more(there, make, row)
    with counted() as with_more:
        page.visit(url)
    assert len(with_more) == len(with_few), "\n".join(with_more)


def _one_more(there: Met, make: Make, row: GroupMeeting) -> None:
    young, now = make.young_person(), clock.now()
    with db.transaction() as session:
        said = MeetingComing(
            meeting_id=row.id, young_person_id=young.id, coming=Coming.YES, needs=[], said_at=now
        )
        said.words = "I like buses"
        point = AgendaPoint(
            meeting_id=row.id,
            send_once=uuid.uuid4(),
            kind=PointKind.WORKER,
            state=PointState.ON,
            at=now,
            by_id=there.worker.id,
        )
        point.words = "Food"
        session.add_all([said, point])
