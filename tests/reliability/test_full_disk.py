"""The disk under a running site is full: nothing is said to be sent that was not, and it goes on."""

from __future__ import annotations

import html
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from portal import db
from portal.policy.roles import Role
from portal.vault import keys, master
from portal.voice.models import Statement
from tests.support import site as sites
from tests.support.factories import Make
from tests.support.outages import SmallDisk, small_disk
from tests.support.storms import Sender, children_of

WORDS = "I want to see my brother at the weekend"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "small") as disk:
        yield disk


@pytest.fixture
def site_on_it(disk: SmallDisk) -> Iterator[sites.Site]:
    with sites.running(disk.folder, kind="sqlite") as running:
        keys.open_ring(master.load(running.settings.master_key_file))
        engine = db.connect(running.settings)
        yield running
        disk.free()
        db.session.remove()
        engine.dispose()


def stored() -> Counter[tuple[uuid.UUID, str]]:
    with db.transaction() as session:
        return Counter((row.send_once, row.words) for row in session.scalars(sa.select(Statement)))


def test_a_full_disk_loses_no_words_and_gives_no_false_receipt(
    disk: SmallDisk, site_on_it: sites.Site
) -> None:
    make = Make()
    make.on_duty(make.staff(Role.READER))
    sender = Sender(site_on_it, site_on_it.cookie_of(make.account_for(make.young_person()))["value"])
    _, page = sender._once("GET", "/say", "")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]  # type: ignore[index]  # it is there

    def press(once: uuid.UUID) -> tuple[int, str]:
        form = {"csrf_token": token, "send_once": str(once), "words": WORDS}
        return sender._once("POST", "/not-safe", urlencode(form))

    disk.fill(children_of(site_on_it.process.pid))
    acknowledged, refused = [], []
    while len(refused) < 3:  # the database may still have some room of its own
        once = uuid.uuid4()
        status, shown = press(once)
        if status in (200, 303):
            acknowledged.append(once)
            continue
        refused.append(once)
        assert status == 503
        assert WORDS in html.unescape(shown)
        assert str(once) in shown
        assert "Ring somebody now." in shown
    assert stored() == Counter((once, WORDS) for once in acknowledged)
    disk.free()
    assert {press(once)[0] for once in refused} <= {200, 303}
    assert stored() == Counter((once, WORDS) for once in [*acknowledged, *refused])
