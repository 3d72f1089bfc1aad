"""The conflict rule in every place: whoever a statement concerns, and whoever is close to them, cannot tell
from any page, list, count, file, export or notice that it is there. Their world is the same without it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal import db, worker
from portal.accounts.models import Account
from portal.notices.models import Notice
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.settings import Settings
from portal.voice.models import Statement
from portal.voice.rules import Level, SafeNow, Way
from portal.voice.rules.capture import Worry
from tests.support.crawl import crawl
from tests.support.factories import Make
from tests.support.pages import Page

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)  # a Tuesday
_CHANGES = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # ids
    r'|(?<=name="csrf_token" value=")[^"]*|(?<=name="send_once" value=")[^"]*|(?<=nonce=")[^"]*'
)


HOW = ("unread", "overdue", "passed on", "read", "answered")


@dataclass
class Close:
    """A young person, the one a statement will concern, and everybody close to that one; all read here."""

    person: YoungPerson
    concerned: Account
    close: dict[str, Account]
    reader: Account
    lead: Account
    partner: Account


@pytest.fixture
def around(make: Make) -> Close:
    person, other = make.young_person(name="Robin Vale"), make.young_person(name="Kit Marsh")
    manager = make.staff(Role.MANAGER, Role.SAFETY_LEAD)
    concerned = make.staff(Role.SOCIAL_WORKER, Role.READER, Role.DUTY_WORKER, manager=manager)
    household = make.staff(Role.READER, Role.SAFETY_LEAD, Role.PARTICIPATION_WORKER, household=concerned)
    instead = make.staff(Role.SOCIAL_WORKER, Role.READER, Role.DUTY_WORKER)
    for account in (concerned, instead):
        make.link(person, account)
        make.on_duty(account)
    make.stand_in(concerned, instead)
    reader, lead = make.staff(Role.READER), make.staff(Role.SAFETY_LEAD)
    make.on_duty(make.staff(Role.DUTY_WORKER), step=2)
    make.staff(Role.MANAGER)
    # Ordinary things said, so that lists and figures are not empty.
    make.statement(other, "I want to start judo", to=[concerned], sent_at=NOON - timedelta(days=3))
    make.statement(person, "Thanks", to=[concerned], read_by=reader, sent_at=NOON - timedelta(days=9))
    everybody = {"concerned": concerned, "manager": manager, "household": household, "stand-in": instead}
    return Close(person, concerned, everybody, reader, lead, make.staff(Role.PARTNER))


def _world_of(page: Page, account: Account) -> dict[str, str]:
    """Everything they can reach by links, without what changes by itself, and what they were told."""
    page.sign_in(account)
    seen = {_CHANGES.sub("·", url): _CHANGES.sub("·", page.html) for url in crawl(page, "/staff")}
    told = db.session.execute(
        sa.select(Notice.kind, Notice.dropped_at, Notice.seen_at, Notice.sent_at)
        .where(Notice.account_id == account.id)
        .order_by(Notice.kind)
    ).all()
    return seen | {"notices": str([row.kind for row in told])}


def _everything_runs(settings: Settings) -> None:
    for name, job in worker.jobs(settings).items():
        if name != "send notices":
            job()


def _said(make: Make, around: Close, how: str) -> Statement:
    fields = {
        "level": Level.NOW,
        "safe_now": SafeNow.NO,
        "pages_duty": True,
        "sent_at": NOON - timedelta(days=30 if how == "overdue" else 1),
    }
    if how == "passed on":
        fields |= {"way": Way.PASSED_ON}
    statement = make.statement(
        around.person,
        "quillzebra shouts at me",
        to=[around.concerned],
        concerning=[around.concerned],
        **fields,
    )
    if how == "passed on":
        make.capture(statement, around.partner, worry=Worry.YES, saw="quillzebra")
    return statement


def test_nobody_close_to_it_can_tell_that_it_is_there(
    page: Page, make: Make, settings: Settings, around: Close
) -> None:
    """Unread, long overdue, passed on, read and answered: all of them at once, and nothing moves."""
    with time_machine.travel(NOON, tick=False) as time:
        _everything_runs(settings)
        for account in around.close.values():
            time.shift(1)  # who opened something first is told by the time, which stands still here
            _world_of(page, account)  # what opens for the first time changes by being opened
        before = {who: _world_of(page, account) for who, account in around.close.items()}
        statements = {how: _said(make, around, how) for how in HOW}
        for how in ("read", "answered"):
            page.sign_in(around.reader).visit(f"/staff/desk/{statements[how].id}")
            fields = {"done1-outcome": "nothing_needed", "nobody": True, "answerer": str(around.lead.id)}
            page.submit("Mark as read", fields)
        make.answer(statements["answered"], around.lead)
        _everything_runs(settings)
        for who, account in around.close.items():
            after = _world_of(page, account)
            assert after.keys() == before[who].keys(), (who, after.keys() ^ before[who].keys())
            for url, html in after.items():
                assert html == before[who][url], (who, url)
            for statement in statements.values():
                page.visit(f"/staff/desk/{statement.id}", status=404)
                page.visit(f"/staff/statements/{statement.id}", status=404)


def test_somebody_it_does_not_concern_does_see_it(
    page: Page, make: Make, settings: Settings, around: Close
) -> None:
    """So that the test above cannot pass for want of anything to see."""
    with time_machine.travel(NOON, tick=False):
        before = _world_of(page, around.reader)
        _said(make, around, "unread")
        _everything_runs(settings)
        after = _world_of(page, around.reader)
    assert after != before
    assert after["/staff/desk/figures"] != before["/staff/desk/figures"]
