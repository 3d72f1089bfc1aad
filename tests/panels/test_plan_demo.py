"""The demo's improvement plan is made by the product's own commands."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import flask

from portal.demo import plan as demo
from portal.demo.staff import Team
from portal.kit import clock
from portal.panels.queries import measures, plan, reports
from portal.panels.rules.plan import ActionState
from portal.policy.roles import Role
from portal.settings import Settings
from tests.support.factories import Make
from tests.support.planned import today

_ROLES = (Role.PANEL_SUPPORT, Role.BOARD_CHAIR, Role.MANAGER, Role.PARTNER, Role.RECORDS_OFFICER)


def test_it_has_every_state_a_missed_target_and_a_report(
    app: flask.Flask, make: Make, settings: Settings
) -> None:
    team = Team(by_role={role: [make.staff(role)] for role in _ROLES})
    made: Any = SimpleNamespace(team=team, settings=settings)
    demo.improve(made, clock.now())
    states = {one.state for one in plan.whole(today())}
    assert states == set(ActionState) - {ActionState.REOPENED}
    assert any(one.is_late for one in plan.whole(today()))
    register = measures.everything(today())
    assert len(register) == 7
    said = [bool(miss.why) for one in register for miss in one.measure.misses]
    assert True in said
    assert False in said
    assert len(reports.listed(drafts=False)) == 1
