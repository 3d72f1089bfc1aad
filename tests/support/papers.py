"""Made rows for the panel's papers: many who spoke of a theme, and meetings at each stage of their paper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries import staffing
from portal.coding.codebook import codebook
from portal.coding.models import CodedTheme, Coding, Quote
from portal.coding.rules import QuoteState
from portal.disclosure.counts import ANSWERED, POPULATION, SAID, Cell, Period, What
from portal.disclosure.shown import Published, Rules, label
from portal.kit import clock
from portal.outcomes.queries import printed_periods, to_json
from portal.panels import jobs
from portal.panels.commands import packs, packs_signing
from portal.panels.commands import papers as commands
from portal.panels.commands.papers import Days
from portal.panels.models import Meeting
from portal.panels.queries import papers as queries
from portal.panels.queries.papers import Prepared, meeting_to_prepare
from portal.panels.rules import Hidden
from portal.panels.rules.papers import WhyNot, quarters_before
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.voice.models import Statement
from portal.voice.rules import Says
from tests.support.factories import Make
from tests.support.quoted import made_quote

ZONE = ZoneInfo("Europe/London")
LEAD = "many say that family time changes too late."


NOW = {"family_time": 50, "home": 35, "social_worker": 25, "moving": 10, "records": 2}
BEFORE = {"family_time": 25, "home": 30, "social_worker": 25, "moving": 25, "records": 3}
AGES = ("under_12", "12_15", "16_17", "18_over")


def printed(
    period: Period, themes: Mapping[str, int], *, said: int = 120, population: int = 225, by_age: bool = True
) -> Published:
    """A paper with these numbers for all ages; a fourth of them in each age band."""
    counts = {POPULATION: population, SAID: said, ANSWERED: 60}
    counts |= {Cell(What.THEME, theme.key): themes.get(theme.key, 0) for theme in codebook().tiles()}
    counts |= {
        Cell(What.VERDICT, name): num for name, num in (("sorted", 35), ("partly", 20), ("not_sorted", 5))
    }
    parts = [cell for cell in counts if cell.what in (What.POPULATION, What.SAID, What.THEME)]
    if by_age:
        counts |= {cell.of("age", age): counts[cell] // len(AGES) for cell in parts for age in AGES}
    return Published(period, {cell: label(count, Rules(), rounded=True) for cell, count in counts.items()})


def today() -> date:
    """The council's day."""
    return clock.today(ZONE)


def last_quarter() -> Period:
    """Ninety days that ended forty days ago: since then there were days enough for another period."""
    last = today() - timedelta(days=40)
    return Period(last - timedelta(days=89), last)


