"""The demo's panel: everybody has a seat, a young member brings something, what was not accepted says so."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import flask
import sqlalchemy as sa

from portal import db
from portal.demo import panel_members
from portal.kit import clock
from portal.panels.models import AgendaItem, Challenge, ChallengeEvidence, Cost, Membership
from portal.panels.rules import MemberKind, Progress
from portal.policy.roles import Role
from tests.support.challenged import meeting, panel
from tests.support.factories import Make


def test_the_demos_panel_has_seats_an_agenda_and_honest_answers(app: flask.Flask, make: Make) -> None:
    there = panel(make)
    people = [there.member, make.staff(Role.PANEL_MEMBER), make.staff(Role.PANEL_MEMBER)]
    by_role = {
        Role.PANEL_MEMBER: people,
        Role.PANEL_SUPPORT: [there.support],
        Role.MANAGER: [there.officer],
    }
    team = SimpleNamespace(by_role=by_role, first=lambda role: by_role[role][0])
    demo = SimpleNamespace(team=team, settings=SimpleNamespace(time_zone=ZoneInfo("Europe/London")))
    meeting(there.support, is_published=False, days_ago=-18)
    partly = there.answered()
    there.progress(partly, Progress.PARTLY, "two of three teams.")
    panel_members.sit(cast(Any, demo), clock.now())
    assert set(db.session.scalars(sa.select(Membership.kind))) == set(MemberKind)
    assert set(db.session.scalars(sa.select(AgendaItem.by_kind))) == {None, MemberKind.YOUNG_MEMBER}
    assert len(db.session.scalars(sa.select(Cost)).all()) == 1
    assert Progress.NOT_ACCEPTED in set(db.session.scalars(sa.select(Challenge.progress)))
    assert db.session.scalars(sa.select(ChallengeEvidence.challenge_id)).all() == [partly]
