"""Saying, reading and answering in the demo, by the product's commands with the clock set back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import people_around
from portal.clocks.bank_holidays import add_working_days
from portal.coding.codebook import codebook
from portal.demo import past
from portal.demo.past import Demo
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.people.rules import Support, age_on
from portal.policy.roles import Role
from portal.voice.commands import answers, saying
from portal.voice.queries.desk import load
from portal.voice.rules import AnswerState
from portal.voice.rules.answers import AnswerWords
from portal.voice.rules.saying import CAN_BE_PICKED, Said
from portal.voice.rules.standing import Standing

AN_ANSWER = {
    AnswerState.WILL_DO: ("", "I have asked for it, and I will ring you as soon as I hear.", ""),
    AnswerState.DONE: ("It is done: I rang them this morning, and they said yes.", "", ""),
    AnswerState.PARTLY: ("The first half is sorted.", "I will get the rest sorted with your carer.", ""),
    AnswerState.CHANGED_PLAN: (
        "We said that it would be this month.",
        "It will be next month. I will come with you.",
        "The person who does it is ill. I should have told you sooner.",
    ),
    AnswerState.CANT: ("", "", "There is no money for it this year. I asked twice. I am sorry."),
    AnswerState.CLOSED_NOT_DONE: ("", "", "The club has closed, so it can't happen there any more."),
}
"""What was done, what will be, and the true reason, by how an answer stands."""


@dataclass(frozen=True)
class Voices:
    """Who speaks in the demo, and now."""

    demo: Demo
    accounts: dict[UUID, Account]
    now: datetime

    def ago(self, days: int, hour: int = 16) -> datetime:
        """An hour so many days ago; today: a little while ago."""
        if days == 0:
            return self.now - timedelta(minutes=35)
        return (self.now - timedelta(days=days)).replace(hour=hour, minute=20)

    def staff(self, role: Role, number: int = 0) -> UUID:
        """Somebody of the demo's staff."""
        found: UUID = self.demo.team.by_role[role][number].id
        return found

    def speaker(self, person: YoungPerson) -> saying.Speaker:
        return saying.Speaker(young_person_id=person.id, account_id=self.accounts[person.id].id)

    def workers(self, person: YoungPerson, at: datetime) -> tuple[UUID, ...]:
        """Whom they can pick, the first of them."""
        around = people_around(person.id, at.date())
        return tuple(one.account_id for one in around if one.kind in CAN_BE_PICKED)[:1]

    def standing(self, person: YoungPerson, support: Support) -> Standing:
        age = age_on(person.born_on, self.now.date()) if person.born_on else None
        return Standing(support, age, age)

    def say(self, person: YoungPerson, said: Said, at: datetime, send_once: UUID | None = None) -> UUID:
        """They send it. In a transaction of the caller's."""
        with clock.at(at):
            return saying.send(
                self.speaker(person), send_once or uuid4(), said,
                promises=self.demo.promises, themes=frozenset(codebook().keys), now=at,
            ).statement_id  # fmt: skip

    def read(self, statement_id: UUID, at: datetime) -> datetime | None:
        """A reader reads it by when it was promised; None when that time has not come."""
        read_at = past.reading_time(self.demo, at)
        statement = load(statement_id)
        if statement is None or read_at >= self.now:
            return None
        past.mark_read(statement, self.staff(Role.READER), read_at)
        return read_at

    def answer(self, statement_id: UUID, state: AnswerState, at: datetime, *, working_days: int = 7) -> None:
        """Whoever owes it answers, as it stands then."""
        statement = load(statement_id)
        if statement is None or statement.answerer_id is None or at >= self.now:
            return
        did, will_do, reason = AN_ANSWER[state]
        words = AnswerWords(
            "You told us how it is and what you want.", state, did, will_do,
            by_when=add_working_days(at.date(), working_days), reason=reason,
        )  # fmt: skip
        with clock.at(at):
            answers.note_opened(statement, by=statement.answerer_id, now=at - timedelta(hours=1))
            answers.send_answer(statement, words, uuid4(), by=statement.answerer_id, now=at, on=at.date())

    def say_and_read(self, person: YoungPerson, said: Said, at: datetime) -> tuple[UUID, datetime | None]:
        """In a transaction of its own."""
        with db.transaction():
            statement_id = self.say(person, said, at)
            return statement_id, self.read(statement_id, at)
