"""Papers in hand: counted once, after the quarter, and never few."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from portal import db
from portal.people.models import Episode
from portal.rights import figures, jobs
from portal.rights.models import ListTick
from portal.rights.rules.lists import Has
from tests.support.factories import Make

LONDON = ZoneInfo("Europe/London")
SAID = datetime(2026, 5, 4, 12, tzinfo=UTC)
COUNTED = datetime(2026, 7, 20, 3, tzinfo=UTC)


def seventeen(make: Make, many: int) -> list[UUID]:
    people = [make.young_person(born_on=date(2009, 1, 9)) for _one in range(many)]
    with db.transaction() as session:
        for one in people:
            session.add(Episode(young_person_id=one.id, started_on=date(2020, 1, 1), legal_status="C2"))
    return [one.id for one in people]


def tick(whose: list[UUID], line: str, has: Has, at: datetime = SAID) -> None:
    with db.transaction() as session:
        session.add_all([ListTick(young_person_id=one, line=line, has=has, at=at) for one in whose])


def test_shares_are_rounded_and_the_newest_tick_holds(make: Make) -> None:
    people = seventeen(make, 12)
    tick(people, "passport", Has.NEED)
    tick(people[:6], "passport", Has.HAVE, SAID + timedelta(days=1))
    tick(people[:7], "bank_account", Has.HAVE)
    tick(people[7:9], "bank_account", Has.NEED)
    tick(people[:3], "licence", Has.HAVE)
    tick(people, "passport", Has.HAVE, COUNTED)
    assert jobs.count_quarters(COUNTED, LONDON) == 1
    assert jobs.count_quarters(COUNTED, LONDON) == 0
    with db.transaction(writes=False):
        stood = figures.as_it_stood(date(2026, 6, 30), COUNTED)
        assert figures.as_it_stood(date(2026, 6, 29), COUNTED) is None
        assert figures.as_it_stood(date(2026, 6, 30), COUNTED - timedelta(minutes=1)) is None
    assert stood is not None
    assert stood.printed["16_17"] == {
        "said": 10,
        "birth_certificate": None,
        "passport": 50,
        "ni_number": None,
        "bank_account": "most",
        "licence": None,
        "photo_id": None,
    }
    assert set(stood.printed["18_over"].values()) == {None}


def test_without_a_tick_nothing_is_counted(make: Make) -> None:
    seventeen(make, 1)
    assert jobs.count_quarters(COUNTED, LONDON) == 0
