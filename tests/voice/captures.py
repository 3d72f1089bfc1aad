"""Writing things down through the pages, for the tests of what somebody else tells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.kit import clock
from portal.people.models import YoungPerson
from portal.voice.models import Capture, Statement
from tests.support.pages import Page
from tests.voice.young import rows, statements

SAID = "I want my own room"
SAW = "She turned away from the door"
TOLD = "He hits the dog when he is cross"
READ = {"done1-outcome": "nothing_needed", "nobody": True}


def together(page: Page, sam: YoungPerson, *, status: int = 200, **fields: Any) -> Page:
    """What a worker fills in beside the young person."""
    wanted = {"words": SAID, "present": "Sam and me", "worry": "no", **fields}
    page.visit(f"/staff/young-people/{sam.id}/together")
    return page.submit("Send it for", wanted, status=status)


def observed(page: Page, sam: YoungPerson, *, status: int = 200, **fields: Any) -> Page:
    """What a worker saw."""
    wanted = {"saw": SAW, "how_sure": "quite", "worry": "no", **fields}
    page.visit(f"/staff/young-people/{sam.id}/observed")
    return page.submit("Send what I saw", wanted, status=status)


def passed_on(page: Page, sam: YoungPerson, *, status: int = 200, **fields: Any) -> Page:
    """What a carer, partner or worker passes on."""
    wanted = {"words": TOLD, "told_to": "me", "worry": "no", "told": "yes", **fields}
    page.visit(f"/staff/young-people/{sam.id}/pass-on")
    return page.submit("Pass it on", wanted, status=status)


def hidden(page: Page, sam: YoungPerson, why: str = "He would be hurt for telling", **fields: Any) -> Page:
    """The same, and the young person is not told of it."""
    return passed_on(page, sam, told="no", why_not_told=why, **fields)


def the_statement() -> Statement:
    """The one that was written down."""
    found: Statement = statements()[-1]
    return found


def the_capture() -> Capture:
    found: Capture = rows(Capture)[-1]
    return found


def tomorrow() -> dict[str, str]:
    """A day that has not come yet, for the three boxes."""
    day = (clock.now() + timedelta(days=1)).date()
    return {"on-day": str(day.day), "on-month": str(day.month), "on-year": str(day.year)}
