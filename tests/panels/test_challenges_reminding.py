"""Reminders of challenges: soon due, late, and late each week again; looked at often, sent once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.panels.jobs.reminding import remind
from portal.panels.models import ChallengeStep
from portal.panels.rules import Progress, StepKind
from portal.policy.roles import Role
from tests.support.challenged import Panel, panel
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
DUE, OVERDUE = NoticeKind.CHALLENGE_DUE, NoticeKind.CHALLENGE_OVERDUE
MONDAY = date(2027, 3, 1)


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    with clock.at(_noon(MONDAY)):
        return panel(make)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _remind(day: date, at: time = time(12)) -> int:
    now = datetime.combine(day, at, UTC)
    with clock.at(now), db.transaction():
        return remind(now, LONDON)


def _made(kind: NoticeKind, challenge_id: UUID) -> list[UUID]:
    about = (Notice.kind == kind, Notice.about_id == challenge_id)
    return sorted(db.session.scalars(sa.select(Notice.account_id).where(*about)))


def _answered(there: Panel, due_on: date) -> UUID:
    with clock.at(_noon(MONDAY)):
        return there.answered(due_on=due_on)


def test_the_officer_is_reminded_once_three_working_days_before(there: Panel) -> None:
    challenge_id = _answered(there, date(2027, 3, 16))  # a Tuesday: three working days before is Thursday
    assert [_remind(date(2027, 3, day)) for day in (9, 10, 11, 11, 12, 13, 15, 16)] == [
        0,
        0,
        1,
        0,
        0,
        0,
        0,
        0,
    ]
    assert _made(DUE, challenge_id) == [there.officer.id]
    assert _made(OVERDUE, challenge_id) == []


def test_late_ones_go_to_officer_and_support_at_once_and_each_week(there: Panel) -> None:
    challenge_id = _answered(there, date(2027, 3, 9))
    days = [_remind(date(2027, 3, day)) for day in range(9, 26)]
    assert [date(2027, 3, 9 + i).day for i, sent in enumerate(days) if sent] == [9, 10, 17, 24]
    both = [there.officer.id, there.support.id]
    assert _made(OVERDUE, challenge_id) == sorted(both * 3)
    standing = {kind for _account_id, kind in there.standing(challenge_id)}
    assert DUE not in standing
    assert {one for one, kind in there.standing(challenge_id) if kind is OVERDUE} == set(both)
    words = [step.words for step in there.row(challenge_id).steps if step.kind is StepKind.REMINDED]
    assert len(words) == len(set(words)) == 4


def test_a_worker_that_was_away_sends_one_and_not_all_it_missed(there: Panel) -> None:
    challenge_id = _answered(there, date(2027, 3, 9))
    assert [_remind(date(2027, 4, 20)), _remind(date(2027, 4, 20), time(18))] == [1, 0]
    assert len(_made(OVERDUE, challenge_id)) == 2


def test_the_day_is_the_councils(there: Panel) -> None:
    """At 23:30 UTC in summer it is the next day at the council."""
    challenge_id = _answered(there, date(2027, 6, 9))
    assert _remind(date(2027, 6, 9), time(22, 30)) == 1
    assert _made(OVERDUE, challenge_id) == []
    assert _remind(date(2027, 6, 9), time(23, 30)) == 1
    assert _made(OVERDUE, challenge_id) != []


def test_an_answer_that_is_owed_is_reminded_of_too(there: Panel) -> None:
    with clock.at(_noon(MONDAY)):
        challenge_id = there.handed_on()
    assert there.row(challenge_id).answer_by_on == date(2027, 3, 15)
    assert [_remind(date(2027, 3, day)) for day in (9, 10, 15, 16)] == [0, 1, 0, 1]
    with clock.at(_noon(date(2027, 3, 17))):
        there.answer(challenge_id, date(2027, 5, 1))
    assert not {kind for _account_id, kind in there.standing(challenge_id)} & {DUE, OVERDUE}
    assert [_remind(date(2027, 3, day)) for day in (17, 23, 30)] == [0, 0, 0]


def test_nothing_is_reminded_of_that_is_not_owed(there: Panel) -> None:
    with clock.at(_noon(MONDAY)):
        there.asked()
        there.sent_back()
        there.closed(due_on=MONDAY)
        done, cant = there.answered(due_on=MONDAY), there.answered(due_on=MONDAY)
        there.progress(done, Progress.DONE)
        there.progress(cant, Progress.CANT, "no money for it.")
    assert _remind(date(2027, 5, 1)) == 0
    with clock.at(_noon(date(2027, 5, 2))):
        there.progress(done, Progress.PARTLY, "not done after all.")
    assert _remind(date(2027, 5, 2)) == 1


def test_whoever_takes_it_over_is_reminded_too(there: Panel, make: Make) -> None:
    other = make.staff(Role.MANAGER, from_on=MONDAY)
    challenge_id = _answered(there, date(2027, 3, 9))
    assert _remind(date(2027, 3, 9)) == 1
    with clock.at(_noon(date(2027, 3, 9))):
        there.hand_over(challenge_id, other)
    assert [_remind(date(2027, 3, 9), time(18)), _remind(date(2027, 3, 9), time(19))] == [1, 0]
    assert _made(DUE, challenge_id) == sorted([there.officer.id, other.id])


def test_where_the_officer_has_left_support_is_told_before_it_is_late(there: Panel) -> None:
    challenge_id = _answered(there, date(2027, 3, 9))
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == there.officer.id).values(is_open=False))
    assert _remind(date(2027, 3, 9)) == 1
    assert _made(DUE, challenge_id) == [there.support.id]


def test_one_that_fails_does_not_keep_the_others(there: Panel, capsys: pytest.CaptureFixture[str]) -> None:
    broken, fine = _answered(there, date(2027, 3, 9)), _answered(there, date(2027, 3, 9))
    assert _remind(date(2027, 3, 9)) == 2
    with db.transaction() as session:
        reminded = (ChallengeStep.challenge_id == broken, ChallengeStep.kind == StepKind.REMINDED)
        session.execute(sa.update(ChallengeStep).where(*reminded).values(words_sealed=b"\x01" + bytes(40)))
    assert _remind(date(2027, 3, 10)) == 1
    assert (_made(OVERDUE, broken), len(_made(OVERDUE, fine))) == ([], 2)
    assert "remind of challenges" in capsys.readouterr().err


def test_late_is_said_in_days(there: Panel, page: Page) -> None:
    challenge_id = _answered(there, date(2027, 3, 9))
    with clock.at(_noon(date(2027, 3, 21))):
        page.sign_in(there.member).visit(f"/staff/challenges/{challenge_id}")
        assert "Late 12 days" in page.main
        assert "Late 12 days" in page.visit("/staff/challenges").main
    with clock.at(_noon(date(2027, 3, 10))):
        assert "Late 1 dayby" in page.sign_in(there.member).visit("/staff/challenges").main
