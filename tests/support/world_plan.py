"""The improvement plan of the small council: actions in every state, measures, a target that was missed,
reports before and after they are frozen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.panels.commands import measures, reports
from portal.panels.commands.reports import NewRhythm
from portal.panels.models import MeasureMiss, MeasureTarget
from portal.panels.rules.plan import ActionState
from portal.policy.roles import Role
from tests.support.planned import Plan, today
from tests.support.rows import keep

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """Add it all, and the ids by which URLs name them."""
    plan = Plan(world[Role.PANEL_SUPPORT], world[Role.MANAGER])
    plan.action("train everybody who drives to family time", owner=world[Role.PARTNER], days=-5)
    done = plan.action("a new form for family time")
    action_id = plan.sent()
    plan.say(done, ActionState.DONE, evidence="the form")
    plan.action("one that was not sent")
    _measures(plan, world)
    draft = plan.report(frozen=False, days=14)
    frozen = plan.report()
    with db.transaction():
        rhythm = NewRhythm(4, today(), [world[Role.BOARD_CHAIR].id], "", "it begins.")
        send_once = draft  # any id that no rhythm has
        by, now = world[Role.PANEL_SUPPORT].id, clock.now()
        reports.change_rhythm(rhythm, send_once, by=by, now=now, today=today())
    world.ids |= {"plan_action_id": action_id, "report_id": frozen}


def _measures(plan: Plan, world: World) -> None:
    measure_id = plan.measure()
    for ago, number in ((150, 12), (100, 3), (50, 20)):
        plan.value(measure_id, ago, number, 40)
    plan.target(measure_id, 80, days=-20)
    plan.target(measure_id, 60)
    target_id = db.session.scalar(sa.select(MeasureTarget.id).where(MeasureTarget.by_on < today()).limit(1))
    with db.transaction() as session:
        miss = keep(
            session,
            MeasureMiss(
                measure_id=measure_id,
                target_id=target_id,
                asked_at=clock.now(),
                answer_by_on=today() + timedelta(days=14),
            ),
        )
    away = plan.measure("Put away")
    with db.transaction():
        row = plan.row(away)
        measures.put_away(row, by=world[Role.PANEL_SUPPORT].id, now=clock.now())
    world.ids |= {"measure_id": measure_id, "miss_id": miss.id}
