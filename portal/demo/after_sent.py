"""What happened in the demo after something was sent: an addition nobody has read, a promise whose day has
passed, an answer handed on, somebody on leave, and what is on the record and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from portal import db
from portal.accounts.commands.leave import go_away
from portal.demo.lines import Line
from portal.demo.voices import Voices
from portal.filing.commands.records import mark_filed
from portal.filing.queries.deciding import is_open, verdicts_of
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.commands import after, answers_asking
from portal.voice.models import Statement
from portal.voice.queries.answers_asking import can_be_asked
from portal.voice.queries.desk import load
from portal.voice.rules import AnswerState, Desk, Face
from portal.voice.rules.saying import Said

_FILED_FOR = timedelta(days=45)
_UNFILED_SINCE = timedelta(days=4)
_NOT_FILED_EVERY = 12
LINE = Line("can i have my own key", ("home",))


def carry_on(voices: Voices, person: YoungPerson) -> None:
    """One of each, about one young person and their workers."""
    _promise_that_passed(voices, person)
    _handed_on(voices, person)
    _added(voices, person)
    _filed(voices)
    _on_leave(voices)


def _said(words: str, theme: str, voices: Voices, person: YoungPerson, days: int) -> Said:
    to = voices.workers(person, voices.ago(days))
    return Said(face=Face.MIXED, words=words, topics=frozenset({theme}), to=to)


def _promise_that_passed(voices: Voices, person: YoungPerson) -> None:
    said = _said("you said you would ask about the garden", "activities", voices, person, 26)
    statement_id, read_at = voices.say_and_read(person, said, voices.ago(26))
    if read_at:
        with db.transaction():
            at = read_at + timedelta(days=1)
            voices.answer(statement_id, AnswerState.WILL_DO, at, working_days=8)


def _handed_on(voices: Voices, person: YoungPerson) -> None:
    said = _said("who runs my review, i have a question for them", "listened", voices, person, 5)
    statement_id, read_at = voices.say_and_read(person, said, voices.ago(5))
    if read_at is None:
        return
    at = min(read_at + timedelta(hours=3), voices.now)
    with db.transaction(), clock.at(at):
        statement = load(statement_id)
        others = can_be_asked(statement, at.date()) if statement else []
        if statement and others and statement.answerer_id:
            note = "They ask about the review. You know the day."
            answers_asking.ask_instead(
                statement, others[-1].account_id, note, by=statement.answerer_id, now=at, on=at.date()
            )


def _added(voices: Voices, person: YoungPerson) -> None:
    said = _said(LINE.text, LINE.themes[0], voices, person, 10)
    statement_id, read_at = voices.say_and_read(person, said, voices.ago(10))
    if read_at is None:
        return
    at = voices.ago(0)
    with db.transaction(), clock.at(at):
        after.add(
            voices.speaker(person), statement_id, uuid4(), "i mean the front door, not my room",
            promises=voices.demo.promises, now=at,
        )  # fmt: skip


def _filed(voices: Voices) -> None:
    """Most of what was read in the last weeks is on the record; a few are late, the newest are due soon."""
    now, worker = voices.now, voices.staff(Role.SOCIAL_WORKER)
    with db.transaction() as session:
        read = session.scalars(
            sa.select(Statement)
            .where(
                Statement.desk == Desk.COUNCIL,
                Statement.taken_back_at.is_(None),
                Statement.read_at > now - _FILED_FOR,
                Statement.read_at < now - _UNFILED_SINCE,
            )
            .order_by(Statement.read_at, Statement.id)
        ).all()
        verdicts = verdicts_of([one.id for one in read])
        filed: Sequence[Statement] = [
            one for n, one in enumerate(read) if n % _NOT_FILED_EVERY and is_open(verdicts[one.id])
        ]
        for number, one in enumerate(filed):
            at = min((one.read_at or now) + timedelta(days=2), now)
            with clock.at(at):
                mark_filed(
                    [one], uuid4(), filed_on=at.date(), reference=f"DEMO-{number + 1:04}",
                    by=one.answerer_id or worker, today=at.date(), now=at,
                )  # fmt: skip


def _on_leave(voices: Voices) -> None:
    """One social worker is away since yesterday; a colleague stands in."""
    today = voices.now.date()
    with db.transaction(), clock.at(voices.ago(1, hour=9)):
        go_away(
            voices.staff(Role.SOCIAL_WORKER, 2), voices.staff(Role.SOCIAL_WORKER, 3),
            today - timedelta(days=1), today + timedelta(days=9), today=today - timedelta(days=1),
        )  # fmt: skip
