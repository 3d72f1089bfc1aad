"""Another officer takes a challenge over, members say what they would do, the panel decides."""

from __future__ import annotations

import uuid
from datetime import timedelta

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.rules import NoticeKind
from portal.panels.commands import challenge_answers as answers
from portal.panels.commands import challenges as commands
from portal.panels.queries.challenges import held_meetings, load
from portal.panels.rules.challenges import WhyNot
from portal.policy.roles import Role
from tests.support.challenged import ACTION, WORDS, Panel, meeting, panel
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _deadlines(kind: str) -> list[tuple[int, bool, bool]]:
    """Round, done and dropped of every clock of this kind."""
    rows = db.session.scalars(sa.select(Deadline).where(Deadline.kind == kind).order_by(Deadline.round))
    return [(row.round, row.done_at is not None, row.dropped_at is not None) for row in rows]


def test_another_officer_takes_it_over_and_the_day_stays(there: Panel, make: Make, page: Page) -> None:
    other = make.staff(Role.MANAGER, name="Petra Lund")
    for challenge_id, due in ((there.handed_on(), "answer_by_on"), (there.answered(), "due_on")):
        url = f"/staff/challenges/{challenge_id}"
        day = getattr(there.row(challenge_id), due)
        page.sign_in(there.support).visit(url).submit("Give it to them", officer=str(other.id))
        assert "gave it to Petra Lund instead" in page.main
        row = there.row(challenge_id)
        assert (row.officer_id, getattr(row, due)) == (other.id, day)
        owners = db.session.scalars(
            sa.select(Deadline.owner_id).where(Deadline.about_id == challenge_id, Deadline.done_at.is_(None))
        ).all()
        assert owners == [other.id]
        assert there.standing(challenge_id) >= {(other.id, NoticeKind.CHALLENGE_TO_ANSWER)}
        assert (there.officer.id, NoticeKind.CHALLENGE_TO_ANSWER) not in there.standing(challenge_id)
        page.sign_in(there.officer).post(f"{url}/answer", {"action": ACTION}, status=404)
        page.sign_in(there.support).post(f"{url}/hand-over", {"officer": str(other.id)}, status=422)
        with pytest.raises(Refused):
            there.do(
                challenge_id, commands.hand_over, other.id, uuid.uuid4(), by=other.id, on=clock.now().date()
            )


def test_whoever_left_cannot_answer_and_support_is_told(there: Panel, page: Page) -> None:
    challenge_id = there.handed_on()
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == there.officer.id).values(is_open=False))
    page.sign_in(there.support).visit(f"/staff/challenges/{challenge_id}")
    assert "Nobody answers this" in page.main


def test_members_say_what_they_would_do_and_change_it(there: Panel, make: Make, page: Page) -> None:
    other = make.staff(Role.PANEL_MEMBER, name="Cllr Other")
    challenge_id = there.answered()
    url = f"/staff/challenges/{challenge_id}"
    page.sign_in(other).visit(url).submit("I would keep it open")
    page.submit("I would keep it open")
    page.sign_in(there.member).visit(url).submit("I would close it")
    page.submit("I would keep it open").submit("I would close it")
    page.sign_in(there.support).visit(url)
    assert "Close it: Cllr Quill." in page.main
    assert "Keep it open: Cllr Other." in page.main
    assert len(there.row(challenge_id).steps) == 3 + 4
    there.decide(challenge_id, closes=False)
    assert "What members would do" not in page.visit(url).main
    for who in (there.support, there.officer):
        page.sign_in(who).post(f"{url}/says", {"says": "close"}, status=404)
    there.decide(challenge_id, closes=True)
    page.sign_in(other).post(f"{url}/says", {"says": "close"}, status=409)


def test_the_panel_decides_at_a_meeting_that_was_held(there: Panel, make: Make, page: Page) -> None:
    coming = meeting(there.support, days_ago=-7)
    there.met_today()
    challenge_id = there.answered()
    url = f"/staff/challenges/{challenge_id}"
    page.sign_in(there.support).visit(url).submit("Write it down", status=422)
    assert page.mistakes == ["Say what the panel decided.", "Say why, in the panel’s words."]
    sent = {"decision": "close", "meeting": str(coming.id), "decision_words": "it was done."}
    page.post(f"{url}/decide", sent, status=422)
    decision = answers.Decision(True, coming.id, "it was done.")
    with pytest.raises(Refused):
        there.do(
            challenge_id, answers.decide, decision, uuid.uuid4(), by=there.support.id, on=clock.now().date()
        )
    for who in (there.member, there.officer):
        page.sign_in(who).post(f"{url}/decide", sent, status=404)
    there.decide(challenge_id, closes=True)
    assert _deadlines("challenge_action") == [(1, False, True)]
    assert there.standing(challenge_id) == set()
    for step in ("decide", "hand-over", "send-back", "hand-on"):
        page.sign_in(there.support).post(f"{url}/{step}", status=409)
    page.sign_in(there.officer).post(f"{url}/progress", {"progress": "done"}, status=409)
    page.post(f"{url}/answer", {"action": ""}, status=409)


