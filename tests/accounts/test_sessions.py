"""Sessions: quiet time, what ends them at the next request, and the small addresses around them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import flask
import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts.models import Account, RoleGrant
from portal.accounts.queries import sessions
from portal.policy.roles import Role
from portal.policy.viewer import current_viewer
from tests.support.factories import Make
from tests.support.pages import Page

Another = Callable[[], Page]
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _is_in(page: Page, url: str = "/my-details") -> bool:
    return urlsplit(page.visit(url).url).path == url


def _change(account: Any, **values: object) -> None:
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == account.id).values(**values))


@pytest.fixture
def robin(make: Make) -> Any:
    return make.account_for(make.young_person())


@pytest.mark.parametrize(("minutes", "stays"), [(20, True), (21, False)])
def test_a_young_person_is_signed_out_after_twenty_quiet_minutes(
    page: Page, robin: Any, minutes: int, stays: bool
) -> None:
    with time_machine.travel(START, tick=False):
        page.sign_in(robin)
    with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
        assert _is_in(page) is stays


def test_staff_are_after_sixty(page: Page, make: Make) -> None:
    with time_machine.travel(START, tick=False):
        page.sign_in(make.staff(Role.READER))
    with time_machine.travel(START + timedelta(minutes=60), tick=False):
        assert _is_in(page, "/staff/account")
    with time_machine.travel(START + timedelta(minutes=121), tick=False):
        assert not _is_in(page, "/staff/account")


def test_each_request_begins_the_quiet_time_anew_but_not_for_ever(page: Page, robin: Any) -> None:
    with time_machine.travel(START, tick=False):
        page.sign_in(robin)
    for minutes in range(15, 12 * 60 + 1, 15):
        with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
            assert _is_in(page)
    with time_machine.travel(START + timedelta(hours=12, minutes=10), tick=False):
        assert not _is_in(page)


def test_asking_whether_there_is_a_line_keeps_nobody_signed_in(page: Page, robin: Any) -> None:
    with time_machine.travel(START, tick=False):
        page.sign_in(robin)
    with time_machine.travel(START + timedelta(minutes=15), tick=False):
        for method in ("HEAD", "GET"):
            answer = page.client.open("/alive", method=method)
            assert answer.status_code == 204
            assert "Set-Cookie" not in answer.headers
    with time_machine.travel(START + timedelta(minutes=25), tick=False):
        assert not _is_in(page)


def test_staying_keeps_them_signed_in_and_says_when_it_is_too_late(page: Page, robin: Any) -> None:
    with time_machine.travel(START, tick=False):
        page.sign_in(robin)
    with time_machine.travel(START + timedelta(minutes=18), tick=False):
        page.post("/stay", status=204)
    with time_machine.travel(START + timedelta(minutes=36), tick=False):
        assert _is_in(page)
    with time_machine.travel(START + timedelta(minutes=90), tick=False):
        page.post("/stay", status=401)


def test_a_role_that_ended_is_refused_at_the_next_request(page: Page, make: Make) -> None:
    account = make.staff(Role.PARTICIPATION_WORKER)
    person = make.young_person()
    url = f"/staff/young-people/{person.id}/card"
    page.sign_in(account).visit(url)
    with db.transaction() as session:
        session.execute(sa.update(RoleGrant).values(until_on=date(2026, 1, 1), from_on=date(2025, 1, 1)))
    page.visit(url, status=404)


def test_a_link_that_ended_is_refused_at_the_next_request(page: Page, make: Make) -> None:
    person = make.young_person()
    account = make.staff(Role.SOCIAL_WORKER)
    link = make.link(person, account)
    url = f"/staff/young-people/{person.id}/change"
    page.sign_in(account).visit(url)
    with db.transaction() as session:
        session.execute(sa.update(type(link)).values(until_on=link.from_on))
    page.visit(url, status=404)


@pytest.mark.parametrize("change", [{"is_open": False}, {"ways_version": 7}])
def test_a_closed_account_or_new_ways_in_end_the_session(
    page: Page, robin: Any, change: dict[str, object]
) -> None:
    assert _is_in(page.sign_in(robin))
    _change(robin, **change)
    assert not _is_in(page)


@pytest.mark.parametrize(
    "damage",
    [
        {"ways": "x"},
        {"seen": None},
        {"seen": 10**30},
        {"began": "now"},
        {"_user_id": "not an id"},
        {"ways": 2},
    ],
)
def test_a_session_that_is_not_ours_is_nobody(page: Page, robin: Any, damage: dict[str, Any]) -> None:
    page.sign_in(robin)
    with page.client.session_transaction() as session:
        session.update(damage)
    assert not _is_in(page)


def test_a_young_persons_role_never_comes_from_a_grant(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.YOUNG_PERSON, Role.READER)).visit("/my-details", status=404)


def test_the_viewer_knows_whom_they_manage_and_stand_in_for(app: flask.Flask, make: Make) -> None:
    boss = make.staff(Role.MANAGER, name="Mo Boss")
    worker, away = make.staff(Role.SOCIAL_WORKER, manager=boss), make.staff(Role.MANAGER)
    make.stand_in(away, boss)
    with app.test_request_context():
        flask.session.update(sessions.fresh_session(boss.id, boss.ways_version))
        db._asides.set([])
        viewer = current_viewer()
        assert viewer is not None
        assert (viewer.manages, viewer.stands_in_for) == ({worker.id}, {away.id})
        assert (viewer.name, viewer.roles, viewer.young_person_id) == ("Mo Boss", {Role.MANAGER}, None)


def test_being_seen_is_written_once_a_minute(page: Page, robin: Any) -> None:
    def seen() -> datetime | None:
        db.session.remove()
        return db.session.get_one(Account, robin.id).last_seen_at

    with time_machine.travel(START, tick=False):
        page.sign_in(robin).visit("/my-details")
        assert seen() == START
    with time_machine.travel(START + timedelta(seconds=59), tick=False):
        page.visit("/my-details")
        assert seen() == START
    with time_machine.travel(START + timedelta(seconds=60), tick=False):
        page.visit("/my-details")
        assert seen() == START + timedelta(seconds=60)


def test_finding_out_who_asks_takes_few_queries_however_many_roles(page: Page, make: Make) -> None:
    def count(account: Any) -> int:
        found: list[str] = []
        page.sign_out().sign_in(account).visit("/alive", status=204)
        listen = (db.session.get_bind(), "before_cursor_execute", lambda *args: found.append(args[2]))
        sa.event.listen(*listen)
        page.client.post("/stay", data={"csrf_token": page.token()})
        sa.event.remove(*listen)
        return len([one for one in found if one.lstrip().startswith(("SELECT", "WITH"))])

    boss = make.staff(Role.MANAGER, Role.READER, Role.SAFETY_LEAD)
    for _ in range(5):
        make.staff(Role.SOCIAL_WORKER, manager=boss)
    young = make.account_for(make.young_person())
    assert count(young) == 2  # the account, unless its session was ended; their own record with its key
    assert count(make.staff(Role.READER)) == count(boss) == 4  # and the name's key, roles, who is around


# words kept after quiet time


def test_for_a_while_after_quiet_time_typed_words_still_have_an_owner(app: flask.Flask, robin: Any) -> None:
    def lapsed(after: timedelta) -> Any:
        with time_machine.travel(START, tick=False):
            held = sessions.fresh_session(robin.id, robin.ways_version)
        with time_machine.travel(START + after, tick=False), app.test_request_context():
            flask.session.update(held)
            assert (sessions.signed_in() is None) == (after > timedelta(minutes=20))
            return sessions.lapsed_young_person_id()

    assert lapsed(timedelta(minutes=10)) is None  # still signed in
    assert lapsed(timedelta(minutes=30)) == robin.young_person_id
    assert lapsed(timedelta(hours=13)) is None


def test_once_signed_out_typed_words_have_no_owner(app: flask.Flask, page: Page, robin: Any) -> None:
    with time_machine.travel(START, tick=False):
        page.sign_in(robin)
        with page.client.session_transaction() as session:
            held = dict(session)
        page.visit("/bye")
    with time_machine.travel(START + timedelta(minutes=30), tick=False), app.test_request_context():
        flask.session.update(held)
        assert sessions.lapsed_young_person_id() is None


def test_staff_leave_no_typed_words(app: flask.Flask, make: Make) -> None:
    reader = make.staff(Role.READER)
    with time_machine.travel(START, tick=False):
        held = sessions.fresh_session(reader.id, reader.ways_version)
    with time_machine.travel(START + timedelta(hours=2), tick=False), app.test_request_context():
        flask.session.update(held)
        assert sessions.lapsed_young_person_id() is None
