"""A form sent several times at the same moment is one challenge, one step; two jobs at once remind once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.panels.jobs.reminding import remind
from portal.panels.models import Challenge, ChallengeStep
from portal.panels.rules import StepKind
from portal.settings import Settings
from tests.support.challenged import ACTION, OWNER, WORDS, Panel, panel
from tests.support.factories import Make
from tests.support.pages import Page

MANY = 4


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _all_at_once(act: Callable[[Any], object], things: list[Any]) -> list[object]:
    ready, found = threading.Barrier(len(things)), []

    def run(thing: Any) -> None:
        ready.wait()
        try:
            found.append(act(thing))
        finally:
            db.session.remove()

    threads = [threading.Thread(target=run, args=(thing,)) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _press(pages: list[Page], url: str, fields: dict[str, str]) -> list[object]:
    tokens = [page.token() for page in pages]
    pairs = list(zip(pages, tokens, strict=True))
    db.session.remove()
    return _all_at_once(
        lambda pair: pair[0].client.post(url, data={**fields, "csrf_token": pair[1]}).status_code, pairs
    )


def _steps(kind: StepKind) -> int:
    asked = sa.select(sa.func.count()).select_from(ChallengeStep).where(ChallengeStep.kind == kind)
    return db.session.scalar(asked) or 0


def test_asked_once(there: Panel, another_page: Callable[[], Page]) -> None:
    pages = [another_page().sign_in(there.member) for _ in range(MANY)]
    fields = {"send_once": str(uuid4()), "words": WORDS}
    assert _press(pages, f"/staff/panel/{there.meeting.id}/challenge?about=said", fields) == [302] * MANY
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Challenge)) == 1
    assert _steps(StepKind.ASKED) == 1


def test_answered_once(there: Panel, another_page: Callable[[], Page]) -> None:
    challenge_id = there.handed_on()
    pages = [another_page().sign_in(there.officer) for _ in range(MANY)]
    due = clock.now().date() + timedelta(days=9)
    day = {"due_on-day": str(due.day), "due_on-month": str(due.month), "due_on-year": str(due.year)}
    fields = {"send_once": str(uuid4()), "action": ACTION, "owner": OWNER, **day}
    assert _press(pages, f"/staff/challenges/{challenge_id}/answer", fields) == [302] * MANY
    assert _steps(StepKind.ANSWERED) == 1


def test_said_once(there: Panel, another_page: Callable[[], Page]) -> None:
    challenge_id = there.answered()
    pages = [another_page().sign_in(there.member) for _ in range(MANY)]
    assert _press(pages, f"/staff/challenges/{challenge_id}/says", {"says": "close"}) == [302] * MANY
    assert _steps(StepKind.SAYS_CLOSE) == 1


def test_reminded_once(there: Panel, settings: Settings) -> None:
    there.answered(due_on=clock.now().date())
    now = clock.now()

    def work(_number: int) -> int:
        with db.transaction():
            return remind(now, settings.time_zone)

    assert sorted(str(done) for done in _all_at_once(work, [1, 2])) == ["0", "1"]
    assert _steps(StepKind.REMINDED) == 1
