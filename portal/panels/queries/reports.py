"""Reports to the Improvement Board: the list, one, the board's rhythm, and what a pack says of it all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import defer

from portal import db
from portal.accounts.queries import staffing
from portal.panels.models import BoardReport, BoardRhythm
from portal.panels.queries import measures, plan
from portal.panels.rules.kept import ActionKept, MeasureKept, action_from, measure_from, to_json
from portal.panels.rules.packs import Gathering
from portal.panels.rules.plan import OPEN_ACTIONS, ActionState
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class Listed:
    """A report as the list shows it."""

    id: UUID
    meets_on: date
    months: int | None
    frozen_at: datetime | None


@dataclass(frozen=True)
class Rhythm:
    """How often the board meets from a day on."""

    weeks: int
    from_on: date
    agreed: Sequence[str]
    why: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Content:
    """The plan and the measures as they stood on a day."""

    on: date
    measures: Sequence[MeasureKept]
    actions: Sequence[ActionKept]


def report_to_read(viewer: Viewer, report_id: UUID) -> Subject | None:
    """A frozen report, for its readers."""
    row = db.session.get(BoardReport, report_id)
    if row is None or row.frozen_at is None:
        return None
    return Subject(row, kind="board_report", id=row.id)


def report_draft(viewer: Viewer, report_id: UUID) -> Subject | None:
    """A report before it is frozen."""
    row = db.session.get(BoardReport, report_id)
    return None if row is None or row.frozen_at is not None else Subject(row, kind="board_report", id=row.id)


def report_to_write(viewer: Viewer, report_id: UUID) -> Subject | None:
    """The same with its row locked; a frozen one too, for a form that was sent twice."""
    wanted = sa.select(BoardReport).where(BoardReport.id == report_id).with_for_update()
    row = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    return Subject(row, kind="board_report", id=row.id) if row else None


def listed(*, drafts: bool) -> list[Listed]:
    """Reports, the newest meeting first; drafts for those who may read them."""
    wanted = (
        sa.select(BoardReport).options(defer(BoardReport.frozen_sealed)).order_by(BoardReport.meets_on.desc())
    )
    if not drafts:
        wanted = wanted.where(BoardReport.frozen_at.is_not(None))
    return [Listed(row.id, row.meets_on, row.months, row.frozen_at) for row in db.session.scalars(wanted)]


def rhythms() -> list[Rhythm]:
    """Every rhythm of the board, the newest first."""
    rows = db.session.scalars(sa.select(BoardRhythm).order_by(BoardRhythm.from_on.desc())).all()
    ids = {UUID(one) for row in rows for one in row.agreed_ids} | {row.by_id for row in rows}
    names = staffing.names(ids)
    return [
        Rhythm(
            row.weeks,
            row.from_on,
            [
                *(names.get(UUID(one), "") for one in row.agreed_ids),
                *([row.agreed_by] if row.agreed_by else []),
            ],
            row.why,
            row.at,
            names.get(row.by_id, ""),
        )
        for row in rows
    ]


def as_it_stands(today: date) -> Content:
    """The plan and the measures now."""
    return Content(
        today,
        [measures.kept(found) for found in measures.everything(today)],
        [
            ActionKept(
                one.title, one.post, one.due_on, one.state, one.said, one.evidence, one.link, one.is_late
            )
            for one in plan.whole(today)
        ],
    )


def as_frozen(row: BoardReport) -> Content:
    """The plan and the measures as the report keeps them."""
    data = json.loads(row.frozen)
    return Content(
        date.fromisoformat(data["on"]),
        [measure_from(one) for one in data["measures"]],
        [action_from(one) for one in data["actions"]],
    )


def frozen_json(content: Content) -> str:
    """What `as_frozen` reads again."""
    return json.dumps(
        {
            "on": content.on.isoformat(),
            "measures": [to_json(one) for one in content.measures],
            "actions": [to_json(one) for one in content.actions],
        }
    )


def for_pack(of: Gathering) -> dict[str, Any] | None:
    """What a pack says of plan and targets: how many actions are how far, and each measure's newest value of
    days that were over, as everybody outside the board reads it. Nothing of a number that is hidden."""
    lines = plan.whole(of.today)
    counts = {state.value: sum(one.state is state for one in lines) for state in ActionState}
    shown = [_for_pack(measures.kept(found), of) for found in measures.everything(of.today)]
    told = [one for one in shown if one is not None]
    if not lines and not told:
        return None
    late = sum(one.is_late for one in lines)
    open_ones = sum(one.state in OPEN_ACTIONS for one in lines)
    return {"actions": {"all": len(lines), "open": open_ones, "late": late, **counts}, "measures": told}


def _for_pack(one: MeasureKept, of: Gathering) -> dict[str, Any] | None:
    points = [point for point in one.points if point.last <= of.period.last]
    if not points:
        return None
    last = points[-1]
    target = one.target(of.today)
    return {
        "name": one.name,
        "counts": one.counts,
        "unit": one.unit.value,
        "better": one.better.value,
        "about_children": one.about_children,
        "first": last.first.isoformat(),
        "last": last.last.isoformat(),
        "outside": last.outside,
        "printed": last.printed,
        "target": [target.number, target.by_on.isoformat()] if target else None,
        "standing": one.standing(target, of.today, whole=False).value,
    }
