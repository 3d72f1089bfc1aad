"""Factories for what young people said and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from portal import db
from portal.accounts.models import Account
from portal.deadlines import commands as deadlines
from portal.kit import clock
from portal.people.models import KeptApart, YoungPerson
from portal.voice.models import Answer, Call, Capture, Concern, Recipient, Share, Statement, Topic
from portal.voice.rules import Desk
from portal.voice.rules.capture import Worry
from tests.support.rows import keep


class MakeStatements:
    """The part of `make` that belongs to voice."""

    def statement(
        self,
        person: YoungPerson,
        words: str = "I want to see my sister more",
        *,
        to: Iterable[Account] = (),
        about: Iterable[str] = (),
        concerning: Iterable[Account] = (),
        sent_at: datetime | None = None,
        read_by: Account | None = None,
        answerer: Account | None = None,
        **fields: Any,
    ) -> Statement:
        """A statement sent now. With `read_by` a reader has read it and it was delivered to `to`."""
        sent_at = sent_at or clock.now()
        read_at = sent_at + timedelta(hours=1) if read_by else None
        to, concerning = list(to), list(concerning)
        answerer = answerer or next(iter(to), None)
        with db.transaction() as session:
            row = Statement(
                **{
                    "young_person_id": person.id,
                    "desk": Desk.COUNCIL,
                    "send_once": uuid.uuid4(),
                    "sent_at": sent_at,
                    "read_by_at": sent_at + timedelta(hours=8),
                    "answer_by_on": (sent_at + timedelta(days=7)).date(),
                    "read_at": read_at,
                    "read_by_id": read_by.id if read_by else None,
                    "answerer_id": answerer.id if read_by and answerer else None,
                    **fields,
                }
            )
            row.words = words
            session.add(row)
            session.flush()
            for theme in about:
                session.add(Topic(statement_id=row.id, theme=theme))
            for place, account in enumerate(to):
                session.add(
                    Recipient(
                        statement_id=row.id,
                        account_id=account.id,
                        kind="social_worker",
                        place=place,
                        delivered_at=read_at,
                    )
                )
            self._concern(session, row, concerning)
            deadlines.start(
                "answer",
                row.id,
                due_on=row.answer_by_on,
                young_person_id=person.id,
                owner_id=row.answerer_id,
            )
            return keep(session, row)

    @staticmethod
    def _concern(session: Any, row: Statement, accounts: Iterable[Account]) -> None:
        for account in accounts:
            ids = {"statement_id": row.id, "young_person_id": row.young_person_id, "account_id": account.id}
            session.add(Concern(**ids, by_young_person=True, at=row.sent_at))
            session.add(KeptApart(**ids, why="concerned", at=row.sent_at))

    def answer(
        self,
        statement: Statement,
        by: Account,
        *,
        understood: str = "You want to see your sister more.",
        will_do: str = "I will ask for a second visit a month.",
        reason: str = "",
        at: datetime | None = None,
        **fields: Any,
    ) -> Answer:
        """An answer in plain words; with a `reason` it is a no."""
        at = at or clock.now()
        with db.transaction() as session:
            row = Answer(
                statement_id=statement.id,
                young_person_id=statement.young_person_id,
                send_once=uuid.uuid4(),
                by_id=by.id,
                at=at,
                can_do=not reason,
                by_when=None if reason else (at + timedelta(days=14)).date(),
                **fields,
            )
            row.understood, row.will_do, row.reason = understood, "" if reason else will_do, reason
            deadlines.finish("answer", statement.id, by=by.id)
            return keep(session, row)

    def share(self, statement: Statement, with_: Account, by: Account) -> Share:
        """A statement shared with a foster carer or partner by name."""
        with db.transaction() as session:
            row = Share(statement_id=statement.id, account_id=with_.id, shared_by=by.id, at=clock.now())
            return keep(session, row)

    def capture(self, statement: Statement, by: Account, *, saw: str = "", **fields: Any) -> Capture:
        """The part of whoever wrote a statement down."""
        with db.transaction() as session:
            row = Capture(
                statement_id=statement.id,
                young_person_id=statement.young_person_id,
                by_id=by.id,
                by_role=fields.pop("by_role", "foster_carer"),
                happened_at=statement.sent_at,
                worry=fields.pop("worry", Worry.NO),
            )
            row.saw, row.told_to = saw, "me"
            for name, value in fields.items():
                setattr(row, name, value)
            return keep(session, row)

    def call(self, statement: Statement, account: Account, step: int = 1) -> Call:
        """Somebody was called about a statement."""
        with db.transaction() as session:
            return keep(
                session, Call(statement_id=statement.id, account_id=account.id, step=step, at=clock.now())
            )
