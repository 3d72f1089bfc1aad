"""Measures with their values and targets. What comes from the portal is read from what was printed, never
counted here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import flask
import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.queries import staffing
from portal.clocks.reading import LONDON
from portal.kit import clock
from portal.panels.models import Measure, MeasureMiss, MeasureTarget, MeasureValue
from portal.panels.queries.measures_printed import PRINTED, Point
from portal.panels.rules.kept import MeasureKept, MissKept, PointKept, TargetKept
from portal.panels.rules.measures import (
    Series,
    Standing,
    Trend,
    outside_of,
    standing,
    trend,
    value_of,
)
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer

Value = MeasureValue
Target = MeasureTarget
Miss = MeasureMiss


@dataclass(frozen=True)
class MeasureFound:
    """A measure with all that is known of it, and how the viewer stands to it. `target` is the one that is
    looked at now: the next to come, else the last that has passed."""

    measure: Measure
    points: Sequence[Point]
    target: MeasureTarget | None
    standing: Standing
    trend: Trend
    owner: str
    has_left: bool
    relations: frozenset[Relation] = frozenset()

    @property
    def waiting(self) -> list[MeasureMiss]:
        return [one for one in self.measure.misses if one.said_at is None]


def measure_subject(viewer: Viewer, measure_id: UUID) -> Subject | None:
    """A measure, for whoever may see measures."""
    return _subject(viewer, measure_id, lock=False)


def measure_to_change(viewer: Viewer, measure_id: UUID) -> Subject | None:
    """The same with its row locked."""
    return _subject(viewer, measure_id, lock=True)


def miss_to_explain(viewer: Viewer, measure_id: UUID, miss_id: UUID) -> Subject | None:
    """A measure and a target of it that was missed."""
    subject = _subject(viewer, measure_id, lock=True)
    miss = next((one for one in subject.thing.measure.misses if one.id == miss_id), None) if subject else None
    if subject is None or miss is None:
        return None
    found = (subject.thing, miss)
    return Subject(found, relations=subject.relations, kind="measure", id=measure_id)


def load(measure_id: UUID, *, lock: bool = False) -> Measure | None:
    """A measure with its values, targets and misses."""
    asked = _whole().where(Measure.id == measure_id)
    if lock:
        asked = asked.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(asked).one_or_none()


def _subject(viewer: Viewer, measure_id: UUID, *, lock: bool) -> Subject | None:
    row = load(measure_id, lock=lock)
    if row is None:
        return None
    is_theirs = row.owner_id in {viewer.account_id, *viewer.stands_in_for}
    relations = frozenset({Relation.ANSWERER} if is_theirs else ())
    found = _found([row], _today(), relations)[0]
    return Subject(found, relations=relations, kind="measure", id=row.id)


def _today() -> date:
    return clock.today(_zone())


def _local(at: datetime) -> date:
    return at.astimezone(_zone()).date()


def _zone() -> ZoneInfo:
    """The council's; jobs have no application and go by London."""
    if flask.has_app_context():
        zone: ZoneInfo = flask.current_app.extensions["heard.settings"].time_zone
        return zone
    return ZoneInfo(LONDON)


def everything(today: date, *, put_away: bool = False) -> list[MeasureFound]:
    """Every measure by its name."""
    which = Measure.put_away_at.is_not(None) if put_away else Measure.put_away_at.is_(None)
    rows = db.session.scalars(_whole().where(which).order_by(Measure.made_at, Measure.id)).all()
    return sorted(_found(rows, today), key=lambda one: (one.measure.name.casefold(), str(one.measure.id)))


def owned_by(viewer: Viewer, today: date) -> list[MeasureFound]:
    """Measures that are theirs, or of somebody they stand in for."""
    theirs = [viewer.account_id, *viewer.stands_in_for]
    rows = db.session.scalars(_whole().where(Measure.owner_id.in_(theirs), Measure.put_away_at.is_(None)))
    return _found(rows.all(), today)


def missed_targets(today: date) -> list[tuple[UUID, UUID]]:
    """Targets that were missed and whose owner was not asked why yet: the measure and the target."""
    return [
        (found.measure.id, target.id)
        for found in everything(today)
        for target in found.measure.targets
        if target.replaced_at is None
        and target.id not in {miss.target_id for miss in found.measure.misses}
        and standing_at(found.measure, found.points, target, today) is Standing.MISSED
    ]


def standing_at(
    measure: Measure, points: Sequence[Point], target: MeasureTarget | None, today: date
) -> Standing:
    """How the measure stands to a target of it."""
    wanted = (target.by_on, target.number) if target else None
    set_on = _local(target.at) if target else today
    return standing(series_of(points), wanted, set_on=set_on, better=measure.better, today=today)


def series_of(points: Sequence[Point]) -> Series:
    """The values that are numbers, by their last day."""
    return [(one.last, one.value) for one in points if one.value is not None]


def _whole() -> sa.Select[Measure]:
    loaded = (Measure.values, Measure.targets, Measure.misses)
    return sa.select(Measure).options(*(selectinload(one) for one in loaded))


def _found(
    rows: Sequence[Measure], today: date, relations: frozenset[Relation] = frozenset()
) -> list[MeasureFound]:
    if not rows:
        return []
    names = staffing.names({row.owner_id for row in rows})
    here = staffing.owner_ids(today)
    printed = {key: PRINTED[key]() for key in {row.portal_key for row in rows} & set(PRINTED)}
    found = []
    for row in rows:
        points = printed.get(row.portal_key, []) if row.portal_key else _typed(row)
        target = _looked_at(row.targets, today)
        found.append(
            MeasureFound(
                row,
                points,
                target,
                standing_at(row, points, target, today),
                trend(series_of(points), row.better),
                names.get(row.owner_id, ""),
                row.owner_id not in here,
                relations,
            )
        )
    return found


def _looked_at(targets: Sequence[MeasureTarget], today: date) -> MeasureTarget | None:
    stand = [one for one in targets if one.replaced_at is None]
    coming = [one for one in stand if one.by_on >= today]
    return coming[0] if coming else (stand[-1] if stand else None)


def _typed(row: Measure) -> list[Point]:
    about = row.about_children
    return [
        Point(
            one.first_on,
            one.last_on,
            value_of(row.unit, one.number, one.of),
            outside_of(row.unit, one.number, one.of, about_children=about),
            one.number,
            one.of,
            one.note,
            one.link,
            about_children=about,
        )
        for one in row.values
        if one.replaced_at is None
    ]


def kept(found: MeasureFound) -> MeasureKept:
    """All that is said of a measure, as plain values."""
    row = found.measure
    day_of = {target.id: target.by_on for target in row.targets}
    return MeasureKept(
        str(row.id),
        row.name,
        row.counts,
        row.unit,
        row.better,
        row.about_children,
        row.post,
        tuple(
            PointKept(
                one.first,
                one.last,
                one.value,
                one.number,
                one.of,
                one.outside,
                one.printed,
                one.note,
                one.link,
            )
            for one in found.points
        ),
        tuple(
            TargetKept(one.by_on, one.number, _local(one.at), one.why, one.replaced_at is not None)
            for one in row.targets
        ),
        tuple(
            MissKept(day_of[one.target_id], one.why, one.now, one.by_on, one.answer_by_on)
            for one in row.misses
        ),
    )
