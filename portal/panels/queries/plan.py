"""The improvement plan: its actions as lists show them, one with its history, and when it was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.queries import staffing
from portal.panels.models import PlanAction, PlanSent, PlanStep
from portal.panels.rules.plan import OPEN_ACTIONS, ActionState, is_late
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer

Step = PlanStep
PAGE_SIZE = 50


@dataclass(frozen=True)
class ActionLine:
    """An action as lists and reports show it. `has_left`: its owner works here no more."""

    id: UUID
    title: str
    why: str
    post: str
    owner: str
    owner_id: UUID
    due_on: date
    state: ActionState
    said: str
    evidence: str
    link: str
    is_late: bool
    is_sent: bool
    has_left: bool


@dataclass(frozen=True)
class ActionFound:
    """One action, and how the viewer stands to it."""

    action: PlanAction
    relations: frozenset[Relation]


@dataclass(frozen=True)
class Sent:
    """When the plan was last sent, and how much of it is new since."""

    at: datetime | None
    by: str
    waits: int


def load(action_id: UUID, *, lock: bool = False) -> PlanAction | None:
    """An action with its history."""
    asked = sa.select(PlanAction).options(selectinload(PlanAction.steps)).where(PlanAction.id == action_id)
    if lock:
        asked = asked.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(asked).one_or_none()


def action_subject(viewer: Viewer, plan_action_id: UUID) -> Subject | None:
    """An action; one that was not sent yet is for those who keep the plan."""
    return _subject(viewer, plan_action_id, lock=False)


def action_to_change(viewer: Viewer, plan_action_id: UUID) -> Subject | None:
    """The same with its row locked: a form sent twice at once is one step."""
    return _subject(viewer, plan_action_id, lock=True)


def action_to_keep(viewer: Viewer, plan_action_id: UUID) -> Subject | None:
    """The same for those who keep the plan, whether it was sent or not."""
    return _subject(viewer, plan_action_id, lock=True, drafts=True)


def _subject(viewer: Viewer, action_id: UUID, *, lock: bool, drafts: bool = False) -> Subject | None:
    action = load(action_id, lock=lock)
    if action is None or (action.sent_at is None and not drafts):
        return None
    is_theirs = action.owner_id in {viewer.account_id, *viewer.stands_in_for}
    found = ActionFound(action, frozenset({Relation.ANSWERER} if is_theirs else ()))
    return Subject(found, relations=found.relations, kind="plan_action", id=action.id)


def listed(
    today: date, *, closed: bool = False, drafts: bool = False, page: int = 1
) -> tuple[list[ActionLine], int]:
    """One page of the plan and how many there are: what is due first on top. `drafts`: what was not sent
    yet, too."""
    which = [PlanAction.state.in_(OPEN_ACTIONS) if not closed else PlanAction.state.not_in(OPEN_ACTIONS)]
    if not drafts:
        which.append(PlanAction.sent_at.is_not(None))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(PlanAction).where(*which)) or 0
    rows = db.session.scalars(
        sa.select(PlanAction)
        .where(*which)
        .order_by(PlanAction.due_on, PlanAction.made_at, PlanAction.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return lines_of(rows, today), total


def whole(today: date) -> list[ActionLine]:
    """Every action that was sent, what is due first on top."""
    return lines_of(
        db.session.scalars(
            sa.select(PlanAction)
            .where(PlanAction.sent_at.is_not(None))
            .order_by(PlanAction.due_on, PlanAction.made_at, PlanAction.id)
        ).all(),
        today,
    )


def everything(today: date) -> list[ActionLine]:
    """The same with what was not sent yet, for those who keep the plan."""
    rows = sa.select(PlanAction).order_by(PlanAction.due_on, PlanAction.made_at, PlanAction.id)
    return lines_of(db.session.scalars(rows).all(), today)


def owned_by(viewer: Viewer, today: date) -> list[ActionLine]:
    """What is theirs, or of somebody they stand in for: open ones first."""
    theirs = [viewer.account_id, *viewer.stands_in_for]
    rows = db.session.scalars(
        sa.select(PlanAction)
        .where(PlanAction.owner_id.in_(theirs), PlanAction.sent_at.is_not(None))
        .order_by(PlanAction.due_on, PlanAction.id)
    ).all()
    return sorted(lines_of(rows, today), key=lambda one: one.state not in OPEN_ACTIONS)


def sent() -> Sent:
    """When the plan was last sent."""
    last = db.session.scalars(sa.select(PlanSent).order_by(PlanSent.at.desc()).limit(1)).one_or_none()
    new = sa.select(sa.func.count()).select_from(PlanAction).where(PlanAction.sent_at.is_(None))
    by = staffing.names([last.by_id]).get(last.by_id, "") if last else ""
    return Sent(last.at if last else None, by, db.session.scalar(new) or 0)


def began_at() -> datetime | None:
    """When the plan was first sent."""
    return db.session.scalar(sa.select(sa.func.min(PlanSent.at)))


def lines_of(rows: Sequence[PlanAction], today: date) -> list[ActionLine]:
    """Actions as plain values."""
    names = staffing.names({row.owner_id for row in rows})
    here = staffing.owner_ids(today) if rows else set()
    return [_line(row, names, row.owner_id not in here, today) for row in rows]


def _line(row: PlanAction, names: Mapping[UUID, str], has_left: bool, today: date) -> ActionLine:
    return ActionLine(
        id=row.id,
        title=row.title,
        why=row.why,
        post=row.post,
        owner=names.get(row.owner_id, ""),
        owner_id=row.owner_id,
        due_on=row.due_on,
        state=row.state,
        said=row.said,
        evidence=row.evidence,
        link=row.link,
        is_late=is_late(row.state, row.due_on, today),
        is_sent=row.sent_at is not None,
        has_left=has_left,
    )
