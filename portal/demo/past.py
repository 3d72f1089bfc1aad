"""Six quarters of what young people said, how it was read and answered, and whether that helped.

Everything goes through the product's own commands with the clock set back, so that the demo's past has the
same rows, events and due dates as a real one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import people_around
from portal.audit import commands as audit
from portal.clocks.bank_holidays import add_working_days
from portal.clocks.reading import read_by
from portal.coding.codebook import codebook
from portal.deadlines import commands as deadlines
from portal.demo import sorting
from portal.demo.answers import ANSWERS, GOOD_NEWS, DemoAnswer
from portal.demo.cohort import Cohort
from portal.demo.lines import Line
from portal.demo.staff import Team
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.settings import Settings
from portal.voice.commands import answers, desk, saying, verdicts
from portal.voice.jobs import reading_hours
from portal.voice.models import Statement
from portal.voice.queries.desk import load
from portal.voice.queries.sent import latest_answer_id
from portal.voice.rules import AnswerState, Face, Outcome, QuoteConsent, SafeNow, Says
from portal.voice.rules.saying import CAN_BE_PICKED, Said

QUARTERS = 6
A_QUARTER = 100  # statements in each past quarter
_FACES = [Face.VERY_GOOD, Face.GOOD, Face.MIXED, Face.BAD, Face.VERY_BAD]
# How often a theme is spoken of, six quarters ago and now: family time rises, moving falls. Others: 1.
_OFTEN = {"family_time": (2.0, 6.0), "home": (4.0, 4.0), "social_worker": (3.5, 3.5), "moving": (5.0, 1.5),
          "school": (2.5, 2.5), "listened": (2.0, 2.5)}  # fmt: skip
_SAYS = [Says.SORTED, Says.SORTED, Says.PARTLY, Says.NOT_SORTED]


@dataclass(frozen=True)
class Demo:
    """What telling the past needs."""

    settings: Settings
    team: Team
    cohort: Cohort
    dice: random.Random
    lines: list[Line]

    @property
    def promises(self) -> saying.Promises:
        return saying.Promises(
            hours=reading_hours(self.settings),
            zone=self.settings.time_zone,
            answer_days=self.settings.answer_working_days,
        )


def tell(demo: Demo, accounts: dict[UUID, Account], now: datetime) -> Iterator[int]:
    """Make the past. Yields how many statements there are after each quarter."""
    said = 0
    people = [person for person in demo.cohort.everybody() if person.id in accounts]
    for quarter in range(QUARTERS, 0, -1):
        for at in _moments(demo, now, quarter):
            with db.transaction():
                line = _line(demo, (QUARTERS - quarter) / (QUARTERS - 1))
                _one(demo, demo.dice.choice(people), accounts, line, at, now)
            said += 1
        yield said


def _line(demo: Demo, how_recent: float) -> Line:
    """A comment; `how_recent` is 0 for six quarters ago and 1 for the last one."""

    def often(line: Line) -> float:
        before, now = _OFTEN.get(line.themes[0], (1.0, 1.0))
        return before + (now - before) * how_recent

    return demo.dice.choices(demo.lines, [often(line) for line in demo.lines])[0]


def _moments(demo: Demo, now: datetime, quarter: int) -> list[datetime]:
    """Moments inside a quarter of the past, in order, at hours when young people write."""
    first = now - timedelta(days=91 * quarter)
    span = 90 if quarter > 1 else 91
    days = sorted(demo.dice.uniform(0, span) for _ in range(A_QUARTER))
    made = [(first + timedelta(days=day)).replace(hour=demo.dice.randint(8, 21)) for day in days]
    return [at for at in made if at < now - timedelta(minutes=30)]


def _one(
    demo: Demo, person: YoungPerson, accounts: dict[UUID, Account], line: Line, at: datetime, now: datetime
) -> None:
    """One statement and what became of it by now."""
    statement_id = say(demo, person, accounts[person.id], line, at)
    read_at = reading_time(demo, at)
    if read_at >= now - timedelta(hours=2):
        return  # it still waits at the desk
    read(demo, statement_id, line, read_at)
    answered_at = read_at + timedelta(days=demo.dice.choice([1, 2, 2, 3, 4, 6, 9]), hours=2)
    is_recent = at > now - timedelta(days=25)
    if answered_at >= now or (is_recent and demo.dice.random() < 0.1):
        return  # a few recent answers are owed still, some of them late
    answer(demo, statement_id, line, answered_at)
    verdict_at = answered_at + timedelta(days=demo.dice.choice([0, 1, 3]), hours=3)
    if verdict_at >= now or demo.dice.random() < 0.3:
        return  # some never open their answer, or say nothing of it
    says = verdict(demo, person, accounts[person.id], statement_id, verdict_at, _SAYS)
    again_at = verdict_at + timedelta(days=3)
    if says is Says.NOT_SORTED and again_at < now:
        answer(demo, statement_id, line, again_at)
        if (last_at := again_at + timedelta(days=2)) < now:
            verdict(demo, person, accounts[person.id], statement_id, last_at, [Says.SORTED, Says.PARTLY])


def reading_time(demo: Demo, at: datetime) -> datetime:
    """A moment on the working day by whose end it was promised to be read."""
    return max(
        read_by(demo.promises.hours, at) - timedelta(hours=demo.dice.choice([1, 2, 3])),
        at + timedelta(minutes=12),
    )


def say(demo: Demo, person: YoungPerson, account: Account, line: Line, at: datetime) -> UUID:
    dice = demo.dice
    faces = _FACES[:2] if line.is_good else _FACES[2:]
    with clock.at(at):
        around = people_around(person.id, at.date())
        said = Said(
            face=dice.choice([*faces, None]),
            topics=frozenset(line.themes),
            words=line.text,
            wants="" if line.is_good else dice.choice(["", "", "Somebody to sort it out", "Tell me why"]),
            safe_now=dice.choice([None, SafeNow.YES, SafeNow.YES]),
            to=tuple(p.account_id for p in around if p.kind in CAN_BE_PICKED)[: dice.choice([1, 1, 2, 3])],
            quote=dice.choice([QuoteConsent.YES, QuoteConsent.CHANGED, QuoteConsent.NO]),
        )
        return saying.send(
            _speaker(person, account), uuid4(), said, promises=demo.promises, themes=_themes(), now=at
        ).statement_id


def _themes() -> frozenset[str]:
    return frozenset(codebook().keys)


def _speaker(person: YoungPerson, account: Account) -> saying.Speaker:
    return saying.Speaker(young_person_id=person.id, account_id=account.id)


def read(demo: Demo, statement_id: UUID, line: Line, at: datetime) -> None:
    """A reader reads it, and says what it is about."""
    reader = demo.dice.choice(demo.team.by_role[Role.READER])
    statement = load(statement_id)
    if statement is None:
        return
    mark_read(statement, reader.id, at)
    if at < clock.now() - timedelta(days=12) or demo.dice.random() < 0.5:  # the rest waits to be sorted
        sorting.sort(statement, line, demo.dice, by=reader.id, at=at, zone=demo.settings.time_zone)


def mark_read(statement: Statement, by: UUID, at: datetime) -> None:
    outcome = Outcome.NOTHING_NEEDED if not statement.pages_duty else Outcome.RANG
    with clock.at(at):
        if statement.pages_duty:
            desk.take(statement, by=by, now=at - timedelta(minutes=5))
        desk.note_opened(statement, by=by, now=at - timedelta(minutes=4))
        _opened("read_at_desk", statement, by, "reader", safety=True)
        desk.mark_read(
            statement, [desk.Done(outcome, at)], desk.About(),
            answerer_id=None, by=by, now=at, on=at.date(),
        )  # fmt: skip


def _opened(action: str, statement: Statement, by: UUID, role: str, *, safety: bool = False) -> None:
    """The event that the guard writes when somebody opens a statement in a browser."""
    audit.record(
        action, by=by, role=role, young_person_id=statement.young_person_id,
        subject=("statement", statement.id), safety=safety,
    )  # fmt: skip


def answer(demo: Demo, statement_id: UUID, line: Line, at: datetime) -> None:
    statement = load(statement_id)
    if statement is None or statement.answerer_id is None:
        return
    said: DemoAnswer = GOOD_NEWS if line.is_good else demo.dice.choice(ANSWERS[line.themes[0]])
    state = AnswerState.WILL_DO if said.will_do else AnswerState.CANT
    words = answers.AnswerWords(
        understood=said.understood, state=AnswerState.DONE if said is GOOD_NEWS else state,
        did=said.will_do, will_do=said.will_do, reason=said.reason, by_when=_in_days(at.date(), 7),
    )  # fmt: skip
    with clock.at(at):
        answers.note_opened(statement, by=statement.answerer_id, now=at - timedelta(hours=1))
        _opened("read_delivered", statement, statement.answerer_id, "social_worker")
        answers.send_answer(statement, words, uuid4(), by=statement.answerer_id, now=at, on=at.date())
    if words.by_when and words.by_when < clock.now().date() - timedelta(days=12):
        with clock.at(at + timedelta(days=5)):  # said long ago; a few recent ones are open
            deadlines.finish("promise", statement_id, by=statement.answerer_id)


def _in_days(day: date, working_days: int) -> date:
    return add_working_days(day, working_days)


def verdict(
    demo: Demo, person: YoungPerson, account: Account, statement_id: UUID, at: datetime, choice: list[Says]
) -> Says | None:
    answer_id = latest_answer_id(statement_id)
    if answer_id is None:
        return None
    says, speaker = demo.dice.choice(choice), _speaker(person, account)
    with clock.at(at):
        verdicts.open_answers(speaker, statement_id, now=at)
        verdicts.give_verdict(speaker, answer_id, says, "", promises=demo.promises, now=at)
    return says
