"""Groups on their pages: made, invited, asked for, chosen, left and back; nobody kept apart learns why."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.participation.commands import groups as commands
from portal.participation.commands import members
from portal.participation.commands.groups import GroupWords
from portal.participation.models import Group, GroupMeeting, Membership, MustNotMeet, WelfareNote
from portal.participation.queries import groups as queries
from portal.participation.rules.groups import GroupKind, Joining, Place
from portal.participation.rules.meetings import MeetingState
from portal.people import queries as people
from portal.people.models import Episode, YoungPerson
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.met import meeting
from tests.support.pages import Page
from tests.voice.young import rows

Other = Callable[[], Page]


@dataclass
class Them:
    young: YoungPerson
    account: Account
    friend: YoungPerson
    friend_account: Account
    worker: Account
    second: Account


@pytest.fixture
def them(make: Make) -> Them:
    young, friend = (
        make.young_person(name=name, child_ref=name.split()[1].upper()) for name in ("Ari Vale", "Bo Marsh")
    )
    return Them(
        young,
        make.account_for(young),
        friend,
        make.account_for(friend),
        make.staff(Role.PARTICIPATION_WORKER, name="Pat Taking"),
        make.staff(Role.PARTICIPATION_WORKER, name="Sid Second"),
    )


@pytest.fixture
def group(app: flask.Flask, them: Them) -> Group:
    return make_group(app, them)


def make_group(app: flask.Flask, them: Them, joining: Joining = Joining.ASKING, **more: object) -> Group:
    said = {"kind": GroupKind.CARE4US, "name": "Care4Us", "about": "We meet and change things.", **more}
    with app.app_context(), db.transaction():
        return commands.make(
            GroupWords(joining=joining, **said),  # type: ignore[arg-type]
            uuid.uuid4(),
            by=them.worker.id,
            today=people.today(),
        )


def invite(app: flask.Flask, them: Them, group: Group, person: YoungPerson) -> Membership:
    with app.app_context(), db.transaction() as session:
        here = session.get_one(Group, group.id)
        return members.invite(here, person.id, "Come along", by=them.worker.id, today=people.today())


def place_of(group: Group, person: YoungPerson) -> Membership:
    found = [one for one in rows(Membership) if (one.group_id, one.young_person_id) == (group.id, person.id)]
    return max(found, key=lambda one: one.since)


def joins(app: flask.Flask, them: Them, group: Group, person: YoungPerson) -> Membership:
    place = invite(app, them, group, person)
    with app.app_context(), db.transaction() as session:
        members.say_yes(
            session.get_one(Membership, place.id), members.Chosen(), by=them.account.id, today=people.today()
        )
    return place


def keep_apart(them: Them) -> None:
    with db.transaction() as session:
        pair = MustNotMeet(
            one_id=them.young.id, other_id=them.friend.id, by_id=them.worker.id, at=clock.now()
        )
        pair.why = "They hurt each other"
        session.add(pair)


def saw(page: Page, *words: str, but: tuple[str, ...] = ()) -> Page:
    """The page says these, and does not say those."""
    for one in words:
        assert one in page.text, (one, page.text)
    for one in but:
        assert one not in page.text
    return page


def test_a_worker_makes_a_group_invites_and_the_young_person_chooses_who_is_told(
    page: Page, another_page: Other, them: Them
) -> None:
    page.sign_in(them.worker).visit("/staff/groups-kept").follow("Make a group")
    saw(page.submit("Make the group", status=422), "Write what it is called.")
    page.submit(
        "Make the group", name="Care4Us", kind="care4us", about="We change things.", joining="invited"
    )
    saw(page, "The group is there").follow("Invite young people").submit("Look", q="Vale")
    saw(page.submit("Send the invitations", status=422), "Tick at least one")
    page.submit("Send the invitations", whom=[str(them.young.id)], words="Come along")
    saw(page, "1 invitation was sent.")
    told = [one for one in rows(Notice) if one.kind is NoticeKind.GROUP_NEWS]
    assert [one.account_id for one in told] == [them.account.id]

    young = another_page().sign_in(them.account).visit("/start").follow("Your groups")
    saw(young, "You are invited to Care4Us").follow("See what it is, and choose")
    form, _button = saw(young, "Come along", "We change things.").form_with("Yes, I’d like to be in it")
    assert not {name for name, _value in form.pairs(None)} & {"tells", "may_photo", "may_quote"}
    saw(young.submit("Yes, I’d like to be in it", tells=["worker"]), "You are in the group.")
    place = rows(Membership)[0]
    assert (place.place, place.tells, place.may_photo) == (Place.MEMBER, ["worker"], False)
    assert all(one.seen_at for one in rows(Notice) if one.kind is NoticeKind.GROUP_NEWS)
    saw(page.visit(page.url), "their social worker or personal adviser")


def test_nobody_is_told_by_default(app: flask.Flask, page: Page, them: Them, group: Group) -> None:
    place = invite(app, them, group, them.young)
    page.sign_in(them.account).visit(f"/groups/invited/{place.id}").submit("Yes, I’d like to be in it")
    assert rows(Membership)[0].tells == []


def test_a_choice_that_was_not_offered_is_not_taken(
    app: flask.Flask, page: Page, them: Them, group: Group
) -> None:
    place = invite(app, them, group, them.young)
    page.sign_in(them.account).visit("/groups")
    page.post(f"/groups/invited/{place.id}", {"tells": "everybody"}, status=422)
    assert rows(Membership)[0].place is Place.INVITED


def test_a_no_is_final_for_months(
    app: flask.Flask, page: Page, another_page: Other, them: Them, group: Group
) -> None:
    place = invite(app, them, group, them.young)
    saw(page.sign_in(them.account).visit(f"/groups/invited/{place.id}").submit("No, not me"), "That is fine.")
    worker = another_page().sign_in(them.worker).visit(f"/staff/groups-kept/{group.id}/invite?q=Vale")
    saw(worker, "said no not long ago", but=("Send the invitations",))
    kept = rows(Membership)[0]
    assert kept.place is Place.SAID_NO
    assert kept.not_before > clock.now().date() + timedelta(days=150)


def test_they_ask_and_are_welcomed_or_read_why_not_now(
    page: Page, another_page: Other, them: Them, group: Group
) -> None:
    young = page.sign_in(them.account).visit("/groups").submit("Ask to be in Care4Us")
    saw(young, "You asked to be in Care4Us").submit("I don’t want to any more")
    assert all(one.dropped_at for one in rows(Notice) if one.kind is NoticeKind.GROUP_ASKED)
    saw(young.visit("/groups").submit("Ask to be in Care4Us"), "You asked to be in Care4Us")
    asked = [one for one in rows(Notice) if one.kind is NoticeKind.GROUP_ASKED and not one.dropped_at]
    assert {one.account_id for one in asked} == {them.worker.id, them.second.id}
    worker = another_page().sign_in(them.worker).visit(f"/staff/groups-kept/{group.id}").follow("Ari Vale")
    saw(worker.submit("Not now, with this reason", status=422), "Write why")
    worker.submit("Not now, with this reason", reply="It is full until May.")
    saw(young.visit("/groups"), "It is full until May.").submit("Ask to be in Care4Us")
    worker.visit(f"/staff/groups-kept/in/{place_of(group, them.young).id}").submit("They are welcome")
    saw(young.visit("/groups"), "You are invited to Care4Us")
    assert not [one for one in rows(Notice) if one.kind is NoticeKind.GROUP_ASKED and not one.dropped_at]


def test_a_double_tap_is_one_asking(page: Page, them: Them, group: Group) -> None:
    page.sign_in(them.account).visit("/groups")
    for _tap in range(2):
        page.post(f"/groups/{group.id}/ask", {})
    assert len(rows(Membership)) == 1


def test_leaving_is_one_tap_with_undo(app: flask.Flask, page: Page, them: Them, group: Group) -> None:
    joins(app, them, group, them.young)
    saw(page.sign_in(them.account).visit(f"/groups/{group.id}").submit("Leave the group"), "You have left")
    page.visit(f"/groups/{group.id}", status=404)
    with app.app_context():
        assert queries.members_of(group.id, people.today()) == []
    saw(page.visit("/groups").submit("Come back"), "You are in the group again.")
    with app.app_context():
        assert queries.members_of(group.id, people.today()) == [them.young.id]
    assert len(rows(Membership)) == 1


def test_who_must_not_meet_are_never_both_there_and_nobody_is_told_why(
    app: flask.Flask, page: Page, another_page: Other, them: Them, group: Group
) -> None:
    joins(app, them, group, them.young)
    keep_apart(them)
    url = f"/staff/groups-kept/{group.id}/invite"
    page.sign_in(them.worker).visit(f"{url}?q=Marsh")
    saw(page, "cannot be invited to this group", but=("hurt", "Ari", "apart"))
    page.post(url, {"whom": str(them.friend.id), "q": "Marsh"}, status=422)
    friend = saw(another_page().sign_in(them.friend_account).visit("/groups"), but=("Care4Us",))
    friend.post(f"/groups/{group.id}/ask", {}, status=404)
    assert {one.young_person_id for one in rows(Membership)} == {them.young.id}


def test_an_invitation_from_before_they_were_kept_apart_leads_nowhere(
    app: flask.Flask, page: Page, them: Them, group: Group
) -> None:
    place = invite(app, them, group, them.friend)
    joins(app, them, group, them.young)
    keep_apart(them)
    page.sign_in(them.friend_account).visit(f"/groups/invited/{place.id}").submit("Yes, I’d like to be in it")
    saw(page, "This group takes nobody new just now.", but=("Ari",))
    assert place_of(group, them.friend).place is Place.INVITED


def test_a_group_by_invitation_is_not_seen_and_cannot_be_asked_for(
    app: flask.Flask, page: Page, them: Them
) -> None:
    group = make_group(app, them, Joining.INVITED)
    page.sign_in(them.account).visit("/groups")
    saw(page, "There is no group for you yet.", but=("Care4Us",))
    page.post(f"/groups/{group.id}/ask", {}, status=404)
    page.visit(f"/groups/{group.id}", status=404)


def test_membership_goes_on_when_care_ends_and_they_are_asked_once(
    app: flask.Flask, page: Page, them: Them, group: Group
) -> None:
    place, day = joins(app, them, group, them.young), clock.now().date()
    with db.transaction() as session:
        session.get_one(Membership, place.id).joined_on = day - timedelta(days=200)
        ended = {"ended_on": day - timedelta(days=3), "reason_ended": "E11"}
        session.add(
            Episode(young_person_id=them.young.id, started_on=date(2019, 5, 3), home_kind="U6", **ended)
        )
    saw(page.sign_in(them.account).visit("/groups"), "Would you like to stay in this group?")
    saw(page.submit("Yes, I stay"), "You stay in the group.", but=("Would you like to stay",))
    with app.app_context():
        assert queries.members_of(group.id, people.today()) == [them.young.id]


def test_a_task_group_ends_by_itself(app: flask.Flask, them: Them) -> None:
    day = clock.now().date() + timedelta(days=5)
    group = make_group(app, them, kind=GroupKind.TASK, name="Welcome pack", ends_on=day)
    joins(app, them, group, them.young)
    with app.app_context():
        assert queries.members_of(group.id, day) == [them.young.id]
        assert queries.members_of(group.id, day + timedelta(days=1)) == []
        assert queries.groups_of(them.young.id, day + timedelta(days=1)) == []


def test_somebody_elses_place_is_not_there(app: flask.Flask, page: Page, them: Them, group: Group) -> None:
    place = joins(app, them, group, them.young)
    page.sign_in(them.friend_account)
    page.visit(f"/groups/invited/{place.id}", status=404).visit(f"/groups/{group.id}", status=404)


def test_a_worker_changes_and_ends_a_group(page: Page, them: Them, group: Group) -> None:
    page.sign_in(them.worker).visit(f"/staff/groups-kept/{group.id}").follow("Change the group")
    saw(page.submit("Keep the changes", youngest="12", oldest="9", status=422), "The first age must not be")
    saw(page.submit("Keep the changes", youngest="9", oldest="12"), "9 to 12")
    saw(page.submit("End the group"), "Ended", but=("Invite young people",))
    saw(page.submit("Open the group again"), "The group goes on.")


def test_notes_are_theirs_to_read_unless_two_people_hold_them_back(
    app: flask.Flask, page: Page, another_page: Other, them: Them, group: Group
) -> None:
    url = f"/staff/groups-kept/in/{joins(app, them, group, them.young).id}"
    worker = page.sign_in(them.worker).visit(url)
    saw(worker.submit("Keep the note", words="Loud rooms are hard"), "They can read it on their own page.")
    young = another_page().sign_in(them.account).visit("/groups")
    saw(young.follow("What the group workers know about me"), "Loud rooms are hard")
    worker.follow("Hold this note back").submit("Ask a second person", status=422)
    day = clock.now().date() + timedelta(days=30)
    worker.submit("Ask a second person", why="A made-up harm", look_again_on=day)
    saw(worker, "Waits for a second person", but=("I agree",))
    saw(young.visit("/groups/notes"), but=("Loud rooms", "made-up harm"))
    second = another_page().sign_in(them.second).visit("/staff/groups-kept")
    saw(second, "Waits for a second person").follow("Ari Vale")
    saw(second.submit("I agree: it would cause serious harm"), "Held back")
    saw(young.visit("/groups/notes"), but=("Loud rooms",))
    worker.visit(url).submit("Show it to them")
    saw(young.visit("/groups/notes"), "Loud rooms are hard")


def test_a_group_that_ends_calls_off_what_it_had_planned_and_tells_its_members(
    app: flask.Flask, page: Page, them: Them, group: Group
) -> None:
    joins(app, them, group, them.young)
    with app.app_context():
        ahead, past = (meeting(them.worker, group, hours=hours) for hours in (48, -3))
    page.sign_in(them.worker).visit(f"/staff/groups-kept/{group.id}").submit("End the group")
    state = {one.id: one.state for one in rows(GroupMeeting)}
    assert (state[ahead.id], state[past.id]) == (MeetingState.CALLED_OFF, MeetingState.PLANNED)
    told = [one for one in rows(Notice) if one.about_id == ahead.id and one.dropped_at is None]
    assert [one.account_id for one in told] == [them.account.id]
    saw(page.sign_in(them.account).visit(f"/groups/meeting/{ahead.id}"), "This meeting does not happen")


def test_a_note_that_nobody_agreed_to_hold_back_is_shown_after_some_days(
    app: flask.Flask, page: Page, them: Them, group: Group
) -> None:
    joins(app, them, group, them.young)
    now = clock.now()
    with db.transaction() as session:
        note = WelfareNote(send_once=uuid.uuid4(), young_person_id=them.young.id, by=them.worker.id, at=now)
        note.held_back_by, note.held_back_at = them.worker.id, now - timedelta(days=4)
        note.look_again_on = now.date() + timedelta(days=20)
        note.words, note.why = "Loud rooms are hard", "A made-up harm"
        session.add(note)
    page.sign_in(them.account).visit("/groups/notes")
    saw(page, "Loud rooms are hard", but=("made-up harm",))


def test_reading_somebodys_notes_is_in_the_log(
    app: flask.Flask, page: Page, them: Them, group: Group
) -> None:
    place = joins(app, them, group, them.young)
    page.sign_in(them.worker).visit(f"/staff/groups-kept/in/{place.id}")
    read = [one for one in rows(Event) if one.action == "keep_membership"]
    assert [(one.actor_id, one.young_person_id) for one in read] == [(them.worker.id, them.young.id)]


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.MANAGER, Role.READER])
def test_nobody_else_of_the_staff_sees_who_is_in_a_group(
    make: Make, app: flask.Flask, page: Page, them: Them, group: Group, role: Role
) -> None:
    place = joins(app, them, group, them.young)
    page.sign_in(make.staff(role))
    for url in ("/staff/groups-kept", f"/staff/groups-kept/{group.id}", f"/staff/groups-kept/in/{place.id}"):
        page.visit(url, status=404)
