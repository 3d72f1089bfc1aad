"""What is going on in the demo right now: what waits at the desk, and what the printed sign-in finds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from portal.accounts.models import Account
from portal.demo import past
from portal.demo.lines import Line
from portal.people.models import YoungPerson
from portal.voice.rules import Says

_TODAY = [
    Line("he hits me when my carer goes out", ("safety",)),
    Line("not been sleeping, keep thinking about moving again", ("moving", "feelings")),
    Line("my bus pass ran out and no one has done the form", ("money",)),
    Line("got a 7 in english, telling everyone", ("school",)),
]


def todays(demo: past.Demo, people: list[YoungPerson], accounts: dict[UUID, Account], now: datetime) -> None:
    """What came in a little while ago and waits at the desk."""
    for number, (line, person) in enumerate(zip(_TODAY, people[::7], strict=False)):
        past.say(demo, person, accounts[person.id], line, now - timedelta(minutes=5 + 22 * number))


def robins(demo: past.Demo, accounts: dict[UUID, Account], now: datetime) -> None:
    """What the young person of the printed sign-in has said: one new answer, one that waits, one sorted."""
    robin = demo.cohort.robin
    if robin is None:
        return
    account, school = (
        accounts[robin.id],
        Line("i want to do art but school say my timetable is full", ("school",)),
    )
    family = Line("my family time keeps getting moved and i find out last", ("family_time",))
    football = Line("got picked for the football team, its the best thing this year", ("activities",))
    before = Line("they changed my family time again and no one told me", ("family_time",))
    for line, days, steps in ((before, 205, 3), (football, 40, 3), (family, 6, 2), (school, 0, 0)):
        at = (now - timedelta(days=days)).replace(hour=9, tzinfo=UTC) if days else now - timedelta(minutes=40)
        statement_id = past.say(demo, robin, account, line, at)
        read_at = past.reading_time(demo, at)
        if steps > 0:
            past.read(demo, statement_id, line, read_at)
        if steps > 1:
            past.answer(
                demo, statement_id, line, min(read_at + timedelta(days=1), now - timedelta(minutes=20))
            )
        if steps > 2:
            past.verdict(demo, robin, account, statement_id, read_at + timedelta(days=2), [Says.SORTED])
