"""Ideas: suggested, read at the desk, approved or sent back, supported, talked about, answered, told of."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.participation.commands import apart
from portal.participation.jobs import ideas as jobs
from portal.participation.models import Group, Membership
from portal.participation.models.ideas import (
    Idea,
    IdeaEvent,
    IdeaQuarter,
    IdeaSupport,
    Piece,
    PieceReport,
)
from portal.participation.queries.ideas import for_agenda
from portal.participation.rules.groups import GroupKind, Joining, Place
from portal.participation.rules.ideas import Held, IdeaState
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.voice.models import Answer, Reply, Statement
from portal.voice.rules import Outcome
from tests.participation.ideas import (
    TOO_LATE,
    Them,
    approves,
    desk_reads,
    everybody,
    is_up,
    suggests,
    talks,
)
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.voice.young import rows

Other = Callable[[], Page]


@pytest.fixture
def them(make: Make) -> Them:
    return everybody(make)


def told(kind: NoticeKind) -> list[uuid.UUID]:
    return [one.account_id for one in rows(Notice) if one.kind is kind and one.dropped_at is None]


def test_what_is_typed_is_at_the_desk_at_once_and_nobody_else_sees_it(
    page: Page, another_page: Other, them: Them
) -> None:
    page.sign_in(them.child).visit("/ideas").follow("Tell us an idea")
    page.submit("Send my idea", {"title": "Later bedtimes", "words": "We are not babies"})
    assert "Others cannot see it yet" in page.main
    assert page.heading == "Later bedtimes"
    (statement,) = rows(Statement)
    assert statement.asked == "idea"
    assert "We are not babies" in statement.words
    friend = another_page().sign_in(them.friend).visit("/ideas")
    assert "Later bedtimes" not in friend.main
    friend.visit(f"/ideas/{rows(Idea)[0].id}", status=404)
    # Not even whoever approves, before somebody trained has read it.
    worker = another_page().sign_in(them.worker).visit("/staff/ideas/to-approve")
    assert "Later bedtimes" not in worker.main
    assert "Nothing waits" in worker.main
    worker.visit(f"/staff/ideas/to-approve/{rows(Piece)[0].id}", status=404)


def test_a_double_tap_is_one_idea(page: Page, them: Them) -> None:
    page.sign_in(them.child).visit("/ideas/new")
    form = {"title": "A bike each", "send_once": str(uuid.uuid4())}
    page.post("/ideas/new", form).post("/ideas/new", form)
    assert len(rows(Idea)) == len(rows(Piece)) == len(rows(Statement)) == 1


def test_bad_input_says_what_to_do(page: Page, them: Them) -> None:
    page.sign_in(them.child).visit("/ideas/new").submit("Send my idea", status=422)
    assert page.mistakes == ["Write your idea in a few words."]
    page.submit("Send my idea", {"title": "x" * 81, "words": "y" * 2001}, status=422)
    assert len(page.mistakes) == 2
    assert rows(Idea) == []


def test_nobody_of_unknown_age_writes_for_others(page: Page, make: Make) -> None:
    person = make.young_person(name="No Day")
    with db.transaction() as session:
        session.merge(person).born_on = None
    page.sign_in(make.account_for(person)).visit("/ideas")
    assert "We do not know your age" in page.main
    page.visit("/ideas/new").submit("Send my idea", {"title": "Hello"}, status=422)
    assert rows(Idea) == []
    assert rows(Statement) == []


def test_sent_back_with_a_reason_changed_and_approved(
    app: flask.Flask, page: Page, another_page: Other, them: Them
) -> None:
    idea_id = suggests(app, them.child, "Sack Rae Desk", "She is at Hill School")
    desk_reads(them.reader)
    staff = (
        page.sign_in(them.worker).visit("/staff/ideas/to-approve").follow("Read and decide: Sack Rae Desk")
    )
    assert "Names that are known here" in staff.main
    assert "Ari" not in staff.main
    staff.submit("Decide", {"decision": "send_back"}, status=422)
    assert staff.mistakes == ["Write the reason. Its author reads it and can change what they wrote."]
    staff.submit("Decide", {"decision": "send_back", "reason": "Please take the name out."})
    child = another_page().sign_in(them.child).visit(f"/ideas/{idea_id}")
    assert "Please take the name out." in child.main
    child.follow("Change it and send it again: Sack Rae Desk")
    child.submit("Send it again", {"title": "Let us pick our workers", "words": ""})
    assert "Others cannot see it yet" in child.main
    assert len(rows(Statement)) == 2  # the new words are read at the desk too
    desk_reads(them.reader)
    staff.visit("/staff/ideas/to-approve").follow("Read and decide: Let us pick our workers")
    assert "Please take the name out." in staff.main
    staff.submit("Decide", {"decision": "approve"})
    friend = another_page().sign_in(them.friend).visit("/ideas").follow("Let us pick our workers")
    assert "Ari" not in friend.main
    assert "Fewer than 5 are for it so far" in friend.main
    # The decision is the answer to what they said: nobody owes another one.
    assert {one.statement_id for one in rows(Answer)} == {one.id for one in rows(Statement)}
    assert told(NoticeKind.IDEA_NEWS) == [them.child.id]
    assert rows(Idea)[0].answer_by_on is not None
    child.visit("/who-opened")
    assert "read what you wrote for other young people" in child.main
    assert "sent back what you wrote, with the reason" in child.main


def test_where_the_desk_saw_more_than_an_idea_its_own_answer_is_still_owed(
    app: flask.Flask, them: Them
) -> None:
    suggests(app, them.child, "No more hitting at home")
    desk_reads(them.reader, Outcome.REFERRAL)
    approves(app, them.worker)
    assert rows(Answer) == []
    assert [one.done_at for one in rows(Deadline) if one.kind == "answer"] == [None]


def test_whom_it_concerns_never_meets_it(app: flask.Flask, page: Page, make: Make, them: Them) -> None:
    suggests(app, them.child, "Pat shouts at us")
    make.kept_apart(make_person(them.child), rows(Statement)[0], them.worker)
    desk_reads(them.reader)
    page.sign_in(them.worker).visit("/staff/ideas/to-approve")
    assert "shouts" not in page.main
    assert "Nothing waits" in page.main
    page.visit(f"/staff/ideas/to-approve/{rows(Piece)[0].id}", status=404)
    with app.app_context(), db.transaction():
        jobs.tell_what_waits(clock.now(), app.extensions["heard.settings"].time_zone)
    assert them.worker.id not in told(NoticeKind.IDEA_TO_READ)
    page.sign_in(them.lead).visit("/staff/ideas/to-approve").follow("Read and decide: Pat shouts at us")


def make_person(account: Account) -> object:
    """What the factory needs of a young person."""
    from types import SimpleNamespace

    return SimpleNamespace(id=account.young_person_id)


def test_children_and_grown_ups_are_apart(app: flask.Flask, page: Page, them: Them) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    grown = is_up(app, them.leaver, them.reader, them.worker, "Rent help")
    page.sign_in(them.leaver).visit("/ideas")
    assert "Bikes" not in page.main
    page.visit(f"/ideas/{idea_id}", status=404)
    page.post(f"/ideas/{idea_id}/support", status=404)
    page.post(f"/ideas/{idea_id}/talk", {"words": "hello child"}, status=404)
    page.visit(f"/ideas/words/{rows(Piece)[0].id}/tell-us", status=404)
    page.sign_in(them.friend).visit("/ideas")
    assert "Bikes" in page.main
    assert "Rent help" not in page.main
    page.visit(f"/ideas/{grown}", status=404)


def test_on_their_birthday_they_keep_their_idea_and_read_no_child_any_more(
    app: flask.Flask, page: Page, make: Make, them: Them
) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    talks(app, them.friend, idea_id, "Yes please")
    desk_reads(them.reader)
    approves(app, them.worker)
    page.sign_in(them.child).visit(f"/ideas/{idea_id}")
    assert "Yes please" in page.main
    with db.transaction() as session:
        session.get_one(YoungPerson, them.child.young_person_id).born_on = date(2000, 1, 1)
    page.visit(f"/ideas/{idea_id}")
    assert "What happened to this idea" in page.main
    assert "Yes please" not in page.main
    page.post(f"/ideas/{idea_id}/talk", {"words": "I am grown up"})
    assert page.flashes == [TOO_LATE]
    assert len(rows(Piece)) == 2  # nobody reads it here, and the desk does
    assert [one.words for one in rows(Reply)] == ["I am grown up"]
    assert "1 idea has news" in page.visit("/groups").main  # theirs, to open still
    assert "Bikes" in page.visit("/ideas").main


def test_who_must_not_meet_does_not_read_the_other(
    app: flask.Flask, page: Page, another_page: Other, them: Them
) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    page.sign_in(them.worker).visit("/staff/must-not-meet")
    page.submit("Keep them apart", {"one": "ARI", "other": "NOBODY", "why": "court"}, status=422)
    assert page.mistakes == ["Nobody here has one of these numbers."]
    page.submit("Keep them apart", {"one": "BO", "other": "ARI", "why": "court order"})
    assert "court order" in page.main
    assert "Ari Vale" in page.main
    friend = another_page().sign_in(them.friend)
    assert "Bikes" not in friend.visit("/ideas").main
    friend.visit(f"/ideas/{idea_id}", status=404)
    friend.post(f"/ideas/{idea_id}/support", status=404)
    page.submit("They may meet again: Bo Marsh, Ari Vale")
    assert "Bikes" in friend.visit("/ideas").main


def test_one_tap_supports_and_one_takes_it_back(app: flask.Flask, page: Page, them: Them) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    page.sign_in(them.friend).visit(f"/ideas/{idea_id}").submit("I am for it")
    page.post(f"/ideas/{idea_id}/support")
    assert len(rows(IdeaSupport)) == 1
    assert "Fewer than 5" in page.main
    page.visit(f"/ideas/{idea_id}").submit("Take my support back")
    assert rows(IdeaSupport) == []
    page.sign_in(them.child).post(f"/ideas/{idea_id}/support", status=404)  # not their own


def test_talk_is_approved_first_and_says_no_name(
    app: flask.Flask, page: Page, another_page: Other, them: Them
) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    page.sign_in(them.friend).visit(f"/ideas/{idea_id}").submit("Send it", status=422)
    assert page.mistakes == ["Write something."]
    page.submit("Send it", {"words": "With helmets"})
    assert "With helmets" in page.main
    assert "Others cannot see it yet" in page.main
    child = another_page().sign_in(them.child).visit(f"/ideas/{idea_id}")
    assert "With helmets" not in child.main
    desk_reads(them.reader)
    approves(app, them.worker)
    child.visit(f"/ideas/{idea_id}")
    assert "With helmets" in child.main
    assert "Another young person" in child.main
    assert "Bo" not in child.main
    page.visit(f"/ideas/{idea_id}").submit("Take it back: With helmets")
    assert "With helmets" not in child.visit(f"/ideas/{idea_id}").main


def test_told_about_it_is_hidden_until_somebody_looked(
    app: flask.Flask, page: Page, another_page: Other, them: Them
) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    page.sign_in(them.friend).visit(f"/ideas/{idea_id}").follow("Tell us about this: Bikes")
    page.submit("Tell us", {"words": "That is about me"})
    assert "Bikes" not in page.main
    assert [one.asked for one in rows(Statement)].count("idea_report") == 1
    page.visit(f"/ideas/{idea_id}", status=404)
    child = another_page().sign_in(them.child).visit(f"/ideas/{idea_id}")
    assert "Nobody sees it just now" in child.main
    assert "about me" not in child.main
    staff = another_page().sign_in(them.lead).visit("/staff/ideas/to-approve")
    assert "Somebody told us about it" in staff.main
    staff.follow("Read and decide: Bikes")
    assert "That is about me" not in staff.main  # the desk has not read it
    desk_reads(them.reader)
    staff.visit(staff.url)
    assert "That is about me" in staff.main
    staff.submit("Decide", {"decision": "approve"})
    assert rows(PieceReport)[0].looked_by_id == them.lead.id
    # The same person a second time: the desk reads it, and nothing is hidden.
    page.visit(f"/ideas/{idea_id}").follow("Tell us about this: Bikes").submit("Tell us", {"words": "again"})
    assert [one.held for one in rows(Piece)] == [Held.SHOWN]


def test_answered_told_to_author_and_supporters_and_opened_again(
    app: flask.Flask, page: Page, another_page: Other, them: Them
) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    friend = another_page().sign_in(them.friend).visit(f"/ideas/{idea_id}").submit("I am for it")
    page.sign_in(them.worker).visit("/staff/ideas").follow("Bikes")
    page.submit("Tell young people", {"state": "will_do", "words": "We buy ten bikes."}, status=422)
    assert page.mistakes == ["Say who does it."]
    page.submit("Tell young people", {"state": "cannot", "words": "Ask Rae Desk."}, status=422)
    assert page.mistakes == ["Take out what is somebody’s name, or say that it is none."]
    by = clock.now().date() + timedelta(days=30)
    said = {"state": "will_do", "words": "We buy ten bikes.", "who": "the fostering team", "by_when": by}
    page.submit("Tell young people", said)
    friend.visit("/ideas")
    assert "Something is new" in friend.main
    friend.follow("Bikes")
    assert "We buy ten bikes." in friend.main
    assert "Who does it: the fostering team" in friend.main
    friend.submit("I have seen it")
    assert "Something is new" not in friend.visit("/ideas").main
    assert sorted(map(str, told(NoticeKind.IDEA_NEWS))) == sorted(map(str, (them.child.id, them.friend.id)))
    assert [one.in_time for one in rows(IdeaEvent) if one.state is IdeaState.WILL_DO] == [True]
    child = another_page().sign_in(them.child).visit(f"/ideas/{idea_id}")
    child.submit("Ask us to look again", {"words": "Ten are too few"})
    assert rows(Idea)[0].state is IdeaState.WILL_DO  # not before it was approved
    desk_reads(them.reader)
    approves(app, them.worker)
    assert rows(Idea)[0].state is IdeaState.REOPENED
    running = [one for one in rows(Deadline) if one.kind == "idea_answer" and one.done_at is None]
    assert [one.round for one in running] == [2]


def test_an_answer_sent_twice_is_one(app: flask.Flask, page: Page, them: Them) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    form = {"state": "cannot", "words": "It costs too much.", "send_once": str(uuid.uuid4())}
    page.sign_in(them.worker).visit(f"/staff/ideas/{idea_id}")
    page.post(f"/staff/ideas/{idea_id}", form).post(f"/staff/ideas/{idea_id}", form)
    assert [one.state for one in rows(IdeaEvent)].count(IdeaState.CANNOT) == 1
    other = {**form, "words": "It costs more than we have."}
    page.post(f"/staff/ideas/{idea_id}", other).post(f"/staff/ideas/{idea_id}", other)
    assert "It costs more than we have." in page.main
    assert [one.state for one in rows(IdeaEvent)].count(IdeaState.CANNOT) == 2


def test_taken_back_it_is_gone_for_everybody(
    app: flask.Flask, page: Page, another_page: Other, them: Them
) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    piece_id = rows(Piece)[0].id
    friend = another_page().sign_in(them.friend)
    friend.visit("/ideas")
    friend.post(f"/ideas/words/{piece_id}/take-back", status=404)  # not theirs
    friend.visit(f"/ideas/words/{piece_id}/change", status=404)
    page.sign_in(them.child).visit(f"/ideas/{idea_id}").submit("Take my idea back")
    assert "Bikes" not in page.main
    friend.visit(f"/ideas/{idea_id}", status=404)
    another_page().sign_in(them.worker).visit(f"/staff/ideas/{idea_id}", status=404)
    assert [one.dropped_at is not None for one in rows(Deadline) if one.kind == "idea_answer"] == [True]


def test_what_was_taken_back_on_their_own_page_is_gone_here(app: flask.Flask, page: Page, them: Them) -> None:
    is_up(app, them.child, them.reader, them.worker, "Bikes")
    said = rows(Statement)[0].id
    with db.transaction() as session:
        session.get_one(Statement, said).taken_back_at = clock.now()
    assert "Bikes" not in page.sign_in(them.friend).visit("/ideas").main


def test_those_who_approve_and_answer_are_reminded_once(app: flask.Flask, them: Them) -> None:
    zone = app.extensions["heard.settings"].time_zone
    suggests(app, them.child, "Bikes")

    def run(now: object) -> None:
        with app.app_context(), db.transaction():
            jobs.tell_what_waits(now, zone)  # type: ignore[arg-type]
            jobs.remind_of_answers(now, zone)  # type: ignore[arg-type]

    run(clock.now())
    assert told(NoticeKind.IDEA_TO_READ) == []  # the desk reads first
    desk_reads(them.reader)
    run(clock.now())
    run(clock.now())
    assert told(NoticeKind.IDEA_TO_READ) == [them.worker.id]
    run(clock.now() + timedelta(days=5))
    assert set(told(NoticeKind.IDEA_TO_READ)) == {them.worker.id, them.lead.id}
    approves(app, them.worker)
    assert told(NoticeKind.IDEA_TO_READ) == []
    assert told(NoticeKind.IDEA_DUE) == []
    due_on = rows(Idea)[0].answer_by_on
    assert due_on is not None
    run(clock.now() + timedelta(days=(due_on - clock.now().date()).days - 2))
    run(clock.now() + timedelta(days=(due_on - clock.now().date()).days - 1))
    assert told(NoticeKind.IDEA_DUE) == [them.worker.id]


def test_ideas_of_a_group_are_its_members_and_stand_on_its_agenda(
    app: flask.Flask, page: Page, another_page: Other, them: Them
) -> None:
    group_id = group_of(them.child, them.worker)
    page.sign_in(them.child).visit("/ideas/new")
    page.submit("Send my idea", {"title": "A trip", "group": str(group_id)})
    desk_reads(them.reader)
    approves(app, them.worker)
    assert "A trip" not in another_page().sign_in(them.friend).visit("/ideas").main
    assert "A trip" in page.visit(f"/groups/{group_id}").main
    assert "A trip" in another_page().sign_in(them.worker).visit(f"/staff/groups-kept/{group_id}").main
    viewer = Viewer(them.worker.id, frozenset({Role.PARTICIPATION_WORKER}))
    with app.app_context(), db.transaction():
        (found,) = for_agenda(group_id, viewer)
        assert (found.title, found.supporters) == ("A trip", None)
        assert for_agenda(uuid.uuid4(), viewer) == []


def test_the_lists_cost_the_same_for_one_and_for_many(
    app: flask.Flask, page: Page, make: Make, them: Them
) -> None:
    def cost() -> list[int]:
        costs = []
        for account, url in ((them.friend, "/ideas"), (them.worker, "/staff/ideas")):
            page.sign_in(account).visit(url)
            with counted() as found:
                page.visit(url)
            costs.append(len(found))
        return costs

    is_up(app, them.child, them.reader, them.worker, "Bikes")
    one = cost()
    for number in range(4):
        other = make.account_for(make.young_person(born_on=date(clock.now().year - 12, 1, 1)))
        is_up(app, other, them.reader, them.worker, f"Idea {number}")
    assert cost() == one


def group_of(account: Account, by: Account) -> uuid.UUID:
    """A group this young person is in."""
    now = clock.now()
    with db.transaction() as session:
        group = Group(
            kind=GroupKind.CARE4US,
            joining=Joining.ASKING,
            made_by=by.id,
            made_at=now,
            send_once=uuid.uuid4(),
        )
        group.name, group.about = "Care4Us", "We meet."
        session.add(group)
        session.flush()
        place = Membership(
            group_id=group.id,
            young_person_id=account.young_person_id,
            place=Place.MEMBER,
            is_live=True,
            since=now,
            joined_on=now.date(),
            tells=[],
        )
        session.add(place)
        session.flush()
        return uuid.UUID(str(group.id))


def test_from_before_a_lost_way_in_nothing_is_theirs_until_somebody_checked(
    app: flask.Flask, page: Page, them: Them
) -> None:
    idea_id = suggests(app, them.child, "My secret")
    with db.transaction() as session:
        session.get_one(Account, them.child.id).past_shut_at = clock.now() + timedelta(seconds=1)
    assert "My secret" not in page.sign_in(them.child).visit("/ideas").main
    page.visit(f"/ideas/{idea_id}", status=404)
    page.visit(f"/ideas/words/{rows(Piece)[0].id}/change", status=404)


def test_a_closed_quarter_is_counted_once_and_stands(app: flask.Flask, them: Them) -> None:
    zone = app.extensions["heard.settings"].time_zone
    for number in range(6):
        is_up(app, them.child, them.reader, them.worker, f"Idea {number}")
    later = clock.now() + timedelta(days=120)
    with app.app_context():
        assert jobs.count_quarters(clock.now(), zone) == 0
        assert jobs.count_quarters(later, zone) > 0
        assert jobs.count_quarters(later, zone) == 0
    # Six ideas of one child: nothing of it is printed.
    nothing = {"approved": None, "authors": None, "states": {}, "in_time": None}
    assert all(one.printed == nothing for one in rows(IdeaQuarter))


def test_the_two_are_one_and_the_same(app: flask.Flask, them: Them) -> None:
    with app.app_context(), db.transaction(), pytest.raises(Exception, match="same"):
        apart.keep_apart("ARI", "ari", "no", by=them.worker.id, now=clock.now())
