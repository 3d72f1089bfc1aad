"""Where requests are found, who is told, and what an officer's leave does."""

from __future__ import annotations

import threading
import uuid

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.commands import happenings
from portal.records.models import RecordsRequest, RequestEvent
from portal.records.rules import Asker, Came, EventKind, State
from tests.support import world
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_records import LONDON, make_request
from tests.voice.young import rows

K = EventKind


def test_an_officer_is_told_and_led_to_the_request(page: Page, rowan: Account) -> None:
    request = make_request()
    page.sign_in(rowan).visit("/staff")
    assert "Somebody asked for records" in page.main
    page.follow("Records").follow(request.reference)
    assert "Robin Hale" in page.main


def test_a_list_never_shows_what_is_kept_from_somebody(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    request = make_request(person=sam)
    make.statement(sam, concerning=[rowan])
    page.sign_in(rowan).visit("/staff/records")
    assert request.reference not in page.main


def test_other_staff_are_led_to_writing_one_down_only(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit("/staff")
    page.follow("Somebody asks to see their records? Write it down: it counts from today")
    assert page.url.endswith("/staff/records/receive")
    page.visit("/staff/records", status=404)


def test_an_officer_says_when_they_are_away_and_another_stands_in(
    page: Page, make: Make, rowan: Account
) -> None:
    make.staff(Role.RECORDS_OFFICER, name="Ines Folder")
    make.staff(Role.READER, name="Rhian Other")
    page.sign_in(rowan).visit("/staff/away")
    assert "Ines Folder" in page.main
    assert "Rhian Other" not in page.main


def test_a_parents_request_is_not_on_the_childs_own_page(
    page: Page, make: Make, rowan: Account, sam: YoungPerson
) -> None:
    account = make.account_for(sam)
    parents = make_request(person=sam, asker=Asker.PARENT, officer=rowan)
    own = make_request(person=sam, came=Came.OWN_PAGE, officer=rowan)
    page.sign_in(account)
    page.visit(f"/records/{own.id}")
    page.visit(f"/records/{parents.id}", status=404)


def test_the_same_thing_at_the_same_moment_happens_once(rowan: Account) -> None:
    request, ready, outcomes = make_request(officer=rowan), threading.Barrier(4), []

    def ask() -> None:
        ready.wait()
        try:
            with db.transaction() as session:
                happenings.happen(
                    session.get_one(RecordsRequest, request.id),
                    K.CLARIFICATION_ASKED,
                    clock.today(LONDON),
                    send_once=uuid.uuid4(),
                    by=rowan.id,
                    now=clock.now(),
                    today=clock.today(LONDON),
                    reason="which_time",
                    words="Which years?",
                )
            outcomes.append("asked")
        except Refused:
            outcomes.append("refused")
        finally:
            db.session.remove()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert sorted(outcomes) == ["asked", "refused", "refused", "refused"]
    assert [one.kind for one in rows(RequestEvent)].count(K.CLARIFICATION_ASKED) == 1


def test_the_small_council_has_one_in_each_state(make: Make) -> None:
    world.build(make)
    assert {one.state.value for one in rows(RecordsRequest)} == {state.value for state in State}
