"""For the small council: challenges between practitioners, a sample to judge, a finding to act on, and a
quarter of judged samples."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.kit import clock
from portal.listening.figures.audited import Audited
from portal.listening.jobs.audited import audit_paper
from portal.listening.models import (
    ListeningAudit,
    PracticeChallenge,
    Sample,
    SampleAsked,
    Sampled,
    SilenceChallenge,
)
from portal.listening.rules import About, closed_quarters
from portal.listening.rules.hiding import printable
from portal.listening.rules.samples import Score, last_month
from portal.outcomes.queries.papers import to_json
from portal.policy.roles import Role

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """The ids are the URLs' `spoken_id` and `sampled_id`."""
    _challenge(world)
    _silence(world)
    _sample(world, clock.now())
    _quarter(clock.now())


def _silence(world: World) -> None:
    """The advocate says that nobody asked."""
    now = clock.now()
    with db.transaction() as session:
        row = SilenceChallenge(
            send_once=uuid.uuid4(),
            young_person_id=world.young.id,
            about=About.NOT_ASKED,
            by_id=world[Role.ADVOCATE].id,
            to_id=world[Role.SOCIAL_WORKER].id,
            at=now,
            answer_by_on=now.date(),
        )
        row.words = "Nobody asked before the move."
        session.add(row)


def _sample(world: World, now: datetime) -> None:
    """One waits for the reviewing officer; in another the safety lead found something."""
    worker, officer, lead = world[Role.SOCIAL_WORKER], world[Role.IRO], world[Role.SAFETY_LEAD]
    with db.transaction() as session:
        sample = Sample(first_on=last_month(now.date()).first, seed=b"x" * 32, drawn_at=now)
        session.add(sample)
        session.flush()
        for name, judge in (("answered", officer), ("late", lead)):
            said = world.statements[name]
            row = Sampled(
                sample_id=sample.id,
                statement_id=said.id,
                young_person_id=said.young_person_id,
                to_id=worker.id,
                auditor_id=judge.id,
                tried_at=now,
            )
            session.add(row)
            session.flush()
            session.add(SampleAsked(sampled_id=row.id, account_id=judge.id, at=now))
            if judge is lead:
                row.kept = row.answered = row.acted = row.agree = Score.PARTLY
                row.found, row.should = "It is late.", "Answer it."
                row.judged_at, row.act_by_on = now, now.date() + timedelta(days=9)
            else:
                world.ids["sampled_id"] = row.id


def _quarter(now: datetime) -> None:
    period = closed_quarters(now.date())[-1]
    drawn = Audited({uuid.uuid4(): "" for _ in range(12)})
    drawn.judged = set(drawn.agencies)
    numbers = {"paper": to_json(printable(audit_paper(period, drawn))), "agencies": [""]}
    with db.transaction() as session:
        session.add(
            ListeningAudit(first_on=period.first, last_on=period.last, counted_at=now, numbers=numbers)
        )


def _challenge(world: World) -> None:
    """The reviewing officer says that it is late."""
    said, now = world.statements["late"], clock.now()
    with db.transaction() as session:
        row = PracticeChallenge(
            send_once=uuid.uuid4(),
            statement_id=said.id,
            young_person_id=said.young_person_id,
            about=About.SILENCE,
            by_id=world[Role.IRO].id,
            to_id=world[Role.SOCIAL_WORKER].id,
            at=now,
            answer_by_on=now.date(),
        )
        row.words = "It is late, and Sam asked again."
        session.add(row)
        session.flush()
        world.ids["spoken_id"] = row.id
