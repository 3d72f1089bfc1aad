"""Factories: rows a test needs, made through the models, each call in a transaction of its own.

What comes back is detached but can be read: its sealed texts were opened once. Never call a factory inside
`db.transaction()`.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import db
from portal.accounts.models import Account, DutyHours, RoleGrant, StandIn
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, KeptApart, YoungPerson
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.vault import keys
from portal.voice.models import AloneCard, LookChosen
from portal.voice.rules import Look
from tests.support.made_reviews import MakeReviews
from tests.support.made_statements import MakeStatements
from tests.support.made_surveys import MakeSurveys
from tests.support.rows import keep

_numbers = itertools.count(1)


class Make(MakeReviews, MakeStatements, MakeSurveys):
    """`make.young_person(name="Sam Vale")`, `make.staff(Role.IRO)`, `make.link(person, worker)`, …"""

    def young_person(
        self,
        *,
        name: str = "",
        called: str = "",
        born_on: date | None = None,
        child_ref: str = "",
        **fields: Any,
    ) -> YoungPerson:
        """A young person of 14 with a data key of their own and a made-up name, findable by it."""
        number = next(_numbers)
        name = name or f"Young Person{number}"
        now = clock.now()
        with db.transaction() as session:
            person = YoungPerson(made_at=now, changed_at=now, **fields)
            keys.make_for(person.id, session)
            person.full_name, person.called = name, called or name.split()[0]
            person.born_on = born_on or _years_before(now.date(), 14)
            person.child_ref = child_ref or f"REF{number:05}"
            person.child_ref_hash = keys.blind("child ref", person.child_ref)
            return keep(session, person)

    def account_for(self, person: YoungPerson, **fields: Any) -> Account:
        """The account by which a young person comes in."""
        with db.transaction() as session:
            account = Account(young_person_id=person.id, made_at=clock.now(), **fields)
            account.name = person.called
            return keep(session, account)

    def staff(
        self,
        *roles: Role,
        name: str = "",
        email: str = "",
        manager: Account | None = None,
        household: UUID | Account | None = None,
        from_on: date | None = None,
        until_on: date | None = None,
        **fields: Any,
    ) -> Account:
        """A member of staff (or carer, partner, advocate) with these roles since a year ago."""
        number = next(_numbers)
        with db.transaction() as session:
            account = Account(made_at=clock.now(), manager_id=manager.id if manager else None, **fields)
            account.name = name or f"Staff Member{number}"
            account.email = email or f"staff{number}@example.org"
            account.email_hash = keys.blind("email", account.email.casefold())
            if isinstance(household, Account):
                household = _household_of(session, household)
            account.household_id = household
            session.add(account)
            session.flush()
            start = from_on or clock.now().date() - timedelta(days=365)
            for role in roles:
                session.add(RoleGrant(account_id=account.id, role=role, from_on=start, until_on=until_on))
            return keep(session, account)

    def link(
        self,
        person: YoungPerson,
        account: Account,
        kind: LinkKind | None = None,
        *,
        from_on: date | None = None,
        until_on: date | None = None,
    ) -> CareLink:
        """Somebody works with a young person; the kind is their first role's unless it is given."""
        with db.transaction() as session:
            return keep(
                session,
                CareLink(
                    young_person_id=person.id,
                    account_id=account.id,
                    kind=kind or _kind_of(session, account),
                    from_on=from_on or clock.now().date() - timedelta(days=90),
                    until_on=until_on,
                ),
            )

    def worker_of(self, person: YoungPerson, role: Role = Role.SOCIAL_WORKER, **fields: Any) -> Account:
        """A member of staff with this role who works with the young person."""
        account = self.staff(role, **fields)
        self.link(person, account, LinkKind(role.value))
        return account

    def stand_in(self, away: Account, instead: Account, *, days: int = 14) -> StandIn:
        """Somebody stands in for another who is on leave, from today."""
        today = clock.now().date()
        with db.transaction() as session:
            return keep(
                session,
                StandIn(
                    account_id=away.id,
                    stand_in_id=instead.id,
                    from_on=today,
                    until_on=today + timedelta(days=days),
                ),
            )

    def on_duty(self, account: Account, *, step: int = 1, weekdays: Iterable[int] = range(7)) -> None:
        """Somebody is on duty day and night on these weekdays."""
        with db.transaction() as session:
            for weekday in weekdays:
                session.add(
                    DutyHours(
                        account_id=account.id,
                        weekday=weekday,
                        starts=time(0),
                        ends=time(23, 59, 59),
                        step=step,
                    )
                )

    def kept_apart(
        self, person: YoungPerson, statement: Any, account: Account, why: str = "concerned"
    ) -> KeptApart:
        """Somebody a statement concerns or who is too close to them."""
        with db.transaction() as session:
            return keep(
                session,
                KeptApart(
                    young_person_id=person.id,
                    statement_id=statement.id,
                    account_id=account.id,
                    why=why,
                    at=clock.now(),
                ),
            )

    def alone_card(self, person: YoungPerson, by: Account) -> AloneCard:
        """A card that asks "see me on my own"; nobody knows its words."""
        with db.transaction() as session:
            card = AloneCard(
                young_person_id=person.id,
                code_hash=keys.blind("alone card", str(uuid.uuid4())),
                made_by_id=by.id,
                made_at=clock.now(),
            )
            return keep(session, card)

    def look(self, person: YoungPerson, look: Look) -> LookChosen:
        """The face of the form they chose."""
        with db.transaction() as session:
            return keep(session, LookChosen(young_person_id=person.id, look=look, chosen_at=clock.now()))

    def notice(
        self,
        account: Account,
        kind: NoticeKind = NoticeKind.TO_READ,
        *,
        send_after: datetime | None = None,
        **fields: Any,
    ) -> Notice:
        """A notice that waits to be sent (now, unless said otherwise)."""
        now = clock.now()
        with db.transaction() as session:
            return keep(
                session,
                Notice(account_id=account.id, kind=kind, made_at=now, send_after=send_after or now, **fields),
            )


def _kind_of(session: Session, account: Account) -> LinkKind:
    roles = session.scalars(sa.select(RoleGrant.role).where(RoleGrant.account_id == account.id))
    return next(LinkKind(role.value) for role in roles if role.value in set(LinkKind))


def _household_of(session: Session, other: Account) -> UUID:
    row = session.get_one(Account, other.id)
    row.household_id = row.household_id or uuid.uuid4()
    return row.household_id


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))
