"""The demo's samples: drawn month by month, most of them judged, the newest still to be judged."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from portal.demo import judged
from portal.demo.past import Demo
from portal.demo.staff import Team
from portal.kit import clock
from portal.listening import jobs
from portal.listening.models import ListeningAudit, Sample, Sampled, SilenceChallenge
from portal.policy.roles import Role
from portal.settings import Settings
from tests.support.factories import Make
from tests.voice.young import rows


def test_months_are_drawn_judged_and_acted_on(settings: Settings, make: Make) -> None:
    now = clock.now()
    manager, reader = make.staff(Role.MANAGER), make.staff(Role.READER)
    worker = make.staff(Role.SOCIAL_WORKER, manager=manager)
    team = Team({Role.MANAGER: [manager], Role.IRO: [make.staff(Role.IRO), make.staff(Role.IRO)]})
    for days in range(10, 200, 12):
        person, sent_at = make.young_person(), now - timedelta(days=days)
        make.link(person, worker)
        said = make.statement(person, to=[worker], read_by=reader, sent_at=sent_at)
        make.answer(said, worker, at=sent_at + timedelta(days=2))
        make.link(person, team.first(Role.IRO)) if days < 30 else None
    cohort: Any = None  # nobody of it is asked for
    judged.tell(Demo(settings, team, cohort, random.Random(4), []), now)
    found = rows(Sampled)
    assert len(rows(Sample)) == judged.MONTHS
    assert len(found) > 8
    assert any(row.judged_at is None and row.auditor_id for row in found)
    assert any(row.done_at for row in found)
    assert all(row.auditor_id != worker.id for row in found)
    assert [row.outcome is None for row in rows(SilenceChallenge)] == [False, True]
    assert jobs.count_audits(settings.time_zone) == len(rows(ListeningAudit)) > 0
