"""The demo's samples: drawn for each of the last months, judged by other teams and acted on, the newest still
to be judged; and a practitioner who spoke up."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa

from portal import db
from portal.demo.past import Demo
from portal.kit import clock
from portal.kit.errors import Refused
from portal.listening import jobs
from portal.listening.commands import challenges
from portal.listening.commands import samples as commands
from portal.listening.models import Sample, Sampled
from portal.listening.rules import About, Outcome
from portal.listening.rules.samples import Score, Scores
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.policy.roles import Role

MONTHS = 8
_FOUND = [
    ("The words are all there, and the answer is kind.", ""),
    ("They asked two things. Only one of them has an answer.", "Answer the second thing as well."),
    ("The answer says “soon”. Nobody can tell when.", "Give a day, and tell them if it moves."),
    (
        "They said it was not sorted, and nobody wrote back for two weeks.",
        "Go and see them, and write it down.",
    ),
]
_DONE = [
    "We talked about it in the team. The young person has a second answer now.",
    "The worker went to see them. The day is in the answer now.",
    "We looked at it again. It could not be done; the true reason is in the answer.",
]


def tell(demo: Demo, now: datetime) -> None:
    """Tell it all, month by month, with the clock set back."""
    zone, own = demo.settings.time_zone, demo.settings
    for first in _months(now.astimezone(zone).date()):
        drawn_at = datetime(first.year, first.month, first.day, 6, tzinfo=UTC)
        with clock.at(drawn_at):
            jobs.draw_sample(zone, size=own.sample_size, working_days=own.judge_working_days)
        with db.transaction() as session:
            sample = session.scalars(sa.select(Sample).order_by(Sample.first_on.desc())).first()
            found = sa.select(Sampled).where(Sampled.sample_id == sample.id) if sample else None
            for row in session.scalars(found) if found is not None else []:
                _judge(demo, row, drawn_at, now)
    with db.transaction():
        _speak_up(demo, now)


def _months(today: date) -> list[date]:
    """The first days of the last months, this one's too, oldest first."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


def _judge(demo: Demo, row: Sampled, drawn_at: datetime, now: datetime) -> None:
    judged_at = drawn_at + timedelta(days=demo.dice.choice([3, 8, 12, 17]), hours=5)
    if row.auditor_id is None or judged_at > now - timedelta(days=25):
        return
    scores, (found, should) = _scores(demo.dice)
    with clock.at(judged_at):
        commands.judge(
            row,
            uuid4(),
            scores,
            found,
            should,
            by=row.auditor_id,
            on=judged_at.date(),
            working_days=demo.settings.finding_working_days,
        )
    managers = commands.who_acts(row, judged_at.date())
    if row.act_by_on and managers and demo.dice.random() < 0.8:
        done_at = judged_at + timedelta(days=demo.dice.choice([2, 5, 9]))
        with clock.at(done_at):
            commands.act(row, uuid4(), demo.dice.choice(_DONE), by=managers[0], on=done_at.date())


def _scores(dice: random.Random) -> tuple[Scores, tuple[str, str]]:
    if dice.random() < 0.5:
        return Scores(Score.YES, Score.YES, Score.YES, dice.choice([Score.YES, Score.CANT_TELL])), _FOUND[0]
    worse = dice.choice([Score.PARTLY, Score.NO])
    return Scores(Score.YES, worse, dice.choice([worse, Score.CANT_TELL]), worse), dice.choice(_FOUND[1:])


def _speak_up(demo: Demo, now: datetime) -> None:
    """A reviewing officer speaks up for two young people; for one of them something came of it."""
    officer, manager = demo.team.first(Role.IRO).id, demo.team.first(Role.MANAGER).id
    with clock.at(now - timedelta(days=9)):
        on = clock.today(demo.settings.time_zone)
        theirs = sa.select(CareLink.young_person_id).where(CareLink.account_id == officer, holding(on))
        wanted = list(db.session.scalars(theirs.order_by(CareLink.from_on, CareLink.id).limit(2)))
        words = "I read the last three notes. Nobody asked them what they want before the plan was changed."
        for young_person_id, decided in zip(wanted, (True, False), strict=False):
            try:
                row = challenges.challenge_silence(
                    young_person_id, uuid4(), About.NOT_ASKED, words,
                    by=officer, today=on, working_days=demo.settings.practice_challenge_working_days,
                )  # fmt: skip
            except Refused:  # nobody works with them
                continue
            if decided and manager in challenges.who_decides(row, on):
                said = "They were asked on Tuesday. What they said is on their record."
                challenges.decide(row, Outcome.UPHELD, said, by=manager, today=on)
