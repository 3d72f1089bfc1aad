"""Made rows for the improvement plan: its people, actions, measures with values and targets, reports."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.panels.commands import measures, plan, reports
from portal.panels.commands.measures import MeasureWords, NewValue
from portal.panels.commands.plan import ActionWords, Said
from portal.panels.commands.reports import ReportWords
from portal.panels.models import BoardReport, Measure, PlanAction
from portal.panels.queries.measures import load as load_measure
from portal.panels.queries.plan import load
from portal.panels.rules.measures import Better, Unit
from portal.panels.rules.plan import ActionState
from portal.policy.roles import Role
from tests.support.factories import Make

TITLE = "ring the child on the same day when family time changes"
WORDS = ReportWords(
    "family time holds.",
    "peers looked in spring.",
    "complaints say we ring late.",
    "we ring the same day now.",
)


def today() -> date:
    return clock.now().date()


@dataclass
class Plan:
    """Who keeps the plan, who owns a part of it, who reads it."""

    support: Account
    owner: Account

    def action(self, title: str = TITLE, *, owner: Account | None = None, days: int = 30) -> UUID:
        """In the plan, not sent yet."""
        words = ActionWords(
            title, "", "head of fostering", (owner or self.owner).id, today() + timedelta(days=days)
        )
        with db.transaction():
            made = plan.write(
                words,
                uuid.uuid4(),
                by=self.support.id,
                now=clock.now(),
                today=today(),
                may_be_past=True,
            )
            return made.id

    def send(self) -> None:
        with db.transaction():
            plan.send(by=self.support.id, now=clock.now(), today=today())

    def sent(self, title: str = TITLE, **action: Any) -> UUID:
        """In the plan, and its owner has it."""
        action_id = self.action(title, **action)
        self.send()
        return action_id

    def say(self, action_id: UUID, state: ActionState, words: str = "", evidence: str = "") -> None:
        with db.transaction():
            row = load(action_id, lock=True)
            assert row is not None
            said = Said(state, words, evidence)
            plan.say(row, said, uuid.uuid4(), mark=row.mark, by=row.owner_id, now=clock.now())

    def measure(
        self,
        name: str = "Visits on time",
        *,
        unit: Unit = Unit.SHARE,
        better: Better = Better.UP,
        about_children: bool = True,
        portal_key: str = "",
        owner: Account | None = None,
    ) -> UUID:
        words = MeasureWords(
            name,
            "visits that were due",
            unit,
            better,
            about_children,
            "the case system",
            "ask the teams",
            "head of service",
            (owner or self.owner).id,
            portal_key=portal_key,
        )
        with db.transaction():
            made = measures.write(words, uuid.uuid4(), by=self.support.id, now=clock.now(), today=today())
            return made.id

    def value(self, measure_id: UUID, ago: int, number: float, of: float | None = None, **more: Any) -> None:
        """Of the thirty days that ended so many days ago."""
        last = today() - timedelta(days=ago)
        new = NewValue(last - timedelta(days=29), last, number, of, small_is_known=True, **more)
        with db.transaction():
            measures.enter(self.row(measure_id), new, by=self.support.id, now=clock.now(), today=today())

    def target(self, measure_id: UUID, number: float, days: int = 180) -> None:
        """By a day to come; a negative number of days is one that has come already."""
        by_on = today() + timedelta(days=days)
        with db.transaction():
            row, now = self.row(measure_id), clock.now()
            measures.aim(
                row, by_on, number, "", by=self.support.id, now=now, today=today(), is_brought=days <= 0
            )

    @staticmethod
    def row(measure_id: UUID) -> Measure:
        found = load_measure(measure_id, lock=True)
        assert found is not None
        return found

    @staticmethod
    def kept(action_id: UUID) -> PlanAction:
        """The action as it is stored."""
        db.session.remove()
        found = load(action_id)
        assert found is not None
        return found

    def report(self, *, frozen: bool = True, days: int = 0, words: ReportWords = WORDS) -> UUID:
        """A report for a meeting."""
        with db.transaction():
            now, by = clock.now(), self.support.id
            row: BoardReport = reports.begin(
                today() + timedelta(days=days), None, by=by, now=now, today=today()
            )
            reports.write(row, words, mark=1, by=by)
            if frozen:
                reports.freeze(row, mark=2, by=by, now=now, today=today())
            return row.id


def people(make: Make) -> Plan:
    """Panel support and a manager who owns what nobody else does."""
    return Plan(
        make.staff(Role.PANEL_SUPPORT, name="Odile Brandt"), make.staff(Role.MANAGER, name="Ines Okafor")
    )