def test_no_meeting_before_it_was_asked_decided_it(there: Panel, page: Page) -> None:
    challenge_id = there.answered()
    url = f"/staff/challenges/{challenge_id}"
    page.sign_in(there.support).visit(url)
    assert "The panel has not met since it was asked." in page.main
    assert "Write it down" not in page.main
    decision = answers.Decision(True, there.meeting.id, "it was done.")
    on = clock.now().date()
    with pytest.raises(Refused) as refused:
        there.do(challenge_id, answers.decide, decision, uuid.uuid4(), by=there.support.id, on=on)
    assert refused.value.reason is WhyNot.NO_MEETING
    today = there.met_today()
    assert held_meetings(on, on) == [(today.id, on)]
    assert "Write it down" in page.visit(url).main


def test_the_panel_decides_and_members_say_once_it_is_answered_or_late(there: Panel, page: Page) -> None:
    challenge_id = there.handed_on()
    url = f"/staff/challenges/{challenge_id}"
    today = there.met_today()
    assert "What the panel decided" not in page.sign_in(there.support).visit(url).main
    sent = {"decision": "close", "meeting": str(today.id), "decision_words": "it was done."}
    page.post(f"{url}/decide", sent, status=409)
    page.sign_in(there.member).visit(url)
    assert "What would you do?" not in page.main
    page.post(f"{url}/says", {"says": "close"}, status=409)
    with db.transaction():
        row = load(challenge_id)
        assert row is not None
        row.answer_by_on = clock.now().date() - timedelta(days=1)
    assert "What would you do?" not in page.visit(url).main
    page.sign_in(there.support).visit(url).submit("Write it down", sent)
    assert "It is closed." in page.html


def test_what_they_said_last_is_the_one_that_is_pressed(there: Panel, page: Page) -> None:
    page.sign_in(there.member).visit(f"/staff/challenges/{there.answered()}")
    assert page.html.count('aria-pressed="false"') == 2
    page.submit("I would close it")
    assert page.html.count('value="close" aria-pressed="true"') == 1
    page.submit("I would keep it open")
    assert page.html.count('value="keep_open" aria-pressed="true"') == 1
    assert page.html.count('value="close" aria-pressed="false"') == 1


def test_who_is_told_and_until_when(there: Panel, make: Make, page: Page) -> None:
    member, support, officer = there.member.id, there.support.id, there.officer.id
    challenge_id = there.asked()
    assert there.standing(challenge_id) == {(support, NoticeKind.CHALLENGE_TO_CHECK)}
    there.do(challenge_id, commands.send_back, "please change it.", uuid.uuid4(), by=support)
    assert there.standing(challenge_id) == {(member, NoticeKind.CHALLENGE_SENT_BACK)}
    on = clock.now().date()
    there.do(challenge_id, commands.ask_again, WORDS, uuid.uuid4(), by=member, on=on)
    assert there.standing(challenge_id) == {(support, NoticeKind.CHALLENGE_TO_CHECK)}
    there.do(
        challenge_id,
        commands.hand_on,
        officer,
        uuid.uuid4(),
        steps_seen=3,
        answer_by_on=on,
        by=support,
        on=on,
    )
    assert there.standing(challenge_id) == {(officer, NoticeKind.CHALLENGE_TO_ANSWER)}
    there.answer(challenge_id, on)
    told = {(member, NoticeKind.CHALLENGE_ANSWERED), (support, NoticeKind.CHALLENGE_ANSWERED)}
    assert there.standing(challenge_id) == told
    page.sign_in(there.member).visit(f"/staff/challenges/{challenge_id}").submit("I have seen it")
    assert there.standing(challenge_id) == {(support, NoticeKind.CHALLENGE_ANSWERED)}
    there.decide(challenge_id, closes=False)
    assert there.standing(challenge_id) == {(officer, NoticeKind.CHALLENGE_TO_ANSWER)}
    other = there.asked()
    there.do(other, commands.take_back, by=member)
    assert there.standing(other) == set()


def test_a_member_who_says_nothing_known_changes_nothing(there: Panel, page: Page) -> None:
    challenge_id = there.answered()
    before = len(there.row(challenge_id).steps)
    page.sign_in(there.member).post(f"/staff/challenges/{challenge_id}/says", {"says": "burn it"})
    assert len(there.row(challenge_id).steps) == before
