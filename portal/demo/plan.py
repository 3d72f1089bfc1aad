"""The demo's improvement plan: actions of staff and of a partner in every state, measures with targets and
one that was missed, the board's rhythm and a report. All by the product's own commands, with the clock set
back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.demo.past import Demo
from portal.kit import clock
from portal.panels.commands import measures, plan, reports
from portal.panels.commands.measures import MeasureWords, NewValue
from portal.panels.commands.plan import ActionWords, Said
from portal.panels.commands.reports import NewRhythm, ReportWords
from portal.panels.jobs import remind_of_plan
from portal.panels.models import MeasureMiss
from portal.panels.queries.measures import load as load_measure
from portal.panels.queries.plan import load
from portal.panels.readymade import one_of
from portal.panels.rules.plan import ActionState
from portal.policy.roles import Role

BEGAN_AGO = 200
A_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class _Action:
    title: str
    post: str
    role: Role
    due: int  # days from today
    said: Said | None = None


_PHOTOS = "the list of homes with photos, seen by the board"
_CLINIC = "the clinic opens on tuesdays in the holidays. rooms are missing for august."
_NO_MONEY = "there is no money for one each this year. every home has one to share. we ask again in april."
_ACTIONS = (
    _Action(
        "Ring the young person on the same day when family time changes.",
        "head of children in care",
        Role.MANAGER,
        40,
        Said(ActionState.UNDER_WAY, "two of three teams ring the same day."),
    ),
    _Action(
        "Show photos of the new home before every planned move.",
        "head of fostering",
        Role.MANAGER,
        -30,
        Said(ActionState.DONE, "every home we use has photos now.", _PHOTOS),
    ),
    _Action(
        "Offer a health check in the holidays, so that nobody misses lessons.",
        "lead nurse for children in care",
        Role.PARTNER,
        -12,
        Said(ActionState.UNDER_WAY, _CLINIC),
    ),
    _Action(
        "Give records officers a second scanner, so that old files do not wait.",
        "head of information",
        Role.RECORDS_OFFICER,
        60,
    ),
    _Action(
        "A laptop for every young person at secondary school.",
        "virtual school head",
        Role.MANAGER,
        90,
        Said(ActionState.WILL_NOT, _NO_MONEY),
    ),
)
_NURSE = "lead nurse for children in care"
_TYPED: tuple[tuple[str, str, float, tuple[tuple[int, int], ...]], ...] = (
    ("worker_changes", "head of children in care", 15, ((61, 208), (55, 211), (47, 214), (36, 212))),
    ("pathway_plans", "head of leaving care", 90, ((84, 140), (92, 138), (99, 141), (104, 143))),
    ("school_plans", "virtual school head", 85, ((95, 150), (110, 151), (128, 149), (139, 152))),
    ("health_checks", _NURSE, 95, ((148, 180), (150, 181), (149, 179), (152, 183))),
)
_PRINTED = ("records_on_time", "letters_on_time", "said_something")


def improve(demo: Demo, now: datetime) -> None:
    """Make it all, in the order in which it would have happened."""
    began = now.astimezone(demo.settings.time_zone).date() - timedelta(days=BEGAN_AGO)
    support = demo.team.first(Role.PANEL_SUPPORT).id
    _rhythm(demo, began, support)
    found = _write(demo, began, support)
    registered = _register(demo, began, support)
    _values(demo, began, support, registered)
    for action_id, one in found:
        _say(demo, action_id, one)
    _miss(demo, now)
    _report(demo, support, now)


def _at(demo: Demo, day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), demo.settings.time_zone)


def _rhythm(demo: Demo, began: date, support: UUID) -> None:
    chair = demo.team.first(Role.BOARD_CHAIR).id
    rhythm = NewRhythm(
        4, began + timedelta(days=14), [chair], "", "the board begins to meet every four weeks."
    )
    with clock.at(_at(demo, began)), db.transaction():
        reports.change_rhythm(rhythm, uuid4(), by=support, now=clock.now(), today=began)


def _write(demo: Demo, began: date, support: UUID) -> list[tuple[UUID, _Action]]:
    today, found = began + timedelta(days=BEGAN_AGO), []
    with clock.at(_at(demo, began)), db.transaction():
        for one in _ACTIONS:
            words = ActionWords(
                one.title, "", one.post, demo.team.first(one.role).id, today + timedelta(days=one.due)
            )
            made = plan.write(words, uuid4(), by=support, now=clock.now(), today=began)
            found.append((made.id, one))
        plan.send(by=support, now=clock.now(), today=began)
    return found


def _register(demo: Demo, began: date, support: UUID) -> dict[str, UUID]:
    """Ready-made measures with a target after six months, which has come, and one after a year."""
    posts = {key: (post, target) for key, post, target, _values in _TYPED}
    registered: dict[str, UUID] = {}
    with clock.at(_at(demo, began)), db.transaction():
        for key in (*posts, *_PRINTED):
            ready = one_of(key)
            assert ready is not None
            post, target = posts.get(key, ("head of children in care", 90.0))
            owner = demo.team.first(Role.PARTNER if "nurse" in post else Role.MANAGER).id
            words = MeasureWords(
                ready.name, ready.counts, ready.unit, ready.better, ready.about_children, ready.source,
                ready.how, post, owner, ready.key, ready.portal_key,
            )  # fmt: skip
            row = measures.write(words, uuid4(), by=support, now=clock.now(), today=began)
            for days in (182, 365):
                by_on = began + timedelta(days=days)
                measures.aim(row, by_on, target, "", by=support, now=clock.now(), today=began)
            registered[key] = row.id
    return registered


def _values(demo: Demo, began: date, support: UUID, registered: dict[str, UUID]) -> None:
    for key, _post, _target, values in _TYPED:
        for number, (some, of) in enumerate(values):
            first = began + number * timedelta(days=45) - timedelta(days=2)
            day = first + A_MONTH + timedelta(days=3)
            with clock.at(_at(demo, day)), db.transaction():
                row = load_measure(registered[key], lock=True)
                assert row is not None
                value = NewValue(first, first + A_MONTH, some, of, "list of the teams")
                measures.enter(row, value, by=support, now=clock.now(), today=day)


def _say(demo: Demo, action_id: UUID, one: _Action) -> None:
    if one.said is None:
        return
    day = clock.today(demo.settings.time_zone) - timedelta(days=35)
    with clock.at(_at(demo, day, 15)), db.transaction():
        row = load(action_id, lock=True)
        assert row is not None
        plan.say(row, one.said, uuid4(), mark=row.mark, by=row.owner_id, now=clock.now())


def _miss(demo: Demo, now: datetime) -> None:
    """The targets after six months: who missed one was asked why, and one has answered."""
    at = _at(demo, now.astimezone(demo.settings.time_zone).date() - timedelta(days=15), 8)
    with clock.at(at), db.transaction() as session:
        remind_of_plan(at, demo.settings.time_zone)
        miss = session.scalars(sa.select(MeasureMiss).order_by(MeasureMiss.asked_at).limit(1)).first()
        if miss is not None:
            row = load_measure(miss.measure_id, lock=True)
            assert row is not None
            answered = next(one for one in row.misses if one.id == miss.id)
            measures.explain(
                row,
                answered,
                "workers left and posts were empty over the summer.",
                "new workers begin in the autumn. until then one team manager takes over.",
                at.date() + timedelta(days=60),
                by=row.owner_id,
                now=at,
            )


def _report(demo: Demo, support: UUID, now: datetime) -> None:
    day = now.astimezone(demo.settings.time_zone).date() - timedelta(days=10)
    words = ReportWords(
        "Young people are told the same day when family time changes, in two of three teams. School plans "
        "get better. Health checks stand still.",
        "Another council looked at us in the summer. They said: answers are kind now, and still late.",
        "Complaints say that we ring late. A case review says that photos of a new home came after the move.",
        "We ring on the same day, and nobody moves by plan without photos.",
    )
    at = _at(demo, day)
    with clock.at(at), db.transaction():
        row = reports.begin(day, 6, by=support, now=at, today=day)
        reports.write(row, words, mark=1, by=support)
        reports.freeze(row, mark=2, by=support, now=at, today=day)
