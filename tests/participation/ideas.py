"""Ideas made by the product's own commands, for tests."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import flask
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.participation.commands import ideas as commands
from portal.participation.commands import moderation
from portal.participation.commands.ideas import Typed, Writer
from portal.participation.commands.moderation import Deciding
from portal.participation.models.ideas import Piece
from portal.participation.queries.ideas_reader import pool_on
from portal.policy.roles import Role
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.jobs import reading_hours
from portal.voice.models import Concern, Handling, Statement
from portal.voice.rules import AnswerState, Outcome
from portal.voice.rules.answers import AnswerWords
from tests.support.factories import Make

TOO_LATE = "This changed while you were writing. We have your words. We read them and answer you."
FINE = AnswerWords("You wrote something.", AnswerState.DONE, did="It is up.")


@dataclass
class Them:
    """Two children, a grown-up care leaver, who reads, approves and leads."""

    child: Account
    friend: Account
    leaver: Account
    reader: Account
    worker: Account
    lead: Account


def everybody(make: Make) -> Them:
    """All of them."""

    def young(name: str, years: int) -> Account:
        born = date(clock.now().year - years, 1, 1)
        return make.account_for(make.young_person(name=name, born_on=born, child_ref=name.split()[0].upper()))

    return Them(
        young("Ari Vale", 13),
        young("Bo Marsh", 15),
        young("Cas Hill", 20),
        make.staff(Role.READER, name="Rae Desk"),
        make.staff(Role.PARTICIPATION_WORKER, name="Pat Taking"),
        make.staff(Role.SAFETY_LEAD, name="Lee Lead"),
    )


def writer(app: flask.Flask, account: Account) -> Writer:
    """In a transaction: this young person types."""
    settings = app.extensions["heard.settings"]
    assert account.young_person_id is not None
    promises = Promises(reading_hours(settings), settings.time_zone, settings.answer_working_days)
    pool = pool_on(account.young_person_id, clock.today(settings.time_zone))
    speaker = Speaker(account.young_person_id, account.id)
    return Writer(speaker, pool, promises, frozenset(), clock.now())


def suggests(app: flask.Flask, account: Account, title: str, words: str = "") -> UUID:
    """They suggest it; nobody has read it."""
    with app.app_context(), db.transaction():
        return commands.suggest(writer(app, account), Typed(uuid.uuid4(), words, title))


def talks(app: flask.Flask, account: Account, idea_id: UUID, words: str) -> None:
    """They say something about it."""
    with app.app_context(), db.transaction():
        commands.talk(writer(app, account), Typed(uuid.uuid4(), words), idea_id=idea_id)


def desk_reads(reader: Account, outcome: Outcome = Outcome.NOTHING_NEEDED) -> None:
    """Everything that waits at the desk was read."""
    with db.transaction() as session:
        for row in session.scalars(sa.select(Statement).where(Statement.read_at.is_(None))):
            row.read_at, row.read_by_id = clock.now(), reader.id
            session.add(
                Handling(
                    statement_id=row.id,
                    young_person_id=row.young_person_id,
                    outcome=outcome,
                    happened_at=clock.now(),
                    by_id=reader.id,
                    at=clock.now(),
                )
            )


def deciding(app: flask.Flask, by: Account) -> Deciding:
    """Who decides now."""
    settings = app.extensions["heard.settings"]
    return Deciding(by.id, clock.now(), clock.today(settings.time_zone), settings.idea_answer_working_days)


def approves(app: flask.Flask, by: Account) -> None:
    """Everything that waits is approved."""
    with app.app_context(), db.transaction() as session:
        waiting = session.scalars(sa.select(Piece.id).where(Piece.held.in_(("waiting", "hidden")))).all()
        for piece_id in waiting:
            moderation.approve(piece_id, FINE, deciding(app, by))


def is_up(app: flask.Flask, account: Account, reader: Account, by: Account, title: str) -> UUID:
    """An idea that others can read."""
    idea_id = suggests(app, account, title, f"More about {title}")
    desk_reads(reader)
    approves(app, by)
    return idea_id


def concern(make: Make, instead: Account) -> None:
    """Everything that was said turns out to concern somebody for whom this worker stands in today."""
    away = make.staff(Role.PARTICIPATION_WORKER, name="Bel Away")
    make.stand_in(away, instead)
    with db.transaction() as session:
        for said in session.scalars(sa.select(Statement)):
            session.add(
                Concern(
                    statement_id=said.id,
                    young_person_id=said.young_person_id,
                    account_id=away.id,
                    at=clock.now(),
                )
            )
