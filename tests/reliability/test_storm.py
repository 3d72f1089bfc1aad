"""Processes die while forms are sent: everything acknowledged is stored exactly once. The same form fifty
times at once is one."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from portal import db
from portal.voice.models import Draft, Statement
from tests.support.databases import TestDatabase
from tests.support.factories import Make
from tests.support.site import Site
from tests.support.storms import Killer, Sender


def stored() -> Counter[tuple[uuid.UUID, str]]:
    with db.transaction() as session:
        rows = session.scalars(sa.select(Statement)).all()
        return Counter((row.send_once, row.words) for row in rows)


@pytest.fixture
def database(site: Site) -> TestDatabase:
    """The running site's database: what factories fill and tests look into."""
    return site.database


@pytest.fixture
def senders(request: pytest.FixtureRequest, site: Site, make: Make) -> list[Sender]:
    people = [make.young_person() for _ in range(4)]
    make.on_duty(make.staff())
    return [Sender(site, site.cookie_of(make.account_for(person))["value"]) for person in people]


def test_what_was_acknowledged_is_stored_once_though_processes_are_killed(
    request: pytest.FixtureRequest, site: Site, senders: list[Sender]
) -> None:
    is_long = request.config.getoption("--drill")
    each, kills = (600, 300) if is_long else (12, 8)
    killer = Killer(site, times=kills, seed=20261122, senders=senders)

    def speak(number: int) -> None:
        for turn in range(each):
            words = f"sender {number} says {turn}"
            if turn % 2:
                senders[number].says(words)
            else:
                senders[number].is_not_safe(words)

    killer.start()
    with ThreadPoolExecutor(len(senders)) as pool:
        list(pool.map(speak, range(len(senders))))
    killer.all_sent.set()
    killer.join()
    assert killer.killed >= kills * 0.7
    assert sum(sender.sent_again for sender in senders) > 0, "no form met a killed process"
    found = stored()
    acknowledged = [once for sender in senders for once in sender.acknowledged]
    assert len(acknowledged) == each * len(senders)
    by_form = Counter(once for once, _words in found.elements())
    assert {once: by_form[once] for once in acknowledged} == dict.fromkeys(acknowledged, 1)
    assert sum(by_form.values()) == len(acknowledged), "something is stored that nobody was told of"
    assert max(Counter(words for _once, words in found.elements()).values()) == 1
    with db.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 0


def test_the_same_form_fifty_times_at_once_is_one(site: Site, senders: list[Sender]) -> None:
    sender, once, ready = senders[0], uuid.uuid4(), threading.Barrier(50)

    def press(_: int) -> str:
        ready.wait()
        return sender._post("/not-safe", {"send_once": str(once), "words": "the same"})

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(press, range(50)))
    assert stored() == Counter({(once, "the same"): 1})
    assert len(answers) == 50
