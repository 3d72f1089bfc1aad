"""Without anybody asking: the next in line is called until it is opened, old talks are erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.nameless import figures, jobs
from portal.nameless.models import NamelessCall, NamelessMessage, NamelessTalk, NamelessTally
from portal.nameless.queries.talk import code_hash
from portal.nameless.rules import next_in_line, quarter_of
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.settings import Settings
from tests.nameless.test_talk import rows, tell
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")


def call(now: datetime) -> int:
    with db.transaction():
        return jobs.call_the_next_in_line(now, zone=LONDON, wait_minutes=10)


def test_the_line_is_called_step_by_step_until_somebody_opens_it(
    page: Page, another_page: Callable[[], Page], make: Make
) -> None:
    duty, lead, boss = make.staff(Role.DUTY_WORKER), make.staff(Role.SAFETY_LEAD), make.staff(Role.MANAGER)
    make.on_duty(duty)
    page.visit("/nameless").submit("I'm not safe", words="he hit me")
    now = clock.now()
    assert [c.account_id for c in rows(NamelessCall)] == [duty.id]
    assert call(now + timedelta(minutes=5)) == 0
    assert call(now + timedelta(minutes=11)) == 1
    assert {c.account_id for c in rows(NamelessCall)} == {duty.id, lead.id}
    assert call(now + timedelta(minutes=22)) == 1
    assert {c.account_id for c in rows(NamelessCall)} == {duty.id, lead.id, boss.id}
    another_page().sign_in(boss).visit(f"/staff/nameless/{rows(NamelessTalk)[0].id}")
    assert call(now + timedelta(minutes=60)) == 0


def test_nobody_it_concerns_is_called(page: Page, another_page: Callable[[], Page], make: Make) -> None:
    lead = make.staff(Role.SAFETY_LEAD, name="Dana Quill")
    rae = make.staff(Role.READER)
    page.submit("Use my words", code=tell(page, "Dana Quill shouts"))
    talk = rows(NamelessTalk)[0]
    desk = another_page().sign_in(rae).visit(f"/staff/nameless/{talk.id}")
    desk.submit("Mark as read", {"outcome": "police", "concerns": [str(lead.id)]})
    page.submit("I'm not safe", words="she is here")
    assert {c.account_id for c in rows(NamelessCall)} == {rae.id}  # readers, where nobody else is left


def test_where_nobody_may_read_it_administrators_arrange_who_does(page: Page, make: Make) -> None:
    admin = make.staff(Role.ADMINISTRATOR)
    page.visit("/nameless").submit("I'm not safe")
    assert [(n.account_id, n.kind) for n in rows(Notice)] == [(admin.id, NoticeKind.ARRANGE)]


def test_what_is_unread_past_its_promise_is_told_of_in_reading_hours(page: Page, make: Make) -> None:
    rae, lead = make.staff(Role.READER), make.staff(Role.SAFETY_LEAD)
    with time_machine.travel("2026-11-24T10:20:00+00:00", tick=False):
        tell(page)
    hours = jobs.reading_hours(Settings())

    def look(when: str) -> int:
        with db.transaction():
            return jobs.look_for_unread(datetime.fromisoformat(when), hours=hours)

    assert look("2026-11-24T16:00:00+00:00") == 0
    assert look("2026-11-24T20:00:00+00:00") == 0  # nobody reads
    assert look("2026-11-25T10:00:00+00:00") == 1
    assert look("2026-11-25T10:30:00+00:00") == 0
    assert look("2026-11-25T11:01:00+00:00") == 1
    assert {(n.account_id, n.kind) for n in rows(Notice)} == {
        (rae.id, NoticeKind.NAMELESS_TO_READ),
        (lead.id, NoticeKind.NAMELESS_CALLED),
    }


def test_closed_talks_are_erased_after_their_days_and_only_counts_stay(
    page: Page, another_page: Callable[[], Page], make: Make
) -> None:
    rae = make.staff(Role.READER)
    code = tell(page)
    page.submit("Use my words", code=code).submit("End this talk")
    now, today = clock.now(), clock.today(LONDON)
    period = Period(
        quarter_of(today), quarter_of(quarter_of(today) + timedelta(days=100)) - timedelta(days=1)
    )

    def erase(days: int) -> int:
        with db.transaction():
            return jobs.erase_closed(now + timedelta(days=days), zone=LONDON, keep_days=90)

    assert erase(100) == 0  # not while it is unread
    desk = another_page().sign_in(rae).visit(f"/staff/nameless/{rows(NamelessTalk)[0].id}")
    desk.submit("Mark as read", outcome="police", answerer="nobody")
    before = figures.talks(period, LONDON)
    db.session.remove()
    assert erase(89) == 0
    assert erase(90) == 1
    for table in ("nameless_talks", "nameless_messages", "nameless_calls", "nameless_handlings"):
        with db.transaction() as session:
            assert session.scalar(sa.text(f"select count(*) from {table}")) == 0
    assert [(t.talks, t.answered) for t in rows(NamelessTally)] == [(1, 0)]
    assert figures.talks(period, LONDON) == before
    assert before.all == 1
    page.sign_out().visit("/nameless/back").submit("Open it", code=code, status=422)


def test_a_talk_in_which_nobody_writes_any_more_ends_by_itself(
    page: Page, another_page: Callable[[], Page], make: Make
) -> None:
    rae = make.staff(Role.READER)
    page.submit("Use my words", code=tell(page))
    assert "If nobody writes here for 90 days, it ends by itself." in page.main
    now = clock.now()

    def end(days: int) -> int:
        with db.transaction():
            return jobs.close_idle(now + timedelta(days=days), zone=LONDON, idle_days=90)

    assert end(100) == 0  # not while it is unread
    desk = another_page().sign_in(rae).visit(f"/staff/nameless/{rows(NamelessTalk)[0].id}")
    desk.submit("Mark as read", outcome="police", answerer=str(rae.id))
    assert end(100) == 0  # nor while we owe an answer
    with db.transaction() as session:
        session.execute(sa.update(NamelessTalk).values(answer_by_on=None))
    assert end(89) == 0
    assert end(91) == 1
    assert end(91) == 0
    assert rows(NamelessTalk)[0].closed_on == (now + timedelta(days=91)).astimezone(LONDON).date()


def test_a_late_answer_is_told_of_once_a_day_and_up_the_line(
    page: Page, another_page: Callable[[], Page], make: Make
) -> None:
    rae, lead = make.staff(Role.READER), make.staff(Role.SAFETY_LEAD)
    dana = make.staff(Role.SAFETY_LEAD, name="Dana Quill")
    tell(page, "Dana Quill shouts")
    desk = another_page().sign_in(rae).visit(f"/staff/nameless/{rows(NamelessTalk)[0].id}")
    desk.submit("Mark as read", {"outcome": "police", "concerns": [str(dana.id)]})
    now = clock.now()

    def remind(days: int, hours: int = 0) -> int:
        with time_machine.travel(now + timedelta(days=days, hours=hours), tick=False), db.transaction():
            return jobs.remind_of_late_answers(clock.now(), zone=LONDON)

    assert remind(1) == 0
    assert remind(20) == 2
    assert remind(20) == 0
    assert remind(21) == 2
    standing = {n.account_id for n in rows(Notice) if not n.dropped_at}
    assert standing == {rae.id, lead.id}
    desk.visit(f"/staff/nameless/{rows(NamelessTalk)[0].id}").submit("Send the answer", words="Thank you")
    assert remind(22) == 0


def test_figures_count_talks_read_in_time_and_answered(make: Make, app: object) -> None:
    sent, promised = datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, 17, tzinfo=UTC)
    with db.transaction() as session:
        for number, read_at in enumerate([promised, promised + timedelta(days=1), None]):
            talk = NamelessTalk(code_hash=code_hash((str(number),)))
            session.add(talk)
            session.flush()
            session.add(_message(talk, 1, at=sent, read_by_at=promised, read_at=read_at))
            if number == 0:
                session.add(_message(talk, 2, at=promised, is_ours=True))
    found = figures.talks(Period(date(2026, 10, 1), date(2026, 12, 31)), LONDON)
    assert (found.all, found.read_in_time, found.answered) == (3, 1, 1)
    assert figures.talks(Period(date(2027, 1, 1), date(2027, 3, 31)), LONDON).all == 0


def _message(talk: NamelessTalk, number: int, **fields: object) -> NamelessMessage:
    import uuid

    message = NamelessMessage(talk_id=talk.id, number=number, send_once=uuid.uuid4(), **fields)
    message.words = "x"
    return message


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
        (date(2028, 2, 29), date(2028, 1, 1)),
    ],
)
def test_quarters(day: date, first: date) -> None:
    assert quarter_of(day) == first


def test_the_ends_of_quarters() -> None:
    firsts = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]
    assert [figures._end_of(one) for one in firsts] == [
        date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31),
    ]  # fmt: skip


def test_when_everybody_was_called_everybody_is_called_again() -> None:
    import uuid

    one, two = uuid.uuid4(), uuid.uuid4()
    line = [(1, [one]), (90, [one, two])]
    assert next_in_line(line, []) == [(1, one)]
    assert next_in_line(line, [one]) == [(90, two)]
    assert next_in_line(line, [one, two]) == [(1, one), (90, two)]
