"""The demo's advocates: one who came and helped, one who is asked for, something said to be wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import people_around
from portal.advocacy.commands import referrals
from portal.advocacy.commands.referrals import Wish
from portal.advocacy.models import Referral
from portal.advocacy.rules import Helped, Helps, Reach
from portal.demo.past import Demo
from portal.information import commands as information
from portal.information.models import Asking
from portal.information.rules import Kind
from portal.kit import clock
from portal.policy.roles import Role
from portal.voice.commands import desk
from portal.voice.commands.saying import Speaker
from portal.voice.queries.desk import load
from portal.voice.rules import Outcome

DAYS = 2


def tell(demo: Demo, accounts: dict[UUID, Account], now: datetime) -> None:
    """Jo had one; Robin waits for one and says that something held is wrong."""
    robin, jo = demo.cohort.robin, demo.cohort.jo
    ada = demo.team.first(Role.ADVOCATE).id
    if jo is not None and jo.id in accounts:
        was = now - timedelta(days=30)
        wish = Wish(Reach.MEET, "I want somebody with me when we talk about my flat.")
        row_id = _ask(demo, Speaker(jo.id, accounts[jo.id].id), wish, was)
        with clock.at(was + timedelta(days=1)), db.transaction() as session:
            referrals.be_there(session.get_one(Referral, row_id), by=ada, now=clock.now())
        with clock.at(was + timedelta(days=20)), db.transaction() as session:
            row = session.get_one(Referral, row_id)
            referrals.end(row, by=ada, now=clock.now())
            referrals.say_helped(row, Helped.YES, by=accounts[jo.id].id)
    if robin is not None and robin.id in accounts:
        speaker = Speaker(robin.id, accounts[robin.id].id)
        wish = Wish(
            Reach.CALL, "Nobody asks me before a visit is moved.", "After school", "", [Helps.SOMEBODY]
        )
        _ask(demo, speaker, wish, now - timedelta(hours=3))
        at = now - timedelta(days=2)
        with clock.at(at), db.transaction():
            words = "My file says I like swimming. I never did."
            question = "Something about me is wrong"
            asked = information.ask(
                speaker, uuid4(), Kind.WRONG, words, question, promises=demo.promises, now=at
            )
            _desk_reads(demo, asked, at + timedelta(hours=2))


def _desk_reads(demo: Demo, asked: Asking, at: datetime) -> None:
    """Those who decide get it when the desk has read it."""
    statement = load(asked.statement_id)
    if statement is None:
        return
    around = people_around(asked.young_person_id, at.date())
    answers = next(one.account_id for one in around if one.kind.value == "social_worker")
    done, reader = desk.Done(Outcome.NOTHING_NEEDED, at), demo.team.first(Role.READER).id
    with clock.at(at):
        desk.mark_read(statement, [done], desk.About(), answerer_id=answers, by=reader, now=at, on=at.date())


def _ask(demo: Demo, speaker: Speaker, wish: Wish, at: datetime) -> UUID:
    with clock.at(at), db.transaction():
        asked: UUID = referrals.ask(
            speaker, uuid4(), wish, offer=None, promises=demo.promises, days=DAYS, now=at
        ).id
        return asked
