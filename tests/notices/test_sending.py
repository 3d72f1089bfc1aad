"""Notices sent by SMTP to a real server: neutral words, retries, nothing lost, nothing sent in vain."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.notices import commands, jobs
from portal.notices.models import Notice
from portal.notices.rules import MAX_TRIES, NoticeKind
from portal.policy.roles import Role
from portal.settings import Settings
from tests.support.factories import Make
from tests.support.mail import Post, free_port, post_office

ADDRESS = "sam.vale@example.org"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as office:
        yield office


@pytest.fixture
def mail_settings(settings: Settings, post: Post) -> Settings:
    return replace(
        settings, smtp_host="127.0.0.1", smtp_port=post.port, mail_from="Office <office@council.example>"
    )


def address_of(account_id: UUID) -> str | None:
    return ADDRESS


def run(settings: Settings, now: datetime = NOW) -> int:
    return jobs.send_due(now, jobs.sender_for(settings), address_of)


def waiting(make: Make, kind: NoticeKind = NoticeKind.ANSWER_READY, account: Account | None = None) -> Notice:
    return make.notice(account or make.staff(Role.IRO, name="Robin Hartley"), kind, send_after=NOW)


def stored(notice: Notice) -> Notice:
    with db.transaction() as session:
        return session.get_one(Notice, notice.id)


def test_a_notice_is_sent_once(make: Make, mail_settings: Settings, post: Post) -> None:
    notice = waiting(make)
    assert [run(mail_settings), run(mail_settings), run(mail_settings, NOW + timedelta(days=2))] == [1, 0, 0]
    (mail,) = post.mails
    assert (mail["To"], mail["From"]) == (ADDRESS, "Office <office@council.example>")
    assert mail["Message-ID"] == f"<{notice.id}@council.example>"
    assert stored(notice).sent_at == NOW


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_says_nothing(make: Make, mail_settings: Settings, post: Post, kind: NoticeKind) -> None:
    waiting(make, kind)
    run(mail_settings)
    said = post.mails[0].as_string().lower()
    telling = ("robin", "hartley", "heard", "statement", "answer", "safe", "child", "young", "care", "social")
    assert [word for word in (*telling, "your space", kind.value, "http") if word in said] == []
    assert post.mails[0].get_content().strip()


def test_only_being_called_says_now(make: Make, mail_settings: Settings, post: Post) -> None:
    waiting(make, NoticeKind.CALLED)
    run(mail_settings)
    assert post.mails[0]["Subject"] == "Please sign in now"


def test_not_before_its_time_and_not_when_dropped(make: Make, mail_settings: Settings, post: Post) -> None:
    person = make.staff(Role.IRO)
    make.notice(person, send_after=NOW + timedelta(minutes=1))
    about = make.notice(person, NoticeKind.TO_ANSWER, send_after=NOW, about_id=UUID(int=5)).about_id
    with db.transaction():
        assert about
        commands.drop(about, NoticeKind.TO_ANSWER)
        commands.notify(person.id, NoticeKind.TO_READ, mail=False)
    assert run(mail_settings) == 0
    assert post.mails == []


def test_somebody_without_an_address_keeps_it_on_the_page(
    make: Make, mail_settings: Settings, post: Post
) -> None:
    notice = waiting(make)
    assert jobs.send_due(NOW, jobs.sender_for(mail_settings), lambda account_id: None) == 0
    row = stored(notice)
    assert (row.send_after, row.sent_at, row.seen_at, row.fault) == (None, None, None, "no address")


def test_no_mail_server_set_means_nothing_is_tried(make: Make, settings: Settings) -> None:
    notice = waiting(make)
    assert jobs.send_due(NOW, jobs.sender_for(settings), address_of) == 0
    assert stored(notice).tries == 0


def test_a_server_that_is_down_is_tried_again_later_and_later(make: Make, mail_settings: Settings) -> None:
    down = replace(mail_settings, smtp_port=free_port())
    notice = waiting(make)
    now = NOW
    for minutes in (1, 2, 4, 8):
        assert run(down, now) == 0
        row = stored(notice)
        assert (row.send_after, row.fault) == (now + timedelta(minutes=minutes), "Unreachable")
        assert run(down, now) == 0
        assert stored(notice).tries == row.tries
        now += timedelta(minutes=minutes)
    assert run(mail_settings, now) == 1


def test_a_server_that_is_down_is_asked_once_a_run(make: Make, mail_settings: Settings) -> None:
    notices = [waiting(make) for _ in range(3)]
    run(replace(mail_settings, smtp_port=free_port()))
    assert sorted(stored(notice).tries for notice in notices) == [0, 0, 1]


def test_it_gives_up_after_a_while_and_stays_on_the_page(
    make: Make, mail_settings: Settings, post: Post
) -> None:
    notice = waiting(make)
    post.answers[ADDRESS] = "450 busy"
    now = NOW
    for _ in range(MAX_TRIES + 3):
        run(mail_settings, now)
        now += timedelta(days=1)
    assert (stored(notice).tries, stored(notice).sent_at, stored(notice).dropped_at) == (
        MAX_TRIES,
        None,
        None,
    )


def test_an_address_that_will_never_work_is_not_tried_again(
    make: Make, mail_settings: Settings, post: Post
) -> None:
    notice = waiting(make)
    post.answers[ADDRESS] = "550 no such person"
    run(mail_settings)
    assert (stored(notice).send_after, stored(notice).fault) == (None, "refused 550")


def test_one_bad_address_does_not_hold_up_the_others(make: Make, mail_settings: Settings, post: Post) -> None:
    bad, good = waiting(make), waiting(make)
    post.answers["bad@example.org"] = "450 busy"
    sender = jobs.sender_for(mail_settings)
    addresses = {bad.account_id: "bad@example.org", good.account_id: ADDRESS}
    assert jobs.send_due(NOW, sender, addresses.get) == 1
    assert stored(good).sent_at
    assert stored(bad).fault == "SMTPRecipientsRefused"


def test_a_worker_killed_after_sending_sends_again_with_the_same_message_id(
    make: Make, mail_settings: Settings, post: Post
) -> None:
    class Killed(BaseException):
        pass

    class DiesAfterSending(jobs.SmtpSender):
        def send(self, mail: EmailMessage) -> None:
            super().send(mail)
            raise Killed

    notice = waiting(make)
    with pytest.raises(Killed):
        jobs.send_due(NOW, DiesAfterSending(mail_settings), address_of)
    assert run(mail_settings, NOW + timedelta(minutes=1)) == 0
    assert run(mail_settings, NOW + jobs.CLAIM) == 1
    assert [mail["Message-ID"] for mail in post.mails] == [f"<{notice.id}@council.example>"] * 2


def test_two_workers_at_once_send_each_notice_once(make: Make, mail_settings: Settings, post: Post) -> None:
    account = make.staff(Role.IRO)
    for _ in range(12):
        waiting(make, account=account)
    workers = [threading.Thread(target=run, args=(mail_settings,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sent = [mail["Message-ID"] for mail in post.mails]
    assert len(sent) == len(set(sent)) == 12
    with db.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).where(Notice.sent_at.is_not(None))) == 12


def test_no_lock_is_held_while_the_mail_server_thinks(make: Make, mail_settings: Settings) -> None:
    class Looks(jobs.SmtpSender):
        def send(self, mail: EmailMessage) -> None:
            make.young_person()  # needs the write lock

    waiting(make)
    assert jobs.send_due(NOW, Looks(mail_settings), address_of) == 1