@dataclass
class Panel:
    """A member, panel support and a reader; young people of fourteen who are in nobody's care yet."""

    make: Make
    member: Account
    support: Account
    reader: Account
    people: list[YoungPerson] = field(default_factory=list)

    def young_people(self, number: int) -> Sequence[YoungPerson]:
        """So many young people, the same ones each time."""
        while len(self.people) < number:
            age = (9, 14, 17)[len(self.people) % 3]
            self.people.append(self.make.young_person(born_on=date(today().year - age - 1, 12, 31)))
        return self.people[:number]

    def spoke(self, theme: str, number: int, *, on: date | None = None) -> list[Statement]:
        """So many young people said something that day (by default in `last_quarter`), read and sorted."""
        day = on or last_quarter().last
        at = datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
        return [self.said(person, theme, at) for person in self.young_people(number)]

    def said(self, person: YoungPerson, theme: str, at: datetime) -> Statement:
        """One thing said, read and sorted by this theme."""
        statement = self.make.statement(person, sent_at=at, read_by=self.reader)
        with db.transaction() as session:
            coding = Coding(
                statement_id=statement.id,
                young_person_id=person.id,
                said_on=at.date(),
                codebook_version=1,
                by_id=self.reader.id,
                at=at,
            )
            session.add(coding)
            session.flush()
            session.add(
                CodedTheme(coding_id=coding.id, theme=theme, young_person_id=person.id, said_on=at.date())
            )
        return statement

    def verdicts(self, statements: Sequence[Statement], says: Says) -> None:
        """Each was answered, and the young person says this of it, on the period's last day."""
        for one in statements:
            self.make.answer(one, self.reader, at=one.sent_at, says=says, says_at=one.sent_at)

    def quote(self, theme: str, words: str, *, of: int = 0, on: date | None = None) -> Quote:
        """Approved words of one of the young people."""
        person = self.young_people(of + 1)[of]
        return made_quote(
            self.make,
            person,
            words,
            state=QuoteState.APPROVED,
            theme=theme,
            by=self.reader,
            said_on=on or last_quarter().last,
        )

    def meeting(self, period: Period | None = None, meets_on: date | None = None) -> UUID:
        """A meeting whose paper is to be prepared."""
        period = period or last_quarter()
        with db.transaction():
            return commands.make(
                Days(meets_on or period.last + timedelta(days=8), period),
                by=self.support.id,
                today=today(),
                now=clock.now(),
            )

    def counted(self, meeting_id: UUID | None = None) -> UUID:
        """The worker has worked out the numbers."""
        meeting_id = meeting_id or self.meeting()
        with db.transaction():
            commands.ask_for_numbers(meeting_id, now=clock.now())
        assert jobs.count_what_was_asked(ZONE) == 1
        return meeting_id

    def drafted(self, meeting_id: UUID | None = None, themes: Mapping[str, int] | None = None) -> UUID:
        """As counted, but with these numbers (by default `NOW`) instead of what anybody said: the worker
        takes seconds over a small paper."""
        meeting_id = meeting_id or self.meeting()
        with db.transaction():
            commands.ask_for_numbers(meeting_id, now=clock.now())
            (asked,) = [one for one in queries.waiting_for_numbers() if one.meeting_id == meeting_id]
            draft = {
                "quarters": [
                    to_json(printed(each, BEFORE, said=110, by_age=False))
                    for each in quarters_before(asked.period, printed_periods())
                ],
                "paper": to_json(printed(asked.period, NOW if themes is None else themes)),
                "register": queries.register_size(),
                "why": [["theme", "records", "", "", Hidden.PROTECTS.value]],
            }
            commands.keep_numbers(asked, draft, today=today(), now=clock.now())
        return meeting_id

    def ready(self, meeting_id: UUID | None = None, quotes: Sequence[Quote] = (), **drafted: Any) -> UUID:
        """Drafted, with its words and quotes: only publishing is left."""
        meeting_id = self.drafted(meeting_id, **drafted)
        with db.transaction():
            commands.save_words(meeting_id, LEAD, "who decides when family time is moved?")
            commands.choose_quotes(meeting_id, [quote.id for quote in quotes])
        return meeting_id

    def signed(self, meeting_id: UUID) -> UUID:
        """Signed off by a manager, where only that is missing."""
        with db.transaction():
            if queries.why_not_publish(_found(meeting_id)) is not WhyNot.NOT_SIGNED_OFF:
                return meeting_id
        officer = self.officer()
        with db.transaction():
            packs.ask_for_sign_off(meeting_id, officer, by=self.support.id, today=today(), now=clock.now())
        with db.transaction():
            packs_signing.give(meeting_id, by=officer, now=clock.now())
        return meeting_id

    def officer(self) -> UUID:
        """A manager, made where there is none."""
        with db.transaction():
            there = [one for one, _name in staffing.officers(today())]
        return there[0] if there else self.make.staff(Role.MANAGER, name="Mo Harrow").id

    def publish(self, meeting_id: UUID) -> UUID:
        """Signed off and published now."""
        self.signed(meeting_id)
        with db.transaction():
            commands.publish(meeting_id, by=self.support.id, today=today(), now=clock.now())
        return meeting_id

    def published(self, *args: Any, **ready: Any) -> UUID:
        """A paper a member may read."""
        return self.publish(self.ready(*args, **ready))


def panel(make: Make) -> Panel:
    """The people of a panel."""
    return Panel(
        make,
        make.staff(Role.PANEL_MEMBER, name="Cllr Quill"),
        make.staff(Role.PANEL_SUPPORT, name="Odile Brandt"),
        make.staff(Role.READER),
    )


def prepared(meeting_id: UUID) -> Prepared:
    """The meeting as it is stored now."""
    db.session.remove()
    return _found(meeting_id)


def _found(meeting_id: UUID) -> Prepared:
    found = meeting_to_prepare(Viewer(uuid.uuid4(), frozenset()), meeting_id)
    assert found is not None
    assert isinstance(found.thing, Prepared)
    return found.thing


def row(meeting_id: UUID) -> Meeting:
    """The stored row with its quotes."""
    db.session.remove()
    found = db.session.get(Meeting, meeting_id, options=[selectinload(Meeting.quotes)])
    assert found is not None
    return found
