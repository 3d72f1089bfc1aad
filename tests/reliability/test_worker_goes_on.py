"""The worker goes on when what it needs fails it: no queue file, a mail server that hangs up or refuses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import db, worker
from portal.audit import commands as audit
from portal.audit.models import Event
from portal.kit import clock
from portal.notices.models import Notice
from portal.settings import Settings
from tests.support.factories import Make
from tests.support.mail import Post, post_office


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as office:
        yield office


def wait_until(is_so: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def unsealed() -> int:
    with db.transaction() as session:
        return session.scalar(sa.select(sa.func.count()).where(Event.seq.is_(None))) or 0


@pytest.mark.once
def test_the_minute_needs_no_file(settings: Settings, tmp_path: Path) -> None:
    """What is due is kept nowhere where a file could be gone, full or broken."""
    with db.transaction():
        audit.record("looked", by=None)
    assert unsealed() == 1
    consumer = worker.make_consumer(replace(settings, var_dir=tmp_path / "gone"))
    consumer.start()
    try:
        wait_until(lambda: unsealed() == 0)
    finally:
        consumer.stop(graceful=True)
    assert not (tmp_path / "gone").exists()


@pytest.mark.once
@pytest.mark.parametrize("answer", ["451 try later", "550 we take nothing", "421 closing"])
def test_mail_refused_stops_nothing_and_is_sent_later(
    settings: Settings, make: Make, post: Post, answer: str
) -> None:
    """Even a server that says "never" to the whole mail is asked again: it was not about the address."""
    account = make.staff(email="kim@example.org")
    notice = make.notice(account, send_after=clock.now())
    ours = replace(settings, smtp_host="127.0.0.1", smtp_port=post.port, mail_from="o@council.example")
    all_jobs = worker.jobs(ours)
    post.at_data = answer
    assert worker.run_job("send notices", all_jobs["send notices"]) == 0
    assert worker.run_job("seal events", all_jobs["seal events"]) >= 0
    with db.transaction() as session:
        row = session.get_one(Notice, notice.id)
        assert (row.sent_at, row.dropped_at, row.seen_at) == (None, None, None)
        assert row.send_after
        row.send_after = clock.now() - timedelta(seconds=1)
    post.at_data = "250 OK"
    assert worker.run_job("send notices", all_jobs["send notices"]) == 1
    assert len(post.mails) == 1
